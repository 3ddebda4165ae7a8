"""Who reads next: a few links at once, and no server may keep the others waiting."""

import asyncio
from collections import Counter, deque
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager, suppress

from bot.domain import PullquoteError
from bot.languages import N_
from bot.metrics import queued, stage


class TooBusy(PullquoteError):
    """A server has more links waiting than we take."""

    kind = "too_busy"


class Turns:
    """Turns to read a link, which go round the servers that wait for one.

    Parameters:
        at_once: links read at the same time.
        per_server: how many of these may be of one server.
        waiting: links of one server that may wait or be read.
        late: links read at the same time that nobody waits for.
    """

    def __init__(
        self, *, at_once: int = 8, per_server: int = 3, waiting: int = 100, late: int = 2
    ) -> None:
        self._free = at_once
        self._free_late = late
        self._per_server = per_server
        self._most_waiting = waiting
        # The servers in the order in which they are next, each with those that wait.
        self._lines: dict[int, deque[asyncio.Future[None]]] = {}
        self._reading: Counter[int] = Counter()
        self._late: deque[asyncio.Future[None]] = deque()

    @asynccontextmanager
    async def of(self, server: int) -> AsyncGenerator[None]:
        """One turn of a server (or of a direct-message channel), waited for.

        Raises:
            TooBusy: too many links of this server wait already.
        """
        if len(self._lines.get(server, ())) + self._reading[server] >= self._most_waiting:
            raise TooBusy(
                N_("Too many links came at once; choose Find quotes on this message in a minute.")
            )
        turn: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._lines.setdefault(server, deque()).append(turn)
        self._call()
        try:
            with queued("waiting"), stage("turn"):
                await turn
            with queued("reading"):
                yield
        finally:
            self._leave(server, turn)

    @asynccontextmanager
    async def late(self) -> AsyncGenerator[None]:
        """One turn for a link that nobody waits for: none is taken while a person's link waits."""
        turn: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._late.append(turn)
        self._call()
        try:
            await turn
            with queued("reading"):
                yield
        finally:
            if turn.done() and not turn.cancelled():
                self._free += 1
                self._free_late += 1
            else:
                # Whoever waited has given up.
                with suppress(ValueError):
                    self._late.remove(turn)
            self._call()

    def _call(self) -> None:
        """Give the free turns away: one to a server, which then is the last in the round."""
        while self._free and (server := self._next()) is not None:
            line = self._lines.pop(server)
            turn = line.popleft()
            if line:
                self._lines[server] = line
            if not turn.done():
                self._free -= 1
                self._reading[server] += 1
                turn.set_result(None)
        while self._free and self._free_late and self._late:
            turn = self._late.popleft()
            if not turn.done():
                self._free -= 1
                self._free_late -= 1
                turn.set_result(None)

    def _next(self) -> int | None:
        return next((it for it in self._lines if self._reading[it] < self._per_server), None)

    def _leave(self, server: int, turn: asyncio.Future[None]) -> None:
        if turn.done() and not turn.cancelled():
            self._free += 1
            self._reading -= Counter({server: 1})
        elif server in self._lines:
            # Whoever waited has given up.
            with suppress(ValueError):
                self._lines[server].remove(turn)
            if not self._lines[server]:
                del self._lines[server]
        self._call()
