"""Days as people say them."""

from contextlib import suppress
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.languages import Language, speaking
from cogs.since import UnknownDate, since_day

TODAY = date(2025, 9, 10)


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("2025-09-01", date(2025, 9, 1)),
        ("today", TODAY),
        (" Yesterday ", date(2025, 9, 9)),
        ("7d", date(2025, 9, 3)),
        ("1 day", date(2025, 9, 9)),
        ("2 weeks", date(2025, 8, 27)),
        ("2 Weeks ago", date(2025, 8, 27)),
        ("1m", date(2025, 8, 11)),
        ("1 year", date(2024, 9, 10)),
    ],
)
def test_a_day_is_understood(said: str, meant: date) -> None:
    assert since_day(said, TODAY) == meant


@pytest.mark.parametrize(
    ("spoken", "said", "meant"),
    [
        ("de", "Gestern", date(2025, 9, 9)),
        ("de", "2 Wochen", date(2025, 8, 27)),
        ("es", "hoy", TODAY),
        ("es", "1 año", date(2024, 9, 10)),
        ("fr", "Aujourd’hui", TODAY),
        ("fr", "aujourd'hui", TODAY),
        ("fr", "2 ans", date(2023, 9, 11)),
        ("ja", "昨日", date(2025, 9, 9)),
        ("ja", "2週間", date(2025, 8, 27)),
        ("ja", "7d", date(2025, 9, 3)),
        ("de", "yesterday", date(2025, 9, 9)),
    ],
)
def test_a_day_is_understood_in_the_language_of_whoever_writes(
    spoken: Language, said: str, meant: date
) -> None:
    with speaking(spoken):
        assert since_day(said, TODAY) == meant


def test_a_word_of_another_language_is_unknown() -> None:
    with speaking("fr"), pytest.raises(UnknownDate):
        since_day("gestern", TODAY)


@pytest.mark.parametrize("said", ["soon", "", "2025-13-01", "7", "-3d", "9999 years", "@everyone"])
def test_anything_else_is_told_as_unknown(said: str) -> None:
    with pytest.raises(UnknownDate, match="write a day like 2025-09-01"):
        since_day(said, TODAY)


@given(st.text())
def test_whatever_is_written_is_a_day_or_told_as_unknown(said: str) -> None:
    with suppress(UnknownDate):
        assert since_day(said, TODAY)
