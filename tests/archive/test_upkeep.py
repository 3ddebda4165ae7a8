"""The daily round: what it does, what it finds, and that it is in nobody's way."""

import asyncio
import sqlite3
from collections.abc import Awaitable, Callable
from contextlib import closing, suppress
from pathlib import Path

import pytest
from structlog.testing import capture_logs

from bot.archive import (
    Archive,
    ArchiveUnavailable,
    ArchiveUnreadable,
    QuoteQuery,
    Retention,
    daily_rounds,
    open_archive,
)
from tests.archive.samples import said
from tests.archive.test_opening import damage


async def record(archive: Archive, quotes: int) -> None:
    report = said(*((f"{number} " + "word " * 50, "Ana Ruiz") for number in range(quotes)))
    await archive.record(None, "key", report, "rules-1")


def rounds_until(last: int) -> tuple[Callable[[float], Awaitable[None]], asyncio.Event]:
    """A pause that ends at once, but for the one after the last round, and says when that is."""
    ended = asyncio.Event()
    paused: list[float] = []

    async def pause(seconds: float) -> None:
        paused.append(seconds)
        if len(paused) == last:
            ended.set()
            await asyncio.Event().wait()

    return pause, ended


async def test_every_connection_is_set_up(archive: Archive) -> None:
    def setting(connection: sqlite3.Connection) -> list[object]:
        names = ("busy_timeout", "foreign_keys", "journal_mode")
        return [connection.execute(f"PRAGMA {name}").fetchone()[0] for name in names]

    for lane in (archive._writer, archive._reader, archive._inspector):
        assert await lane.run(setting) == [10_000, 1, "wal"]

    def durability(connection: sqlite3.Connection) -> tuple[int, int]:
        synchronous = connection.execute("PRAGMA synchronous").fetchone()[0]
        return synchronous, connection.execute("PRAGMA journal_size_limit").fetchone()[0]

    assert await archive._writer.run(durability) == (1, 16 * 1024 * 1024)


async def test_tidying_folds_the_log_into_the_file(archive: Archive, path: Path) -> None:
    await record(archive, 200)
    log = path.with_name("pullquote.db-wal")
    assert log.stat().st_size > 0
    await archive.tidy()
    assert log.stat().st_size == 0
    assert (await archive.quotes(QuoteQuery())).total == 200


async def test_tidying_waits_for_no_reader_and_loses_no_patience(path: Path) -> None:
    async with open_archive(path, patience_s=60) as archive:
        await record(archive, 10)
        with closing(sqlite3.connect(path, isolation_level=None)) as other:
            other.execute("BEGIN")
            other.execute("SELECT count(*) FROM quotes").fetchone()
            await record(archive, 20)
            async with asyncio.timeout(20):
                await archive.tidy()

        def patience_ms(connection: sqlite3.Connection) -> int:
            return connection.execute("PRAGMA busy_timeout").fetchone()[0]

        assert await archive._writer.run(patience_ms) == 60_000


async def test_tidying_learns_plans_from_a_full_archive_alone(archive: Archive, path: Path) -> None:
    await archive.record(None, "key", said(("Yes.", None)), "rules-1")
    asked: list[str] = []
    await archive._writer.run_bare(lambda connection: connection.set_trace_callback(asked.append))
    await archive.tidy()
    assert "PRAGMA optimize" not in asked
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("UPDATE quotes SET id = 10000")
    await archive.tidy()
    assert "PRAGMA optimize" in asked


async def test_a_sound_file_passes_the_check(archive: Archive) -> None:
    await record(archive, 200)
    await archive.check()


async def test_a_damaged_file_does_not_pass_the_check(path: Path) -> None:
    async with open_archive(path) as archive:
        await record(archive, 200)
        await archive.tidy()
        damage(path)
        with pytest.raises(ArchiveUnreadable, match="backup") as caught:
            await archive.check()
    assert "\n" not in str(caught.value)


async def test_rounds_begin_at_once_and_go_on(archive: Archive, path: Path) -> None:
    pause, ended = rounds_until(3)
    await record(archive, 200)
    with capture_logs() as logs:
        async with daily_rounds(archive, Retention(), pause=pause), asyncio.timeout(30):
            await ended.wait()
    assert [entry["duty"] for entry in logs] == ["check", "keep", "names", "tidy"] * 3
    assert {entry["log_level"] for entry in logs} == {"debug"}
    assert path.with_name("pullquote.db-wal").stat().st_size == 0


async def test_what_fails_is_logged_and_tried_again(path: Path) -> None:
    pause, ended = rounds_until(2)
    async with open_archive(path) as archive:
        await record(archive, 200)
        await archive.tidy()
        damage(path)
        with capture_logs() as logs:
            async with daily_rounds(archive, Retention(), pause=pause), asyncio.timeout(30):
                await ended.wait()
    damaged = [entry for entry in logs if entry["event"] == "archive_damaged"]
    assert [entry["duty"] for entry in damaged].count("check") == 2
    assert {entry["log_level"] for entry in damaged} == {"error"}


def count_for_long(connection: sqlite3.Connection) -> None:
    connection.execute(
        "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 200000000)"
        " SELECT count(*) FROM n"
    ).fetchone()


def count_again(connection: sqlite3.Connection) -> None:
    """The second count begins when the first has been interrupted."""
    with suppress(sqlite3.OperationalError):
        count_for_long(connection)
    count_for_long(connection)


@pytest.mark.parametrize("count", [count_for_long, count_again])
async def test_closing_breaks_a_check_off(
    path: Path, count: Callable[[sqlite3.Connection], None]
) -> None:
    begun = asyncio.Event()
    loop = asyncio.get_running_loop()

    def check(connection: sqlite3.Connection) -> None:
        loop.call_soon_threadsafe(begun.set)
        count(connection)

    async with open_archive(path) as archive:
        checking = asyncio.create_task(archive._inspector.run(check))
        await begun.wait()
    await asyncio.gather(checking, return_exceptions=True)
    assert isinstance(checking.exception(), ArchiveUnavailable)
