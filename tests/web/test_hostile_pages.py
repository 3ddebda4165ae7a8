"""Pages that mean harm to a parser, all the way from a server on loopback to the report."""

import asyncio
from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import asynccontextmanager
from functools import partial
from importlib.resources import files

import pytest

from bot.analysis import Model, load
from bot.domain import PullquoteError, Report
from bot.engine import WorkerTimeout, open_engine
from bot.reading import read_link
from tests.web.measuring import bounded_memory, free_loop
from tests.web.site import Site, open_reader_of, response

GOOD = (files("bot") / "demo" / "pages" / "millbrook-courier-goose.html").read_bytes()
MODEL = Model()
MIB = 1024 * 1024

Read = Callable[[bytes], Awaitable[Report]]


def article(body: str, head: str = "") -> bytes:
    words = "The lighthouse above the harbor stood dark for eleven winters, and nobody looked up. "
    text = f"<p>{words * 6}</p>" * 3
    return (
        f"<!doctype html><html lang=en><title>Dark</title>{head}<article>{text}{body}</article>"
    ).encode()


def linked(data: str) -> str:
    return f'<script type="application/ld+json">{data}</script>'


def entities() -> str:
    lines = (f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 12))
    return f'<!DOCTYPE a [<!ENTITY e0 "honk">{"".join(lines)}]>'


BOMBS = {
    "deep nesting": lambda: article("<div>" * 100_000),
    "200,000 paragraphs": lambda: article("<p>honk" * 200_000),
    "a huge attribute": lambda: article(f'<p title="{"x" * 4 * MIB}">honk'),
    "many attributes": lambda: article("<p " + " ".join(f"a{n}=1" for n in range(500_000)) + ">"),
    "entities in entities": lambda: entities().encode() + article("<p>&e11;"),
    "deep JSON-LD": lambda: article("", linked("[" * MIB)),
    "nested JSON-LD": lambda: article("", linked('{"@graph":[' * 50_000 + "]}" * 50_000)),
    "a long number": lambda: article("", linked('{"datePublished":' + "1" * 2 * MIB + "}")),
    "an endless comment": lambda: article("<!--" + "x" * 4 * MIB),
    "no end of spaces": lambda: article(" " * 4 * MIB),
    "no characters": lambda: article("\0" * 4 * MIB),
    "no text at all": lambda: b"\xff\xfe\x80" * MIB,
    "no closing tags": lambda: article("<table><tr><td><a><b><q>" * 9_000),
}


@asynccontextmanager
async def reading(site: Site, timeout_s: float) -> AsyncGenerator[Read]:
    """Serves a page, and reads it as the bot does."""
    async with (
        open_engine(timeout_s=timeout_s, warm=partial(load, MODEL)) as engine,
        open_reader_of(site) as reader,
    ):

        async def read(page: bytes) -> Report:
            site.answers["/2026/ferry"] = response(page)
            return await read_link(reader, engine, site.url("/2026/ferry"), MODEL)

        yield read


# as long as an article may be: seconds of work
LONGEST = article(
    "".join(
        f"<p>On day {day} Ana Ruiz told the Gull that ferry number {7 * day} would sail from the"
        f" old pier if the wind fell below {day % 50} knots before noon, and that hardly anybody in"
        " the harbor town had believed her the year before.</p>"
        for day in range(800)
    )
)


async def outcome(read: Read, page: bytes) -> str:
    """``read``, or the kind of the named error."""
    try:
        await read(page)
    except PullquoteError as error:
        return error.kind
    return "read"


async def test_every_bomb_ends_in_time_and_costs_itself_alone(site: Site) -> None:
    async with reading(site, timeout_s=4) as read:
        for name, bomb in BOMBS.items():
            page = bomb()
            async with free_loop(), asyncio.timeout(20):
                with bounded_memory():
                    ending = await outcome(read, page)
            assert ending in {"read", "not_an_article", "too_long", "timeout"}, name
        assert (await read(GOOD)).quotes


async def test_a_page_that_stalls_its_worker_is_given_up(site: Site) -> None:
    async with reading(site, timeout_s=1) as read:
        with pytest.raises(WorkerTimeout, match="share a shorter one"):
            await read(LONGEST)
        assert (await read(GOOD)).quotes
