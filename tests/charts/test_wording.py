"""What a chart is called, and what it says to those who can't see it."""

from datetime import date

import pytest

from bot.archive import Choice, Series, Timeline, Unit
from bot.charts import alt_text, heading, headline, how_many

WEEKS = {date(2025, 3, 3): 2, date(2025, 3, 10): 1_200}


@pytest.mark.parametrize(
    ("speakers", "about", "said"),
    [
        ([None], None, "All quotes"),
        (["Kim"], None, "Quotes by Kim"),
        ([None], "ferry", "Quotes about “ferry”"),
        (["Kim"], "ferry", "Quotes by Kim about “ferry”"),
        (["Kim", "Xi"], None, "Quotes by Kim and Xi"),
        (["Kim", "Xi"], "ferry", "Quotes by Kim and Xi about “ferry”"),
    ],
)
def test_a_headline_says_what_was_asked(
    speakers: list[str | None], about: str | None, said: str
) -> None:
    assert headline(speakers, about) == said


def test_one_series_in_words() -> None:
    series = Series(Choice("kim", "ferry"), WEEKS, names=(("Kim Jong Un", 1_202),))
    found = Timeline(Unit.WEEK, date(2025, 3, 5), date(2025, 3, 12), (series,))
    assert heading(found) == "Quotes by Kim Jong Un about “ferry”"
    assert how_many(found) == "1,202 quotes by week, 5 Mar – 12 Mar 2025"
    assert alt_text(found) == (
        "Bar chart by week, 5 Mar – 12 Mar 2025: Quotes by Kim Jong Un about “ferry”, 1,202 in"
        " all; most, 1,200, in the week of 10 Mar 2025."
    )


def test_two_series_in_words() -> None:
    one = Series(Choice("Kim", "ferry"), {date(2025, 1, 1): 3})
    other = Series(Choice("Xi", "ferry"), {date(2024, 12, 1): 4})
    found = Timeline(Unit.MONTH, date(2024, 12, 31), date(2025, 1, 1), (one, other))
    assert alt_text(found) == (
        "Bar chart by month, 31 Dec 2024 – 1 Jan 2025: 3 quotes by Kim and 4 by Xi about"
        " “ferry”; most, 4, by Xi in December 2024."
    )


@pytest.mark.parametrize(("unit", "when"), [(Unit.DAY, "on 1 Jan 2025."), (Unit.YEAR, "in 2025.")])
def test_the_fullest_stretch_is_named(unit: Unit, when: str) -> None:
    day = date(2025, 1, 1)
    found = Timeline(unit, day, day, (Series(Choice("Kim"), {day: 1}),))
    assert alt_text(found).endswith(when)
    assert how_many(found) == "1 quote, 1 Jan 2025"
