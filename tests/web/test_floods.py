"""A server that sends without end, in the dearest way to parse, or hardly at all."""

import asyncio

import pytest

from bot.web.errors import BrokenPage, TimedOut, TooLarge, WebError
from bot.web.limits import Limits
from tests.web.measuring import MIB, bounded_memory, free_loop
from tests.web.site import HEAD, QUICK, Answer, Site, fetch, open_reader_of, redirect

CHUNKED = HEAD + b"Transfer-Encoding: chunked\r\n\r\n"


def endless(head: bytes, block: bytes) -> Answer:
    async def flood(writer: asyncio.StreamWriter) -> None:
        writer.write(head)
        while not writer.is_closing():
            writer.write(block)
            await writer.drain()
            await asyncio.sleep(0)

    return flood


def dripping(head: bytes, drops: bytes) -> Answer:
    async def drip(writer: asyncio.StreamWriter) -> None:
        writer.write(head)
        for drop in drops:
            writer.write(bytes([drop]))
            await asyncio.sleep(0.005)

    return drip


async def silence(writer: asyncio.StreamWriter) -> None:
    await asyncio.Event().wait()


async def silence_in_the_body(writer: asyncio.StreamWriter) -> None:
    writer.write(HEAD + b"Content-Length: 100\r\n\r\nhonk")
    await asyncio.Event().wait()


async def test_an_endless_body_is_cut_short(site: Site) -> None:
    site.answers["/"] = endless(HEAD + b"\r\n", b"<p>honk" * 9_000)
    async with free_loop():
        with bounded_memory(), pytest.raises(TooLarge):
            await fetch(site)


ENDLESS_WRAPPING = [
    pytest.param(endless(CHUNKED, b"1\r\na\r\n" * 10_000), id="chunks of a byte"),
    pytest.param(endless(CHUNKED, b"a\r\nten bytes.\r\n" * 4_000), id="chunks of ten bytes"),
    pytest.param(endless(CHUNKED, b"1;" + b"x" * 4_000 + b"\r\na\r\n"), id="chunk extensions"),
    pytest.param(endless(CHUNKED + b"0\r\n", b"X-Flood: honk\r\n" * 999), id="trailers"),
    pytest.param(endless(HEAD, b"X-Flood: honk\r\n" * 999), id="headers"),
    pytest.param(endless(HEAD + b"X-Flood: ", b"honk" * 9_000), id="one header"),
    pytest.param(endless(b"HTTP/1.1 200 ", b"honk" * 9_000), id="the status line"),
    pytest.param(endless(b"", b"HTTP/1.1 103 Early Hints\r\n\r\n" * 999), id="interim answers"),
    pytest.param(endless(b"", b"\r\n" * 9_999), id="empty lines"),
]


@pytest.mark.parametrize("answer", ENDLESS_WRAPPING)
async def test_what_wraps_a_page_is_bounded(site: Site, answer: Answer) -> None:
    site.answers["/"] = answer
    async with free_loop():
        with bounded_memory(16 * MIB), pytest.raises(WebError):
            await fetch(site, limits=Limits(total_s=5))


async def test_twenty_floods_at_once_leave_the_loop_free(site: Site) -> None:
    site.answers["/"] = endless(CHUNKED, b"1\r\na\r\n" * 10_000)
    async with open_reader_of(site) as reader, free_loop(0.25):
        floods = [reader.fetch(site.url(host=f"{number}.test")) for number in range(20)]
        failures = await asyncio.gather(*floods, return_exceptions=True)
    assert [type(failure) for failure in failures] == [BrokenPage] * 20


@pytest.mark.parametrize("size", [1, 100])
async def test_an_honest_page_in_small_chunks_is_read(site: Site, size: int) -> None:
    site.answers["/"] = CHUNKED + b"%x\r\n%s\r\n" % (size, b"a" * size) * 20_000 + b"0\r\n\r\n"
    assert (await fetch(site)).body == b"a" * size * 20_000


@pytest.mark.parametrize(
    "answer",
    [
        dripping(HEAD + b"\r\n", b"a" * 1_000),
        dripping(HEAD + b"X-Drip: ", b"a" * 1_000),
        silence,
        silence_in_the_body,
    ],
)
async def test_a_slow_site_is_left(site: Site, answer: Answer) -> None:
    site.answers["/"] = answer
    async with free_loop():
        with pytest.raises(TimedOut, match="took too long"):
            await fetch(site, limits=QUICK)


async def test_a_body_that_drips_is_left_before_its_time_is_over(site: Site) -> None:
    site.answers["/"] = dripping(HEAD + b"\r\n", b"a" * 10_000)
    async with asyncio.timeout(5):
        with pytest.raises(TimedOut):
            await fetch(site, limits=Limits(total_s=60, drip_s=0.1))


async def test_a_body_of_very_many_packets_is_left(site: Site) -> None:
    site.answers["/"] = dripping(HEAD + b"\r\n", b"a" * 10_000)
    async with asyncio.timeout(5):
        with pytest.raises(BrokenPage):
            await fetch(site, limits=Limits(total_s=60, reads=20))


async def test_slow_redirects_share_one_time(site: Site) -> None:
    async def slow(writer: asyncio.StreamWriter) -> None:
        await asyncio.sleep(0.08)
        writer.write(redirect("/"))

    site.answers["/"] = slow
    with pytest.raises(TimedOut):
        await fetch(site, limits=QUICK)
    assert len(site.requests) < 5


async def test_redirects_share_one_budget(site: Site) -> None:
    wide = redirect("/").replace(b"\r\n\r\n", b"\r\n" + b"X-Wide: " + b"x" * 8_000 + b"\r\n\r\n")
    site.answers["/"] = wide
    with pytest.raises(BrokenPage):
        await fetch(site, limits=Limits(interval_s=0, wrapping_bytes=20_000))
    assert len(site.requests) <= 4  # the third, which aiohttp sends once more
