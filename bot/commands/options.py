"""Options that several commands have."""

from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

DAY = "%Y-%m-%d"

JsonLines = Annotated[bool, typer.Option("--jsonl", help="Print one JSON object a line.")]
Database = Annotated[Path | None, typer.Option(help="The archive's file.")]
Workers = Annotated[
    int | None,
    typer.Option(min=1, help="Processes that read; as PULLQUOTE_WORKERS says, if not given."),
]
First = Annotated[
    datetime | None,
    typer.Option("--from", "--since", formats=[DAY], help="The first day, as 2026-01-31."),
]
Last = Annotated[
    datetime | None,
    typer.Option("--to", formats=[DAY], help="The last day, as 2026-01-31."),
]
