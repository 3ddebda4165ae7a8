"""The engine on real worker processes: what comes back, what a bad task costs."""

import asyncio
import os
import signal
import subprocess
import sys
import time
from functools import partial
from pathlib import Path

import pytest

from bot.domain import PullquoteError
from bot.engine import TooMuchMemory, WorkerDied, WorkerTimeout, open_engine

MIB = 1024 * 1024
LINUX = pytest.mark.skipif(sys.platform != "linux", reason="only Linux refuses memory")


class Unreadable(PullquoteError):
    kind = "unreadable"


def double(number: int) -> int:
    return number * 2


def worker_id() -> int:
    return os.getpid()


def refuse(sentence: str) -> None:
    raise Unreadable(sentence)


def die(code: int = 1) -> None:
    os._exit(code)


def die_once(mark: Path) -> str:
    if not mark.exists():
        mark.touch()
        os._exit(1)
    return "second try"


def stall() -> None:
    time.sleep(3600)


def hoard(mebibytes: int) -> int:
    return len(bytearray(mebibytes * MIB))


def hoard_little_by_little() -> None:
    heap: list[str] = []
    while True:
        heap.append("x" * 1_000 + str(len(heap)))


def hoard_and_think_nothing_of_it() -> str:
    try:
        return str(hoard(1024))
    except MemoryError:
        return "went on"


def wait_for(mark: Path) -> int:
    while not mark.exists():
        time.sleep(0.01)
    return worker_id()


def leave_mark(mark: Path) -> None:
    mark.touch()


def has_mark(mark: Path) -> bool:
    return mark.exists()


def blocked_signals() -> set[int]:
    return signal.pthread_sigmask(signal.SIG_BLOCK, ())


def fail_to_warm() -> None:
    raise OSError


async def test_a_function_runs_in_another_process() -> None:
    async with open_engine() as engine:
        assert await engine.run(double, 21) == 42
        assert await engine.run(worker_id) != os.getpid()


async def test_a_functions_own_error_comes_back() -> None:
    async with open_engine() as engine:
        with pytest.raises(Unreadable, match=r"Try another page\."):
            await engine.run(refuse, "Try another page.")


async def test_a_worker_that_dies_is_replaced_and_its_task_tried_once_more(tmp_path: Path) -> None:
    async with open_engine() as engine:
        assert await engine.run(die_once, tmp_path / "died") == "second try"


async def test_a_task_that_kills_every_worker_is_given_up_and_costs_itself_alone() -> None:
    async with open_engine() as engine:
        with pytest.raises(WorkerDied):
            await engine.run(die)
        assert await engine.run(double, 2) == 4


async def test_a_task_that_stalls_is_ended_and_costs_itself_alone() -> None:
    async with open_engine(timeout_s=0.2) as engine:
        with pytest.raises(WorkerTimeout):
            await engine.run(stall)
    async with open_engine(timeout_s=30) as engine:
        assert await engine.run(double, 2) == 4


@LINUX
@pytest.mark.parametrize("hoarding", [partial(hoard, 1024), hoard_little_by_little])
async def test_a_task_that_wants_too_much_memory_costs_itself_alone(
    hoarding: partial[int],
) -> None:
    async with open_engine(task_bytes=256 * MIB) as engine:
        before = await engine.run(worker_id)
        with pytest.raises(TooMuchMemory, match="share a shorter one"):
            await engine.run(hoarding)
        assert await engine.run(worker_id) != before
        assert await engine.run(hoard, 64) == 64 * MIB


@LINUX
async def test_what_a_task_does_about_too_little_memory_is_its_own_affair() -> None:
    async with open_engine(task_bytes=256 * MIB) as engine:
        assert await engine.run(hoard_and_think_nothing_of_it) == "went on"


