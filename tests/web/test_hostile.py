"""A server that breaks the protocol: whatever it sends is a page or a named error."""

import asyncio

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.web.errors import BrokenPage, NotAPage, TooLarge, WebError
from tests.web.site import HEAD, QUICK, Site, fetch, response

SITE_CASE = settings(
    max_examples=50, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


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


@pytest.mark.parametrize(
    "answer",
    [
        b"HTTP/1.1 200 SECRET\r\nContent-Type: SECRET/SECRET\r\n\r\nSECRET",
        b"HTTP/1.1 418 SECRET\r\nContent-Type: text/html\r\n\r\nSECRET",
        b"HTTP/1.1 429 SECRET\r\nRetry-After: SECRET\r\n\r\nSECRET",
        b"HTTP/1.1 302 SECRET\r\nLocation: http://SECRET@SECRET/\r\n\r\n",
        b"HTTP/1.1 302 SECRET\r\nLocation: http://10.0.0.5/SECRET\r\n\r\n",
        HEAD + b"Content-Encoding: SECRET\r\n\r\nSECRET",
        HEAD + b"Transfer-Encoding: chunked\r\n\r\nSECRET",
        b"SECRET",
    ],
)
async def test_no_error_repeats_what_a_server_said(site: Site, answer: bytes) -> None:
    async def say(writer: asyncio.StreamWriter) -> None:
        writer.write(answer)

    site.answers["/"] = say
    with pytest.raises(WebError) as caught:
        await fetch(site)
    assert "secret" not in str(caught.value).lower()
    assert str(caught.value).endswith(".")


async def test_a_broken_chunk_after_very_many_is_a_broken_page(site: Site) -> None:
    """aiohttp's parser has had a rest by then, and says something else than it says otherwise."""

    async def stumble(writer: asyncio.StreamWriter) -> None:
        writer.write(HEAD + b"Transfer-Encoding: chunked\r\n\r\n" + b"1\r\na\r\n" * 3_000 + b"zz")

    site.answers["/"] = stumble
    with pytest.raises(BrokenPage):
        await fetch(site)
