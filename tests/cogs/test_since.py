"""Days as people say them."""

from contextlib import suppress
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

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


@pytest.mark.parametrize("said", ["soon", "", "2025-13-01", "7", "-3d", "9999 years", "@everyone"])
def test_anything_else_is_told_as_unknown(said: str) -> None:
    with pytest.raises(UnknownDate, match="write a day like 2025-09-01"):
        since_day(said, TODAY)


@given(st.text())
def test_whatever_is_written_is_a_day_or_told_as_unknown(said: str) -> None:
    with suppress(UnknownDate):
        assert since_day(said, TODAY)
