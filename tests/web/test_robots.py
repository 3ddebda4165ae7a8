"""Sites say what programs may read, and how soon they may ask again."""

import asyncio
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.web import robots
from bot.web.errors import (
    Disallowed,
    NotFound,
    PrivateAddress,
    SiteBusy,
    SiteError,
    TimedOut,
    WebError,
)
from bot.web.limits import Limits
from tests.web.measuring import bounded_memory, free_loop
from tests.web.site import Answer, Names, Site, fetch, open_reader_of, redirect, response


def rules(text: str, **options: int) -> bytes:
    return response(text.encode(), kind="text/plain", **options)


async def test_a_page_that_a_site_keeps_from_programs_is_not_asked_for(site: Site) -> None:
    site.answers["/robots.txt"] = rules("User-agent: *\nDisallow: /private")
    async with open_reader_of(site) as reader:
        with pytest.raises(Disallowed, match="in your browser"):
            await reader.fetch(site.url("/private/a"))
        assert site.requests == []
        await reader.fetch(site.url())
    assert "User-Agent: Pullquote/test" in site.requests[0]


async def test_rules_for_us_go_before_those_for_all(site: Site) -> None:
    site.answers["/robots.txt"] = rules(
        "User-agent: *\nDisallow: /\n\nUser-agent: Pullquote\nDisallow: /no\n"
    )
    await fetch(site)
    with pytest.raises(Disallowed):
        await fetch(site, "/no")


async def test_a_redirect_to_a_page_that_is_kept_from_programs_ends_there(site: Site) -> None:
    site.answers["/robots.txt"] = rules("User-agent: *\nDisallow: /private")
    site.answers["/"] = redirect("/private")
    with pytest.raises(Disallowed):
        await fetch(site)
    assert len(site.requests) == 1


async def test_a_site_is_asked_for_its_rules_once(site: Site) -> None:
    async with open_reader_of(site) as reader:
        for _ in range(3):
            await reader.fetch(site.url())
        assert site.asked_for_rules == 1
        await reader.fetch(site.url(host="other.test"))
    assert site.asked_for_rules == 2


@pytest.mark.parametrize("status", [400, 401, 403, 404, 410])
async def test_a_site_without_rules_may_be_read(site: Site, status: int) -> None:
    site.answers["/robots.txt"] = response(b"User-agent: *\nDisallow: /", status=status)
    await fetch(site)


async def test_rules_that_lead_in_circles_are_none(site: Site) -> None:
    site.answers["/robots.txt"] = redirect("/robots.txt")
    await fetch(site)
    assert site.asked_for_rules == 6


async def silence(writer: asyncio.StreamWriter) -> None:
    await asyncio.Event().wait()


@pytest.mark.parametrize(
    ("answer", "error"),
    [
        (response(b"", status=500), SiteError),
        (response(b"", status=503), SiteBusy),
        (response(b"", "Retry-After: 600", status=429), SiteBusy),
        (redirect("http://10.0.0.5/robots.txt"), PrivateAddress),
        (silence, TimedOut),
    ],
)
async def test_a_site_that_can_t_say_its_rules_is_not_read(
    site: Site, answer: Answer, error: type[WebError]
) -> None:
    site.answers["/robots.txt"] = answer
    with pytest.raises(error):
        await fetch(site, limits=Limits(interval_s=0, pause_s=0, robots_s=0.1))
    assert site.requests == []


async def test_a_redirect_of_the_rules_into_the_private_network_is_refused(site: Site) -> None:
    site.answers["/robots.txt"] = redirect("http://inside.test/robots.txt")
    async with open_reader_of(site, Names(inside=["10.0.0.5"])) as reader:
        with pytest.raises(PrivateAddress):
            await reader.fetch(site.url())
    assert site.connections == 1


async def test_rules_without_end_are_read_to_a_point(site: Site) -> None:
    async def endless(writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 200 OK\r\n\r\nUser-agent: *\nDisallow: /no\n")
        while not writer.is_closing():
            writer.write(b"Disallow: /many\n" * 1_000)
            await writer.drain()
            await asyncio.sleep(0)

    site.answers["/robots.txt"] = endless
    async with free_loop():
        with bounded_memory(), pytest.raises(Disallowed):
            await fetch(site, "/no")


@pytest.mark.parametrize(
    "text",
    [
        "".join(f"User-agent: a{n}\n" for n in range(4_000)) + "Disallow: /x\n" * 4_000,
        "User-agent: *\n" + "Disallow: /*a*a*a*a*a*a*b$\n" * 4_000,
        "User-agent: *\n" + "Disallow: " + "*a" * 60_000,
    ],
)
async def test_rules_made_to_be_dear_are_cheap(text: str) -> None:
    begun = time.thread_time()
    with bounded_memory():
        assert robots.allows(robots.rules(text.encode()), "https://news.test/" + "a" * 2_000)
    assert time.thread_time() - begun < 5


@given(st.binary(max_size=300), st.text(max_size=30))
def test_any_bytes_are_rules(body: bytes, path: str) -> None:
    assert robots.allows(robots.rules(body), f"https://news.test/{path}") in {True, False}


def test_rules_are_asked_for_again_after_a_while_and_very_many_are_not_kept() -> None:
    kept = robots.Robots()
    for number in range(1_000):
        kept.keep(f"https://{number}.test", "rules", now=0)
    assert kept.known("https://0.test", now=1) is None
    assert kept.known("https://999.test", now=1) == "rules"
    assert kept.known("https://999.test", now=robots.KEPT_S) is None


async def test_a_page_that_is_not_there_is_not_blamed_on_the_rules(site: Site) -> None:
    site.answers["/gone"] = response(b"", status=404)
    with pytest.raises(NotFound):
        await fetch(site, "/gone")