async def test_a_bad_task_does_not_touch_its_neighbour_s(tmp_path: Path) -> None:
    async with open_engine(workers=2, timeout_s=30) as engine:
        waiting = asyncio.create_task(engine.run(wait_for, tmp_path / "mark"))
        with pytest.raises(WorkerDied):
            await engine.run(die)
        (tmp_path / "mark").touch()
        assert await waiting != os.getpid()


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="Windows has no such signal")
async def test_workers_that_are_killed_while_they_rest_are_replaced() -> None:
    async with open_engine() as engine:
        for _ in range(2):
            resting = await engine.run(worker_id)
            os.kill(resting, signal.SIGKILL)
            assert await engine.run(worker_id) != resting


WATCHED = """
import time
from bot.engine import watch_memory

watch_memory(64 * 1024 * 1024)
held = b"x" * 512 * 1024 * 1024
time.sleep(30)
"""
# On Linux a process begins with its parent's peak of memory, and ours may be high.
FROM_A_SMALL_ONE = f"""
import subprocess, sys

sys.exit(subprocess.run([sys.executable, "-c", {WATCHED!r}]).returncode)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows doesn't tell a process its size")
def test_a_process_that_watches_its_memory_ends_itself() -> None:
    run = subprocess.run([sys.executable, "-c", FROM_A_SMALL_ONE], check=False)
    assert run.returncode == 77


async def test_workers_warm_up_before_their_first_task(tmp_path: Path) -> None:
    mark = tmp_path / "warm"
    async with open_engine(warm=partial(leave_mark, mark)) as engine:
        assert await engine.run(has_mark, mark)


async def test_a_warm_up_that_fails_leaves_the_worker_working() -> None:
    async with open_engine(warm=fail_to_warm) as engine:
        assert await engine.run(double, 3) == 6


IN_A_FRESH_PROCESS = """
import asyncio, signal
from bot.engine import WorkerDied, open_engine
from tests.test_engine import blocked_signals, die

async def main():
    async with open_engine() as engine:
        assert signal.SIGINT in await engine.run(blocked_signals)
        try:
            await engine.run(die)
        except WorkerDied:
            pass
        assert signal.SIGINT in await engine.run(blocked_signals)
    assert signal.SIGINT not in blocked_signals()

asyncio.run(main())
"""


@pytest.mark.skipif(not hasattr(signal, "pthread_sigmask"), reason="Windows has no signal masks")
def test_ctrl_c_reaches_no_worker_even_while_it_starts() -> None:
    # Fresh, because multiprocessing's helper process, which starts with the first worker, unblocks.
    subprocess.run([sys.executable, "-c", IN_A_FRESH_PROCESS], check=True)


class LateArrival:
    """Sent to two workers, it lets the first go on and keeps the second until the first is told
    to end; only then does the second look for what comes after it."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def __reduce__(self) -> tuple[object, ...]:
        return arrive, (self._folder,)


def arrive(folder: Path) -> str:
    (folder / f"{os.getpid()}.worker").touch()
    while len(workers := sorted(int(file.stem) for file in folder.glob("*.worker"))) < 2:
        time.sleep(0.01)
    if os.getpid() != workers[0]:
        wait_for(folder / "told to end")
    return str(folder)


def linger(arrived: str) -> None:
    """Be up, and slow to end."""
    signal.signal(signal.SIGTERM, lambda *_: (Path(arrived) / "told to end").touch())
    (Path(arrived) / "up").touch()
    while True:
        time.sleep(0.01)


ENDED_WHILE_ONE_STARTS = """
import asyncio, sys
from functools import partial
from pathlib import Path
from bot.engine import open_engine
from tests.test_engine import LateArrival, linger, wait_for

async def main(folder):
    async with open_engine(workers=2, warm=partial(linger, LateArrival(folder))):
        await asyncio.to_thread(wait_for, folder / "up")

asyncio.run(main(Path(sys.argv[1])))
"""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows ends a process without telling it")
def test_a_worker_that_is_still_starting_when_all_end_says_nothing(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", ENDED_WHILE_ONE_STARTS, tmp_path],
        check=True,
        capture_output=True,
        timeout=60,
        text=True,
    )
    assert (tmp_path / "told to end").exists()
    assert done.stderr == ""
