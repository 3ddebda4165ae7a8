"""Turns: bounded in all, and fair between servers."""

import asyncio

import pytest

from cogs.turns import TooBusy, Turns


class Work:
    """Takes turns and holds them until told to let go."""

    def __init__(self, turns: Turns) -> None:
        self._turns = turns
        self.at_it: list[int] = []
        self.let_go = asyncio.Event()

    async def do(self, server: int) -> None:
        async with self._turns.of(server):
            self.at_it.append(server)
            await self.let_go.wait()


async def until_still() -> None:
    for _ in range(20):
        await asyncio.sleep(0)


async def test_a_busy_server_leaves_turns_to_the_others() -> None:
    work = Work(Turns(at_once=3, per_server=2))
    async with asyncio.TaskGroup() as tasks:
        for server in (1, 1, 1, 1, 2, 3):
            tasks.create_task(work.do(server))
        await until_still()
        assert work.at_it == [1, 1, 2]
        work.let_go.set()
    assert sorted(work.at_it) == [1, 1, 1, 1, 2, 3]


async def test_more_links_than_a_server_may_have_waiting_are_refused() -> None:
    turns = Turns(at_once=1, waiting=2)
    work = Work(turns)
    async with asyncio.TaskGroup() as tasks:
        tasks.create_task(work.do(1))
        tasks.create_task(work.do(1))
        await until_still()
        with pytest.raises(TooBusy, match="Find quotes"):
            await work.do(1)
        tasks.create_task(work.do(2))
        work.let_go.set()
    async with turns.of(1):
        assert sorted(work.at_it) == [1, 1, 2]
