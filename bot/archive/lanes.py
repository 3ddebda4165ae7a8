"""SQLite off the event loop: threads, each with a connection of its own.

The archive writes in a lane of one thread and reads in a lane of several. With the write-ahead
log (https://www.sqlite.org/wal.html) neither waits for the other.
"""

import asyncio
import math
import sqlite3
import time
from collections.abc import Callable, Generator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from queue import SimpleQueue
from typing import Concatenate, Literal, ParamSpec, TypeVar

from bot.archive.errors import (
    DAMAGED_ARTICLE,
    ArchiveError,
    ArchiveReadOnly,
    ArchiveUnavailable,
    ArchiveUnreadable,
    ArticleDamaged,
)
from bot.languages import N_

P = ParamSpec("P")
T = TypeVar("T")
Begin = Literal["BEGIN", "BEGIN IMMEDIATE"]

_STEPS_BETWEEN_LOOKS = 20_000
_KIB_OF_PAGES = 8_000  # held by each connection; SQLite's own 2,000

_BUSY = N_("The archive is busy; try again when the other program has finished with it.")
_FULL = N_("The archive's disk is full or failing; free some space, then try again.")
_SLOW = N_("That question took too long; ask about one speaker or a rarer word.")
_LOCKED_UP = "The archive {path} cannot be written; give the bot write access to it."
_BROKEN = "{path} is damaged or no archive; restore a backup or name another file."
_NAMES: dict[int, tuple[type[ArchiveError], str]] = {
    sqlite3.SQLITE_BUSY: (ArchiveUnavailable, _BUSY),
    sqlite3.SQLITE_LOCKED: (ArchiveUnavailable, _BUSY),
    sqlite3.SQLITE_FULL: (ArchiveUnavailable, _FULL),
    sqlite3.SQLITE_IOERR: (ArchiveUnavailable, _FULL),
    sqlite3.SQLITE_INTERRUPT: (ArchiveUnavailable, _SLOW),
    sqlite3.SQLITE_READONLY: (ArchiveReadOnly, _LOCKED_UP),
    sqlite3.SQLITE_PERM: (ArchiveReadOnly, _LOCKED_UP),
    sqlite3.SQLITE_CORRUPT: (ArchiveUnreadable, _BROKEN),
    sqlite3.SQLITE_NOTADB: (ArchiveUnreadable, _BROKEN),
}
_LOCKED_NOW = N_(
    "The archive cannot be written just now; what it holds can still be asked for, and whoever"
    " runs the bot should give it write access."
)
# What is said to people in Discord: whom they can turn to, and no path of the bot's machine.
_AT_WORK = {
    sqlite3.SQLITE_READONLY: _LOCKED_NOW,
    sqlite3.SQLITE_PERM: _LOCKED_NOW,
    sqlite3.SQLITE_CORRUPT: N_(
        "The archive is damaged in the place that this needs; the rest can"
        " still be asked for, and whoever runs the bot should restore a backup."
    ),
    sqlite3.SQLITE_NOTADB: N_(
        "The archive is damaged; whoever runs the bot should restore a backup."
    ),
}


class Lane:
    """A few threads that work on the archive, one transaction at a time each.

    Parameters:
        connections: one for each thread; the lane closes them.
        begin: how a transaction starts: ``BEGIN IMMEDIATE`` to write, ``BEGIN`` to read.
        limit_s: a transaction that takes longer is given up; None for no limit.
    """

    def __init__(
        self,
        path: Path,
        connections: list[sqlite3.Connection],
        begin: Begin,
        limit_s: float | None = None,
    ) -> None:
        self.path = path
        self._begin: Begin = begin
        self._limit_s = limit_s
        self._broken_off = False
        self._connections = tuple(connections)
        self._idle: SimpleQueue[sqlite3.Connection] = SimpleQueue()
        for connection in connections:
            self._idle.put(connection)
        self._threads = ThreadPoolExecutor(len(connections), thread_name_prefix="archive")

    async def run(
        self,
        work: Callable[Concatenate[sqlite3.Connection, P], T],
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> T:
        """Do the work in one transaction in a thread of this lane.

        Raises what the work raises, with SQLite's errors turned into an ArchiveError.
        """
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(
            self._threads, lambda: self._transact(lambda it: work(it, *args, **kwargs))
        )

    async def run_bare(self, work: Callable[[sqlite3.Connection], T]) -> T:
        """Do the work in a thread of this lane and in no transaction: some pragmas want none."""
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._threads, lambda: self._work(work))

    def close(self, *, interrupt: bool = False) -> None:
        """Let the work that has begun end, or break it off, then close the connections."""
        if interrupt:
            # An interrupt reaches the statements that run now, and not those that are about to.
            self._broken_off = True
            for connection in self._connections:
                connection.interrupt()
        self._threads.shutdown(cancel_futures=interrupt)
        while not self._idle.empty():
            self._idle.get().close()

    def _transact(self, work: Callable[[sqlite3.Connection], T]) -> T:
        def all_or_nothing(connection: sqlite3.Connection) -> T:
            with self._breakable(connection), transaction(connection, self._begin):
                return work(connection)

        return self._work(all_or_nothing)

    @contextmanager
    def _breakable(self, connection: sqlite3.Connection) -> Generator[None]:
        """Give up what takes longer than the limit, or runs on when the lane is to be closed."""
        deadline = math.inf if self._limit_s is None else time.monotonic() + self._limit_s
        connection.set_progress_handler(
            lambda: self._broken_off or time.monotonic() > deadline, _STEPS_BETWEEN_LOOKS
        )
        try:
            yield
        finally:
            connection.set_progress_handler(None, 0)

    def _work(self, work: Callable[[sqlite3.Connection], T]) -> T:
        connection = self._idle.get()
        try:
            with named_errors(self.path, at_work=True):
                return work(connection)
        finally:
            self._idle.put(connection)


