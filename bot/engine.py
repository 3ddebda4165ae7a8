"""Where analysis runs: worker processes that load what they need once.

The engine runs any picklable function and knows nothing of quotes. A worker that dies is replaced
and its task tried once more; a task that outlives its time costs its worker, and nothing else.
"""

import asyncio
import multiprocessing
import signal
from collections.abc import AsyncGenerator, Callable
from concurrent.futures.process import BrokenProcessPool
from contextlib import asynccontextmanager, suppress
from multiprocessing.resource_tracker import ensure_running
from typing import ParamSpec, TypeVar

from pebble import ProcessExpired, ProcessPool

from bot.domain import PullquoteError

P = ParamSpec("P")
T = TypeVar("T")

#: Tasks handed over for each worker; the others wait on our side, where waiting costs nothing.
TASKS_AHEAD = 2


class WorkerTimeout(PullquoteError):
    """A task took longer than the engine allows."""

    kind = "timeout"


class WorkerDied(PullquoteError):
    """A task cost two workers their lives."""

    kind = "worker_died"


class Engine:
    """A pool of worker processes; made by :func:`open_engine`."""

    def __init__(self, workers: int, timeout_s: float, warm: Callable[[], object]) -> None:
        self._workers = workers
        self._timeout_s = timeout_s
        self._warm = warm
        self._places = asyncio.Semaphore(workers * TASKS_AHEAD)
        self._pool = self._new_pool()

    async def run(self, function: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """What ``function(*args, **kwargs)`` returns, worked out in another process.

        Raises:
            WorkerTimeout: it took longer than the engine's limit.
            WorkerDied: it cost two workers their lives.
            Exception: whatever the function itself raised.
        """
        async with self._places:
            for _ in range(2):
                pool = self._pool
                try:
                    future = pool.schedule(function, args, kwargs, self._timeout_s)
                    return await asyncio.wrap_future(future)
                except TimeoutError as error:
                    raise WorkerTimeout(
                        "This page took too long to read; please share a shorter one."
                    ) from error
                except BrokenProcessPool:
                    await self._replace(pool)
                except ProcessExpired:
                    continue
        raise WorkerDied("This page brought our reader down twice; please share another one.")

    async def start(self) -> None:
        """Start the workers, which warm up in the background."""
        await asyncio.to_thread(_start, self._pool)

    async def close(self) -> None:
        await asyncio.to_thread(_end, self._pool)

    def _new_pool(self) -> ProcessPool:
        # A forked child would inherit the locks of our threads; a spawned one starts clean.
        context = multiprocessing.get_context("spawn")
        return ProcessPool(
            self._workers, initializer=_warm_up, initargs=(self._warm,), context=context
        )

    async def _replace(self, broken: ProcessPool) -> None:
        if self._pool is broken:
            self._pool = self._new_pool()
            await self.start()
            await asyncio.to_thread(_end, broken)


@asynccontextmanager
async def open_engine(
    *, workers: int = 1, timeout_s: float = 30.0, warm: Callable[[], object] | None = None
) -> AsyncGenerator[Engine]:
    """An engine of ``workers`` processes, ended on leaving.

    Parameters:
        workers: how many processes.
        timeout_s: the longest that one task may take, in seconds.
        warm: a picklable function that each worker calls when it starts.
    """
    engine = Engine(workers, timeout_s, warm or _nothing)
    await engine.start()
    try:
        yield engine
    finally:
        await engine.close()


def _nothing() -> None:
    pass


def _warm_up(warm: Callable[[], object]) -> None:
    # What fails here fails again in the task that needs it, and is told there.
    with suppress(Exception):
        warm()


def _start(pool: ProcessPool) -> None:
    # Ctrl-C is for us alone: a worker that it met while still importing would print a traceback.
    # What this thread blocks, its workers inherit; Windows knows no such masks.
    if hasattr(signal, "pthread_sigmask"):
        ensure_running()  # whoever starts this helper of multiprocessing unblocks Ctrl-C
        signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    pool.schedule(_nothing)


def _end(pool: ProcessPool) -> None:
    pool.stop()
    pool.join()
