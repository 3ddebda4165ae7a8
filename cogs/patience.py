"""Tries again and again, less often the longer it is of no use."""

import asyncio
from collections.abc import Awaitable, Callable

import structlog

_log: structlog.stdlib.BoundLogger = structlog.stdlib.get_logger(__name__)

_FIRST_S = 60.0
_LAST_S = 900.0


async def keep_trying(
    work: Callable[[], Awaitable[bool]], pause: Callable[[float], Awaitable[None]] = asyncio.sleep
) -> None:
    """Work every minute, for ever; less often while there is something left, to every 15 minutes.

    Parameters:
        work: says whether it found anything left to do.
        pause: waits so many seconds.
    """
    seconds = _FIRST_S
    while True:
        await pause(seconds)
        try:
            left = await work()
        except Exception as error:  # noqa: BLE001 (the next time may be better)
            _log.error("retry_broke", exc_info=error)
            left = True
        seconds = min(2 * seconds, _LAST_S) if left else _FIRST_S
