"""The engine on real worker processes: what comes back, what a bad task costs."""

import os
import signal
import subprocess
import sys
import time
from functools import partial
from pathlib import Path

import pytest

from bot.domain import PullquoteError
from bot.engine import WorkerDied, WorkerTimeout, open_engine


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
