"""In a large archive the quick ways are gone, and they find what the thorough ones find."""

import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from bot.archive import Archive, Order, QuoteQuery, asking, speakers
from bot.domain import QuoteKind, Scope
from tests.archive.samples import NEWS, OTHER_CHANNEL, SERVER, pasted, said, sighting

HERE = Scope(SERVER, frozenset({NEWS}))


@pytest.fixture(params=["many shares", "many names"])
def large(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let what these tests store count as much."""
    if request.param == "many names":
        monkeypatch.setattr(speakers, "_DENSE", 0)
        monkeypatch.setattr(speakers, "_ENOUGH", 1)
    monkeypatch.setattr(speakers, "_FEW_SHARES", 0)
    monkeypatch.setattr(asking, "_LATELY", (1, 2, 4))


async def suggested(archive: Archive, typed: str, scope: Scope = HERE) -> list[str]:
    return [who.name for who in await archive.speakers(typed, scope)]


def counts(path: Path) -> tuple[dict[str, int], dict[str, int]]:
    """How often each speaker is quoted: as is kept, and as it is."""
    with closing(sqlite3.connect(path)) as connection:
        kept = connection.execute("SELECT name, quoted FROM speakers").fetchall()
        real = connection.execute(
            "SELECT name, count(*) FROM quote_speakers"
            " JOIN speakers ON speakers.id = speaker_id GROUP BY name"
        ).fetchall()
    return dict(kept), dict(real)


async def test_how_often_somebody_is_quoted_is_kept_up(archive: Archive, path: Path) -> None:
    seen = sighting("a")
    await pasted(archive, said(("1", "Ana Ruiz"), ("2", ("Ana Ruiz", "Bo Lind"))), seen)
    await pasted(archive, said(("3", "Bo Lind"), title="b"), sighting("b"))
    kept, real = counts(path)
    assert kept == real == {"Ana Ruiz": 2, "Bo Lind": 2}
    await archive.record(None, "b", said(("3", "Cy Odell"), title="b"), "rules-2")
    kept, real = counts(path)
    assert kept == real == {"Ana Ruiz": 2, "Bo Lind": 1, "Cy Odell": 1}
    await archive.forget_message(seen.message_id)
    kept, real = counts(path)
    assert kept == real == {"Cy Odell": 1}


@pytest.mark.usefixtures("large")
@pytest.mark.parametrize("typed", ["", "a", "ana", "ru", "ana ru"])
async def test_only_who_may_be_seen_is_suggested(archive: Archive, typed: str) -> None:
    report = said(("Yes.", "Ana Ruiz"))
    await archive.record(None, "nobody", report, "rules-1")
    await pasted(archive, report, sighting("a", channel_id=OTHER_CHANNEL))
    await pasted(archive, report, sighting("a", guild_id=101))
    await pasted(archive, report, sighting("a", guild_id=None))
    assert await suggested(archive, typed) == []
    await pasted(archive, report, sighting("a"))
    assert await suggested(archive, typed) == ["Ana Ruiz"]
    assert await suggested(archive, typed, Scope(None, frozenset({NEWS}))) == ["Ana Ruiz"]
    assert await suggested(archive, typed, Scope(SERVER)) == []


@pytest.mark.usefixtures("large")
async def test_few_quotes_are_counted_in_scope_and_many_not_at_all(
    archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    ana = (("1", "Ana Ruiz"), ("2", "Ana Ruiz"), ("3", "Ana Ruiz"))
    await pasted(
        archive, said(*ana, ("4", "Al Bo"), ("5", "Amy Cox"), ("6", "Amy Cox")), sighting()
    )
    elsewhere = said(("7", "Al Bo"), ("8", "Al Bo"), title="elsewhere")
    await pasted(archive, elsewhere, sighting("b", channel_id=OTHER_CHANNEL))
    found = await archive.speakers("a", HERE)
    assert [(who.name, who.quotes) for who in found] == [
        ("Ana Ruiz", 3),
        ("Amy Cox", 2),
        ("Al Bo", 1),
    ]
    monkeypatch.setattr(speakers, "_COUNTABLE", 2)
    found = await archive.speakers("a", HERE)
    assert {who.name: who.quotes for who in found} == {
        "Ana Ruiz": None,
        "Al Bo": None,
        "Amy Cox": 2,
    }
    assert found[-1].name == "Amy Cox"
    assert await suggested(archive, "amy") == ["Amy Cox"]
    assert len(await archive.speakers("a", HERE, limit=1)) == 1


@pytest.mark.usefixtures("large")
async def test_only_few_to_choose_from_are_counted(
    archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    await pasted(archive, said(("1", "Ana Ruiz"), ("2", "Al Bo"), ("3", "Al Bo")), sighting())
    monkeypatch.setattr(speakers, "_FEW", 1)
    found = await archive.speakers("a", HERE)
    assert [(who.name, who.quotes) for who in found] == [("Al Bo", None), ("Ana Ruiz", None)]
    assert [(who.name, who.quotes) for who in await archive.speakers("al", HERE)] == [("Al Bo", 2)]
    await pasted(archive, said(("4", "Ana Bo"), title="b"), sighting("b"))
    asked_back = await archive.names.candidates("bo", HERE)
    assert [(who.name, who.quotes) for who in asked_back] == [("Al Bo", 2), ("Ana Bo", 1)]


async def test_of_many_names_those_quoted_most_are_walked(
    archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    quoted = {f"A{'bcdefgh'[number]} Ruiz": 9 - number for number in range(7)}
    quotes = [(f"{name} {n}", name) for name, many in quoted.items() for n in range(many)]
    await pasted(archive, said(*quotes, ("Yes.", "Bo Lind"), ("No.", "Al Bo")), sighting())
    monkeypatch.setattr(speakers, "_FEW_SHARES", 0)
    thorough = await suggested(archive, "a")
    assert thorough == [*quoted, "Al Bo"]
    monkeypatch.setattr(speakers, "_DENSE", 7)
    monkeypatch.setattr(speakers, "_WALK", 4)
    assert await suggested(archive, "a") == thorough  # as the walk leads to too few
    monkeypatch.setattr(speakers, "_ENOUGH", 3)
    assert await suggested(archive, "a") == thorough[:4]
    assert await suggested(archive, "ru") == list(quoted)  # of no more than seven
    assert await suggested(archive, "b") == ["Al Bo", "Bo Lind"]


async def test_pages_of_the_newest_are_those_of_all(
    archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(12):
        quotes = [(f"{number}.{place}", "Ana Ruiz") for place in range(number % 3)]
        report = said(*quotes, ("No.", "Bo Lind"), title=str(number))
        channel = OTHER_CHANNEL if number % 4 == 0 else NEWS
        await pasted(archive, report, sighting(f"u{number}", channel_id=channel, minutes=number))
    again = said(("1.0", "Ana Ruiz"), ("No.", "Bo Lind"), title="1")
    await pasted(archive, again, sighting("u1", minutes=20))
    question = QuoteQuery("ana", scope=HERE, limit=2)
    pages = [replace(question, offset=offset) for offset in range(0, 14, 2)]
    for name in ("ana", "an", "bo"):
        asked = [replace(page, speaker=name) for page in pages]
        monkeypatch.setattr(asking, "_AT_ONCE", 600)
        at_once = [await archive.quotes(page) for page in asked]
        monkeypatch.setattr(asking, "_AT_ONCE", 0)
        monkeypatch.setattr(asking, "_LATELY", ())
        thorough = [await archive.quotes(page) for page in asked]
        monkeypatch.setattr(asking, "_LATELY", (1, 2, 4, 6))
        quick = [await archive.quotes(page) for page in asked]
        assert [page.hits for page in quick] == [page.hits for page in thorough]
        assert at_once == thorough
        assert quick[0].more
        assert not thorough[0].more
        for page, other, of in zip(quick, thorough, asked, strict=True):
            assert page.total <= other.total if page.more else page.total == other.total
            assert page.total > of.offset + of.limit if page.more else True


@pytest.mark.usefixtures("large")
async def test_where_all_shares_are_new_all_is_counted(archive: Archive) -> None:
    quotes = [(str(number), "Ana Ruiz") for number in range(9)]
    await pasted(archive, said(*quotes), sighting())
    page = await archive.quotes(QuoteQuery("ana", scope=HERE, limit=2))
    assert (len(page.hits), page.total, page.more) == (2, 9, False)
    beyond = await archive.quotes(QuoteQuery("ana", scope=HERE, offset=20))
    assert (beyond.hits, beyond.total) == ((), 9)
    hidden = await archive.quotes(QuoteQuery("ana", scope=Scope(SERVER, frozenset({1}))))
    assert (hidden.hits, hidden.total) == ((), 0)


@pytest.mark.parametrize("order", Order)
async def test_what_is_found_lately_is_what_is_found_thoroughly(
    archive: Archive, monkeypatch: pytest.MonkeyPatch, order: Order
) -> None:
    for number in range(12):
        report = said((f"Ferry {number}.", "Ana Ruiz"), ("Mill.", "Bo Lind"), title=f"T {number}")
        at = f"u{number % 9}"
        await pasted(archive, report, sighting(at, minutes=number))
    question = QuoteQuery(scope=HERE, limit=3, order=order)
    for asked in (
        question,
        replace(question, about="ferry"),
        replace(question, about="mill -ferry"),
        replace(question, about="ferries t", speaker="ana"),
        replace(question, kind=QuoteKind.DIRECT, site="the example", since=date(2026, 3, 1)),
        replace(question, until=date(2026, 2, 1)),
    ):
        pages = [replace(asked, offset=offset) for offset in range(0, 27, 3)]
        monkeypatch.setattr(asking, "_AT_ONCE", 600)
        at_once = [await archive.quotes(page) for page in pages]
        monkeypatch.setattr(asking, "_AT_ONCE", 0)
        monkeypatch.setattr(asking, "_LATELY", (10**6,))
        monkeypatch.setattr(asking, "_BEST_OF", (10**6,))
        thorough = [await archive.quotes(page) for page in pages]
        monkeypatch.setattr(asking, "_LATELY", (1, 2, 4, 6))
        quick = [await archive.quotes(page) for page in pages]
        assert [page.hits for page in quick] == [page.hits for page in thorough]
        assert [page.hits for page in at_once] == [page.hits for page in thorough]


async def test_the_best_are_those_of_the_newest_shares(
    archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(3):
        report = said((f"{number}.0", "Ana Ruiz"), (f"{number}.1", "Ana Ruiz"), title=str(number))
        await pasted(archive, report, sighting(f"u{number}", minutes=number))
    best = QuoteQuery("ana", scope=HERE, order=Order.BEST)
    page = await archive.quotes(best)
    assert [hit.words for hit in page.hits] == ["2.0", "1.0", "0.0", "2.1", "1.1"]
    assert not page.more
    monkeypatch.setattr(asking, "_AT_ONCE", 4)
    monkeypatch.setattr(asking, "_BEST_OF", (2,))
    page = await archive.quotes(best)
    assert [hit.words for hit in page.hits] == ["2.0", "1.0", "2.1", "1.1"]
    assert page.more
