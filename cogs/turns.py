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
        late: links read at the same time that nobody waits for.
    """

    def __init__(
        self, *, at_once: int = 8, per_server: int = 3, waiting: int = 100, late: int = 2
    ) -> None:
        self._all = asyncio.Semaphore(at_once)
        self._late = asyncio.Semaphore(late)
        self._ended = asyncio.Event()
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
            self._ended.set()

    @asynccontextmanager
    async def late(self) -> AsyncGenerator[None]:
        """One turn for a link that nobody waits for: none is taken while a person's link waits."""
        async with self._late:
            while self._all.locked():
                self._ended.clear()
                await self._ended.wait()
            try:
                async with self._all:
                    yield
            finally:
                self._ended.set()
