"""What whoever runs the bot asks of the archive: the queue, failed links, and the pause."""

import sqlite3
from dataclasses import dataclass
from datetime import UTC, datetime

from bot.archive.lanes import Lane
from bot.archive.rows import timestamp

_MOST_RETRIED = 100


@dataclass(frozen=True, slots=True)
class Queue:
    """How many links are in the inbox, by their state; ``oldest`` is the first that waits."""

    waiting: int
    failed: int
    done: int
    removals: int
    oldest: datetime | None = None


@dataclass(frozen=True, slots=True)
class FailedLinks:
    """How many links failed for one reason, and when the last of them did."""

    kind: str
    count: int
    last: datetime


class Operating:
    """The archive, asked by its operator; every method may raise what the Archive's raise."""

    def __init__(self, writer: Lane, reader: Lane) -> None:
        self._writer = writer
        self._reader = reader

    async def queue(self) -> Queue:
        """How much waits, failed and is done."""
        return await self._reader.run(_queue)

    async def failed(self, limit: int = 15) -> list[FailedLinks]:
        """Why links failed, the most frequent reason first."""
        return await self._reader.run(_failed, limit)

    async def retry(self, kind: str | None = None) -> int:
        """Have the newest failed links wait again, at most a hundred; return how many.

        Parameters:
            kind: only those that failed for this reason; None for any.
        """
        return await self._writer.run(_retry, kind)

    async def paused_since(self) -> datetime | None:
        """When the operator paused the bot; None while it works."""
        return await self._reader.run(_paused_since)

    async def pause(self) -> None:
        """Note that the bot is paused, also for the next start."""
        await self._writer.run(_pause)

    async def unpause(self) -> None:
        """Note that the bot goes on."""
        await self._writer.run(_unpause)


def _queue(connection: sqlite3.Connection) -> Queue:
    states = dict(connection.execute("SELECT state, count(*) FROM inbox GROUP BY state").fetchall())
    removals = connection.execute("SELECT count(*) FROM removals").fetchone()[0]
    oldest: str | None = connection.execute(
        "SELECT min(changed_at) FROM inbox WHERE state = 'waiting'"
    ).fetchone()[0]
    return Queue(
        waiting=states.get("waiting", 0),
        failed=states.get("failed", 0),
        done=states.get("done", 0),
        removals=removals,
        oldest=None if oldest is None else datetime.fromisoformat(oldest),
    )


def _failed(connection: sqlite3.Connection, limit: int) -> list[FailedLinks]:
    rows = connection.execute(
        "SELECT kind, count(*) AS count, max(changed_at) AS last FROM inbox"
        " WHERE state = 'failed' GROUP BY kind ORDER BY count(*) DESC, kind LIMIT ?",
        (limit,),
    )
    return [
        FailedLinks(row["kind"], row["count"], datetime.fromisoformat(row["last"])) for row in rows
    ]


def _retry(connection: sqlite3.Connection, kind: str | None) -> int:
    return connection.execute(
        "UPDATE inbox SET state = 'waiting', kind = NULL, sentence = NULL, changed_at = :now"
        " WHERE share_id IN (SELECT share_id FROM inbox WHERE state = 'failed'"
        "  AND (:kind IS NULL OR kind = :kind) ORDER BY share_id DESC LIMIT :most)",
        {"now": timestamp(datetime.now(UTC)), "kind": kind, "most": _MOST_RETRIED},
    ).rowcount


def _paused_since(connection: sqlite3.Connection) -> datetime | None:
    row = connection.execute("SELECT since FROM pauses").fetchone()
    return None if row is None else datetime.fromisoformat(row["since"])


def _pause(connection: sqlite3.Connection) -> None:
    connection.execute(
        "INSERT INTO pauses (id, since) VALUES (1, ?) ON CONFLICT DO NOTHING",
        (timestamp(datetime.now(UTC)),),
    )


def _unpause(connection: sqlite3.Connection) -> None:
    connection.execute("DELETE FROM pauses")
