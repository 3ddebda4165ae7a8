"""Who reads next: a few links at once, and no server may keep the others waiting."""

import asyncio
from collections import Counter
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from weakref import WeakValueDictionary

from bot.domain import PullquoteError


class TooBusy(PullquoteError):
    """A server has more links waiting than we take."""

    kind = "too_busy"


class Turns:
    """Turns to read a link.

    Parameters:
        at_once: links read at the same time.
        per_server: how many of these may be of one server.
        waiting: links of one server that may wait or be read.
    """

    def __init__(self, *, at_once: int = 8, per_server: int = 3, waiting: int = 100) -> None:
        self._all = asyncio.Semaphore(at_once)
        self._per_server = per_server
        self._servers: WeakValueDictionary[int, asyncio.Semaphore] = WeakValueDictionary()
        self._most_waiting = waiting
        self._waiting: Counter[int] = Counter()

    @asynccontextmanager
    async def of(self, server: int) -> AsyncGenerator[None]:
        """One turn of a server (or of a direct-message channel), waited for.

        Raises:
            TooBusy: too many links of this server wait already.
        """
        if self._waiting[server] >= self._most_waiting:
            raise TooBusy(
                "Too many links came at once; choose Find quotes on this message in a minute."
            )
        # A server waits in the common queue with as many links as it may read, and no more.
        own = self._servers.setdefault(server, asyncio.Semaphore(self._per_server))
        self._waiting[server] += 1
        try:
            async with own, self._all:
                yield
        finally:
            self._waiting -= Counter({server: 1})
