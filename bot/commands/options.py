"""Options that several commands have."""

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
