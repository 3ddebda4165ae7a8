"""Copies of an archive that goes on being written, and copies that cannot be made."""

import asyncio
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from bot.archive import (
    Archive,
    ArchiveMissing,
    ArchiveUnreadable,
    BackupExists,
    BackupFailed,
    QuoteQuery,
    back_up,
    open_archive,
)
from tests.archive.samples import pasted, said, sighting
from tests.archive.test_failing import files_up_to
from tests.archive.test_opening import as_nobody, damage, locked, names_in, shelf
from tests.archive.test_under_load import RECORDS_UNTIL_KILLED, assert_sound, start

__all__ = ["shelf"]  # a fixture


async def record(archive: Archive, number: int) -> None:
    report = said(
        *((f"{number}.{place} " * 40, "Ana Ruiz") for place in range(3)), title=f"{number}"
    )
    await pasted(archive, report, sighting(f"u{number}"))


@contextmanager
def private(path: Path) -> Iterator[None]:
    """A file that only its owner may read."""
    path.chmod(0o600)
    yield


async def quotes_in(path: Path) -> int:
    async with open_archive(path, read_only=True) as archive:
        return (await archive.quotes(QuoteQuery(limit=1))).total


async def test_a_copy_taken_while_we_write_holds_all_that_was_stored_before(
    archive: Archive, path: Path
) -> None:
    for number in range(50):
        await record(archive, number)
    copying = asyncio.Event()
    loop = asyncio.get_running_loop()

    async def write() -> None:
        await copying.wait()
        for number in range(50, 100):
            await record(archive, number)

    def wait_for_the_writer(done: int, total: int) -> None:
        loop.call_soon_threadsafe(copying.set)
        asyncio.run_coroutine_threadsafe(
            asyncio.wait_for(asyncio.shield(writing), 60), loop
        ).result()

    writing = asyncio.create_task(write())
    copy = path.with_name("copy.db")
    size = await asyncio.to_thread(back_up, path, copy, progress=wait_for_the_writer)
    assert size == copy.stat().st_size
    assert await quotes_in(path) == 300
    assert await quotes_in(copy) == 150
    assert_sound(copy)


async def test_a_copy_of_many_parts_is_not_begun_anew_by_each_write(
    archive: Archive, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.archive.backup._PAGES_AT_A_TIME", 5)
    for number in range(20):
        await record(archive, number)
    told: list[tuple[int, int]] = []
    loop = asyncio.get_running_loop()

    def write_one_more(done: int, total: int) -> None:
        told.append((done, total))
        asyncio.run_coroutine_threadsafe(record(archive, 100 + done), loop).result(60)

    copy = path.with_name("copy.db")
    await asyncio.to_thread(back_up, path, copy, progress=write_one_more)
    assert len(told) > 3
    assert [done for done, _ in told] == sorted({done for done, _ in told})
    assert told[-1] == (told[0][1], told[0][1])
    assert await quotes_in(copy) == 60


async def test_a_copy_taken_while_another_process_writes(path: Path) -> None:
    process = await start(RECORDS_UNTIL_KILLED, path)
    assert process.stdout is not None
    copy = path.with_name("copy.db")
    for copies in range(1, 4):
        for _ in range(15):
            await process.stdout.readline()
        await asyncio.to_thread(back_up, path, copy, force=True)
        total = await quotes_in(copy)
        assert total % 5 == 0
        assert total >= 5 * 15 * copies
        assert_sound(copy)
    process.kill()
    await process.wait()


async def test_a_copy_becomes_the_archive_of_another_bot(archive: Archive, path: Path) -> None:
    await record(archive, 1)
    copy = path.with_name("copy.db")
    back_up(path, copy)
    assert {"copy.db-wal", "copy.db-shm", "copy.db-journal"}.isdisjoint(names_in(path.parent))
    async with open_archive(copy) as other:
        await record(other, 2)
        assert (await other.quotes(QuoteQuery())).total == 6
    assert await quotes_in(path) == 3


async def test_a_file_that_is_there_stays_unless_forced(archive: Archive, path: Path) -> None:
    await record(archive, 1)
    copy = path.with_name("copy.db")
    copy.write_text("an older copy")
    with pytest.raises(BackupExists, match="--force"):
        back_up(path, copy)
    assert copy.read_text() == "an older copy"
    back_up(path, copy, force=True)
    assert await quotes_in(copy) == 3


async def test_the_archive_never_becomes_its_own_copy(archive: Archive, path: Path) -> None:
    await record(archive, 1)
    link = path.with_name("link.db")
    link.symlink_to(path)
    for target in (path, link):
        with pytest.raises(BackupExists, match="archive itself"):
            back_up(path, target, force=True)


async def test_another_archive_in_use_is_not_replaced(archive: Archive, path: Path) -> None:
    other = path.with_name("other.db")
    async with open_archive(other) as busy:
        await record(busy, 1)
        with pytest.raises(BackupExists, match="in use"):
            back_up(path, other, force=True)


def test_there_must_be_an_archive(path: Path) -> None:
    with pytest.raises(ArchiveMissing):
        back_up(path, path.with_name("copy.db"))
    assert names_in(path.parent) == []


async def test_a_copy_needs_a_folder_that_is_there(archive: Archive, path: Path) -> None:
    with pytest.raises(BackupFailed, match="name a file"):
        back_up(path, path.parent / "none" / "copy.db")
    with pytest.raises(BackupExists, match="is a folder"):
        back_up(path, path.parent)


async def test_a_copy_needs_a_folder_that_may_be_written(shelf: Path) -> None:
    path = shelf / "pullquote.db"
    async with open_archive(path) as archive:
        await record(archive, 1)
    with locked(shelf), as_nobody(), pytest.raises(BackupFailed):
        back_up(path, shelf / "copy.db")
    assert names_in(shelf) == ["pullquote.db"]


async def test_a_disk_that_fills_leaves_nothing_of_the_copy(archive: Archive, path: Path) -> None:
    for number in range(200):
        await record(archive, number)
    before = set(names_in(path.parent))
    old = path.with_name("old.db")
    old.write_text("an older copy")
    with files_up_to(100 * 1024), pytest.raises(BackupFailed, match="make room"):
        back_up(path, old, force=True)
    assert set(names_in(path.parent)) == before | {"old.db"}
    assert old.read_text() == "an older copy"


async def test_a_damaged_archive_is_not_copied(path: Path) -> None:
    async with open_archive(path) as archive:
        for number in range(50):
            await record(archive, number)
    damage(path)
    with pytest.raises(ArchiveUnreadable):
        back_up(path, path.with_name("copy.db"))
    assert [name for name in names_in(path.parent) if not name.startswith("pullquote.db")] == []


async def test_the_copy_may_be_read_by_whom_the_archive_may_be_read(path: Path) -> None:
    async with open_archive(path):
        pass
    copy = path.with_name("copy.db")
    with private(path):
        back_up(path, copy)
    assert copy.stat().st_mode & 0o777 == 0o600
    with closing(sqlite3.connect(copy)) as connection:
        assert connection.execute("PRAGMA journal_mode").fetchone() == ("delete",)
