"""Files that cannot be used, each with a sentence that helps."""

import os
import pickle
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from sqlite_utils import Database

from bot.archive import (
    Archive,
    ArchiveError,
    ArchiveMissing,
    ArchiveReadOnly,
    ArchiveTooNew,
    ArchiveTooOld,
    ArchiveUnavailable,
    ArchiveUnreadable,
    QuoteQuery,
    open_archive,
)
from bot.archive.migrations import migrations
from bot.domain import Article, PageKind, Report
from tests.archive.samples import pasted, said, sighting

NOBODY = 65534


async def filled(path: Path) -> None:
    async with open_archive(path) as archive:
        await pasted(archive, said(("Yes.", "Ana Ruiz")), sighting())


async def refusal(path: Path, *, read_only: bool = False) -> ArchiveError:
    with pytest.raises(ArchiveError) as caught:
        async with open_archive(path, read_only=read_only, patience_s=0.05):
            pass
    error = pickle.loads(pickle.dumps(caught.value))
    assert str(error).endswith(".")
    assert ". " not in str(error)
    return error


async def execute(path: Path, statement: str) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(statement)
        connection.commit()


@contextmanager
def as_nobody() -> Iterator[None]:
    """File permissions do not stop root, so root becomes somebody else for a while."""
    if os.geteuid() != 0:
        yield
        return
    os.seteuid(NOBODY)
    try:
        yield
    finally:
        os.seteuid(0)


@pytest.fixture
def shelf() -> Iterator[Path]:
    """A folder that everybody may read and, unlike pytest's, reach."""
    with TemporaryDirectory() as folder:
        shelf = Path(folder)
        shelf.chmod(0o755)
        yield shelf


@contextmanager
def locked(path: Path) -> Iterator[None]:
    """A file or folder that everybody may read and nobody may write."""
    mode = path.stat().st_mode
    path.chmod(mode & ~0o222 | 0o444)
    try:
        yield
    finally:
        path.chmod(mode)


def names_in(folder: Path) -> list[str]:
    return [entry.name for entry in folder.iterdir()]


def fill_with_prose(path: Path) -> None:
    path.write_text("Dear diary, today I was a database.\n" * 100)


def damage(path: Path) -> None:
    """Overwrite all but the first page."""
    with path.open("r+b") as file:
        file.seek(4096)
        file.write(b"\xa5" * (path.stat().st_size - 4096))


async def test_a_new_archive_is_made_with_its_folder(tmp_path: Path) -> None:
    path = tmp_path / "data" / "böök & käse?.db"
    await filled(path)
    async with open_archive(path) as archive:
        assert (await archive.quotes(QuoteQuery())).total == 1


async def test_a_closed_archive_is_one_file(path: Path) -> None:
    await filled(path)
    assert names_in(path.parent) == ["pullquote.db"]


async def test_opening_again_changes_nothing(path: Path) -> None:
    await filled(path)
    with closing(sqlite3.connect(path)) as connection:
        before = connection.execute("SELECT * FROM _sqlite_migrations").fetchall()
    await filled(path)
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("SELECT * FROM _sqlite_migrations").fetchall() == before
        assert connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)


async def test_a_file_from_a_newer_version_is_left_alone(path: Path) -> None:
    await filled(path)
    await execute(
        path,
        "INSERT INTO _sqlite_migrations (migration_set, name, applied_at)"
        " VALUES ('pullquote', 'teleport', '2031-01-01')",
    )
    for read_only in (False, True):
        error = await refusal(path, read_only=read_only)
        assert isinstance(error, ArchiveTooNew)
        assert "update the bot" in str(error)


async def test_other_tables_and_migrations_in_the_file_do_no_harm(path: Path) -> None:
    await execute(path, "CREATE TABLE diary (day TEXT)")
    await filled(path)
    await execute(
        path,
        "INSERT INTO _sqlite_migrations (migration_set, name, applied_at)"
        " VALUES ('diary', 'first', '2031-01-01')",
    )
    await filled(path)


async def test_tables_of_another_program_in_the_way(path: Path) -> None:
    await execute(path, "CREATE TABLE shares (price REAL)")
    error = await refusal(path)
    assert isinstance(error, ArchiveUnreadable)
    assert "name another file" in str(error)
    with closing(sqlite3.connect(path)) as connection:
        tables = connection.execute("SELECT name FROM sqlite_schema").fetchall()
    assert tables == [("shares",)]


async def test_a_file_that_is_no_database(path: Path) -> None:
    fill_with_prose(path)
    for read_only in (False, True):
        assert isinstance(await refusal(path, read_only=read_only), ArchiveUnreadable)


async def test_a_folder_in_place_of_the_file(tmp_path: Path) -> None:
    error = await refusal(tmp_path)
    assert isinstance(error, ArchiveUnreadable)
    assert "is a folder" in str(error)


async def test_a_file_in_place_of_the_folder(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    assert isinstance(await refusal(tmp_path / "file" / "pullquote.db"), ArchiveReadOnly)


async def test_a_damaged_file(path: Path) -> None:
    async with open_archive(path) as archive:
        report = said(*((f"{number} " + "word " * 50, "Ana Ruiz") for number in range(200)))
        await archive.record(None, "key", report, "rules-1")
    damage(path)
    with pytest.raises(ArchiveUnreadable, match="restore a backup"):
        async with open_archive(path) as archive:
            await archive.quotes(QuoteQuery(speaker="ana"))


async def test_reading_only_needs_a_file(path: Path) -> None:
    error = await refusal(path, read_only=True)
    assert isinstance(error, ArchiveMissing)


async def test_reading_only_needs_the_tables(path: Path) -> None:
    await execute(path, "CREATE TABLE diary (day TEXT)")
    assert isinstance(await refusal(path, read_only=True), ArchiveTooOld)


async def test_reading_only_answers_and_writes_nothing(path: Path) -> None:
    await filled(path)
    async with open_archive(path, read_only=True) as archive:
        assert (await archive.quotes(QuoteQuery(speaker="ana"))).total == 1
        await cannot_write(archive)


async def cannot_write(archive: Archive) -> None:
    with pytest.raises(ArchiveReadOnly, match="write access"):
        await archive.see([sighting()])


async def test_a_file_that_must_not_be_written(shelf: Path) -> None:
    path = shelf / "pullquote.db"
    await filled(path)
    with locked(path), locked(shelf), as_nobody():
        error = await refusal(path)
        assert isinstance(error, ArchiveReadOnly)
        async with open_archive(path, read_only=True) as archive:
            assert (await archive.quotes(QuoteQuery(speaker="ana"))).total == 1
            await cannot_write(archive)


async def test_a_folder_that_must_not_be_written(shelf: Path) -> None:
    with locked(shelf), as_nobody():
        assert isinstance(await refusal(shelf / "pullquote.db"), ArchiveReadOnly)
        assert isinstance(await refusal(shelf / "data" / "pullquote.db"), ArchiveReadOnly)


async def test_another_program_holds_the_file(path: Path) -> None:
    await filled(path)
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        error = await refusal(path)
    assert isinstance(error, ArchiveUnavailable)
    assert "busy" in str(error)


async def test_an_older_archive_learns_of_new_kinds_of_page(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        migrations.apply(Database(connection), stop_before="kinds_of_page")
        connection.commit()
    live = Article(text="The gates are closed.", kind=PageKind.LIVE_BLOG)
    async with open_archive(path) as archive:
        stored = await archive.record(None, "key", Report(live), "rules-1")
        assert await archive.report(stored.article_id) == stored
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
