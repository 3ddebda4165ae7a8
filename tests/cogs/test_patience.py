"""Trying again: every minute, less often where it is of no use, and for ever."""

import pytest
from structlog.testing import capture_logs

from cogs.patience import keep_trying


class Enough(BaseException):
    """Ends what goes on for ever."""


async def test_the_longer_it_fails_the_longer_it_waits() -> None:
    found: list[bool | Exception] = [
        False, True, True, OSError(), True, True, True, False, False,
    ]  # fmt: skip
    paused: list[float] = []

    async def work() -> bool:
        if not found:
            raise Enough
        now = found.pop(0)
        if isinstance(now, Exception):
            raise now
        return now

    async def pause(seconds: float) -> None:
        paused.append(seconds)

    with pytest.raises(Enough), capture_logs() as logs:
        await keep_trying(work, pause)
    assert paused == [60, 60, 120, 240, 480, 900, 900, 900, 60, 60]
    assert [entry["event"] for entry in logs] == ["retry_broke"]
