"""Options that several commands have."""

from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

JsonLines = Annotated[bool, typer.Option("--jsonl", help="Print one JSON object a line.")]
Database = Annotated[Path | None, typer.Option(help="The archive's file.")]
First = Annotated[
    datetime | None,
    typer.Option("--from", "--since", formats=["%Y-%m-%d"], help="The first day, as 2026-01-31."),
]
Last = Annotated[
    datetime | None,
    typer.Option("--to", formats=["%Y-%m-%d"], help="The last day, as 2026-01-31."),
]
