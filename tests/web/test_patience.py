"""Pauses that sites ask for."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.web.patience import LONGEST_PAUSE_S, Pace, Patience, retry_after

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("header", "seconds"),
    [
        (None, None),
        ("", None),
        ("soon", None),
        ("-5", None),
        ("0", 0),
        (" 30 ", 30),
        ("9" * 5_000, LONGEST_PAUSE_S),
        ("Sun, 01 Mar 2026 12:00:45 GMT", 45),
        ("Sun, 01 Mar 2026 12:00:45 -0000", 45),
        ("Sun, 01 Mar 2026 11:00:00 GMT", 0),
        ("Tue, 01 Mar 2033 11:00:00 GMT", LONGEST_PAUSE_S),
        ("Sun, 99 Mar 2026 12:00:45 GMT", None),
    ],
)
def test_retry_after_is_a_number_or_a_date(header: str | None, seconds: float | None) -> None:
    assert retry_after(header, NOON) == seconds


@given(st.text())
def test_no_header_is_more_than_a_pause(header: str) -> None:
    pause = retry_after(header, NOON)
    assert pause is None or 0 <= pause <= LONGEST_PAUSE_S


def test_a_pause_runs_out() -> None:
    patience = Patience()
    patience.ask("news.test", 30, now=100)
    assert patience.left("news.test", now=110) == 20
    assert patience.left("news.test", now=131) == 0
    assert patience.left("other.test", now=110) == 0


def test_very_many_hosts_do_not_fill_the_memory() -> None:
    patience = Patience()
    for number in range(5_000):
        patience.ask(f"{number}.test", number, now=0)
    assert len(patience._not_before) <= 1_000
    assert patience.left("4999.test", now=0) == 4_999


def test_a_host_gets_a_few_requests_at_once_and_then_one_at_a_time() -> None:
    pace = Pace(interval_s=0.5, burst=3)
    assert [pace.wait("news.test", now=100) for _ in range(5)] == [0, 0, 0, 0.5, 1]
    assert pace.wait("other.test", now=100) == 0
    assert pace.wait("news.test", now=102.5) == 0


@given(st.lists(st.floats(0, 3), max_size=60))
def test_no_more_than_the_rate_goes_out(gaps: list[float]) -> None:
    pace, now, sent = Pace(interval_s=0.5, burst=4), 0.0, list[float]()
    for gap in gaps:
        now += gap
        sent.append(now + pace.wait("news.test", now))
    for earlier, later in zip(sent, sent[4:], strict=False):
        assert later - earlier >= 0.5 - 1e-6


def test_the_pace_of_very_many_hosts_does_not_fill_the_memory() -> None:
    pace = Pace(interval_s=0.5, burst=1)
    for number in range(5_000):
        pace.wait(f"{number}.test", now=number)
    assert len(pace._paid_until) <= 1_000
