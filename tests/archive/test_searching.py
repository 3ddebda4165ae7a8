"""Words are found in quotes and titles, best first, and only where the asker may look."""

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.archive import Archive, SearchHit, searching
from bot.domain import Quote, QuoteKind, Report, Scope
from tests.archive.samples import NEWS, OTHER_CHANNEL, SERVER, pasted, said, sighting

HERE = Scope(SERVER, frozenset({NEWS}))


@pytest.fixture(params=["rare words", "common words"], autouse=True)
def words(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Words of which all hits are looked at one by one, and words that count as common."""
    if request.param == "common words":
        monkeypatch.setattr(searching, "_FEW_HITS", 0)


async def excerpts(archive: Archive, typed: str, scope: Scope | None = HERE) -> list[str]:
    page = await archive.search(typed, scope, limit=50)
    assert page.total == len(page.hits)
    return sorted(hit.excerpt for hit in page.hits)


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("tariff", ["Tariffs will rise."]),
        ("RISING tariffs", ["Tariffs will rise."]),
        ('"will rise"', ["Tariffs will rise."]),
        ("“will rise”", ["Tariffs will rise."]),
        ('"rise will"', []),
        ('"will rise', ["Tariffs will rise."]),
        ("cafe", ["The café will stay."]),
        ("tari*", ["Tariffs will rise."]),
        ("will -rise", ["The café will stay."]),
        ('will -"will rise"', ["The café will stay."]),
        ("tariffs OR café", ["Tariffs will rise.", "The café will stay."]),
        ("will tariffs OR bridges", ["Tariffs will rise."]),
        ("harbour", ["Harbour plan agreed"]),
        ("harbour OR rise", ["Harbour plan agreed", "Tariffs will rise."]),
        ("tariffs café", []),
        ("tariffs AND rise", ["Tariffs will rise."]),
        ("OR tariffs OR", ["Tariffs will rise."]),
        ("will OR -rise", ["The café will stay."]),
        ("tariffs)", ["Tariffs will rise."]),
        ("words:tariffs", []),
        ("-tariffs", []),
        ("OR", []),
        ("", []),
        ("?! 🙂", []),
    ],
)
async def test_search_understands_people(archive: Archive, typed: str, found: list[str]) -> None:
    report = said(("Tariffs will rise.", "Ana Ruiz"), ("The café will stay.", "Bo Lind"))
    await pasted(archive, report, sighting())
    assert await excerpts(archive, typed) == found


@settings(max_examples=200, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(typed=st.text() | st.text(alphabet="\"'*-+^():{}|, NEAROTD\x00ab").map(str))
async def test_nothing_typed_is_a_syntax_error(archive: Archive, typed: str) -> None:
    await archive.search(typed, None)
    await archive.search(f"said {typed} OR {typed} -{typed}", HERE)


WORD = st.text(alphabet="abcdefgh", min_size=3, max_size=8)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(wanted=st.lists(WORD, min_size=1, max_size=6), unwanted=st.lists(WORD, max_size=4))
async def test_words_find_the_quote_that_has_them_unless_it_has_an_unwanted_one(
    archive: Archive, wanted: list[str], unwanted: list[str]
) -> None:
    share, _ = await pasted(archive, said((" ".join(wanted), "Ana Ruiz"), title=""), sighting())
    typed = " ".join([*wanted, *(f"-{word}x9" for word in unwanted)])
    assert await excerpts(archive, typed) == [" ".join(wanted)]
    assert await excerpts(archive, f"{typed} -{wanted[0]}") == []
    assert await excerpts(archive, f"zzz9 OR {wanted[-1]}") == [" ".join(wanted)]
    await archive.forget_message(share.seen.message_id)


async def test_the_best_comes_first(archive: Archive) -> None:
    long = "Fish " + "and many other things that swim in the sea " * 4
    await pasted(archive, said(("Fish, fish, fish!", "Ana"), title="1"), sighting("u1"))
    await pasted(archive, said((long, "Bo"), title="2"), sighting("u2"))
    await pasted(archive, said(*((f"Bread {n}", "Cy") for n in range(8)), title="3"), sighting("3"))
    page = await archive.search("fish", HERE)
    assert [hit.speaker for hit in page.hits] == ["Ana", "Bo"]


async def test_a_hit_says_all_that_a_card_shows(archive: Archive) -> None:
    report = said(("Fish for the harbour.", ("Ana Ruiz", "Bo Lind")), title="A day of rest")
    share, stored = await pasted(archive, report, sighting())
    [hit] = (await archive.search("fishing harbours", HERE)).hits
    assert hit == SearchHit(
        excerpt="Fish for the harbour.",
        marks=((0, 4), (13, 20)),
        kind=QuoteKind.DIRECT,
        speakers=("Ana Ruiz", "Bo Lind"),
        article_id=stored.article_id,
        title="A day of rest",
        site="The Example",
        url="https://news.example/a",
        published="2026-03-01",
        share=share,
    )
    [title] = (await archive.search("rests", HERE)).hits
    assert (title.excerpt, title.marks) == ("A day of rest", ((9, 13),))
    assert (title.kind, title.speaker, title.share) == (None, None, share)


async def test_a_long_quote_is_cut_around_what_was_found(archive: Archive) -> None:
    words = "so it goes on and on " * 50 + "until the ferry leaves " + "and is gone " * 50
    await pasted(archive, said((words, "Ana")), sighting())
    [hit] = (await archive.search("ferry", HERE)).hits
    assert len(hit.excerpt) < 300
    assert [hit.excerpt[start:end] for start, end in hit.marks] == ["ferry"]
    assert hit.excerpt.startswith("…")


@pytest.mark.parametrize("mark", ["\x02", "\x03", "\x03\x02\x02"])
async def test_marks_that_a_page_holds_itself_break_nothing(archive: Archive, mark: str) -> None:
    await pasted(archive, said((f"a {mark}ferry{mark} b", "Ana")), sighting())
    [hit] = (await archive.search("ferry", HERE)).hits
    assert "ferry" in hit.excerpt
    assert all(0 <= start < end <= len(hit.excerpt) for start, end in hit.marks)


@pytest.mark.parametrize(("walk", "few"), [(5_000, 2_000), (1, 2_000), (1, 0)])
async def test_only_what_was_shared_where_the_asker_may_look(
    archive: Archive, monkeypatch: pytest.MonkeyPatch, walk: int, few: int
) -> None:
    monkeypatch.setattr(searching, "_WALK", walk)
    monkeypatch.setattr(searching, "_FEW", few)
    elsewhere = sighting("u2", guild_id=SERVER + 1, channel_id=900)
    direct = sighting("u4", guild_id=None, channel_id=700)
    await pasted(archive, said(("Fish here", "A"), title="Fish 1"), sighting("u1"))
    await pasted(archive, said(("Fish elsewhere", "B"), title="Fish 2"), elsewhere)
    hidden = sighting("u3", channel_id=OTHER_CHANNEL)
    await pasted(archive, said(("Fish hidden", "C"), title="Fish 3"), hidden)
    await pasted(archive, said(("Fish direct", "D"), title="Fish 4"), direct)
    assert await excerpts(archive, "fish") == ["Fish 1", "Fish here"]
    assert await excerpts(archive, "fish", Scope(SERVER)) == []
    assert await excerpts(archive, "fish", Scope(None, frozenset({700}))) == [
        "Fish 4",
        "Fish direct",
    ]
    assert await excerpts(archive, "fish", Scope(None, frozenset({NEWS, 900}))) == []
    assert len(await excerpts(archive, "fish", None)) == 8


async def test_the_share_is_the_newest_that_the_asker_may_see(archive: Archive) -> None:
    report = said(("Fish.", "Ana"))
    await pasted(archive, report, sighting(minutes=1))
    seen, _ = await pasted(archive, report, sighting(minutes=3))
    hidden, _ = await pasted(archive, report, sighting(channel_id=OTHER_CHANNEL, minutes=5))
    [hit] = (await archive.search("fish", HERE)).hits
    assert hit.share == seen
    [anywhere] = (await archive.search("fish", None)).hits
    assert anywhere.share == hidden


async def test_another_outlets_title_is_not_told(archive: Archive) -> None:
    text = "It rained all day. " * 30
    quote = Quote(QuoteKind.DIRECT, ((0, 18),), ((0, 18),), speakers=("Ana",))
    theirs = said(("x", None), title="Secret regatta").article
    ours = said(("x", None), title="Plain weather").article
    for article, seen in (
        (theirs, sighting("https://one.example", guild_id=SERVER + 1)),
        (ours, sighting("https://two.example")),
    ):
        report = Report(replace(article, text=text), (quote,))
        await pasted(archive, report, seen)
    assert await excerpts(archive, "regatta") == []
    [hit] = (await archive.search("rained", HERE)).hits
    assert hit.title == "Plain weather"


async def test_of_a_common_word_the_newest_are_ranked(
    archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(searching, "MOST_QUOTES", 4)
    for number in range(3):
        report = said((f"Fish {number}.0", "A"), (f"Fish {number}.1", "A"), title=str(number))
        await pasted(archive, report, sighting(f"u{number}"))
    page = await archive.search("fish", HERE, limit=50)
    assert sorted(hit.excerpt for hit in page.hits) == [
        "Fish 1.0",
        "Fish 1.1",
        "Fish 2.0",
        "Fish 2.1",
    ]
    assert (page.total, page.more) == (4, True)


async def test_pages_hold_every_hit_once(archive: Archive) -> None:
    report = said(*((f"Fish {place}", "A") for place in range(7)))
    await pasted(archive, report, sighting())
    pages = [await archive.search("fish", HERE, offset=offset, limit=3) for offset in (0, 3, 6, 9)]
    assert [page.total for page in pages] == [7, 7, 7, 7]
    assert [len(page.hits) for page in pages] == [3, 3, 1, 0]
    assert len({hit.excerpt for page in pages for hit in page.hits}) == 7
