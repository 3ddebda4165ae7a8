"""Opening an archive and closing it: the lanes that write, answer and look the file through."""

import asyncio
import sqlite3
from collections.abc import AsyncGenerator
from contextlib import ExitStack, asynccontextmanager, suppress
from pathlib import Path

from bot.archive import schema
from bot.archive.archive import Archive
from bot.archive.errors import ArchiveMissing, ArchiveReadOnly
from bot.archive.lanes import Lane, connect, named_errors, transaction

_PAGES_OF_LOG = 4_096
_WRITE_ANEW = "VACUUM"
_LARGEST_IDLE_LOG = _PAGES_OF_LOG * 4_096


@asynccontextmanager
async def open_archive(
    path: Path, *, read_only: bool = False, readers: int = 2, patience_s: float = 10
) -> AsyncGenerator[Archive]:
    """Open the archive, made or brought up to date where it must be, and close it on leaving.

    Parameters:
        read_only: change nothing, not even the tables; writing then raises ArchiveReadOnly.
        readers: how many questions are answered at a time.
        patience_s: how long a question, or the wait for another program, may take, in seconds.

    Raises:
        ArchiveMissing: there is no file to read.
        ArchiveReadOnly: the file or its folder cannot be written.
        ArchiveTooNew: a newer Pullquote has changed the tables.
        ArchiveTooOld: the tables must be brought up to date first, by opening them for writing.
        ArchiveUnreadable: the file is no archive, or is damaged.
        ArchiveUnavailable: another program holds the file.
    """
    lanes = await asyncio.to_thread(_open_lanes, path, read_only, readers, patience_s)
    try:
        yield Archive(*lanes)
    finally:
        await asyncio.to_thread(_close_lanes, *lanes)


def _open_lanes(
    path: Path, read_only: bool, readers: int, patience_s: float
) -> tuple[Lane, Lane, Lane]:
    """The lanes that write, answer, and look the file through."""
    if read_only and not path.exists():
        raise ArchiveMissing(f"There is no archive at {path} yet; start the bot, or name its file.")
    with named_errors(path), ExitStack() as opened:
        writer = _open_to_check(path, patience_s) if read_only else _open_to_write(path, patience_s)
        opened.callback(writer.close)
        connections: list[sqlite3.Connection] = []
        for _ in range(readers + 1):
            connection = connect(path, "ro", patience_s)
            opened.callback(connection.close)
            connections.append(connection)
        opened.pop_all()
    inspector = connections.pop()
    return (
        Lane(path, [writer], "BEGIN IMMEDIATE"),
        Lane(path, connections, "BEGIN", patience_s),
        Lane(path, [inspector], "BEGIN"),
    )


def _open_to_check(path: Path, patience_s: float) -> sqlite3.Connection:
    connection = connect(path, "ro", patience_s)
    with ExitStack() as opened:
        opened.callback(connection.close)
        schema.check(connection, path)
        opened.pop_all()
    return connection


def _open_to_write(path: Path, patience_s: float) -> sqlite3.Connection:
    _make_folder(path)
    connection = connect(path, "rwc", patience_s)
    with ExitStack() as opened:
        opened.callback(connection.close)
        # In write-ahead mode a killed process loses nothing with NORMAL; a power cut may lose
        # the last moment, never the file: https://www.sqlite.org/pragma.html#pragma_synchronous
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = NORMAL")
        # What people delete is gone from the file, too, not only from its tables.
        connection.execute("PRAGMA secure_delete = ON")
        # Folding the log into the file waits for the disk: less often, and pages that are changed
        # again and again are written once. That is the size it has at rest, too.
        connection.execute(f"PRAGMA wal_autocheckpoint = {_PAGES_OF_LOG}")
        # A log that one long transaction has blown up shrinks again.
        connection.execute(f"PRAGMA journal_size_limit = {_LARGEST_IDLE_LOG}")
        with transaction(connection, "BEGIN IMMEDIATE"):
            roomy = schema.migrate(connection, path)
        if roomy:
            # Without the disk for that, or with a damaged page, the file stays as large as it is.
            with suppress(sqlite3.DatabaseError):
                connection.execute(_WRITE_ANEW)
        opened.pop_all()
    return connection


def _make_folder(path: Path) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ArchiveReadOnly(
            f"The folder {path.parent} cannot be made; name a folder that the bot may write to."
        ) from error


def _close_lanes(writer: Lane, reader: Lane, inspector: Lane) -> None:
    # The last connection to close folds the log into the file, and a reader could not.
    inspector.close(interrupt=True)
    reader.close()
    writer.close()
