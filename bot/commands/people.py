"""Commands that ask the archive about people: who is quoted, who somebody is, two side by side."""

import asyncio
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.commands.options import Database, JsonLines
from bot.commands.persons import one_of, person
from bot.terminal import complain, printable, show

if TYPE_CHECKING:
    from rich.console import RenderableType

    from bot.archive import QuotePage, Roster, Who, WhoFound

people = typer.Typer()

About = Annotated[str | None, typer.Option(help="Words that the quote or its title holds.")]
Limit = Annotated[int, typer.Option(min=1, max=1000, help="How many to print.")]


@people.command()
def speakers(
    about: About = None,
    new: Annotated[bool, typer.Option("--new", help="Those first quoted most lately.")] = False,
    limit: Limit = 20,
    jsonl: JsonLines = False,
    database: Database = None,
) -> None:
    """List who is quoted in the archive, the most quoted first."""
    from bot.output import json_line

    page = asyncio.run(_speakers(_path(database), about, new, limit))
    if jsonl:
        for line in page.lines:
            typer.echo(json_line(asdict(line)))
    elif page.lines:
        show(_roster_table(page))
    else:
        complain("nobody found; try other words.")


@people.command()
def who(
    name: Annotated[str, typer.Argument(help="A name as the articles have it.")],
    jsonl: JsonLines = False,
    database: Database = None,
) -> None:
    """Show who somebody is in the archive: how often quoted, where, beside whom."""
    from bot.output import json_line

    found = asyncio.run(_who(_path(database), name))
    if found.candidates:
        raise one_of(name, found.candidates)
    if found.who is None:
        complain("nobody found; try another part of the name.")
    elif jsonl:
        typer.echo(json_line(asdict(found.who)))
    else:
        show(_who_table(found.who))


@people.command()
def versus(
    one: Annotated[str, typer.Argument(help="Any part of a speaker's name.")],
    other: Annotated[str, typer.Argument(help="Any part of another's name.")],
    about: About = None,
    limit: Limit = 10,
    jsonl: JsonLines = False,
    database: Database = None,
) -> None:
    """Set what two speakers said side by side, the newest of each first."""
    from bot.output import hit_object, json_line, quotes_table

    pages = asyncio.run(_versus(_path(database), (one, other), about, limit))
    if not any(page.hits for page in pages):
        complain("nothing found; try other parts of the names or fewer words.")
    for name, page in zip((one, other), pages, strict=True):
        if jsonl:
            for hit in page.hits:
                typer.echo(json_line({"asked": name, **hit_object(hit)}))
        elif page.hits:
            show(quotes_table(page))


def _path(database: Path | None) -> Path:
    from bot.settings import load_settings

    return database or load_settings().database


async def _speakers(database: Path, about: str | None, new: bool, limit: int) -> "Roster":
    from bot.archive import RosterQuery, open_archive

    async with open_archive(database, read_only=True) as archive:
        return await archive.roster(RosterQuery(about, new, scope=None, limit=limit))


async def _who(database: Path, name: str) -> "WhoFound":
    from bot.archive import open_archive

    async with open_archive(database, read_only=True) as archive:
        return await archive.who(name, None)


async def _versus(
    database: Path, names: Sequence[str], about: str | None, limit: int
) -> "list[QuotePage]":
    from bot.archive import QuoteQuery, open_archive

    async with open_archive(database, read_only=True) as archive:
        meant = [await person(archive, name) for name in names]
        asked = (QuoteQuery(who.exactly, about, limit=limit) for who in meant)
        return await asyncio.gather(*map(archive.quotes, asked))


def _roster_table(page: "Roster") -> "RenderableType":
    from rich import box
    from rich.table import Table
    from rich.text import Text

    table = Table(box=box.SIMPLE_HEAD)
    for title in ("Speaker", "Quotes", "First", "Last"):
        table.add_column(title, justify="right" if title == "Quotes" else "left")
    for line in page.lines:
        facts = (line.name, str(line.quotes), line.first, line.last)
        table.add_row(*(Text(printable(fact)) for fact in facts))
    return table


def _who_table(who: "Who") -> "RenderableType":
    from rich.table import Table
    from rich.text import Text

    def listed(counts: Sequence[tuple[str, int]]) -> str:
        return " · ".join(f"{name} ({count})" for name, count in counts)

    facts = {
        "Name": who.name,
        "Quotes": f"{who.quotes} in {who.articles} articles",
        "Days": f"{who.first or '?'} – {who.last or '?'}",
        "Also called": " · ".join(who.aliases),
        "Quoted beside": listed(who.alongside),
        "Spoken of by": listed(who.spoken_of_by),
        "Appears with": listed(who.appears_with),
        "Sites": listed(who.sites),
    }
    grid = Table.grid(padding=(0, 2))
    for label, fact in facts.items():
        if fact:
            grid.add_row(Text(label, style="bold"), Text(printable(fact)))
    return grid
