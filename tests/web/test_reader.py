"""Ordinary sites: what comes back, and what each refusal says."""

import asyncio
import re
import zlib

import pytest

from bot.web import user_agent
from bot.web.errors import (
    BadCertificate,
    NoAccess,
    NotAPage,
    NotFound,
    PrivateAddress,
    SiteBusy,
    SiteError,
    TooManyRedirects,
    WebError,
)
from bot.web.limits import Limits
from tests.web.site import HTML, Names, Site, fetch, open_reader_of, redirect, response


async def test_a_page_comes_back_whole(site: Site) -> None:
    site.answers["/"] = response(HTML, "Last-Modified: yesterday", "X-Twice: 1", "X-Twice: 2")
    page = await fetch(site)
    assert page.body == HTML
    assert page.status == 200
    assert page.url == site.url()
    assert page.headers["content-type"] == "text/html; charset=utf-8"
    assert page.headers["last-modified"] == "yesterday"
    assert page.headers["x-twice"] == "1"


async def test_the_bot_says_who_it_is(site: Site) -> None:
    await fetch(site)
    assert "User-Agent: Pullquote/test (+https://bot.test)\r\n" in site.requests[0]


def test_the_bot_gives_its_version_and_a_contact() -> None:
    assert re.fullmatch(
        r"Pullquote/\S+ \(\+https://bot\.test/who\)", user_agent("https://bot.test/who")
    )
    assert re.fullmatch(r"Pullquote/\S+", user_agent(None))


@pytest.mark.parametrize("wbits", [15, -15, 31])
async def test_a_compressed_page_is_unpacked(site: Site, wbits: int) -> None:
    packer = zlib.compressobj(wbits=wbits)
    packed = packer.compress(HTML * 1_000) + packer.flush()
    encoding = "gzip" if wbits == 31 else "deflate"
    site.answers["/"] = response(packed, f"Content-Encoding: {encoding}")
    assert (await fetch(site)).body == HTML * 1_000


async def test_a_chunked_page_and_xhtml_are_read(site: Site) -> None:
    site.answers["/"] = (
        b"HTTP/1.1 200 OK\r\nContent-Type: application/xhtml+xml\r\n"
        b"Transfer-Encoding: chunked\r\n\r\n4\r\n<p>a\r\n3\r\n</p\r\n1\r\n>\r\n0\r\n\r\n"
    )
    assert (await fetch(site)).body == b"<p>a</p>"


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
async def test_redirects_are_followed(site: Site, status: int) -> None:
    site.answers["/old"] = redirect("/new?x=ä#part", status)
    site.answers["/new?x=%C3%A4"] = response()
    page = await fetch(site, "/old")
    assert page.url == site.url("/new?x=%C3%A4")


async def test_eight_redirects_are_enough(site: Site) -> None:
    for number in range(9):
        site.answers[f"/{number}"] = redirect(f"/{number + 1}")
    site.answers["/9"] = response()
    assert (await fetch(site, "/1")).url == site.url("/9")
    with pytest.raises(TooManyRedirects, match="page's own address"):
        await fetch(site, "/0")


async def test_a_redirect_in_circles_ends(site: Site) -> None:
    site.answers["/a"] = redirect("/b")
    site.answers["/b"] = redirect("/a")
    with pytest.raises(TooManyRedirects):
        await fetch(site, "/a")
    assert len(site.requests) == 9


@pytest.mark.parametrize(
    "location",
    [
        "http://10.0.0.5/",
        "//10.0.0.5",
        "http://127.0.0.1:1/",
        "http://[::1]/",
        "http://inside.test",
    ],
)
async def test_a_redirect_into_the_private_network_is_refused(site: Site, location: str) -> None:
    site.answers["/"] = redirect(location)
    async with open_reader_of(site, Names(inside=["10.0.0.5"])) as reader:
        with pytest.raises(PrivateAddress):
            await reader.fetch(site.url())
    assert site.connections == 2  # for the rules, and for the redirect


@pytest.mark.parametrize(
    ("status", "error", "sentence"),
    [
        (404, NotFound, "check the link"),
        (410, NotFound, "check the link"),
        (401, NoAccess, "in your browser"),
        (402, NoAccess, "in your browser"),
        (403, NoAccess, "in your browser"),
        (451, NoAccess, "in your browser"),
        (429, SiteBusy, "try again in a minute"),
        (500, SiteError, "the error 500"),
        (418, SiteError, "the error 418"),
        (302, SiteError, "the error 302"),
        (304, SiteError, "the error 304"),
    ],
)
async def test_statuses_have_their_sentences(
    site: Site, status: int, error: type[WebError], sentence: str
) -> None:
    site.answers["/"] = response(b"", status=status)
    with pytest.raises(error, match=sentence):
        await fetch(site)
    assert len(site.requests) == 1


