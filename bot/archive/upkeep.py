"""What keeps the archive's file in order."""

import sqlite3
from collections.abc import Generator
from contextlib import contextmanager

from bot.archive.errors import ArchiveUnreadable

# Of each index so many rows are looked at: enough to plan by, and done in milliseconds.
# https://www.sqlite.org/lang_analyze.html#approximate_analyze_for_large_databases
_ROWS_TO_PLAN_BY = 400
# What SQLite has learnt of a nearly empty archive makes it read a full one through: questions that
# took 50 ms took over a second. Without any statistics it plans well at every size.
_QUOTES_TO_LEARN_FROM = 10_000
_LONGEST_FINDING = 200


def check(connection: sqlite3.Connection) -> None:
    """Read the whole file through, indexes apart, and raise ArchiveUnreadable where it is damaged.

    https://www.sqlite.org/pragma.html#pragma_quick_check
    """
    found: str = connection.execute("PRAGMA quick_check(1)").fetchone()[0]
    if found == "ok":
        return
    finding = " ".join(found.split())[:_LONGEST_FINDING]
    raise ArchiveUnreadable(
        f"The archive is damaged ({finding}); stop the bot and put a backup in its place."
    )


def tidy(connection: sqlite3.Connection) -> None:
    """Learn what plans the questions need, and fold the log into the file; in no transaction."""
    newest: int | None = connection.execute("SELECT max(id) FROM quotes").fetchone()[0]
    if (newest or 0) >= _QUOTES_TO_LEARN_FROM:
        connection.execute(f"PRAGMA analysis_limit = {_ROWS_TO_PLAN_BY}").fetchall()
        connection.execute("PRAGMA optimize").fetchall()
    with _without_waiting(connection):
        # Where somebody reads, as much is folded as can be, and the rest another time.
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()


@contextmanager
def _without_waiting(connection: sqlite3.Connection) -> Generator[None]:
    patience_ms: int = connection.execute("PRAGMA busy_timeout").fetchone()[0]
    connection.execute("PRAGMA busy_timeout = 0").fetchall()
    try:
        yield
    finally:
        connection.execute(f"PRAGMA busy_timeout = {patience_ms}").fetchall()
