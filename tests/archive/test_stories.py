"""One story under several addresses: stored once, counted once, each under its own outlet."""

import random
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.archive import Archive, QuoteQuery
from bot.archive.likeness import common, distance, fingerprint, saying, simhash
from bot.domain import Article, Quote, QuoteKind, Report, Scope, Share, Sighting
from tests.archive.samples import NEWS, OTHER_CHANNEL, SERVER, pasted, sighting

LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)
HERE, THERE = (Scope(SERVER, frozenset({channel})) for channel in (NEWS, OTHER_CHANNEL))
ANA = ("Ana Ruiz", "The ferry will sail again before the winter comes.")
BO = ("Bo Lind", "Nobody has told us what it will cost.")
CY = ("Cy Odell", "We were never asked about the timetable.")


def prose(seed: int, words: int) -> str:
    """Words that mean nothing, the same for a seed."""
    chance = random.Random(seed)
    syllables = [
        "fer",
        "ry",
        "har",
        "bour",
        "win",
        "ter",
        "coun",
        "cil",
        "ti",
        "mber",
        "mill",
        "va",
    ]
    return " ".join("".join(chance.choices(syllables, k=2)) for _ in range(words)) + "."


def story(
    *said: tuple[str, str],
    seed: int = 1,
    words: int = 80,
    site: str = "The Courier",
    dateline: str = "",
) -> Report:
    """An article with a paragraph of prose after each quote."""
    text, quotes = dateline, []
    for place, (speaker, quoted) in enumerate(said or [("", "")]):
        span = (len(text) + 1, len(text) + 1 + len(quoted))
        text += f"“{quoted}” {speaker} said. {prose(seed * 100 + place, words)}\n"
        if quoted:
            quotes.append(
                Quote(
                    QuoteKind.DIRECT, (span,), (span,), speakers=(speaker,), confidence=0.9, rank=1
                )
            )
    article = Article(text, f"https://{site}.example/a", f"{site}: ferry", site)
    return Report(article, tuple(quotes))


async def shared(
    archive: Archive, key: str, report: Report, *, channel: int = NEWS, minutes: int = 0
) -> tuple[Share, int]:
    seen = sighting(key, channel_id=channel, minutes=minutes)
    share, stored = await pasted(archive, report, seen)
    assert stored.report.article.site == report.article.site
    return share, stored.article_id


async def found(archive: Archive, scope: Scope | None = None) -> list[tuple[str, str | None]]:
    """The words found, with the outlet that they are shown under."""
    page = await archive.quotes(QuoteQuery(scope=scope, limit=50))
    assert page.total == len(page.hits)
    return [(hit.words, hit.site) for hit in page.hits]


async def counted(archive: Archive, scope: Scope | None = None) -> dict[str, int]:
    return {who.name: who.quotes for who in await archive.speakers("", scope)}


# ------------------------------------------------------------------- one text, two outlets


async def test_a_wire_story_on_two_sites_is_one_article_under_each_ones_name(
    archive: Archive,
) -> None:
    _, first = await shared(archive, "courier", story(ANA, BO))
    _, second = await shared(
        archive, "herald", story(ANA, BO, site="The Herald"), channel=OTHER_CHANNEL, minutes=5
    )
    assert second == first
    assert await found(archive, HERE) == [(ANA[1], "The Courier"), (BO[1], "The Courier")]
    assert await found(archive, THERE) == [(ANA[1], "The Herald"), (BO[1], "The Herald")]
    assert await counted(archive) == {"Ana Ruiz": 1, "Bo Lind": 1}


async def test_a_button_and_a_reread_show_the_outlet_that_was_shared(archive: Archive) -> None:
    ours, article = await shared(archive, "courier", story(ANA))
    theirs, _ = await shared(archive, "herald", story(ANA, site="The Herald"))
    for share, site in ((ours, "The Courier"), (theirs, "The Herald")):
        stored = await archive.report(article, share.id)
        known = await archive.known(share.seen.url, LONG_AGO)
        assert stored == known
        assert stored
        assert stored.report.article.site == site
        assert stored.report.article.title == f"{site}: ferry"


async def test_spacing_case_and_the_shape_of_marks_make_no_other_text(archive: Archive) -> None:
    plain = story(ANA)
    marked = replace(
        plain,
        article=replace(
            plain.article, text=plain.article.text.replace("“", '"').replace(" ", "  ")
        ),
        quotes=(),
    )
    _, first = await shared(archive, "courier", plain)
    _, second = await shared(archive, "herald", marked)
    assert second == first
    # The quotes that are kept are those that lie in the text that is kept.
    stored = await archive.report(first)
    assert stored
    assert stored.report.words_of(stored.report.quotes[0].content) == ANA[1]


async def test_a_dateline_makes_no_other_story(archive: Archive) -> None:
    _, first = await shared(archive, "courier", story(ANA, BO))
    theirs = story(ANA, BO, site="The Herald", dateline="RIVERTON (The Herald) - ")
    _, second = await shared(archive, "herald", theirs)
    assert second == first
    assert await counted(archive) == {"Ana Ruiz": 1, "Bo Lind": 1}


