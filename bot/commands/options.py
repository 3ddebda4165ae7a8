"""Options that several commands have."""

from pathlib import Path
from typing import Annotated

import typer

DAY = "%Y-%m-%d"

JsonLines = Annotated[bool, typer.Option("--jsonl", help="Print one JSON object a line.")]
Database = Annotated[Path | None, typer.Option(help="The archive's file.")]
