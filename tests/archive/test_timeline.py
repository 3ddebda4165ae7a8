"""Quotes counted over time, by a unit that suits their span, with the ones to remember."""

from datetime import date, timedelta

import pytest

from bot.archive import Archive, Choice, Unit, choosing
from bot.domain import Scope
from tests.archive.samples import NEWS, OTHER_CHANNEL, SERVER, pasted, said, sighting

HERE = Scope(SERVER, frozenset({NEWS}))
LONG = "That is a sentence which is long enough to stand on its own."


async def on(archive: Archive, *days: str, speaker: str = "Ana Ruiz") -> None:
    """One quote on each day."""
    for day in days:
        report = said((f"{LONG} {day}", speaker), title=f"{speaker} {day}", published=day)
        await pasted(archive, report, sighting(f"https://news.example/{speaker}/{day}"))


@pytest.mark.parametrize("few", [0, 5_000], ids=["a large server", "a small one"])
@pytest.mark.parametrize(
    ("choice", "counts"),
    [
        (Choice(), {1: 1, 2: 2, 3: 1}),
        (Choice("ana"), {1: 1, 2: 1}),
        (Choice("an ru"), {1: 1, 2: 1}),
        (Choice(about="2026-02-02"), {2: 2}),
        (Choice("lind", "2026-02-02"), {2: 1}),
        (Choice(about="sentence -lind"), {1: 1, 2: 1}),
        (Choice(since=date(2026, 2, 2)), {2: 2, 3: 1}),
        (Choice(until=date(2026, 2, 2)), {1: 1, 2: 2}),
        (Choice(since=date(2026, 2, 2), until=date(2026, 2, 2)), {2: 2}),
    ],
)
async def test_speaker_words_and_days_choose(
    archive: Archive,
    monkeypatch: pytest.MonkeyPatch,
    choice: Choice,
    counts: dict[int, int],
    few: int,
) -> None:
    monkeypatch.setattr(choosing, "_FEW_SHARES", few)
    await on(archive, "2026-02-01", "2026-02-02")
    await on(archive, "2026-02-02", "2026-02-03", speaker="Bo Lind")
    for scope in (None, HERE):
        found = await archive.timeline(
            Choice(choice.speaker, choice.about, choice.since, choice.until, scope)
        )
        assert found
        assert found.unit is Unit.DAY
        assert found.series[0].counts == {
            date(2026, 2, day): quotes for day, quotes in counts.items()
        }


@pytest.mark.parametrize(
    ("days", "unit", "start"),
    [
        (0, Unit.DAY, date(2024, 1, 17)),
        (44, Unit.DAY, date(2024, 1, 17)),
        (45, Unit.WEEK, date(2024, 1, 15)),
        (399, Unit.WEEK, date(2024, 1, 15)),
        (400, Unit.MONTH, date(2024, 1, 1)),
        (3_659, Unit.MONTH, date(2024, 1, 1)),
        (3_660, Unit.YEAR, date(2024, 1, 1)),
    ],
)
async def test_the_span_chooses_the_unit(
    archive: Archive, days: int, unit: Unit, start: date
) -> None:
    first = date(2024, 1, 17)
    last = first + timedelta(days=days)
    shared = last - date(2026, 3, 1)
    for day in {first, last}:
        seen = sighting(str(day), minutes=shared.days * 24 * 60)
        await pasted(archive, said((LONG, "A"), title=str(day), published=str(day)), seen)
    found = await archive.timeline(Choice("A"))
    assert found
    assert (found.unit, found.first, found.last) == (unit, first, last)
    assert min(found.series[0].counts) == start
    assert found.total == len({first, last})


@pytest.mark.parametrize(
    "published",
    [None, "", "soon", "now", "2026-02-31", "2026-02", "2461000", "0001-01-01", "9999-12-31"],
)
async def test_where_no_day_is_known_it_is_that_of_the_share(
    archive: Archive, published: str | None
) -> None:
    await pasted(archive, said((LONG, "A"), published=published), sighting())
    found = await archive.timeline(Choice("A"))
    assert found
    assert found.series[0].counts == {date(2026, 3, 1): 1}


