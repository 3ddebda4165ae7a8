"""A copy of the archive, taken while the bot goes on working: whole, or not at all."""

import os
import shutil
import sqlite3
from collections.abc import Callable, Generator
from contextlib import closing, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from bot.archive.errors import (
    ArchiveMissing,
    ArchiveUnreadable,
    BackupExists,
    BackupFailed,
)
from bot.archive.lanes import connect, named_errors, transaction

_PAGES_AT_A_TIME = 2_000  # some 8 MB: often enough for a progress bar, and for Ctrl-C


def back_up(
    path: Path,
    target: Path,
    *,
    force: bool = False,
    patience_s: float = 10,
    progress: Callable[[int, int], object] | None = None,
) -> int:
    """Copy the archive as it is at this moment into one file, check the copy, return its bytes.

    It reads one snapshot (https://www.sqlite.org/backup.html, https://www.sqlite.org/isolation.html),
    so neither holds the other up, and what is written meanwhile is in the next copy.

    Parameters:
        force: put the copy in the place of a file that is there.
        patience_s: how long to wait for another program that holds the file, in seconds.
        progress: told after every part how many pages are copied, and of how many.

    Raises:
        ArchiveMissing: there is nothing to copy.
        BackupExists: there is a file already, or one that must not be replaced.
        BackupFailed: the copy cannot be written where it should be.
        ArchiveUnreadable: the archive is damaged; then nothing is left of the copy.
        ArchiveUnavailable: another program holds the archive.
    """
    if not path.exists():
        raise ArchiveMissing(f"There is no archive at {path} to copy; name the archive's file.")
    _refuse(path, target, force)
    with (
        _unwritable_named(target),
        TemporaryDirectory(prefix=".pullquote-backup-", dir=target.absolute().parent) as folder,
    ):
        copy = Path(folder) / target.name
        _copy(path, copy, patience_s, progress)
        _refuse_damaged(path, copy)
        shutil.copymode(path, copy)
        _to_disk(copy)
        size = copy.stat().st_size
        # Somebody may have put a file there meanwhile.
        _refuse(path, target, force)
        copy.replace(target)
    return size


def _refuse(path: Path, target: Path, force: bool) -> None:
    if target.is_dir():
        raise BackupExists(f"{target} is a folder; name a file for the copy.")
    if not target.exists():
        return
    if target.samefile(path):
        raise BackupExists(f"{target} is the archive itself; name another file for the copy.")
    if target.with_name(target.name + "-wal").exists():
        raise BackupExists(f"{target} is in use by another program; name another file.")
    if not force:
        raise BackupExists(f"{target} is there already; name another file, or say --force.")


def _copy(
    path: Path, copy: Path, patience_s: float, progress: Callable[[int, int], object] | None
) -> None:
    with (
        named_errors(path),
        closing(connect(path, "ro", patience_s)) as source,
        transaction(source, "BEGIN"),
        closing(sqlite3.connect(copy, isolation_level=None)) as target,
    ):
        # The first question fixes the snapshot: without it every write would start the copy anew.
        source.execute("SELECT count(*) FROM sqlite_schema").fetchone()
        with _writing_named(copy):
            source.backup(
                target,
                pages=_PAGES_AT_A_TIME,
                progress=progress and (lambda _, left, total: progress(total - left, total)),
            )
            # One file without companions, which opens from a read-only disk, too.
            target.execute("PRAGMA journal_mode = DELETE")


def _refuse_damaged(path: Path, copy: Path) -> None:
    with named_errors(path), closing(sqlite3.connect(copy)) as connection:
        found = connection.execute("PRAGMA quick_check(1)").fetchone()[0]
    if found != "ok":
        raise ArchiveUnreadable(
            f"{path} is damaged, so it was not copied; go back to an earlier copy of it."
        )


def _to_disk(copy: Path) -> None:
    with copy.open("rb") as file:
        os.fsync(file.fileno())


@contextmanager
def _writing_named(copy: Path) -> Generator[None]:
    """SQLite doesn't say which file a step failed on: a full disk is taken to be the copy's."""
    try:
        yield
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode & 0xFF not in (sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR):
            raise
        raise OSError(f"cannot write {copy}") from error


@contextmanager
def _unwritable_named(target: Path) -> Generator[None]:
    try:
        yield
    except OSError as error:
        folder = target.absolute().parent
        raise BackupFailed(
            f"The copy cannot be written to {folder}; make room there, or name a file in a folder"
            " that you may write to."
        ) from error
