"""Where analysis runs: worker processes that load what they need once.

The engine runs any picklable function and knows nothing of quotes. A worker that dies is replaced
and its task tried once more; a task that outlives its time, or wants more memory than it may have,
costs its worker, and nothing else.
"""

import asyncio
import os
import signal
import sys
import time
from collections.abc import AsyncGenerator, Callable, Generator
from concurrent.futures.process import BrokenProcessPool
from contextlib import asynccontextmanager, contextmanager, suppress
from functools import partial
from multiprocessing.context import SpawnContext
from multiprocessing.resource_tracker import ensure_running
from multiprocessing.synchronize import RLock
from pathlib import Path
from threading import Thread
from typing import ParamSpec, TypeVar

from pebble import CONSTS, ProcessExpired, ProcessFuture, ProcessPool

from bot.domain import PullquoteError
from bot.languages import N_

P = ParamSpec("P")
T = TypeVar("T")

#: Tasks handed over for each worker; the others wait on our side, where waiting costs nothing.
TASKS_AHEAD = 2
#: Bytes that one task may take beyond what its worker had before; the longest article that we read
#: takes 140 MiB.
TASK_BYTES = 512 * 1024 * 1024
#: Tasks after which a worker is replaced, so that no leak goes on for ever.
TASKS_OF_A_WORKER = 1_000

# A worker that is deep in a parser doesn't hear that it should end; it is killed then.
CONSTS.term_timeout = 1

_OUT_OF_MEMORY = 77  # the exit status of a worker whose task wanted too much


class WorkerTimeout(PullquoteError):
    """A task took longer than the engine allows."""

    kind = "timeout"


class WorkerDied(PullquoteError):
    """A task cost two workers their lives."""

    kind = "worker_died"


class TooMuchMemory(PullquoteError):
    """A task wanted more memory than the engine allows."""

    kind = "too_much_memory"


class _KeptLocks(SpawnContext):
    """Spawns workers that find the pool's locks however late they look for them.

    A forked child would inherit the locks of our threads; a spawned one starts clean. Pebble lets
    its locks go before it stops the workers, and one that was still starting would print a
    traceback of not finding them. These stay as long as the pool.
    """

    def __init__(self) -> None:
        super().__init__()
        self._kept: list[RLock] = []

    def RLock(self) -> RLock:  # noqa: N802 (the name that it has in multiprocessing)
        lock = super().RLock()
        self._kept.append(lock)
        return lock


class Engine:
    """A pool of worker processes; made by :func:`open_engine`."""

    def __init__(
        self, workers: int, timeout_s: float, task_bytes: int, warm: Callable[[], object]
    ) -> None:
        self._workers = workers
        self._timeout_s = timeout_s
        self._task_bytes = task_bytes
        self._warm = warm
        self._places = asyncio.Semaphore(workers * TASKS_AHEAD)
        self._pool = self._new_pool()
        self._closed = False

    async def run(self, function: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """What ``function(*args, **kwargs)`` returns, worked out in another process.

        Raises:
            WorkerTimeout: it took longer than the engine's limit.
            TooMuchMemory: it wanted more memory than the engine's limit.
            WorkerDied: it cost two workers their lives.
            Exception: whatever the function itself raised.
        """
        task = partial(function, *args, **kwargs)
        async with self._places:
            for _ in range(2):
                pool = self._pool
                try:
                    return await asyncio.wrap_future(self._schedule(pool, task))
                except TimeoutError as error:
                    raise WorkerTimeout(
                        N_("This page took too long to read; please share a shorter one.")
                    ) from error
                except BrokenProcessPool:
                    await self._replace(pool)
                except ProcessExpired as error:
                    if error.exitcode == _OUT_OF_MEMORY:
                        raise TooMuchMemory(
                            N_(
                                "This page takes too much memory to read; please share a shorter"
                                " one."
                            )
                        ) from error
        raise WorkerDied(N_("This page brought our reader down twice; please share another one."))

    def _schedule(self, pool: ProcessPool, task: Callable[[], T]) -> ProcessFuture[T]:
        try:
            return pool.schedule(_bounded, (task, self._task_bytes), timeout=self._timeout_s)
        except RuntimeError as error:
            if self._closed:
                raise
            # It broke while it had nothing to do, when nobody was there to hear of it.
            raise BrokenProcessPool from error

    async def start(self) -> None:
        """Start the workers, which warm up in the background."""
        await asyncio.to_thread(_start, self._pool)

    async def close(self) -> None:
        self._closed = True
        await asyncio.to_thread(_end, self._pool)

    def _new_pool(self) -> ProcessPool:
        return ProcessPool(
            self._workers,
            TASKS_OF_A_WORKER,
            initializer=_warm_up,
            initargs=(self._warm, self._task_bytes),
            context=_KeptLocks(),
        )

    async def _replace(self, broken: ProcessPool) -> None:
        if self._pool is broken:
            self._pool = self._new_pool()
            await self.start()
            await asyncio.to_thread(_end, broken)


@asynccontextmanager
async def open_engine(
    *,
    workers: int = 1,
    timeout_s: float = 30.0,
    task_bytes: int = TASK_BYTES,
    warm: Callable[[], object] | None = None,
) -> AsyncGenerator[Engine]:
    """An engine of ``workers`` processes, ended on leaving.

    Parameters:
        workers: how many processes.
        timeout_s: the longest that one task may take, in seconds.
        task_bytes: the most memory that one task may take beyond what its worker had before. Linux
            refuses more; elsewhere a worker watches itself; Windows knows no such limit.
        warm: a picklable function that each worker calls when it starts.
    """
    engine = Engine(workers, timeout_s, task_bytes, warm or _nothing)
    await engine.start()
    try:
        yield engine
    finally:
        await engine.close()


def _nothing() -> None:
    pass


def _warm_up(warm: Callable[[], object], task_bytes: int) -> None:
    # What fails here fails again in the task that needs it, and is told there.
    with suppress(Exception):
        warm()
    if sys.platform not in {"linux", "win32"}:
        watch_memory(task_bytes)


def _bounded(task: Callable[[], T], task_bytes: int) -> T:
    """What a task returns; one that runs out of memory takes its worker along.

    Who has caught a MemoryError has often lost something: a fresh worker is the cleaner one.
    """
    with _memory_limit(task_bytes):
        try:
            return task()
        except MemoryError:
            os._exit(_OUT_OF_MEMORY)


@contextmanager
def _memory_limit(task_bytes: int) -> Generator[None]:
    """Have Linux refuse more memory than that, on top of what the process has."""
    if sys.platform != "linux":
        yield
        return
    import resource

    pages = int(Path("/proc/self/statm").read_text().split()[0])
    _, most = resource.getrlimit(resource.RLIMIT_AS)
    limit = pages * resource.getpagesize() + task_bytes
    if most != resource.RLIM_INFINITY:
        limit = min(limit, most)
    resource.setrlimit(resource.RLIMIT_AS, (limit, most))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_AS, (most, most))


def watch_memory(task_bytes: int) -> None:
    """End this process, soon after it has taken so much memory more than now."""
    if sys.platform == "win32":
        return
    import resource

    unit = 1 if sys.platform == "darwin" else 1024

    def taken() -> int:
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit

    def watch() -> None:
        limit = taken() + task_bytes
        while taken() <= limit:
            time.sleep(0.05)
        os._exit(_OUT_OF_MEMORY)

    Thread(target=watch, daemon=True).start()


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