def connect(path: Path, mode: Literal["rwc", "ro"], patience_s: float) -> sqlite3.Connection:
    """A connection that any one thread at a time may use and that begins no transaction by itself.

    It waits ``patience_s`` seconds for another program that is writing.

    A file in write-ahead mode cannot be opened the usual way in a folder that cannot be written;
    where no log lies beside it, it is complete and is read as it is.
    """
    address = f"{path.absolute().as_uri()}?mode={mode}"
    try:
        return _prepared(address, patience_s)
    except sqlite3.OperationalError:
        log = path.with_name(path.name + "-wal")
        if mode == "rwc" or not path.is_file() or log.exists():
            raise
        return _prepared(f"{address}&immutable=1", patience_s)


def _prepared(address: str, patience_s: float) -> sqlite3.Connection:
    connection = sqlite3.connect(
        address, uri=True, timeout=patience_s, isolation_level=None, check_same_thread=False
    )
    try:
        connection.row_factory = sqlite3.Row
        connection.execute("PRAGMA foreign_keys = ON")
        # In a large archive each row that is looked up lies on a page of its own.
        connection.execute(f"PRAGMA cache_size = -{_KIB_OF_PAGES}")
        connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()
    except BaseException:
        connection.close()
        raise
    return connection


@contextmanager
def transaction(connection: sqlite3.Connection, begin: Begin) -> Generator[None]:
    """All of the block or nothing of it."""
    connection.execute(begin)
    try:
        yield
        connection.execute("COMMIT")
    except BaseException:
        # SQLite itself has rolled back after some errors, a full disk among them.
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


@contextmanager
def time_limit(connection: sqlite3.Connection, limit_s: float | None) -> Generator[None]:
    """Break off what a connection does for longer than that; None for no limit."""
    if limit_s is None:
        yield
        return
    deadline = time.monotonic() + limit_s
    connection.set_progress_handler(lambda: time.monotonic() > deadline, _STEPS_BETWEEN_LOOKS)
    try:
        yield
    finally:
        connection.set_progress_handler(None, 0)


@contextmanager
def named_errors(path: Path, *, at_work: bool = False) -> Generator[None]:
    """Turn SQLite's errors that a user can cause into our own; others are bugs and pass.

    Parameters:
        at_work: the archive is open, and those who ask it are told, not those who run it.
    """
    try:
        yield
    except sqlite3.Error as error:
        named = _named(error, path, _AT_WORK if at_work else {})
        if named is None:
            raise
        raise named from error


def _named(error: sqlite3.Error, path: Path, said: Mapping[int, str]) -> ArchiveError | None:
    code: int | None = getattr(error, "sqlite_errorcode", None)
    if code is None:
        # The driver itself says so, where a text is not UTF-8.
        return (
            ArticleDamaged(DAMAGED_ARTICLE) if isinstance(error, sqlite3.OperationalError) else None
        )
    plain = code & 0xFF  # the low byte of an extended code
    if plain == sqlite3.SQLITE_CANTOPEN:
        return _cannot_open(path)
    if plain not in _NAMES:
        return None
    name, sentence = _NAMES[plain]
    return name(said.get(plain) or sentence.format(path=path))


def _cannot_open(path: Path) -> ArchiveError:
    if path.is_dir():
        return ArchiveUnreadable(f"{path} is a folder; name a file for the archive.")
    return ArchiveReadOnly(
        f"The archive {path} cannot be opened for writing; give the bot write access to its folder."
    )
