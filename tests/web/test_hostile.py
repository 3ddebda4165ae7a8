"""A server that means harm: every case ends in a named error, in bounded time and memory."""

import asyncio
import gzip
import shutil
import ssl
import subprocess
import tracemalloc
import zlib
from collections.abc import AsyncGenerator, Iterator
from contextlib import asynccontextmanager, contextmanager
from functools import cache
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.web.errors import BadCertificate, BrokenPage, NotAPage, TimedOut, TooLarge, WebError
from bot.web.reader import Limits
from tests.web.site import Answer, Site, fetch, open_reader_of, open_site, response

MIB = 1024 * 1024
QUICK = Limits(total_s=0.3, silence_s=0.1)
HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"
SITE_CASE = settings(
    max_examples=50, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@contextmanager
def bounded_memory(size: int) -> Iterator[None]:
    """Fails if what runs inside ever holds more than ``size`` bytes."""
    tracemalloc.start()
    try:
        yield
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak < size


@asynccontextmanager
async def breathing_loop() -> AsyncGenerator[None]:
    """Fails if the event loop never comes to anything else while the inside runs."""
    breaths = 0

    async def breathe() -> None:
        nonlocal breaths
        while True:
            await asyncio.sleep(0)
            breaths += 1

    breathing = asyncio.create_task(breathe())
    yield
    breathing.cancel()
    assert breaths > 5


@cache
def bomb(wbits: int, size: int = 128 * MIB) -> bytes:
    packer = zlib.compressobj(9, wbits=wbits)
    zeros = bytes(MIB)
    return b"".join(packer.compress(zeros) for _ in range(size // MIB)) + packer.flush()


@pytest.mark.parametrize(("encoding", "wbits"), [("gzip", 31), ("deflate", 15), ("deflate", -15)])
async def test_a_bomb_is_cut_short(site: Site, encoding: str, wbits: int) -> None:
    site.answers["/"] = response(bomb(wbits), f"Content-Encoding: {encoding}")
    with bounded_memory(32 * MIB), pytest.raises(TooLarge, match="5 MB"):
        await fetch(site)


async def test_a_bomb_of_many_small_members_is_cut_short(site: Site) -> None:
    members = gzip.compress(bytes(8 * MIB)) * 50
    site.answers["/"] = response(members, "Content-Encoding: gzip")
    with bounded_memory(32 * MIB), pytest.raises((TooLarge, BrokenPage)):
        await fetch(site)


async def endless(writer: asyncio.StreamWriter) -> None:
    writer.write(HEAD + b"\r\n")
    while not writer.is_closing():
        writer.write(b"<p>honk" * 9_000)
        await writer.drain()


async def endless_chunks(writer: asyncio.StreamWriter) -> None:
    writer.write(HEAD + b"Transfer-Encoding: chunked\r\n\r\n")
    while not writer.is_closing():
        writer.write(b"1\r\na\r\n" * 10_000)
        await writer.drain()


async def endless_headers(writer: asyncio.StreamWriter) -> None:
    writer.write(HEAD)
    while not writer.is_closing():
        writer.write(b"X-Flood: honk\r\n" * 100)
        await writer.drain()


async def endless_header(writer: asyncio.StreamWriter) -> None:
    writer.write(HEAD + b"X-Flood: ")
    while not writer.is_closing():
        writer.write(b"honk" * 10_000)
        await writer.drain()


async def endless_interim_answers(writer: asyncio.StreamWriter) -> None:
    while not writer.is_closing():
        writer.write(b"HTTP/1.1 103 Early Hints\r\n\r\n" * 100)
        await writer.drain()


async def dripping_body(writer: asyncio.StreamWriter) -> None:
    writer.write(HEAD + b"\r\n")
    while not writer.is_closing():
        writer.write(b"a")
        await asyncio.sleep(0.01)


async def dripping_head(writer: asyncio.StreamWriter) -> None:
    for byte in HEAD * 1_000:
        writer.write(bytes([byte]))
        await asyncio.sleep(0.01)


async def silence(writer: asyncio.StreamWriter) -> None:
    await asyncio.Event().wait()


async def silence_in_the_body(writer: asyncio.StreamWriter) -> None:
    writer.write(HEAD + b"Content-Length: 100\r\n\r\nhonk")
    await asyncio.Event().wait()


async def test_an_endless_body_is_cut_short(site: Site) -> None:
    site.answers["/"] = endless
    with bounded_memory(32 * MIB), pytest.raises(TooLarge):
        await fetch(site)


@pytest.mark.parametrize("answer", [endless_headers, endless_header])
async def test_endless_headers_are_cut_short(site: Site, answer: Answer) -> None:
    site.answers["/"] = answer
    with bounded_memory(16 * MIB), pytest.raises(BrokenPage):
        await fetch(site)


@pytest.mark.parametrize(
    "answer",
    [
        dripping_body,
        dripping_head,
        silence,
        silence_in_the_body,
        endless_interim_answers,
        endless_chunks,
    ],
)
async def test_a_slow_site_is_left(site: Site, answer: Answer) -> None:
    site.answers["/"] = answer
    async with breathing_loop():
        with pytest.raises(TimedOut, match="took too long"):
            await fetch(site, limits=QUICK)


async def test_slow_redirects_share_one_time(site: Site) -> None:
    async def slow(writer: asyncio.StreamWriter) -> None:
        await asyncio.sleep(0.08)
        writer.write(response(b"", "Location: /", "Connection: close", status=302))

    site.answers["/"] = slow
    with pytest.raises(TimedOut):
        await fetch(site, limits=QUICK)
    assert len(site.requests) < 5


async def test_a_200_mb_file_is_not_begun(site: Site) -> None:
    site.answers["/"] = response(b"<p>", length=200_000_000)
    site.answers["/file"] = response(b"PK", kind="application/zip", length=200_000_000)
    with pytest.raises(TooLarge):
        await fetch(site)
    with pytest.raises(NotAPage):
        await fetch(site, "/file")


@pytest.mark.parametrize(
    "answer",
    [
        b"",
        b"\x00\xff" * 100,
        b"HTTP/1.1 200 OK\r\nContent-Type text/html\r\n\r\n",
        b"HTTP/9.9 200 OK\r\n\r\n",
        b"HTTP/1.1 2000 OK\r\n\r\n",
        b"SSH-2.0-OpenSSH_9.9\r\n",
        HEAD + b"Content-Length: 100\r\n\r\n<p>only this",
        HEAD + b"Content-Length: -1\r\n\r\n",
        HEAD + b"Content-Length: 1\r\nContent-Length: 2\r\n\r\nab",
        HEAD + b"Transfer-Encoding: chunked\r\n\r\nzz\r\nhonk\r\n",
        HEAD + b"Transfer-Encoding: chunked\r\n\r\nffffffffffffffffff\r\nhonk",
        HEAD + b"Transfer-Encoding: chunked\r\n\r\n4\r\nhonk\r\n",
        HEAD + b"Content-Encoding: gzip\r\nContent-Length: 7\r\n\r\nnotgzip",
        HEAD + b"Content-Encoding: deflate\r\nContent-Length: 7\r\n\r\n\xffnotzip",
        HEAD + b"Content-Encoding: rot13\r\nContent-Length: 4\r\n\r\nubax",
        HEAD + b"Content-Encoding: gzip, gzip\r\nContent-Length: 4\r\n\r\nubax",
        HEAD + b"Content-Encoding: zstd\r\nContent-Length: 4\r\n\r\nubax",
        HEAD + b"Content-Encoding: br\r\nContent-Length: 4\r\n\r\nubax",
    ],
)
async def test_a_broken_answer_is_called_broken(site: Site, answer: bytes) -> None:
    async def broken(writer: asyncio.StreamWriter) -> None:
        writer.write(answer)

    site.answers["/"] = broken
    with pytest.raises(BrokenPage, match="try again later"):
        await fetch(site)


async def test_a_bomb_hurts_no_neighbour(site: Site) -> None:
    site.answers["/bomb"] = response(bomb(31), "Content-Encoding: gzip")
    async with open_reader_of(site) as reader, breathing_loop():
        bombs = [reader.fetch(site.url("/bomb", host=f"{n}.test")) for n in range(5)]
        *failures, page = await asyncio.gather(
            *bombs, reader.fetch(site.url()), return_exceptions=True
        )
    assert [type(failure) for failure in failures] == [TooLarge] * 5
    assert not isinstance(page, BaseException)


@SITE_CASE
@given(
    head=st.binary(max_size=200),
    status=st.integers(200, 599),
    headers=st.dictionaries(
        st.sampled_from(
            (
                *("Location", "Content-Type", "Content-Encoding", "Content-Length", "Connection"),
                *("Retry-After", "Set-Cookie", "Transfer-Encoding", "X-Any"),
            )
        ),
        st.text(st.characters(max_codepoint=255, exclude_characters="\r\n\x00"), max_size=40),
    ),
)
async def test_any_answer_is_a_page_or_a_named_error(
    site: Site, head: bytes, status: int, headers: dict[str, str]
) -> None:
    async def answer(writer: asyncio.StreamWriter) -> None:
        lines = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
        writer.write(f"HTTP/1.1 {status} X\r\n{lines}\r\n".encode("latin-1") + head)

    async def junk(writer: asyncio.StreamWriter) -> None:
        writer.write(head)

    site.answers.update({"/": answer, "/junk": junk})
    for path in ("/", "/junk"):
        try:
            page = await fetch(site, path, QUICK)
        except WebError:
            continue
        assert page.status == status


@pytest.fixture
def certificate(tmp_path: Path) -> Iterator[ssl.SSLContext]:
    if not (openssl := shutil.which("openssl")):
        pytest.skip("no openssl to sign a certificate with")
    key, cert = tmp_path / "key.pem", tmp_path / "cert.pem"
    subprocess.run(
        [
            *(openssl, "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1"),
            *("-nodes", "-days", "1", "-subj", "/CN=news.test", "-keyout", key, "-out", cert),
        ],
        check=True,
        capture_output=True,
    )
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(cert, key)
    return context


async def test_a_self_signed_certificate_is_not_trusted(certificate: ssl.SSLContext) -> None:
    async with open_site(certificate) as site, open_reader_of(site) as reader:
        with pytest.raises(BadCertificate, match="can't be trusted"):
            await reader.fetch(site.url(scheme="https"))
    assert site.requests == []
