"""What a command needs that reads articles into the archive."""

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from bot.analysis import Model, load
from bot.archive import Archive, open_archive
from bot.engine import Engine, open_engine
from bot.settings import Settings
from bot.web import PageSource, open_reader

# The bot may be at work on the same file: nobody waits here, so that it may go first.
_PATIENCE_S = 60.0


@dataclass(frozen=True, slots=True)
class Tools:
    """An archive, and what fetches and reads for it; ``workers`` as many at a time."""

    archive: Archive
    engine: Engine
    pages: PageSource
    model: Model
    workers: int


@asynccontextmanager
async def open_tools(
    settings: Settings, *, database: Path | None, workers: int | None
) -> AsyncGenerator[Tools]:
    """The tools that the settings ask for, closed on leaving.

    Parameters:
        database: another file than the settings name.
        workers: as many as this, and not as the settings say.

    Raises:
        PullquoteError: the archive can't be opened.
    """
    at_once, model = workers or settings.workers, settings.model()
    async with (
        open_archive(database or settings.database, patience_s=_PATIENCE_S) as archive,
        open_engine(
            workers=at_once, timeout_s=settings.analysis_timeout, warm=partial(load, model)
        ) as engine,
        open_reader(contact=settings.contact_url) as pages,
    ):
        yield Tools(archive, engine, pages, model, at_once)
