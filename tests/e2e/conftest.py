"""Worlds for the tests: one for each, and one whose running bot tests share."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio

from tests.e2e.world import World, open_world


@pytest.fixture
async def world(tmp_path: Path) -> AsyncIterator[World]:
    async with open_world(tmp_path) as world:
        yield world


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def running(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[World]:
    """A world in which a bot runs all the time; each test takes another of its channels."""
    async with open_world(tmp_path_factory.mktemp("running")) as world:
        for channel in ("news", "harbor", "busy", "torn", "secret", "cards"):
            world.discord.channel(channel)
        await world.start()
        yield world
