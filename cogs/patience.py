"""Tries again and again, less often the longer it is of no use."""

import asyncio
from collections.abc import Awaitable, Callable

import structlog

_log: structlog.stdlib.BoundLogger = structlog.stdlib.get_logger(__name__)

_FIRST_S = 60.0
_LAST_S = 900.0


class Patience:
    """Works a minute after it is asked to; then less and less often while there is more to do.

    Parameters:
        work: says whether it found anything to do.
        pause: waits so many seconds.
    """

    def __init__(
        self,
        work: Callable[[], Awaitable[bool]],
        pause: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._work = work
        self._pause = pause
        self._asked = False
        self._task: asyncio.Task[None] | None = None

    def ask(self) -> None:
        """There may be something to do."""
        self._asked = True
        if self._task is None or self._task.done():
            self._task = asyncio.create_task(self._go_on())

    async def close(self) -> None:
        if self._task:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)

    async def _go_on(self) -> None:
        seconds = _FIRST_S
        while self._asked:
            await self._pause(seconds)
            self._asked = False
            if await self._found_something():
                self._asked = True
                seconds = min(2 * seconds, _LAST_S)

    async def _found_something(self) -> bool:
        try:
            return await self._work()
        except Exception as error:  # noqa: BLE001 (the next time may be better)
            _log.error("retry_broke", exc_info=error)
            return True
