"""Trying again: after a minute, then less often while it is of no use."""

import asyncio

from structlog.testing import capture_logs

from cogs.patience import Patience


async def test_the_longer_it_fails_the_longer_it_waits() -> None:
    found: list[bool | Exception] = [True, True, OSError(), True, True, True, False, False]
    paused: list[float] = []
    ended = asyncio.Event()

    async def work() -> bool:
        now = found.pop(0)
        if isinstance(now, Exception):
            raise now
        if not now:
            ended.set()
        return now

    async def pause(seconds: float) -> None:
        paused.append(seconds)

    patience = Patience(work, pause)
    with capture_logs() as logs:
        patience.ask()
        patience.ask()
        await ended.wait()
    assert paused == [60, 120, 240, 480, 900, 900, 900]
    assert [entry["event"] for entry in logs] == ["retry_broke"]
    ended.clear()
    await patience.close()
    patience.ask()
    await ended.wait()
    assert paused[-1] == 60
    assert found == []


async def test_what_is_asked_during_the_work_is_worked_at_afterwards() -> None:
    times: list[int] = []
    ended = asyncio.Event()

    async def work() -> bool:
        times.append(len(times))
        if len(times) == 1:
            patience.ask()
        else:
            ended.set()
        return False

    async def pause(_: float) -> None:
        await asyncio.sleep(0)

    patience = Patience(work, pause)
    patience.ask()
    await ended.wait()
    await patience.close()
    assert times == [0, 1]
