"""Commands that look after the archive."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from contextlib import aclosing
from dataclasses import dataclass, field
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TypeVar

import typer

from bot.commands.options import Database, JsonLines, Workers
from bot.domain import PullquoteError
from bot.terminal import complain, printable, progress

if TYPE_CHECKING:
    from bot.archive import OldReading
    from bot.domain import StoredReport
    from bot.settings import Settings

T = TypeVar("T")
U = TypeVar("U")

_LONGEST_LINE = 80

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


@keeping.command()
def reanalyze(
    fetch: Annotated[
        bool, typer.Option("--fetch", help="Fetch anew the pages whose text was given up.")
    ] = False,
    workers: Workers = None,
    database: Database = None,
) -> None:
    """Read anew what older rules have read, also while the bot runs; started again, it goes on."""
    from bot.settings import load_settings

    read = asyncio.run(_reanalyze(load_settings(), fetch, database=database, workers=workers))
    _end(read)


@keeping.command(name="import")
def import_(
    links: Annotated[
        str, typer.Argument(metavar="LIST", help="A .txt file with a link on each line, or -.")
    ],
    jsonl: JsonLines = False,
    workers: Workers = None,
    database: Database = None,
) -> None:
    """Read a list of links into the archive; started again, it goes on."""
    from bot.settings import load_settings
    from bot.sources import STDIN, listed, read_stdin

    lines = listed(links, read_stdin() if links == STDIN else b"")
    settings = load_settings()
    _end(asyncio.run(_import(lines, settings, jsonl, database=database, workers=workers)))


@dataclass(slots=True)
class _Tally:
    """What became of the things a command works through."""

    read: int = 0
    known: int = 0
    textless: int = 0
    failed: list[tuple[str, PullquoteError]] = field(
        default_factory=list[tuple[str, PullquoteError]]
    )


def _end(tally: _Tally) -> None:
    if tally.failed:
        raise typer.Exit(1)


def _sum_up(tally: _Tally) -> None:
    """Say on stderr what became of it all, the failures one by one."""
    for what, error in tally.failed:
        complain(f"{what}: {error}")
    if tally.textless:
        complain(f"{tally.textless:,} have lost their text; --fetch reads their pages again.")
    complain(f"{tally.read:,} read, {tally.known:,} known before, {len(tally.failed):,} failed.")


async def _reanalyze(
    settings: "Settings", fetch: bool, *, database: Path | None, workers: int | None
) -> _Tally:
    from bot.commands.tools import open_tools
    from bot.reading import read_again

    tally = _Tally()
    async with open_tools(settings, database=database, workers=workers) as tools:
        old = await tools.archive.rereading.old(tools.model.version)
        wanted = [one for one in old if fetch or not one.textless]
        tally.textless = len(old) - len(wanted)
        read = partial(
            read_again,
            archive=tools.archive,
            engine=tools.engine,
            pages=tools.pages,
            model=tools.model,
        )

        def told(one: "OldReading", outcome: PullquoteError | None) -> None:
            if outcome:
                tally.failed.append((f"article {one.article_id}", outcome))
            else:
                tally.read += 1

        try:
            await _work_through("Reading", wanted, read, told, at_once=tools.workers)
        finally:
            _sum_up(tally)
    return tally


async def _import(
    lines: Sequence[tuple[int, str]],
    settings: "Settings",
    jsonl: bool,
    *,
    database: Path | None,
    workers: int | None,
) -> _Tally:
    from bot.commands.tools import open_tools
    from bot.output import failure_object, json_line, report_object
    from bot.reading import Reading

    tally = _Tally()
    urls = _urls(lines, tally)
    if jsonl:
        for line, error in tally.failed:
            typer.echo(json_line(failure_object(line, error)))

    def told(url: str, outcome: "PullquoteError | tuple[StoredReport, bool]") -> None:
        if isinstance(outcome, PullquoteError):
            tally.failed.append((url, outcome))
            said = failure_object(url, outcome)
        else:
            stored, known = outcome
            tally.known += known
            tally.read += not known
            said = report_object(url, stored.report)
        if jsonl:
            typer.echo(json_line(said))

    async with open_tools(settings, database=database, workers=workers) as tools:
        fresh_for = timedelta(hours=settings.fresh_for)
        reading = Reading(
            tools.pages, tools.engine, tools.archive, model=tools.model, fresh_for=fresh_for
        )
        try:
            await _work_through("Reading", urls, reading.keep, told, at_once=tools.workers)
        finally:
            _sum_up(tally)
    return tally


def _urls(lines: Sequence[tuple[int, str]], tally: _Tally) -> list[str]:
    """The links of a list, each once; lines that are none have failed."""
    from bot.links import link_key
    from bot.sources import link_on

    urls: dict[str, str] = {}
    for number, line in lines:
        try:
            url = link_on(line)
        except PullquoteError as error:
            tally.failed.append((f"line {number}, {line[:_LONGEST_LINE]}", error))
        else:
            urls.setdefault(link_key(url), url)
    return list(urls.values())


async def _work_through(
    doing: str,
    items: Sequence[T],
    work: Callable[[T], Awaitable[U]],
    told: "Callable[[T, U | PullquoteError], None]",
    *,
    at_once: int,
) -> None:
    """Do some work on each item, with a bar, and tell of each, in order, what came of it.

    Parameters:
        at_once: workers that there are; so many items more wait for them on the way.
    """
    from bot.sources import in_order

    with progress(doing) as done:
        async with aclosing(in_order(items, work, ahead=2 * at_once)) as begun:
            at = 0
            async for item, result in begun:
                try:
                    outcome = await result
                except PullquoteError as error:
                    outcome = error
                told(item, outcome)
                at += 1
                done(at, len(items))
