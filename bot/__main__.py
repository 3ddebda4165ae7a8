"""The `pullquote` command. Heavy libraries load where they are needed: `--help` answers at once."""

import asyncio
import io
import sys
from collections.abc import Sequence
from contextlib import aclosing
from functools import partial
from importlib.metadata import version
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Annotated

import typer

from bot import commands
from bot.analysis import EngineName
from bot.commands.options import JsonLines
from bot.domain import PullquoteError
from bot.terminal import busy, complain, show

if TYPE_CHECKING:
    from bot.domain import Report
    from bot.settings import Settings

app = typer.Typer(
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command and exit: 0, 1 if something failed, 2 if misused, 130 after Ctrl-C."""
    sys.excepthook = _apologise
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            # A page's “quotes” must not break where the terminal knows no such marks.
            stream.reconfigure(errors="replace")
    try:
        typer.main.get_command(app)(arguments, prog_name="pullquote")
    except PullquoteError as error:
        complain(str(error))
        sys.exit(1)


def _show_version(asked: bool) -> None:
    if asked:
        typer.echo(f"pullquote {version('pullquote')}")
        raise typer.Exit


def _show_tracebacks(asked: bool) -> None:
    if asked:
        sys.excepthook = sys.__excepthook__


@app.callback()
def options(
    version: Annotated[
        bool,
        typer.Option("--version", help="Show the version.", is_eager=True, callback=_show_version),
    ] = False,
    debug: Annotated[
        bool, typer.Option("--debug", help="Show where a bug is.", callback=_show_tracebacks)
    ] = False,
) -> None:
    """A Discord bot that remembers who said what in the news your server shares."""


@app.command()
def run() -> None:
    """Be the bot on Discord, until Ctrl-C."""
    from bot.app import run as be_the_bot
    from bot.logs import configure_logging
    from bot.settings import load_settings

    settings = load_settings()
    settings.token()
    configure_logging(settings.log_level, settings.log_format)
    asyncio.run(be_the_bot(settings))


@app.command()
def demo(
    port: Annotated[int | None, typer.Option(min=1, max=65535, help="The page's port.")] = None,
    browser: Annotated[bool, typer.Option(help="Open the page in the browser.")] = True,
) -> None:
    """Try the bot in a local browser page; no token needed."""
    from bot.demo import run_demo
    from bot.logs import configure_logging
    from bot.settings import load_settings

    settings = load_settings()
    configure_logging("error", settings.log_format)
    asyncio.run(run_demo(settings, port=port, open_browser=browser))


@app.command()
def analyze(
    sources: Annotated[
        list[str],
        typer.Argument(metavar="SOURCE...", help="A URL, an .html or .txt file, or - for stdin."),
    ],
    jsonl: JsonLines = False,
    pipeline: Annotated[
        str | None, typer.Option(help="The installed spaCy pipeline to read with.")
    ] = None,
    engine: Annotated[
        EngineName | None, typer.Option(help="What finds the quotes.", case_sensitive=False)
    ] = None,
    html: Annotated[
        str | None,
        typer.Option(metavar="FILE", help="Write a page to look at instead; - for stdout."),
    ] = None,
) -> None:
    """Read articles and print who said what in them."""
    from bot.settings import load_settings
    from bot.sources import STDIN, read_stdin, write_page

    if html == STDIN and jsonl:
        raise typer.BadParameter("the page and the JSON lines can't both go to stdout.")

    chosen = {"pipeline": pipeline, "engine": engine}
    settings = load_settings().model_copy(
        update={name: value for name, value in chosen.items() if value}
    )
    typed = read_stdin() if STDIN in sources else b""
    reports, well = asyncio.run(_analyze(sources, typed, settings, jsonl, quiet=bool(html)))
    if html and reports:
        write_page(html, reports)
    if not well:
        raise typer.Exit(1)


@app.command()
def doctor() -> None:
    """Check the whole set-up and say what is missing."""
    from bot.doctor import examine, shown

    well = True
    for check in examine():
        well = well and check.well
        show(shown(check))
    if not well:
        raise typer.Exit(1)


app.add_typer(commands.asking)
app.add_typer(commands.drawing)
app.add_typer(commands.exporting)
app.add_typer(commands.keeping)
app.add_typer(commands.naming)
app.add_typer(commands.people)
app.add_typer(commands.feedback, name="feedback")


@app.command()
def train(
    polnear: Annotated[Path, typer.Option(help="The corpus: a folder with train and dev in it.")],
    out: Annotated[Path, typer.Option(help="The folder for the weights.")] = Path("weights"),
    epochs: Annotated[int, typer.Option(min=1, help="How often all of it is read.")] = 9,
    seed: Annotated[int, typer.Option(help="The same seed, the same weights.")] = 1,
    threads: Annotated[int, typer.Option(min=0, help="Cores to use; 0: all.")] = 0,
) -> None:
    """Train the learned engine anew; needs the extra "train"."""
    from bot.training import Plan
    from bot.training import train as fit

    fit(Plan(polnear, out, epochs=epochs, seed=seed, threads=threads))


async def _analyze(
    sources: list[str], typed: bytes, settings: "Settings", jsonl: bool, *, quiet: bool
) -> "tuple[list[tuple[str, Report]], bool]":
    """Read each source, in order, and print what JSON lines or a person's page say of it.

    Parameters:
        quiet: print no page for a person.

    Returns:
        The reports with their sources, and whether all could be read.
    """
    from bot.analysis import load
    from bot.engine import open_engine
    from bot.output import failure_object, json_line, report_object, report_page
    from bot.settings import CORES
    from bot.sources import in_order, read_source
    from bot.web import open_reader

    reports: list[tuple[str, Report]] = []
    workers = min(CORES, len(sources))
    async with (
        open_engine(
            workers=workers,
            timeout_s=settings.analysis_timeout,
            warm=partial(load, settings.model()),
        ) as engine,
        open_reader(contact=settings.contact_url) as pages,
    ):
        read = partial(read_source, typed=typed, pages=pages, engine=engine, model=settings.model())
        async with aclosing(in_order(sources, read, ahead=2 * workers)) as begun:
            async for source, work in begun:
                try:
                    with busy(f"Reading {source}"):
                        report = await work
                except PullquoteError as error:
                    complain(f"{source}: {error}")
                    if jsonl:
                        _say(json_line(failure_object(source, error)))
                    continue
                reports.append((source, report))
                if jsonl:
                    _say(json_line(report_object(source, report)))
                elif not quiet:
                    show(report_page(source, report))
    return reports, len(reports) == len(sources)


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def _apologise(kind: type[BaseException], error: BaseException, _: TracebackType | None) -> None:
    complain(
        f"something broke that should not have ({kind.__name__}: {str(error)[:200]});"
        " run it again as `pullquote --debug …` and report what it shows, please."
    )


if __name__ == "__main__":
    main()
