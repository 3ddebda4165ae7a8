"""A real archive in a file, and short ways to fill it."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.archive import Archive, open_archive


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "pullquote.db"


@pytest.fixture
async def archive(path: Path) -> AsyncIterator[Archive]:
    async with open_archive(path) as archive:
        yield archive
