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


class Late(Work):
    """Waits until nobody else does."""

    async def do(self, server: int) -> None:
        async with self._turns.late():
            self.at_it.append(server)
            await self.let_go.wait()


async def test_what_nobody_waits_for_lets_all_others_go_first() -> None:
    turns = Turns(at_once=2, late=1)
    work, late = Work(turns), Late(turns)
    async with asyncio.TaskGroup() as tasks:
        for server in (1, 2, 3):
            tasks.create_task(work.do(server))
        await until_still()
        tasks.create_task(late.do(9))
        tasks.create_task(late.do(9))
        tasks.create_task(work.do(4))
        await until_still()
        assert (work.at_it, late.at_it) == ([1, 2], [])
        work.let_go.set()
        await until_still()
        assert (work.at_it, late.at_it) == ([1, 2, 3, 4], [9])
        late.let_go.set()
    assert late.at_it == [9, 9]


async def test_what_nobody_waits_for_takes_few_turns() -> None:
    turns = Turns(at_once=3, late=1)
    work, late = Work(turns), Late(turns)
    async with asyncio.TaskGroup() as tasks:
        tasks.create_task(late.do(9))
        tasks.create_task(late.do(9))
        tasks.create_task(work.do(1))
        tasks.create_task(work.do(2))
        await until_still()
        assert (work.at_it, late.at_it) == ([1, 2], [9])
        work.let_go.set()
        late.let_go.set()


async def test_turns_go_round_the_servers() -> None:
    work = Work(Turns(at_once=1, per_server=3))
    async with asyncio.TaskGroup() as tasks:
        for server in (1, 1, 1, 1, 2, 2, 3):
            tasks.create_task(work.do(server))
        await until_still()
        work.let_go.set()
    assert work.at_it == [1, 1, 2, 3, 1, 2, 1]


async def test_no_server_waits_for_the_burst_of_another() -> None:
    """Each of two hundred servers has its first turn within twice its fair share."""
    work = Work(Turns())
    servers = range(200)
    async with asyncio.TaskGroup() as tasks:
        for server in servers:
            for _ in range(10):
                tasks.create_task(work.do(server))
        await until_still()
        work.let_go.set()
    firsts = [work.at_it.index(server) for server in servers]
    assert max(firsts) < 2 * len(servers)
    assert len(work.at_it) == 2000


async def test_who_gives_up_takes_no_turn_from_another() -> None:
    turns = Turns(at_once=1, waiting=3)
    work = Work(turns)
    async with asyncio.TaskGroup() as tasks:
        first = tasks.create_task(work.do(1))
        gone = [tasks.create_task(work.do(server)) for server in (1, 2)]
        tasks.create_task(work.do(3))
        await until_still()
        for task in gone:
            task.cancel()
        await until_still()
        first.cancel()
        gone[0].cancel()
        await until_still()
        assert work.at_it == [1, 3]
        work.let_go.set()
    assert turns._lines == {}
    assert not +turns._reading
    assert turns._free == 1
