"""Who said what, about what, since when; newest first, a page at a time."""

from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.archive import Archive, QuoteQuery
from bot.domain import Article, Entity, Quote, QuoteKind, Report
from tests.archive.samples import pasted, said, sighting


async def words(
    archive: Archive,
    *,
    speaker: str | None = None,
    about: str | None = None,
    since: date | None = None,
) -> list[str]:
    page = await archive.quotes(QuoteQuery(speaker, about, since, limit=50))
    assert page.total == len(page.hits)
    return [hit.words for hit in page.hits]


@pytest.mark.parametrize(
    "typed", ["Kim Jong Un", "kim jong-un", "KIM", "Jong Un", "jong u", "ki", "kîm", "  kim  "]
)
async def test_a_speaker_is_found_by_any_part_of_the_name(archive: Archive, typed: str) -> None:
    await pasted(archive, said(("We agree.", "Kim Jong Un"), ("No.", "Ana Ruiz")), sighting())
    assert await words(archive, speaker=typed) == ["We agree."]


async def test_all_parts_typed_must_be_in_the_name(archive: Archive) -> None:
    await pasted(archive, said(("We agree.", "Kim Jong Un"), ("No.", "Kim Yo Jong")), sighting())
    assert await words(archive, speaker="kim un") == ["We agree."]
    assert await words(archive, speaker="kim ruiz") == []


async def test_whole_words_come_before_beginnings(archive: Archive) -> None:
    await pasted(archive, said(("Good.", "Xi Jinping"), ("Sold.", "Xiaomi")), sighting())
    assert await words(archive, speaker="xi") == ["Good."]
    assert await words(archive, speaker="xia") == ["Sold."]


async def test_a_speaker_is_found_by_an_alias(archive: Archive) -> None:
    body = Entity("World Health Organization", "ORG", aliases=("WHO",))
    report = said(("Wash your hands.", "World Health Organization"), entities=(body,))
    await pasted(archive, report, sighting())
    assert await words(archive, speaker="who") == ["Wash your hands."]


@pytest.mark.parametrize("typed", ["", "   ", "!?", "🙂"])
async def test_a_name_without_letters_finds_nobody(archive: Archive, typed: str) -> None:
    await pasted(archive, said(("We agree.", "Kim Jong Un")), sighting())
    assert await words(archive, speaker=typed) == []


@pytest.mark.parametrize(
    ("about", "found"),
    [
        ("tariff", ["Tariffs will rise."]),
        ("TARIFFS rise", ["Tariffs will rise."]),
        ('"will rise"', ["Tariffs will rise."]),
        ('"rise will"', []),
        ("“will rise”", ["Tariffs will rise."]),
        ("cafe", ["The café stays."]),
        ("harbour", ["Tariffs will rise.", "The café stays."]),
        ("harbour tariffs", ["Tariffs will rise."]),
        ("harbour -tariffs", ["The café stays."]),
        ("-tariffs", ["The café stays."]),
        ("-harbour", []),
        ("tari*", ["Tariffs will rise."]),
        ("tari", []),
        ("tariffs OR café", ["Tariffs will rise.", "The café stays."]),
        ("rise OR stays -tariffs", ["The café stays."]),
        ("!!!", []),
        ("  ", ["Tariffs will rise.", "The café stays."]),
    ],
)
async def test_words_are_found_in_quotes_and_titles(
    archive: Archive, about: str, found: list[str]
) -> None:
    report = said(("Tariffs will rise.", "Ana Ruiz"), ("The café stays.", "Bo Lind"))
    await pasted(archive, report, sighting())
    assert await words(archive, about=about) == found


async def test_speaker_and_words_together(archive: Archive) -> None:
    report = said(("Tariffs rise.", "Ana Ruiz"), ("Tariffs fall.", "Bo Lind"))
    await pasted(archive, report, sighting())
    assert await words(archive, speaker="lind", about="tariffs") == ["Tariffs fall."]
    assert await words(archive, speaker="lind", about="tariffs -fall") == []


async def test_since_goes_by_publication_or_else_by_share(archive: Archive) -> None:
    await pasted(archive, said(("Old.", "A"), title="1", published="2025-01-01"), sighting("u1"))
    await pasted(archive, said(("New.", "A"), title="2", published="2026-02-01"), sighting("u2"))
    await pasted(archive, said(("Undated.", "A"), title="3", published=None), sighting("u3"))
    assert set(await words(archive, since=date(2026, 2, 1))) == {"New.", "Undated."}
    assert await words(archive, since=date(2026, 3, 1)) == ["Undated."]
    assert await words(archive, since=date(2026, 3, 2)) == []


