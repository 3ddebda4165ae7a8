"""Only of a site, of some days, of a kind; the oldest or the best first; never beyond the scope."""

from dataclasses import replace
from datetime import date

import pytest

from bot.archive import Archive, Order, QuoteQuery
from bot.domain import QuoteKind, Scope
from tests.archive.samples import NEWS, OTHER_CHANNEL, SERVER, pasted, said, sighting
from tests.archive.test_stories import ANA, BO, story

HERE, THERE = (Scope(SERVER, frozenset({channel})) for channel in (NEWS, OTHER_CHANNEL))
SCOPES = pytest.mark.parametrize("scope", [HERE, None])


async def words(archive: Archive, query: QuoteQuery) -> list[str]:
    page = await archive.quotes(replace(query, limit=50))
    assert page.total == len(page.hits)
    return [hit.words for hit in page.hits]


@SCOPES
async def test_only_of_some_days(archive: Archive, scope: Scope | None) -> None:
    for day in ("2025-01-01", "2025-02-01", "2025-03-01", None):
        report = said((f"On {day}.", "Ana Ruiz"), title=str(day), published=day)
        await pasted(archive, report, sighting(f"u{day}"))
    february = QuoteQuery(since=date(2025, 1, 2), until=date(2025, 2, 1), scope=scope)
    assert await words(archive, february) == ["On 2025-02-01."]
    # What has no date of its own goes by the day on which it was shared.
    spring = QuoteQuery(since=date(2026, 3, 1), until=date(2026, 3, 1), scope=scope)
    assert await words(archive, spring) == ["On None."]


@SCOPES
async def test_only_of_a_kind(archive: Archive, scope: Scope | None) -> None:
    report = said(("Direct.", "Ana Ruiz"), ("Indirect.", "Ana Ruiz"))
    told = replace(report.quotes[1], kind=QuoteKind.INDIRECT)
    await pasted(archive, replace(report, quotes=(report.quotes[0], told)), sighting())
    query = QuoteQuery("ana", scope=scope, kind=QuoteKind.INDIRECT)
    assert await words(archive, query) == ["Indirect."]
    assert await words(archive, replace(query, kind=QuoteKind.MIXED)) == []


@SCOPES
async def test_only_of_a_site_as_the_outlet_that_was_shared_has_it(
    archive: Archive, scope: Scope | None
) -> None:
    await pasted(archive, story(ANA, BO), sighting("courier"))
    await pasted(archive, story(ANA, BO, site="The Herald"), sighting("herald", minutes=5))
    for site in ("The Courier", "the herald"):
        page = await archive.quotes(QuoteQuery(site=site, scope=scope))
        assert {hit.site.casefold() for hit in page.hits if hit.site} == {site.casefold()}
        assert page.total == 2
    assert await words(archive, QuoteQuery(site="The Post", scope=scope)) == []


async def test_another_channels_outlet_is_no_site_here(archive: Archive) -> None:
    await pasted(archive, story(ANA), sighting("courier"))
    await pasted(archive, story(ANA, site="The Herald"), sighting("herald", channel_id=201))
    assert await words(archive, QuoteQuery(site="The Herald", scope=HERE)) == []
    assert await words(archive, QuoteQuery(site="The Herald", scope=THERE)) == [ANA[1]]


@SCOPES
async def test_the_oldest_comes_first_with_its_first_share(
    archive: Archive, scope: Scope | None
) -> None:
    for number in (1, 2, 3):
        report = said((f"{number}", "Ana"), (f"{number}b", "Ana"), title=str(number))
        await pasted(archive, report, sighting(f"u{number}", minutes=number))
    await pasted(archive, said(("1", "Ana"), ("1b", "Ana"), title="1"), sighting("u1", minutes=9))
    query = QuoteQuery("ana", scope=scope, order=Order.OLDEST)
    assert await words(archive, query) == ["1", "1b", "2", "2b", "3", "3b"]
    [first, *_] = (await archive.quotes(query)).hits
    assert first.share
    assert first.share.seen.shared_at.minute == 1


@SCOPES
async def test_the_best_are_the_key_quotes(archive: Archive, scope: Scope | None) -> None:
    for number in (1, 2):
        report = said((f"key {number}", "Ana"), (f"more {number}", "Ana"), title=str(number))
        await pasted(archive, report, sighting(f"u{number}", minutes=number))
    query = QuoteQuery("ana", scope=scope, order=Order.BEST)
    assert await words(archive, query) == ["key 2", "key 1", "more 2", "more 1"]


async def test_a_title_that_only_another_outlet_gave_is_not_matched(archive: Archive) -> None:
    """The stored article has the title of who shared it first, in a channel of others."""
    await pasted(archive, story(ANA, BO), sighting("courier", channel_id=OTHER_CHANNEL))
    _, stored = await pasted(archive, story(ANA, BO, site="The Herald"), sighting("herald"))
    assert stored.report.article.title == "The Herald: ferry"
    assert await words(archive, QuoteQuery(about="courier", scope=HERE)) == []
    assert await words(archive, QuoteQuery("ana", "courier", scope=HERE)) == []
    # Nor does it tell by what is left out.
    assert await words(archive, QuoteQuery(about="cost OR sail -courier", scope=HERE)) != []
    assert await words(archive, QuoteQuery(about="courier", scope=THERE)) == [ANA[1], BO[1]]
    assert await words(archive, QuoteQuery(about="courier")) == [ANA[1], BO[1]]


async def test_the_title_that_the_outlet_shared_here_gave_is_matched(archive: Archive) -> None:
    await pasted(archive, story(ANA, BO), sighting("courier", channel_id=OTHER_CHANNEL))
    await pasted(archive, story(ANA, BO, site="The Herald"), sighting("herald"))
    assert await words(archive, QuoteQuery(about="herald", scope=HERE)) == [ANA[1], BO[1]]
    assert await words(archive, QuoteQuery("ana", "herald ferry", scope=HERE)) == [ANA[1]]
    assert await words(archive, QuoteQuery(about="herald", scope=THERE)) == []
    assert await words(archive, QuoteQuery("ana", "-herald", scope=HERE)) == []
