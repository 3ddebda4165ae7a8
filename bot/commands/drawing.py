"""The command that shows who said how much when: in the terminal, or as a picture."""

import asyncio
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.commands.options import Database, First, Last
from bot.domain import PullquoteError
from bot.terminal import busy, complain, printable, show

if TYPE_CHECKING:
    from rich.console import RenderableType

    from bot.archive import Choice, Timeline

drawing = typer.Typer()

_WIDEST_BAR = 40
_COLOURS = ("yellow", "blue")


class NoPicture(PullquoteError):
    """The picture cannot be written."""

    kind = "no_picture"


@drawing.command()
def timeline(
    speaker: Annotated[str | None, typer.Argument(help="Any part of a speaker's name.")] = None,
    about: Annotated[str | None, typer.Option(help="Words in the quote or its title.")] = None,
    versus: Annotated[str | None, typer.Option(help="A second speaker, to compare with.")] = None,
    first: First = None,
    last: Last = None,
    png: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Draw a picture into this file instead.")
    ] = None,
    database: Database = None,
) -> None:
    """Show how often somebody was quoted, or something spoken about, over time."""
    from bot.archive import Choice
    from bot.settings import load_settings

    days = (first.date() if first else None, last.date() if last else None)
    speakers = [who for who in dict.fromkeys((speaker, versus)) if who] or [None]
    choices = [Choice(who, about, *days) for who in speakers]
    found = asyncio.run(_count(database or load_settings().database, choices))
    if found is None:
        complain("nothing found; try another part of the name, fewer words or other days.")
    elif png:
        _draw(found, png)
    else:
        show(_page(found))


async def _count(database: Path, choices: "list[Choice]") -> "Timeline | None":
    from bot.archive import open_archive

    async with open_archive(database, read_only=True, patience_s=60) as archive:
        return await archive.timeline(*choices)


def _draw(found: "Timeline", png: Path) -> None:
    from bot.charts import alt_text, draw

    with busy(f"Drawing {png.name}"):
        picture = draw(found)
    try:
        png.write_bytes(picture)
    except OSError as error:
        raise NoPicture(
            f"{png} cannot be written; name a file in a folder that you may write to."
        ) from error
    typer.echo(printable(f"{png}: {alt_text(found)}"))


def _page(found: "Timeline") -> "RenderableType":
    from rich.console import Group
    from rich.padding import Padding
    from rich.text import Text

    from bot.archive import QuotePage
    from bot.charts import heading, how_many
    from bot.output import quotes_table

    keys = tuple(key.hit for series in found.series for key in series.key)
    return Padding(
        Group(
            Text(printable(heading(found)), style="bold"),
            Text(how_many(found), style="dim"),
            Text(),
            _bars(found),
            Text(),
            quotes_table(QuotePage(keys, len(keys))),
        ),
        (1, 2, 0, 2),
    )


def _bars(found: "Timeline") -> "RenderableType":
    """A line for each stretch of time, a bar for each series."""
    from rich.table import Table
    from rich.text import Text

    from bot.charts import stretch_in_words, stretches

    most = max(count for series in found.series for count in series.counts.values())
    widest = _WIDEST_BAR // len(found.series)
    table = Table.grid(padding=(0, 1))
    if len(found.series) > 1:
        names = (
            Text(printable(series.label or ""), style=colour)
            for series, colour in zip(found.series, _COLOURS, strict=False)
        )
        table.add_row("", *names)
    for start in stretches(found):
        bars = (
            Text(f"{'█' * -(-widest * count // most)} {count or ''}", style=colour)
            for series, colour in zip(found.series, _COLOURS, strict=False)
            for count in [series.counts.get(start, 0)]
        )
        table.add_row(Text(stretch_in_words(found.unit, start), style="dim"), *bars)
    return table
