"""Pages that unpack to more than they seem: cut short, in bounded memory, with the loop free."""

import asyncio
import gzip
import zlib
from functools import cache

import pytest

from bot.web.errors import BrokenPage, TooLarge
from tests.web.measuring import MIB, bounded_memory, free_loop
from tests.web.site import HEAD, Site, fetch, open_reader_of, response

ENCODINGS = [("gzip", 31), ("deflate", 15), ("deflate", -15)]


@cache
def bomb(wbits: int, size: int = 128 * MIB) -> bytes:
    packer = zlib.compressobj(9, wbits=wbits)
    zeros = bytes(MIB)
    return b"".join(packer.compress(zeros) for _ in range(size // MIB)) + packer.flush()


@pytest.mark.parametrize(("encoding", "wbits"), ENCODINGS)
async def test_a_bomb_is_cut_short(site: Site, encoding: str, wbits: int) -> None:
    site.answers["/"] = response(bomb(wbits), f"Content-Encoding: {encoding}")
    async with free_loop():
        with bounded_memory(), pytest.raises(TooLarge, match="5 MB"):
            await fetch(site)


@pytest.mark.parametrize("encoding", ["br", "zstd"])
async def test_what_we_have_not_asked_for_is_not_unpacked(site: Site, encoding: str) -> None:
    """Whether or not a decoder happens to be installed."""
    site.answers["/"] = response(bomb(31), f"Content-Encoding: {encoding}")
    with bounded_memory(), pytest.raises(BrokenPage):
        await fetch(site)
    assert "Accept-Encoding: gzip, deflate\r\n" in site.requests[0]


async def test_a_bomb_of_many_small_members_is_cut_short(site: Site) -> None:
    members = gzip.compress(bytes(8 * MIB)) * 50
    site.answers["/"] = response(members, "Content-Encoding: gzip")
    with bounded_memory(), pytest.raises((TooLarge, BrokenPage)):
        await fetch(site)


async def test_a_bomb_in_a_bomb_is_not_unpacked_twice(site: Site) -> None:
    twice = gzip.compress(bomb(31))
    site.answers["/"] = response(twice, "Content-Encoding: gzip, gzip")
    with bounded_memory(), pytest.raises(BrokenPage):
        await fetch(site)


@pytest.mark.parametrize(
    "block",
    [
        b"\x00\x00\x00\xff\xff" * 10_000,  # stored blocks of nothing
        gzip.compress(b"") * 3_000,  # members of nothing
    ],
)
async def test_an_endless_stream_that_unpacks_to_nothing_is_cut_short(
    site: Site, block: bytes
) -> None:
    async def endless_nothing(writer: asyncio.StreamWriter) -> None:
        writer.write(HEAD + b"Content-Encoding: gzip\r\n\r\n")
        writer.write(b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\xff" + block)
        while not writer.is_closing():
            writer.write(block)
            await writer.drain()

    site.answers["/"] = endless_nothing
    async with free_loop():
        with bounded_memory(), pytest.raises(BrokenPage):
            await fetch(site)


async def test_a_bomb_hurts_no_neighbour(site: Site) -> None:
    site.answers["/bomb"] = response(bomb(31), "Content-Encoding: gzip")
    async with open_reader_of(site) as reader, free_loop():
        bombs = [reader.fetch(site.url("/bomb", host=f"{n}.test")) for n in range(5)]
        *failures, page = await asyncio.gather(
            *bombs, reader.fetch(site.url()), return_exceptions=True
        )
    assert [type(failure) for failure in failures] == [TooLarge] * 5
    assert not isinstance(page, BaseException)
