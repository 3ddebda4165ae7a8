"""Histories of channels that are being read, or were: how far, and how it ended."""

import sqlite3
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from bot.archive.errors import BackfillRuns
from bot.archive.lanes import Lane
from bot.archive.rows import storable, timestamp
from bot.languages import N_

_KEPT = 10  # of those of a server that have ended


class BackfillState(StrEnum):
    """How it stands with a backfill."""

    RUNNING = "running"
    DONE = "done"
    STOPPED = "stopped"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Backfill:
    """The reading of a channel's history, its threads' too, up to the moment it was begun.

    Parameters:
        sentence: why it failed.
        place_id: the channel or thread that is being read; None before the first.
        message_id: the last message there that is done.
        messages: how many have been looked at, in all.
        links: how many of theirs were read, and ``failed``, how many could not be.
    """

    id: int
    guild_id: int
    channel_id: int
    since: datetime
    begun_at: datetime
    state: BackfillState
    sentence: str | None
    place_id: int | None
    message_id: int | None
    messages: int
    links: int
    failed: int


class Backfills:
    """The backfills of an archive; a part of an Archive, and awaited like it."""

    def __init__(self, writer: Lane, reader: Lane) -> None:
        self._writer = writer
        self._reader = reader

    async def begin(
        self, guild_id: int, channel_id: int, since: datetime, begun_at: datetime
    ) -> Backfill:
        """Note that a channel's history is to be read; raises BackfillRuns if another one is.

        Parameters:
            begun_at: the end of that history; what is written later is read as it comes.
        """
        return await self._writer.run(_begin, guild_id, channel_id, since, begun_at)

    async def go_on(
        self, id_: int, place_id: int, message_id: int, *, messages: int, links: int, failed: int
    ) -> Backfill | None:
        """Note how far a backfill has come, and what that adds; None if it runs no more."""
        return await self._writer.run(
            _go_on, id_, (place_id, message_id, messages, links, failed, id_)
        )

    async def end(
        self, id_: int, state: BackfillState, sentence: str | None = None
    ) -> Backfill | None:
        """Note how a backfill ended, unless that is noted already; None if there is none."""
        return await self._writer.run(_end, id_, state, sentence)

    async def get(self, id_: int) -> Backfill | None:
        return await self._reader.run(_get, id_)

    async def running(self) -> list[Backfill]:
        """Those that have not ended, oldest first."""
        return await self._reader.run(_all, "state = 'running' ORDER BY id")

    async def of_guild(self, guild_id: int) -> list[Backfill]:
        """Those of a server, newest first."""
        return await self._reader.run(_all, "guild_id = ? ORDER BY id DESC", guild_id)


def forget_guild(connection: sqlite3.Connection, guild_id: int) -> None:
    """Delete what is noted of a server's backfills."""
    connection.execute("DELETE FROM backfills WHERE guild_id = ?", (guild_id,))


def _begin(
    connection: sqlite3.Connection,
    guild_id: int,
    channel_id: int,
    since: datetime,
    begun_at: datetime,
) -> Backfill:
    if _all(connection, "guild_id = ? AND state = 'running'", guild_id):
        raise BackfillRuns(
            N_(
                "I am reading a history of this server already; stop that with /backfill stop, or"
                " wait."
            )
        )
    connection.execute(
        "DELETE FROM backfills WHERE guild_id = :guild AND id NOT IN"
        " (SELECT id FROM backfills WHERE guild_id = :guild ORDER BY id DESC LIMIT :most)",
        {"guild": guild_id, "most": _KEPT},
    )
    row = connection.execute(
        "INSERT INTO backfills (guild_id, channel_id, since, begun_at, state)"
        " VALUES (?, ?, ?, ?, 'running') RETURNING *",
        (guild_id, channel_id, timestamp(since), timestamp(begun_at)),
    ).fetchone()
    return _backfill(row)


def _go_on(connection: sqlite3.Connection, id_: int, values: tuple[int, ...]) -> Backfill | None:
    cursor = connection.execute(
        "UPDATE backfills SET place_id = ?, message_id = ?, messages = messages + ?,"
        " links = links + ?, failed = failed + ? WHERE id = ? AND state = 'running'",
        values,
    )
    return _get(connection, id_) if cursor.rowcount else None


def _end(
    connection: sqlite3.Connection, id_: int, state: BackfillState, sentence: str | None
) -> Backfill | None:
    connection.execute(
        "UPDATE backfills SET state = ?, sentence = ? WHERE id = ? AND state = 'running'",
        (state, None if sentence is None else storable(sentence), id_),
    )
    return _get(connection, id_)


def _get(connection: sqlite3.Connection, id_: int) -> Backfill | None:
    found = _all(connection, "id = ?", id_)
    return found[0] if found else None


def _all(connection: sqlite3.Connection, where: str, *values: int) -> list[Backfill]:
    rows = connection.execute(f"SELECT * FROM backfills WHERE {where}", values)  # noqa: S608 (ours)
    return [_backfill(row) for row in rows]


def _backfill(row: Any) -> Backfill:
    known: dict[str, Any] = dict(row)
    for moment in ("since", "begun_at"):
        known[moment] = datetime.fromisoformat(known[moment])
    known["state"] = BackfillState(known["state"])
    return Backfill(**known)
