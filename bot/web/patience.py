"""How often a host is asked: the pauses it wants (RFC 9110, section 10.2.3), and our own pace."""

import math
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

LONGEST_PAUSE_S = 3_600.0
_MOST_HOSTS = 1_000


def retry_after(header: str | None, now: datetime) -> float | None:
    """Seconds to wait as the header says, as a number or a date; None if it says nothing.

    A pause is never longer than an hour, so that no site can shut us out for good.
    """
    if header is None:
        return None
    if header.strip().isascii() and header.strip().isdigit():
        return min(float(header.strip()[:9]), LONGEST_PAUSE_S)
    try:
        when = parsedate_to_datetime(header)
    except (ValueError, TypeError, OverflowError):
        return None
    when = when if when.tzinfo else when.replace(tzinfo=UTC)
    return min(max((when - now).total_seconds(), 0.0), LONGEST_PAUSE_S)


class Patience:
    """Until when each host wants to be left alone; times are the event loop's, in seconds."""

    def __init__(self) -> None:
        self._not_before: dict[str, float] = {}

    def ask(self, host: str, pause_s: float, now: float) -> None:
        """Notes a pause; of very many hosts, those whose pauses end last are remembered."""
        self._not_before[host] = now + pause_s
        self._not_before = _latest(self._not_before)

    def left(self, host: str, now: float) -> float:
        """Seconds left of a host's pause, 0 if there is none."""
        return max(self._not_before.get(host, -math.inf) - now, 0.0)


class Pace:
    """A rate for each host: ``burst`` requests at once, then one every ``interval_s`` seconds.

    Parameters:
        interval_s: seconds from one request to the next; 0 for no rate at all.
        burst: how many requests may come at once after a rest.
    """

    def __init__(self, interval_s: float, burst: int) -> None:
        self._interval_s = interval_s
        self._ahead_s = interval_s * (burst - 1)
        self._paid_until: dict[str, float] = {}

    def wait(self, host: str, now: float) -> float:
        """Seconds after which a request may go out; it is counted as sent."""
        start = max(self._paid_until.get(host, now), now)
        self._paid_until[host] = start + self._interval_s
        self._paid_until = _latest(self._paid_until)
        return max(start - self._ahead_s - now, 0.0)


def _latest(times: dict[str, float]) -> dict[str, float]:
    """The times, or the later half of them if there are very many."""
    if len(times) <= _MOST_HOSTS:
        return times
    return dict(sorted(times.items(), key=lambda item: item[1])[_MOST_HOSTS // 2 :])
