"""Bringing the tables of the archive up to date; ``docs/archive.md`` draws them."""

import sqlite3
from pathlib import Path

from sqlite_utils import Database

from bot.archive.errors import ArchiveTooNew, ArchiveTooOld, ArchiveUnreadable
from bot.archive.migrations import migrations

_LEAVE_ROOM = {"texts"}


def migrate(connection: sqlite3.Connection, path: Path) -> bool:
    """Bring the tables up to date; call it inside a transaction.

    Returns whether that left much room in the file.

    Raises ArchiveTooNew, or ArchiveUnreadable where another program's tables stand in the way.
    """
    db = Database(connection)
    _refuse_newer(db, path)
    pending = {migration.name for migration in migrations.pending(db)}
    try:
        migrations.apply(db)
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode != sqlite3.SQLITE_ERROR:
            raise
        raise ArchiveUnreadable(
            f"{path} holds tables of another program; name another file for the archive."
        ) from error
    return bool(pending & _LEAVE_ROOM) and bool(db["articles"].count)


def check(connection: sqlite3.Connection, path: Path) -> None:
    """Make sure that the tables can be read as they are; raises ArchiveTooNew or ArchiveTooOld."""
    db = Database(connection)
    _refuse_newer(db, path)
    if migrations.pending(db):
        raise ArchiveTooOld(
            f"{path} lacks tables of this Pullquote; start the bot once to bring it up to date."
        )


def _refuse_newer(db: Database, path: Path) -> None:
    with Database(memory=True) as blank:
        known = {migration.name for migration in migrations.pending(blank)}
    if any(migration.name not in known for migration in migrations.applied(db)):
        raise ArchiveTooNew(
            f"The archive {path} comes from a newer Pullquote; update the bot, then start it again."
        )