@pytest.mark.parametrize(
    ("kind", "what"),
    [
        ("application/pdf", "a PDF"),
        ("image/png", "a picture"),
        ("video/mp4", "a film"),
        ("audio/mpeg", "a recording"),
        ("text/plain", "plain text"),
        ("application/json", "data"),
        ("application/octet-stream", "a file"),
        ("<@everyone>", "a file"),
        (None, "a file"),
    ],
)
async def test_what_is_no_page_is_called_by_its_name(
    site: Site, kind: str | None, what: str
) -> None:
    site.answers["/"] = response(b"%PDF-1.7", kind=kind)
    with pytest.raises(NotAPage, match=f"leads to {what}, not to a web page"):
        await fetch(site)


async def test_an_overloaded_site_is_asked_once_more(site: Site) -> None:
    busy = response(b"", "Retry-After: 0", status=503)
    site.answers["/"] = [busy, response()]
    assert (await fetch(site)).body == HTML
    site.answers["/"] = [busy, busy, response()]
    with pytest.raises(SiteBusy):
        await fetch(site)
    assert len(site.requests) == 4


async def test_an_overloaded_site_that_asks_for_no_pause_is_given_one(site: Site) -> None:
    site.answers["/"] = [response(b"", status=503), response()]
    begun = asyncio.get_running_loop().time()
    assert (await fetch(site, limits=Limits(interval_s=0, pause_s=0.05))).body == HTML
    assert asyncio.get_running_loop().time() - begun >= 0.05


async def test_a_site_that_asks_for_a_pause_gets_it(site: Site) -> None:
    site.answers["/"] = response(b"", "Retry-After: 600", status=429)
    async with open_reader_of(site) as reader:
        for _ in range(2):
            with pytest.raises(SiteBusy, match="try again in 10 minutes"):
                await reader.fetch(site.url())
        assert len(site.requests) == 1
        site.answers["/"] = response()
        await reader.fetch(site.url(host="other.test"))


async def test_cookies_last_for_one_fetch(site: Site) -> None:
    site.answers["/door"] = response(b"", "Set-Cookie: seen=1; Path=/", "Location: /", status=302)
    async with open_reader_of(site) as reader:
        await reader.fetch(site.url("/door"))
        await reader.fetch(site.url())
    assert ["seen=1" in request for request in site.requests] == [False, True, False]


async def test_a_host_is_asked_for_two_pages_at_once_at_most(site: Site) -> None:
    waiting, most, gate = 0, 0, asyncio.Event()

    async def slow(writer: asyncio.StreamWriter) -> None:
        nonlocal waiting, most
        waiting += 1
        most = max(most, waiting)
        if waiting == 2:
            gate.set()
        await gate.wait()
        await asyncio.sleep(0)
        waiting -= 1
        writer.write(response())
        await writer.drain()

    site.answers["/"] = slow
    async with open_reader_of(site) as reader:
        pages = await asyncio.gather(*(reader.fetch(site.url()) for _ in range(6)))
    assert len(pages) == 6
    assert most == 2


async def test_the_wait_for_a_turn_is_not_the_fetch_s_time(site: Site) -> None:
    limits = Limits(total_s=0.5, fetches_per_host=1)
    held: list[asyncio.StreamWriter] = []
    both = asyncio.Event()

    async def first_late(writer: asyncio.StreamWriter) -> None:
        held.append(writer)
        if len(held) == 1:
            await both.wait()

    site.answers["/late"] = first_late
    async with open_reader_of(site, limits=limits) as reader:
        late = asyncio.create_task(reader.fetch(site.url("/late")))
        prompt = asyncio.create_task(reader.fetch(site.url()))
        with pytest.raises(WebError):
            await late
        both.set()
        assert (await prompt).body == HTML


async def test_a_site_that_speaks_no_tls_is_not_trusted(site: Site) -> None:
    site.greeting = b"HTTP/1.1 400 Bad Request\r\n\r\n"
    async with open_reader_of(site) as reader:
        with pytest.raises(BadCertificate, match="in your browser"):
            await reader.fetch(site.url(scheme="https"))


async def test_a_host_is_asked_at_a_rate(site: Site) -> None:
    async with open_reader_of(site, limits=Limits(interval_s=0.05, burst=1)) as reader:
        begun = asyncio.get_running_loop().time()
        await asyncio.gather(*(reader.fetch(site.url()) for _ in range(2)))
        assert asyncio.get_running_loop().time() - begun >= 0.1  # the rules, then two pages
