"""How long from a link to its card on a warm bot, and how long the event loop was ever held.

    python -m benchmarks.card [--links 60]

The real bot under a simulated Discord: its pages come over real HTTP from loopback, its analysis
runs in a worker process, its archive is a file. Articles of some 700 words are put together from
the paragraphs of the demo's sample articles, no two alike. Beside it, on the same pages in the
same run: what bare trafilatura and spaCy take for them, without a single quote found.
"""

import argparse
import asyncio
import json
import selectors
import time
from collections.abc import AsyncGenerator, Sequence
from contextlib import asynccontextmanager
from html import escape
from importlib.resources import files
from math import ceil
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

import simcord
import spacy
import trafilatura
from aiohttp import ThreadedResolver, web
from rich.console import Console
from rich.progress import track
from rich.table import Table

from bot.app import Pullquote, open_services
from bot.articles import extract, html_page
from bot.settings import Settings
from bot.web.limits import Limits
from bot.web.reader import Reader, open_guarded

WORDS = 700
WARM_UP = 5
LINKS_A_READER = 20  # as many as a member may share at once without having to wait


def main() -> None:
    parser = argparse.ArgumentParser(description="Link to card, on a warm bot.")
    parser.add_argument("--links", type=int, default=60)
    pages = articles(parser.parse_args().links + WARM_UP)
    watch = Watch()
    with asyncio.Runner(loop_factory=lambda: asyncio.SelectorEventLoop(watch)) as runner:
        cards, turns = runner.run(answer_all(pages, watch))
    bare = bare_reading(pages)
    table = Table("seconds", "median", "90 %", "worst", "ratio of medians")
    for name, times in (("link to card", cards), ("bare trafilatura + spaCy", bare)):
        table.add_row(name, *map(shown, spread(times)), f"{median(times) / median(bare):.2f}")
    table.add_row("a turn of the event loop", *map(shown, spread(turns)), "")
    console = Console()
    console.print(table)
    long = sum(turn > 0.02 for turn in turns)
    console.print(
        f"{len(cards)} articles of {WORDS} words; the loop was held over 20 ms {long} times."
    )


class Watch(selectors.DefaultSelector):
    """Notes how long each turn of an event loop takes: from one look at it to the next."""

    def __init__(self) -> None:
        super().__init__()
        self.turns: list[float] = []
        self._begun: float | None = None

    def select(self, timeout: float | None = None) -> list[tuple[selectors.SelectorKey, int]]:
        if self._begun is not None:
            self.turns.append(time.perf_counter() - self._begun)
        events = super().select(timeout)
        self._begun = time.perf_counter()
        return events


def articles(count: int) -> list[str]:
    """Pages of about 700 words, each with paragraphs in another order of its own."""
    folder = files("bot") / "demo" / "pages"
    names = [sample["file"] for sample in json.loads((folder / "index.json").read_bytes())]
    texts = [extract(html_page((folder / name).read_bytes())).text for name in names]
    paragraphs = [paragraph for text in texts for paragraph in text.split("\n\n")]
    return [page(paragraphs, number) for number in range(count)]


def page(paragraphs: Sequence[str], number: int) -> str:
    chosen: list[str] = []
    for step in range(len(paragraphs)):
        chosen.append(paragraphs[(number + step) % len(paragraphs)])
        if sum(len(paragraph.split()) for paragraph in chosen) >= WORDS:
            break
    body = "".join(f"<p>{escape(paragraph)}</p>" for paragraph in chosen)
    title = f"Edition {number} of the harbour news"
    return (
        f"<!doctype html><html lang=en><head><title>{title}</title></head>"
        f"<body><article><h1>{title}</h1>{body}</article></body></html>"
    )


async def answer_all(pages: Sequence[str], watch: Watch) -> tuple[list[float], list[float]]:
    """Seconds from pasting each link to its card, and of each turn of the loop meanwhile."""
    with TemporaryDirectory() as folder:
        settings = Settings(database=Path(folder) / "pullquote.db", workers=1)
        async with (
            served(pages) as site,
            loopback_reader() as reader,
            open_services(settings, pages=reader) as services,
        ):
            return await paste_all(Pullquote(services), site, len(pages), watch)


def reader_of(env: simcord.Env) -> tuple[simcord.MemberActor, simcord.ChannelHandle]:
    """Somebody in a server of their own, and where they paste."""
    guild = env.create_guild()
    return guild.add_member(env.create_user("reader")), guild.create_text_channel("news")


async def paste_all(
    bot: Pullquote, site: str, count: int, watch: Watch
) -> tuple[list[float], list[float]]:
    env = simcord.Env(bot, shard_count=1, settle_timeout=60)
    await env.start()
    try:
        readers = [reader_of(env) for _ in range(ceil(count / LINKS_A_READER))]
        times: list[float] = []
        for number in track(range(count), "Pasting"):
            if number == WARM_UP:
                times.clear()
                watch.turns.clear()
            begun = time.perf_counter()
            reader, news = readers[number // LINKS_A_READER]
            await reader.send(news, f"{site}/{number}")
            times.append(time.perf_counter() - begun)
        turns = watch.turns.copy()
        replies = sum(m.author == bot.user for _, news in readers for m in news.history())
        if replies != count:
            raise SystemExit(f"Only {replies} of {count} links were answered.")
        return times, turns
    finally:
        await env.shutdown()


@asynccontextmanager
async def served(pages: Sequence[str]) -> AsyncGenerator[str]:
    async def answer(request: web.Request) -> web.Response:
        return web.Response(text=pages[int(request.match_info["number"])], content_type="text/html")

    app = web.Application()
    app.router.add_get(r"/{number:\d+}", answer)
    runner = web.AppRunner(app)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    try:
        yield f"http://127.0.0.1:{runner.addresses[0][1]}"
    finally:
        await runner.cleanup()


@asynccontextmanager
async def loopback_reader() -> AsyncGenerator[Reader]:
    """The real reader, with a gate of the benchmark's own that lets loopback through."""
    async with open_guarded(
        "benchmark",
        gate=lambda _ip, _port: True,
        resolver=ThreadedResolver(),
        limits=Limits(interval_s=0),
    ) as reader:
        yield reader


def bare_reading(pages: Sequence[str]) -> list[float]:
    """Seconds that extraction and parsing alone take, in this process, one page after another."""
    parse = spacy.load(Settings().pipeline)
    times: list[float] = []
    for html in pages:
        begun = time.perf_counter()
        parse(trafilatura.extract(html) or "")
        times.append(time.perf_counter() - begun)
    return times[WARM_UP:]


def spread(times: Sequence[float]) -> tuple[float, float, float]:
    ordered = sorted(times)
    return median(ordered), ordered[int(len(ordered) * 0.9)], ordered[-1]


def shown(seconds: float) -> str:
    return f"{seconds:.3f}"


if __name__ == "__main__":
    main()
