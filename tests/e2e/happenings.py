"""Waiting for what happens, never for time to pass."""

import asyncio
from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")

#: How long, in seconds, anything may take before a test gives up.
PATIENCE_S = 60.0


class Happenings:
    """Whoever changes something that a test looks at says so here; whoever waits looks again."""

    def __init__(self) -> None:
        self.broken: str | None = None
        self._next = asyncio.Event()

    def happened(self) -> None:
        self._next.set()
        self._next = asyncio.Event()

    async def until(self, look: Callable[[], T]) -> T:
        """What ``look`` sees as soon as it sees anything.

        Raises:
            TimeoutError: it never did.
            AssertionError: something broke, so it never will.
        """
        async with asyncio.timeout(PATIENCE_S):
            while not (seen := look()):
                assert not self.broken, self.broken
                await self._next.wait()
        return seen
