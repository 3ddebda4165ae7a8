"""Commands that ask the archive: who said what, and where words stand."""

import asyncio
from dataclasses import replace
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.commands.options import DAY, Database, JsonLines
from bot.commands.persons import person
from bot.domain import QuoteKind
from bot.terminal import complain, show

if TYPE_CHECKING:
    from bot.archive import QuotePage, QuoteQuery, SearchPage

asking = typer.Typer()


class _Order(StrEnum):
    """As the archive has it, which takes long to load."""

    NEWEST = "newest"
    OLDEST = "oldest"
    BEST = "best"


@asking.command()
def quotes(  # noqa: PLR0913, PLR0917  (an argument is an option)
    speaker: Annotated[str, typer.Argument(help="Any part of a speaker's name.")],
    about: Annotated[str | None, typer.Option(help="Words that the quote holds.")] = None,
    since: Annotated[
        datetime | None,
        typer.Option("--since", "--from", formats=[DAY], help="The first day, as 2026-01-31."),
    ] = None,
    until: Annotated[
        datetime | None, typer.Option("--to", formats=[DAY], help="The last day, as 2026-01-31.")
    ] = None,
    site: Annotated[str | None, typer.Option(help="The site of the article.")] = None,
    kind: Annotated[QuoteKind | None, typer.Option(help="How it stands in the article.")] = None,
    order: Annotated[_Order, typer.Option(help="What comes first.")] = _Order.NEWEST,
    everybody: Annotated[
        bool, typer.Option("--all", help="Of everybody whom the name fits, not of one alone.")
    ] = False,
    limit: Annotated[int, typer.Option(min=1, max=1000, help="How many to print.")] = 20,
    jsonl: JsonLines = False,
    database: Database = None,
) -> None:
    """Ask the archive for somebody's words, newest first; names the candidates if several fit."""
    from bot.archive import Order, QuoteQuery
    from bot.output import hit_object, json_line, quotes_table
    from bot.settings import load_settings

    query = QuoteQuery(
        speaker=speaker,
        about=about,
        since=since.date() if since else None,
        until=until.date() if until else None,
        site=site,
        kind=kind,
        order=Order(order),
        scope=None,
        limit=limit,
    )
    page = asyncio.run(_ask(database or load_settings().database, query, everybody))
    if jsonl:
        for hit in page.hits:
            typer.echo(json_line(hit_object(hit)))
    elif page.hits:
        show(quotes_table(page))
    else:
        complain("nothing found; try another part of the name or fewer words.")


@asking.command()
def search(
    words: Annotated[
        list[str],
        typer.Argument(metavar="WORDS...", help='Words, "a phrase", begin*, this OR that.'),
    ],
    limit: Annotated[int, typer.Option(min=1, max=1000, help="How many to print.")] = 20,
    jsonl: JsonLines = False,
    database: Database = None,
) -> None:
    """Search the archive's quotes and titles, best first; leave words out by -- before -not."""
    from bot.output import json_line, search_object, search_table
    from bot.settings import load_settings

    page, near = asyncio.run(_search(database or load_settings().database, " ".join(words), limit))
    if jsonl:
        for hit in page.hits:
            typer.echo(json_line(search_object(hit)))
    elif page.hits:
        show(search_table(page))
    elif near:
        complain(f"nothing found; did you mean: {', '.join(near)}?")
    else:
        complain("nothing found; try fewer or other words.")


async def _ask(database: Path, query: "QuoteQuery", everybody: bool) -> "QuotePage":
    from bot.archive import open_archive

    async with open_archive(database, read_only=True) as archive:
        if query.speaker and not everybody:
            query = replace(query, speaker=(await person(archive, query.speaker)).exactly)
        return await archive.quotes(query)


async def _search(database: Path, words: str, limit: int) -> "tuple[SearchPage, list[str]]":
    """What was found; or, if that is nothing, what may have been meant."""
    from bot.archive import open_archive

    async with open_archive(database, read_only=True) as archive:
        page = await archive.search(words, None, limit=limit)
        return page, [] if page.hits else await archive.names.near_words(words, None)
