"""`pullquote doctor`: what works, what doesn't, and what to do about it."""

import asyncio
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from bot.analysis import Model, load
from bot.domain import PullquoteError
from bot.settings import Settings, load_settings
from bot.terminal import printable

if TYPE_CHECKING:
    from bot.app import Access, ServerAccess


@dataclass(frozen=True, slots=True)
class Check:
    """One thing looked at; ``words`` say how it is and, unless it is well, what to do."""

    what: str
    well: bool
    words: str


def examine() -> Iterator[Check]:
    """Every check, one after the other, each as soon as it is known."""
    try:
        settings = load_settings()
    except PullquoteError as error:
        yield Check("Settings", False, str(error))
        return
    yield Check("Settings", True, "All make sense.")
    yield _model(settings.model())
    yield _archive(settings.database)
    yield from asyncio.run(_discord(settings))


def shown(check: Check) -> RenderableType:
    """A check as a line for a person."""
    line = Table.grid(padding=(0, 1))
    line.add_column(width=1)
    line.add_column(width=11)
    mark = Text("✓", style="green") if check.well else Text("✗", style="bold red")
    line.add_row(mark, Text(check.what, style="bold"), Text(printable(check.words)))
    return line


def _model(model: Model) -> Check:
    try:
        load(model)
    except PullquoteError as error:
        return Check("Pipeline", False, str(error))
    return Check("Pipeline", True, f"{model.pipeline} loads; the {model.engine} engine reads.")


def _archive(path: Path) -> Check:
    from bot.archive import ArchiveError, ArchiveMissing, ArchiveTooOld

    folder = path.absolute().parent
    if not os.access(folder, os.W_OK | os.X_OK):
        return Check("Archive", False, f"Make the folder {folder}, or make it writable.")
    try:
        total = asyncio.run(_sound_quotes_in(path))
    except ArchiveMissing:
        return Check("Archive", True, f"`pullquote run` will make {path}.")
    except ArchiveTooOld:
        return Check("Archive", True, f"`pullquote run` will bring {path} up to date.")
    except ArchiveError as error:
        return Check("Archive", False, str(error))
    if not os.access(path, os.W_OK):
        return Check("Archive", False, f"Make the file {path} writable for the bot.")
    return Check("Archive", True, f"{path} is sound and holds {total:,} quotes.")


async def _sound_quotes_in(path: Path) -> int:
    from bot.archive import QuoteQuery, open_archive

    async with open_archive(path, read_only=True) as archive:
        await archive.check()
        return (await archive.quotes(QuoteQuery(limit=1))).total


async def _discord(settings: Settings) -> list[Check]:
    from bot.app import look_around

    try:
        access = await look_around(settings.token())
    except PullquoteError as error:
        return [Check("Token", False, str(error))]
    checks = [Check("Token", True, f"Discord knows the bot as {access.name}."), _intents(access)]
    if not access.servers:
        words = f"The bot is in no server; open this link to invite it: {access.invite}"
        return [*checks, Check("Servers", False, words)]
    checks += [_permissions(server) for server in access.servers]
    if access.more_servers:
        checks.append(Check("Servers", True, "The bot is in more; they were not looked at."))
    return checks


def _intents(access: "Access") -> Check:
    if access.message_content:
        return Check("Intents", True, "The bot may read messages.")
    return Check(
        "Intents",
        False,
        "Switch on Message Content Intent on the Bot page of the bot's application at"
        " https://discord.com/developers/applications.",
    )


def _permissions(server: "ServerAccess") -> Check:
    if server.missing:
        wanted = ", ".join(server.missing)
        return Check("Permissions", False, f"{server.name}: give the bot's role {wanted}.")
    if server.closed:
        names = ", ".join(f"#{name}" for name in server.closed[:5])
        more = f" and {len(server.closed) - 5} more" if len(server.closed) > 5 else ""
        words = f"{server.name}: all given, though the rules of {names}{more} withhold some."
        return Check("Permissions", True, words)
    return Check("Permissions", True, f"{server.name}: all given.")
