"""What a fetch may cost the process and its event loop."""

import asyncio
import time
import tracemalloc
from collections.abc import AsyncGenerator, Iterator
from contextlib import asynccontextmanager, contextmanager

MIB = 1024 * 1024


@contextmanager
def bounded_memory(size: int = 32 * MIB) -> Iterator[None]:
    """Fails if what runs inside ever holds more than ``size`` bytes."""
    tracemalloc.start()
    try:
        yield
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak < size


@asynccontextmanager
async def free_loop(lag_s: float = 0.1) -> AsyncGenerator[None]:
    """Fails if the event loop ever works for longer before it comes to something else.

    Its thread's own time is measured, which other programs don't lengthen.
    """
    worst = 0.0

    async def breathe() -> None:
        nonlocal worst
        while True:
            begun = time.thread_time()
            await asyncio.sleep(0)
            worst = max(worst, time.thread_time() - begun)

    breathing = asyncio.create_task(breathe())
    try:
        yield
    finally:
        breathing.cancel()
    assert 0 < worst < lag_s