async def test_short_notices_with_other_titles_are_other_articles(archive: Archive) -> None:
    notice = Report(Article("This story is for subscribers. Log in to read on.", None, "Ferry"))
    other = replace(notice, article=replace(notice.article, title="Mill"))
    first = await archive.record(None, "ferry", notice, "rules-1")
    second = await archive.record(None, "mill", other, "rules-1")
    assert first.article_id != second.article_id


# ------------------------------------------------------- copies that were cut or changed


async def test_a_copy_that_was_cut_counts_once_and_loses_nothing(archive: Archive) -> None:
    _, whole = await shared(archive, "courier", story(ANA, BO, CY))
    _, cut = await shared(archive, "herald", story(ANA, BO, site="The Herald"), minutes=5)
    assert cut != whole
    assert sorted(await found(archive)) == sorted(
        [(ANA[1], "The Herald"), (BO[1], "The Herald"), (CY[1], "The Courier")]
    )
    assert await counted(archive) == {"Ana Ruiz": 1, "Bo Lind": 1, "Cy Odell": 1}
    page = await archive.quotes(QuoteQuery(speaker="ana", limit=1, offset=1))
    assert (page.hits, page.total) == ((), 1)


async def test_what_a_copy_makes_up_stays_with_it(archive: Archive) -> None:
    forged = ("Bo Lind", "Nobody has told us who was paid for it.")
    await shared(archive, "forger", story(ANA, forged, site="The Forger"), channel=OTHER_CHANNEL)
    await shared(archive, "courier", story(ANA, BO))
    await shared(archive, "again", story(ANA, forged, site="The Forger"), channel=OTHER_CHANNEL)
    assert await found(archive, HERE) == [(ANA[1], "The Courier"), (BO[1], "The Courier")]
    assert sorted(await found(archive, THERE)) == sorted(
        [(ANA[1], "The Forger"), (forged[1], "The Forger")]
    )
    assert await counted(archive) == {"Ana Ruiz": 1, "Bo Lind": 2}


async def test_copies_are_counted_in_scope(archive: Archive) -> None:
    await shared(archive, "courier", story(ANA, BO, CY), channel=OTHER_CHANNEL, minutes=9)
    await shared(archive, "herald", story(ANA, BO, site="The Herald"))
    assert await found(archive, HERE) == [(ANA[1], "The Herald"), (BO[1], "The Herald")]
    assert await counted(archive, HERE) == {"Ana Ruiz": 1, "Bo Lind": 1}
    both = Scope(SERVER, frozenset({NEWS, OTHER_CHANNEL}))
    assert {site for _, site in await found(archive, both)} == {"The Courier"}


async def test_a_copy_that_goes_leaves_the_others_words(archive: Archive) -> None:
    ours, _ = await shared(archive, "courier", story(ANA, BO, CY), minutes=5)
    await shared(archive, "herald", story(ANA, BO, site="The Herald"))
    await archive.forget_message(ours.seen.message_id)
    assert await found(archive) == [(ANA[1], "The Herald"), (BO[1], "The Herald")]
    assert await counted(archive) == {"Ana Ruiz": 1, "Bo Lind": 1}


async def test_other_stories_of_the_same_people_are_other_stories(archive: Archive) -> None:
    _, first = await shared(archive, "courier", story(ANA, BO))
    _, second = await shared(archive, "herald", story(ANA, BO, seed=2, site="The Herald"))
    assert second != first
    assert await counted(archive) == {"Ana Ruiz": 2, "Bo Lind": 2}


async def test_an_address_that_changes_leaves_the_other_outlets_text(archive: Archive) -> None:
    ours, article = await shared(archive, "courier", story(ANA))
    await shared(archive, "herald", story(ANA, site="The Herald"))
    changed = story(CY, seed=7, site="The Herald")
    moved = await archive.record(None, "herald", changed, "rules-1")
    assert moved.article_id != article
    assert moved.report == changed
    kept = await archive.report(article, ours.id)
    assert kept
    assert kept.report == story(ANA)


async def test_an_address_that_leaves_its_story_counts_for_itself(archive: Archive) -> None:
    await shared(archive, "courier", story(ANA, BO, CY))
    await shared(archive, "herald", story(ANA, BO, site="The Herald"))
    await archive.record(None, "herald", story(ANA, seed=7, site="The Herald"), "rules-1")
    assert await counted(archive) == {"Ana Ruiz": 2, "Bo Lind": 1, "Cy Odell": 1}


# --------------------------------------------------------------- where a link leads to


async def test_a_short_link_is_known_by_where_it_leads(archive: Archive) -> None:
    stored = await archive.record(None, "short", story(ANA), "rules-1", final="courier")
    assert await archive.known("courier", LONG_AGO) == stored
    again = await archive.record(None, "shorter", story(ANA, BO), "rules-1", final="courier")
    assert again.article_id != stored.article_id
    assert await archive.known("courier", LONG_AGO) == again