async def test_newest_share_first_then_as_in_the_article(archive: Archive) -> None:
    await pasted(archive, said(("1", "A"), ("2", "A"), title="x"), sighting("x", minutes=1))
    await pasted(archive, said(("3", "A"), ("4", "A"), title="y"), sighting("y", minutes=2))
    assert await words(archive) == ["3", "4", "1", "2"]
    await pasted(archive, said(("1", "A"), ("2", "A"), title="x"), sighting("x", minutes=3))
    assert await words(archive) == ["1", "2", "3", "4"]


async def test_a_quote_shared_five_times_is_one_hit_with_its_newest_share(
    archive: Archive,
) -> None:
    shares = [
        (await pasted(archive, said(("We agree.", "Kim")), sighting(minutes=minutes)))[0]
        for minutes in (0, 30, 10, 20, 5)
    ]
    page = await archive.quotes(QuoteQuery(speaker="kim"))
    assert page.total == 1
    assert [hit.share for hit in page.hits] == [shares[1]]


async def test_pages_hold_every_quote_once(archive: Archive) -> None:
    for number in range(4):
        report = said(*((f"{number}.{place}", "A") for place in range(3)), title=str(number))
        await pasted(archive, report, sighting(f"u{number}"))
    seen: list[str] = []
    for offset in range(0, 15, 5):
        page = await archive.quotes(QuoteQuery(offset=offset, limit=5))
        assert page.total == 12
        seen += [hit.words for hit in page.hits]
    assert seen == [f"{number}.{place}" for number in (3, 2, 1, 0) for place in range(3)]
    beyond = await archive.quotes(QuoteQuery(offset=100))
    assert (beyond.hits, beyond.total) == ((), 12)


async def test_a_hit_says_all_that_a_card_shows(archive: Archive) -> None:
    text = "It is, he told KCNA, a firm and “fraternal duty” to stand “by them” always."
    content = ((0, 5), (21, len(text)))
    marked = tuple(
        (text.index(words), text.index(words) + len(words))
        for words in ("fraternal duty", "by them")
    )
    quote = Quote(
        QuoteKind.MIXED,
        content,
        marked,
        speakers=("Kim Jong Un", "Xi Jinping"),
        relay="KCNA",
        addressee="Vladimir Putin",
        confidence=0.75,
    )
    article = Article(
        text, "https://news.example/k", "Title", "The Example", published="2026-01-02"
    )
    share, stored = await pasted(archive, Report(article, (quote,)), sighting())
    [hit] = (await archive.quotes(QuoteQuery(speaker="xi"))).hits
    assert hit.words == f"It is … {text[21:]}"
    assert [hit.words[start:end] for start, end in hit.quoted] == ["fraternal duty", "by them"]
    assert (hit.speaker, hit.kind) == ("Kim Jong Un and Xi Jinping", QuoteKind.MIXED)
    assert (hit.relay, hit.addressee, hit.confidence) == ("KCNA", "Vladimir Putin", 0.75)
    assert (hit.title, hit.site, hit.url) == ("Title", "The Example", "https://news.example/k")
    assert (hit.article_id, hit.published, hit.share) == (stored.article_id, "2026-01-02", share)


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(typed=st.text() | st.text(alphabet="\"'*-+^():{}|, NEAROT\x00ab").map(str))
async def test_nothing_typed_is_a_syntax_error(archive: Archive, typed: str) -> None:
    await archive.quotes(QuoteQuery(about=typed))
    await archive.quotes(QuoteQuery(speaker=typed, about=typed))
    await archive.speakers(typed, None)


async def test_speakers_are_listed_most_quoted_first(archive: Archive) -> None:
    report = said(
        ("1", "Kim Yo Jong"),
        ("2", "Kim Jong Un"),
        ("3", "Kim Jong Un"),
        ("4", "Ana Ruiz"),
        ("5", None),
    )
    await pasted(archive, report, sighting())
    for typed, names in {
        "": ["Kim Jong Un", "Ana Ruiz", "Kim Yo Jong"],
        "k": ["Kim Jong Un", "Kim Yo Jong"],
        "jong": ["Kim Jong Un", "Kim Yo Jong"],
        "kim y": ["Kim Yo Jong"],
        "ruiz": ["Ana Ruiz"],
        "im": [],
        "?": [],
    }.items():
        listed = await archive.speakers(typed, None)
        assert [speaker.name for speaker in listed] == names, typed
    assert [speaker.quotes for speaker in await archive.speakers("kim", None)] == [2, 1]
    assert len(await archive.speakers("", None, limit=1)) == 1