async def test_the_fullest_stretches_have_a_key_quote_each(archive: Archive) -> None:
    for day, quotes in (("2026-01-05", 3), ("2026-01-06", 1), ("2026-01-07", 2), ("2026-01-08", 4)):
        report = said(
            ("Yes.", "A"), *((f"{LONG} {n}", "A") for n in range(quotes - 1)),
            title=day, published=day,
        )  # fmt: skip
        await pasted(archive, report, sighting(day))
    await on(archive, "2026-01-09", "2026-01-09", speaker="A")
    found = await archive.timeline(Choice("A"))
    assert found
    key = found.series[0].key
    assert [quote.day.day for quote in key] == [5, 7, 8, 9]
    assert key[0].hit.words == f"{LONG} 0"
    assert key[0].hit.share
    assert found.peak == (found.series[0], date(2026, 1, 8))


async def test_two_choices_share_their_unit_and_their_key_quotes(archive: Archive) -> None:
    await on(archive, "2025-01-01", "2025-01-02", "2025-01-03")
    await on(archive, "2026-02-02", speaker="Bo Lind")
    found = await archive.timeline(Choice("ana"), Choice("lind"))
    assert found
    assert found.unit is Unit.WEEK
    assert [series.label for series in found.series] == ["Ana Ruiz", "Bo Lind"]
    assert [len(series.key) for series in found.series] == [1, 1]
    assert found.total == 4


async def test_one_of_two_may_have_said_nothing(archive: Archive) -> None:
    await on(archive, "2026-02-02")
    found = await archive.timeline(Choice("ana"), Choice("nobody"))
    assert found
    assert [series.total for series in found.series] == [1, 0]
    assert found.series[1].label == "nobody"
    assert await archive.timeline(Choice("nobody"), Choice("else")) is None


@pytest.mark.parametrize("choice", [Choice("!?"), Choice(about="!!!"), Choice("zed")])
async def test_what_means_nothing_finds_nothing(archive: Archive, choice: Choice) -> None:
    await on(archive, "2026-02-02")
    assert await archive.timeline(choice) is None


async def test_whom_a_name_meant_is_counted(archive: Archive) -> None:
    for number, name in enumerate(("Kim Jong Un", "Kim Yo Jong", "Kim Song", "Kim Novak")):
        await on(archive, *[f"2026-02-0{day + 1}" for day in range(4 - number)], speaker=name)
    found = await archive.timeline(Choice("kim"))
    assert found
    [series] = found.series
    assert series.names == (("Kim Jong Un", 4), ("Kim Yo Jong", 3), ("Kim Song", 2))
    assert series.others == 1
    assert series.label == "kim"


@pytest.mark.parametrize("few", [0, 5_000], ids=["a large server", "a small one"])
async def test_only_what_is_in_scope_is_counted(
    archive: Archive, monkeypatch: pytest.MonkeyPatch, few: int
) -> None:
    monkeypatch.setattr(choosing, "_FEW_SHARES", few)
    for guild, channel in ((SERVER, NEWS), (SERVER, OTHER_CHANNEL), (999, 7), (None, NEWS)):
        url = f"https://news.example/{guild}/{channel}"
        report = said((f"{LONG} {url}", "Ana Ruiz"), title=url)
        await pasted(archive, report, sighting(url, guild_id=guild, channel_id=channel))
    for choice in (Choice("ana"), Choice(about="sentence"), Choice("ana", "sentence"), Choice()):
        counted = await archive.timeline(Choice(choice.speaker, choice.about, scope=HERE))
        assert counted
        assert counted.total == 1
        [key] = counted.series[0].key
        assert key.hit.share
        assert (key.hit.share.seen.guild_id, key.hit.share.seen.channel_id) == (SERVER, NEWS)
    assert await archive.timeline(Choice(scope=Scope(SERVER))) is None


async def test_a_quote_shared_twice_is_counted_once(archive: Archive) -> None:
    for minutes in (0, 5):
        await pasted(archive, said((LONG, "A")), sighting(minutes=minutes))
    found = await archive.timeline(Choice("A"))
    assert found
    assert found.total == 1
