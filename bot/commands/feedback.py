"""What people corrected with ✎, to learn from."""

import asyncio
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from bot.commands.options import Database
from bot.terminal import complain

if TYPE_CHECKING:
    from bot.archive import Feedback

feedback = typer.Typer(help="What people corrected.", no_args_is_help=True)


@feedback.callback()
def corrections() -> None:
    """What people corrected in Discord."""


@feedback.command()
def export(database: Database = None) -> None:
    """Print each corrected article as a JSON object a line, as training reads it."""
    from bot.output import json_line
    from bot.settings import load_settings
    from bot.training.feedback import feedback_object

    found = asyncio.run(_feedback(database or load_settings().database))
    for one in found:
        typer.echo(json_line(feedback_object(one)))
    if not found:
        complain("nothing is corrected yet; press ✎ on a card, or keep the articles' text.")


async def _feedback(database: Path) -> "list[Feedback]":
    from bot.archive import open_archive

    async with open_archive(database, read_only=True) as archive:
        return await archive.feedback()
