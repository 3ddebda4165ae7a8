"""`pullquote demo`: the real bot in a simulated Discord, shown on a local page; no token needed."""

import asyncio
import os
import signal
import socket
import sys
import webbrowser
from collections.abc import AsyncGenerator, Callable, Sequence
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import typer

from bot.app import Pullquote, open_services
from bot.demo.samples import Sample, SamplePages, load_samples
from bot.domain import PullquoteError
from bot.settings import Settings
from bot.terminal import busy
from bot.web import open_reader

if TYPE_CHECKING:
    from bot.demo.newsroom import Newsroom


class DemoNotInstalled(PullquoteError):
    """The simulated Discord, an optional part, isn't there."""

    kind = "demo_not_installed"


class PortTaken(PullquoteError):
    """The page can't be served where it was asked for."""

    kind = "port_taken"


async def run_demo(
    settings: Settings,
    *,
    port: int | None = None,
    open_browser: bool = True,
    say: Callable[[str], object] = typer.echo,
) -> None:
    """Show the demo until somebody stops it: Ctrl-C, SIGTERM, or the page's own button.

    Parameters:
        settings: the bot's; the archive is a temporary file whatever they say.
        port: where the page is served on loopback; any free port if None.
        open_browser: whether to show the page in a browser, where there is one.
        say: takes each line for the user.

    Raises:
        DemoNotInstalled: SimCord or its preview isn't installed.
        PortTaken: the port can't be had.
        PullquoteError: the services can't be opened.
    """
    if port:
        _require_free(port)
    samples = load_samples()
    stop = _signalled()
    say("Starting Pullquote in a simulated Discord server …")
    async with open_demo(settings, samples) as newsroom:
        showing = asyncio.create_task(_show(newsroom, samples, port, open_browser, say))
        stopping = asyncio.create_task(stop.wait())
        try:
            await asyncio.wait({showing, stopping}, return_when=asyncio.FIRST_COMPLETED)
        finally:
            stopping.cancel()
            showing.cancel()
        with suppress(asyncio.CancelledError):
            await showing


async def _show(
    newsroom: "Newsroom",
    samples: Sequence[Sample],
    port: int | None,
    open_browser: bool,
    say: Callable[[str], object],
) -> None:
    """Have the samples pasted, and serve the page until somebody ends it there."""
    with busy("Its members are pasting articles"):
        for sample in samples:
            if sample.pasted:
                await newsroom.paste(sample)
    async with newsroom.serve(port) as page:
        others = " ".join(sample.url for sample in samples if not sample.pasted)
        say(f"It is here: {page.url}")
        say(f"Paste a link there, of the web or one of these samples: {others}")
        say("Ctrl-C ends it; `pullquote run` is for a real server, as README.md says.")
        if open_browser:
            await asyncio.to_thread(_browse, page.url)
        await page.wait_closed()


@asynccontextmanager
async def open_demo(settings: Settings, samples: Sequence[Sample]) -> AsyncGenerator["Newsroom"]:
    """The simulated server with the real bot in it, its archive and workers; nothing is pasted yet.

    Raises:
        DemoNotInstalled: SimCord or its preview isn't installed.
        PullquoteError: the services can't be opened.
    """
    try:
        from bot.demo.newsroom import open_newsroom
    except ImportError as error:
        raise DemoNotInstalled(
            "The demo needs a simulated Discord; install it with: pip install -e '.[demo]'"
        ) from error
    with TemporaryDirectory(prefix="pullquote-demo-", ignore_cleanup_errors=True) as folder:
        ours = settings.model_copy(update={"database": Path(folder) / "pullquote.db"})
        async with (
            open_reader(contact=settings.contact_url) as web,
            open_services(ours, pages=SamplePages(samples, web)) as services,
            open_newsroom(
                Pullquote(
                    services,
                    card=settings.card(),
                    links_per_message=settings.links_per_message,
                ),
                samples,
            ) as newsroom,
        ):
            yield newsroom


def _require_free(port: int) -> None:
    try:
        socket.create_server(("127.0.0.1", port)).close()
    except OSError as error:
        raise PortTaken(
            f"The page can't be served on port {port}; choose another with --port."
        ) from error


def _signalled() -> asyncio.Event:
    """Set when somebody asks us to stop. What is being opened meanwhile is opened, then closed."""
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    # Windows has no signal handlers on its loop; asyncio.run deals with Ctrl-C there.
    with suppress(NotImplementedError):
        loop.add_signal_handler(signal.SIGINT, stop.set)
        loop.add_signal_handler(signal.SIGTERM, stop.set)
    return stop


def _browse(url: str) -> None:
    """Open the page in the user's browser, unless nobody is there to see it."""
    headless = sys.platform == "linux" and not (
        os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")
    )
    if headless or os.environ.get("CI"):
        return
    with suppress(webbrowser.Error, OSError):
        webbrowser.open(url)
