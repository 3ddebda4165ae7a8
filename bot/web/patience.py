"""The pauses that sites ask for with Retry-After (RFC 9110, section 10.2.3)."""

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
        if len(self._not_before) > _MOST_HOSTS:
            latest = sorted(self._not_before.items(), key=lambda item: item[1])
            self._not_before = dict(latest[_MOST_HOSTS // 2 :])

    def left(self, host: str, now: float) -> float:
        """Seconds left of a host's pause, 0 if there is none."""
        return max(self._not_before.get(host, -math.inf) - now, 0.0)
