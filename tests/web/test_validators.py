"""A page that was read before is asked for only if it has changed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain import Page, Validators
from bot.web import validators_of
from bot.web.errors import SiteError
from bot.web.validators import conditions
from tests.web.site import Site, fetch, open_reader_of, redirect, response

DATE = "Fri, 05 Sep 2025 10:00:00 GMT"


def told(**headers: str) -> Validators | None:
    names = {name.replace("_", "-"): value for name, value in headers.items()}
    return validators_of(Page("https://news.test/", 200, names, b""))


async def test_a_second_read_asks_whether_the_page_has_changed(site: Site) -> None:
    site.answers["/"] = [
        response(b"<p>", 'ETag: "one"', f"Last-Modified: {DATE}"),
        b"HTTP/1.1 304 Not Modified\r\n\r\n",
    ]
    async with open_reader_of(site) as reader:
        held = validators_of(await reader.fetch(site.url()))
        again = await reader.fetch(site.url(), held)
    assert (again.status, again.body) == (304, b"")
    assert "If-None-Match" not in site.requests[0]
    assert 'If-None-Match: "one"\r\n' in site.requests[1]
    assert f"If-Modified-Since: {DATE}\r\n" in site.requests[1]


async def test_only_the_page_itself_is_asked_not_the_way_to_it(site: Site) -> None:
    site.answers["/short"] = redirect("/")
    async with open_reader_of(site) as reader:
        await reader.fetch(site.url("/short"), Validators(site.url(), etag='"one"'))
    assert ["If-None-Match" in request for request in site.requests] == [False, True]


async def test_a_page_that_has_changed_comes_whole(site: Site) -> None:
    async with open_reader_of(site) as reader:
        page = await reader.fetch(site.url(), Validators(site.url(), etag='"one"'))
    assert page.status == 200
    assert page.body


async def test_an_unasked_304_is_an_error(site: Site) -> None:
    site.answers["/"] = response(b"", status=304)
    with pytest.raises(SiteError, match="the error 304"):
        await fetch(site)


def test_what_makes_no_sense_is_not_kept() -> None:
    assert told() is None
    assert told(etag="bare") is None
    assert told(etag='"' + "x" * 1_000 + '"') is None
    assert told(etag='"a\udcff"', last_modified="\udcff") is None
    assert told(etag='W/"weak"') == Validators("https://news.test/", etag='W/"weak"')
    assert told(last_modified=DATE) == Validators("https://news.test/", last_modified=DATE)


@given(st.text(max_size=40), st.text(max_size=40))
def test_whatever_a_server_says_can_be_sent_back(etag: str, modified: str) -> None:
    held = told(etag=etag, last_modified=modified)
    for value in conditions(held, "https://news.test/").values():
        assert value.isascii()
        assert value.isprintable()
