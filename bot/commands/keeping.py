"""Commands that look after the archive."""

from pathlib import Path
from typing import Annotated

import typer

from bot.commands.options import Database
from bot.terminal import printable, progress

keeping = typer.Typer()


@keeping.command()
def backup(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="Where the copy goes.")],
    force: Annotated[bool, typer.Option("--force", help="Replace a file that is there.")] = False,
    database: Database = None,
) -> None:
    """Copy the archive into one file, also while the bot runs; whole, or not at all."""
    from bot.archive import back_up
    from bot.settings import load_settings

    path = database or load_settings().database
    with progress(f"Copying {path.name}") as copied:
        size = back_up(path, file, force=force, progress=copied)
    typer.echo(printable(f"{file} holds the whole archive, {size:,} bytes, checked."))
