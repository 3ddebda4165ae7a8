"""A newsroom for each test."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.archive import open_archive
from tests.cogs.newsroom import Newsroom, open_newsroom


@pytest.fixture
async def newsroom(tmp_path: Path) -> AsyncIterator[Newsroom]:
    """A server with the bot in it; what the bot did wrong fails the test."""
    database = tmp_path / "pullquote.db"
    async with open_archive(database) as archive:
        newsroom = await open_newsroom(database, archive)
        try:
            yield newsroom
        finally:
            await newsroom.env.shutdown()
        newsroom.env.raise_errors()