async def test_a_page_that_names_a_known_address_as_its_own_is_that_article(
    archive: Archive,
) -> None:
    whole = await archive.record(None, "courier", story(ANA, BO, CY), "rules-1")
    light = story(ANA, BO)
    amp = await archive.record(None, "amp", light, "rules-1", canonical="courier")
    assert amp.article_id == whole.article_id
    assert len(amp.report.quotes) == 3


@pytest.mark.parametrize("lie", [story(CY, seed=9), story(ANA, BO, CY, ("Cy Odell", "I lied."))])
async def test_a_claim_is_not_believed_where_the_texts_or_quotes_differ(
    archive: Archive, lie: Report
) -> None:
    good = await archive.record(None, "courier", story(ANA, BO, CY), "rules-1")
    evil = await archive.record(None, "evil", lie, "rules-1", canonical="courier")
    assert evil.article_id != good.article_id
    assert await archive.known("courier", LONG_AGO) == good


async def test_a_claim_never_answers_for_a_page_that_was_not_read(archive: Archive) -> None:
    await archive.record(None, "evil", story(CY), "rules-1", canonical="courier")
    assert await archive.known("courier", LONG_AGO) is None


# ------------------------------------------------------------------ where its card stands


async def seen(archive: Archive, key: str, report: Report, place: Sighting, *, card: bool) -> Share:
    share, _ = await pasted(archive, report, replace(place, url=key))
    if not card:
        await archive.no_card(share.id)
    await archive.answered(share.id, share.id + 1000)
    kept = await archive.share(share.id)
    assert kept
    return kept


async def test_the_cards_of_a_story_in_a_server_are_found_oldest_first(archive: Archive) -> None:
    late = await seen(archive, "a", story(ANA), sighting(minutes=9), card=True)
    early = await seen(archive, "b", story(ANA), sighting(channel_id=OTHER_CHANNEL), card=True)
    await seen(archive, "c", story(ANA), sighting(), card=False)
    await seen(archive, "d", story(ANA), sighting(guild_id=101), card=True)
    await seen(archive, "e", story(ANA, seed=2), sighting(), card=True)
    new = await seen(archive, "f", story(ANA), sighting(minutes=20), card=False)
    assert await archive.earlier(new.id) == [early, late]


async def test_a_copy_with_something_new_has_a_card_of_its_own(archive: Archive) -> None:
    whole = await seen(archive, "a", story(ANA, BO, CY), sighting(), card=True)
    cut = await seen(archive, "b", story(ANA, BO), sighting(minutes=1), card=False)
    assert await archive.earlier(cut.id) == [whole]
    assert await archive.earlier(whole.id) == []
    more = story(ANA, BO, CY, ("Cy Odell", "Nor did they ask about the fares."))
    longer = await seen(archive, "c", more, sighting(minutes=2), card=False)
    assert await archive.earlier(longer.id) == []


async def test_a_story_in_the_same_message_comes_first(archive: Archive) -> None:
    card = await seen(archive, "a", story(ANA), sighting(), card=True)
    twin = await seen(archive, "b", story(ANA), sighting(message_id=5, minutes=5), card=False)
    new = await seen(archive, "c", story(ANA), sighting(message_id=5, minutes=5), card=False)
    assert await archive.earlier(new.id) == [twin, card]


async def test_direct_messages_have_no_cards_to_point_to(archive: Archive) -> None:
    await seen(archive, "a", story(ANA), sighting(guild_id=None), card=True)
    new = await seen(archive, "b", story(ANA), sighting(guild_id=None), card=True)
    assert await archive.earlier(new.id) == []


# -------------------------------------------------------------------------------- likeness


@given(st.text(max_size=400), st.text(max_size=400))
def test_likeness_is_bounded_and_symmetrical(one: str, other: str) -> None:
    assert 0 <= common(one, other) == common(other, one) <= 1
    assert saying("story", one) < 0
    assert saying("story", one) >= -(2**63)
    assert fingerprint(one, other) == fingerprint(one, f"\n{other.replace(' ', '  ')} ")
    for text in (one, other):
        bits = simhash(text)
        assert bits is None or -(2**63) <= bits < 2**63


@given(st.integers(0, 10_000), st.integers(60, 400))
def test_a_text_is_like_itself_and_unlike_others(seed: int, words: int) -> None:
    text, other = prose(seed, words), prose(seed + 1, words)
    bits, others = simhash(text), simhash(other)
    assert bits is not None
    assert others is not None
    assert distance(bits, bits) == 0
    assert distance(bits, others) == distance(others, bits)
    assert common(text, text.upper()) == 1
    assert common(text, other) < 0.1


def test_a_simhash_is_the_same_in_every_process() -> None:
    assert simhash(prose(1, 100)) == 6319123329443560090


def test_a_few_words_are_like_nothing() -> None:
    assert simhash("too short to tell") is None
