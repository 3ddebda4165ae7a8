"""``pullquote names``: who is who, in the whole archive."""

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TypeVar

import typer

from bot.commands.options import Database
from bot.commands.persons import person
from bot.terminal import complain, printable

if TYPE_CHECKING:
    from bot.archive import Archive, Candidate, NameChange

T = TypeVar("T")

naming = typer.Typer(
    name="names",
    help="Say who is who in the whole archive, wherever a server's moderators have not.",
    no_args_is_help=True,
)

_Name = Annotated[str, typer.Argument(help='A full name, or "=Name" for nobody but its bearer.')]


@naming.command()
def merge(name: _Name, into: _Name, database: Database = None) -> None:
    """Two names are one person."""

    async def decide(archive: "Archive") -> "NameChange":
        one, other = await _one(archive, name), await _one(archive, into)
        return await archive.names.merge(None, None, one.identity_id, other.identity_id)

    _decide(database, decide)


@naming.command()
def split(
    name: _Name,
    form: Annotated[str, typer.Argument(help="The name that is somebody else's.")],
    database: Database = None,
) -> None:
    """One of somebody's names is another person's."""

    async def decide(archive: "Archive") -> "NameChange":
        one = await _one(archive, name)
        return await archive.names.split(None, None, one.identity_id, form)

    _decide(database, decide)


@naming.command()
def rename(
    name: _Name, to: Annotated[str, typer.Argument(help="How.")], database: Database = None
) -> None:
    """Somebody is called otherwise."""

    async def decide(archive: "Archive") -> "NameChange":
        one = await _one(archive, name)
        return await archive.names.rename(None, None, one.identity_id, to)

    _decide(database, decide)


@naming.command()
def undo(
    number: Annotated[int, typer.Argument(min=1, help="The change's number in the log.")],
    database: Database = None,
) -> None:
    """Take a change back."""

    async def decide(archive: "Archive") -> "NameChange":
        return await archive.names.undo(None, None, number)

    _decide(database, decide)


@naming.command()
def log(
    limit: Annotated[int, typer.Option(min=1, max=1000, help="How many to print.")] = 20,
    database: Database = None,
) -> None:
    """What was changed, newest first."""

    async def look(archive: "Archive") -> "list[NameChange]":
        return await archive.names.log(None, limit)

    changes = asyncio.run(_with(database, look, read_only=True))
    for change in changes:
        typer.echo(_line(change))
    if not changes:
        complain("nothing has been changed; try `pullquote names merge`.")


async def _one(archive: "Archive", typed: str) -> "Candidate":
    return await person(archive, typed, mentioned=True)


def _decide(database: Path | None, decide: "Callable[[Archive], Awaitable[NameChange]]") -> None:
    typer.echo(_line(asyncio.run(_with(database, decide))))


async def _with(
    database: Path | None, work: "Callable[[Archive], Awaitable[T]]", *, read_only: bool = False
) -> T:
    from bot.archive import open_archive
    from bot.settings import load_settings

    path = database or load_settings().database
    async with open_archive(path, read_only=read_only) as archive:
        return await work(archive)


def _line(change: "NameChange") -> str:
    undone = f", undone {change.undone_at:%Y-%m-%d %H:%M}" if change.undone_at else ""
    what = f"{change.action} {change.name} -> {change.becomes}"
    return printable(f"{change.id} {change.made_at:%Y-%m-%d %H:%M} {what}{undone}")
