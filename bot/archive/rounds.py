"""The daily round: what keeps the archive sound, small and no older than it should be."""

import asyncio
from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from functools import partial

import structlog

from bot.archive.archive import Archive
from bot.archive.errors import ArchiveError, ArchiveUnreadable
from bot.archive.retention import Retention

_log: structlog.stdlib.BoundLogger = structlog.stdlib.get_logger(__name__)

EVERY = timedelta(days=1)
Pause = Callable[[float], Awaitable[None]]


@asynccontextmanager
async def daily_rounds(
    archive: Archive, retention: Retention, *, pause: Pause = asyncio.sleep
) -> AsyncGenerator[None]:
    """Go on a round now and every day, beside all other work, until leaving.

    What fails is logged, and tried again on the next round.

    Parameters:
        retention: how long what is kept.
        pause: waits so many seconds for the next round.
    """
    task = asyncio.create_task(_go_round(archive, retention, pause))
    task.add_done_callback(_say_why_it_ended)
    try:
        yield
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


async def _go_round(archive: Archive, retention: Retention, pause: Pause) -> None:
    while True:
        await _try("check", archive.check)
        await _try("keep", partial(_keep, archive, retention))
        await _try("names", archive.names.from_context)
        await _try("tidy", archive.tidy)
        await pause(EVERY.total_seconds())


async def _keep(archive: Archive, retention: Retention) -> None:
    now = datetime.now(UTC)
    await archive.forget_left_guilds(now - timedelta(days=retention.left_days))
    if retention.days is not None:
        await archive.expire(now - timedelta(days=retention.days))
    await archive.servers.expire(now)
    if not retention.text:
        await archive.drop_texts()


async def _try(duty: str, work: Callable[[], Awaitable[None]]) -> None:
    loop = asyncio.get_running_loop()
    began = loop.time()
    try:
        await work()
    except ArchiveUnreadable as error:
        _log.error("archive_damaged", duty=duty, problem=str(error))
    except ArchiveError as error:
        _log.warning("archive_duty_failed", duty=duty, kind=error.kind, problem=str(error))
    else:
        _log.debug("archive_duty_done", duty=duty, seconds=round(loop.time() - began, 3))


def _say_why_it_ended(task: asyncio.Task[None]) -> None:
    if not task.cancelled() and (error := task.exception()):
        _log.error("archive_rounds_ended", exc_info=error)
