"""What servers have decided, who decided it, and which servers we have met."""

import json
import sqlite3
from collections.abc import Callable, Generator, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import UTC, datetime, timedelta
from typing import Any, cast

import structlog
from pydantic import TypeAdapter, ValidationError

from bot.archive.forgetting import forget as forget_shares
from bot.archive.lanes import Lane
from bot.archive.rows import timestamp
from bot.domain import GuildSettings

_log: structlog.stdlib.BoundLogger = structlog.stdlib.get_logger(__name__)

#: How many changes of a server are remembered.
CHANGES_KEPT = 200
_SHARES_AT_A_TIME = 50

_SETTINGS = TypeAdapter(GuildSettings)
Edit = Callable[[GuildSettings], GuildSettings]


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that somebody changed.

    ``what`` is a field of GuildSettings, or a choice of the card and the place it was made for:
    ``silent@123``. ``before`` and ``after`` are what JSON has for them.
    """

    user_id: int
    changed_at: datetime
    what: str
    before: Any
    after: Any


@dataclass(frozen=True, slots=True)
class Trouble:
    """How it goes in a channel: links that wait, and those that failed lately, the newest first."""

    waiting: int
    failed: tuple[tuple[int, str], ...]

    @property
    def last_error(self) -> str | None:
        return self.failed[0][1] if self.failed else None


class Servers:
    """The part of the archive that is about servers themselves. Raises what Archive raises."""

    def __init__(self, writer: Lane, reader: Lane) -> None:
        self._writer = writer
        self._reader = reader

    async def settings(self) -> dict[int, GuildSettings]:
        """What every server that decided anything has decided."""
        return await self._reader.run(settings)

    async def change(self, guild_id: int, user_id: int, edit: Edit) -> GuildSettings:
        """Change a server's settings in one transaction, and note who changed what."""
        return await self._writer.run(change, guild_id, user_id, edit)

    async def changes(self, guild_id: int, limit: int = CHANGES_KEPT) -> list[Change]:
        """The latest changes in a server, the newest first."""
        return await self._reader.run(changes, guild_id, limit)

    async def met(self) -> dict[int, int]:
        """The servers that we know, with how many members each had when we came."""
        return await self._reader.run(met)

    async def meet(self, members: Mapping[int, int]) -> list[int]:
        """Note servers with the number of their members; return those we had not met before."""
        return await self._writer.run(meet, members)

    async def expire(self, now: datetime) -> None:
        """Delete what was shared in each server that keeps it for a time of its own."""
        for guild_id, days in await self._reader.run(kept_shorter):
            before = now - timedelta(days=days)
            while old := await self._reader.run(old_shares, guild_id, before):
                await self._writer.run(forget_shares, old)

    async def waiting(self, guild_id: int) -> int:
        """How many links of a server wait for their answer."""
        return await self._reader.run(waiting, guild_id)

    async def trouble(self, guild_id: int | None, channel_id: int, since: datetime) -> Trouble:
        """How it goes in a channel: message ids and reasons of what failed since a moment."""
        return await self._reader.run(trouble, guild_id, channel_id, since)


def settings(connection: sqlite3.Connection) -> dict[int, GuildSettings]:
    """What every server has decided; a row that makes no sense counts as nothing decided."""
    rows = connection.execute("SELECT guild_id, settings FROM guild_settings")
    return {row["guild_id"]: _from(row["guild_id"], row["settings"]) for row in rows}


def change(
    connection: sqlite3.Connection, guild_id: int, user_id: int, edit: Edit
) -> GuildSettings:
    """Apply a change, and note each difference."""
    row = connection.execute(
        "SELECT settings FROM guild_settings WHERE guild_id = ?", (guild_id,)
    ).fetchone()
    before = _from(guild_id, row["settings"]) if row else GuildSettings()
    after = edit(before)
    now = timestamp(datetime.now(UTC))
    connection.execute(
        "INSERT INTO guild_settings VALUES (?, ?)"
        " ON CONFLICT (guild_id) DO UPDATE SET settings = excluded.settings",
        (guild_id, _SETTINGS.dump_json(after).decode()),
    )
    connection.executemany(
        "INSERT INTO settings_log (guild_id, user_id, changed_at, what, before, after)"
        " VALUES (?, ?, ?, ?, ?, ?)",
        [
            (guild_id, user_id, now, what, json.dumps(old), json.dumps(new))
            for what, old, new in differences(before, after)
        ],
    )
    connection.execute(
        "DELETE FROM settings_log WHERE guild_id = ? AND id <= (SELECT id FROM settings_log"
        " WHERE guild_id = ? ORDER BY id DESC LIMIT 1 OFFSET ?)",
        (guild_id, guild_id, CHANGES_KEPT),
    )
    return after


def differences(
    before: GuildSettings, after: GuildSettings
) -> Generator[tuple[str, object, object]]:
    """What differs, by the names that :class:`Change` has for it."""
    for field in fields(GuildSettings):
        old, new = getattr(before, field.name), getattr(after, field.name)
        if field.name != "cards" and old != new:
            yield field.name, _plain(old), _plain(new)
    for id_ in sorted({*before.cards, *after.cards}):
        was, is_ = before.cards.get(id_, {}), after.cards.get(id_, {})
        for key in sorted({*was, *is_}):
            if was.get(key) != is_.get(key):
                yield f"{key}@{id_}", was.get(key), is_.get(key)


def changes(connection: sqlite3.Connection, guild_id: int, limit: int) -> list[Change]:
    """The latest changes in a server."""
    rows = connection.execute(
        "SELECT * FROM settings_log WHERE guild_id = ? ORDER BY id DESC LIMIT ?", (guild_id, limit)
    )
    return [
        Change(
            row["user_id"],
            datetime.fromisoformat(row["changed_at"]),
            row["what"],
            json.loads(row["before"]),
            json.loads(row["after"]),
        )
        for row in rows
    ]


def met(connection: sqlite3.Connection) -> dict[int, int]:
    """The servers that we know, with their first number of members."""
    rows = connection.execute("SELECT guild_id, members FROM servers")
    return {row["guild_id"]: row["members"] for row in rows}


def meet(connection: sqlite3.Connection, members: Mapping[int, int]) -> list[int]:
    """Note servers that we had not met before, and return them."""
    now = timestamp(datetime.now(UTC))
    return [
        guild_id
        for guild_id, count in members.items()
        if connection.execute(
            "INSERT INTO servers VALUES (?, ?, ?) ON CONFLICT DO NOTHING", (guild_id, count, now)
        ).rowcount
    ]


def waiting(connection: sqlite3.Connection, guild_id: int) -> int:
    """How many links of a server wait for their answer."""
    row = connection.execute(
        "SELECT count(*) FROM inbox JOIN shares ON shares.id = share_id"
        " WHERE state = 'waiting' AND guild_id = ?",
        (guild_id,),
    ).fetchone()
    return row[0]


def trouble(
    connection: sqlite3.Connection, guild_id: int | None, channel_id: int, since: datetime
) -> Trouble:
    """How many links of a channel wait, and which have failed since a moment."""
    rows: Sequence[sqlite3.Row] = connection.execute(
        "SELECT message_id, state, sentence FROM shares INDEXED BY shares_by_place"
        " JOIN inbox ON inbox.share_id = shares.id"
        " WHERE guild_id IS ? AND channel_id = ? AND article_id IS NULL"
        " AND (state = 'waiting' OR (state = 'failed' AND changed_at >= ?))"
        " ORDER BY changed_at DESC, share_id DESC LIMIT 200",
        (guild_id, channel_id, timestamp(since)),
    ).fetchall()
    return Trouble(
        waiting=sum(row["state"] == "waiting" for row in rows),
        failed=tuple(
            (row["message_id"], row["sentence"]) for row in rows if row["state"] == "failed"
        ),
    )


def kept_shorter(connection: sqlite3.Connection) -> list[tuple[int, int]]:
    """The servers that keep what was shared for so many days only."""
    # Rows that make no sense keep nothing shorter.
    rows = connection.execute(
        "SELECT guild_id, settings ->> 'keep_days' AS days FROM guild_settings"
        " WHERE json_type(settings, '$.keep_days') = 'integer'"
    )
    return [(row["guild_id"], row["days"]) for row in rows]


def old_shares(connection: sqlite3.Connection, guild_id: int, before: datetime) -> list[int]:
    """Some of a server's shares whose message was sent before a moment."""
    rows = connection.execute(
        "SELECT id FROM shares WHERE guild_id = ? AND shared_at < ? LIMIT ?",
        (guild_id, timestamp(before), _SHARES_AT_A_TIME),
    )
    return [row["id"] for row in rows]


def forget(connection: sqlite3.Connection, guild_id: int) -> None:
    """Delete all that we know of a server itself."""
    connection.execute("DELETE FROM guild_settings WHERE guild_id = ?", (guild_id,))
    connection.execute("DELETE FROM settings_log WHERE guild_id = ?", (guild_id,))
    connection.execute("DELETE FROM servers WHERE guild_id = ?", (guild_id,))


def _from(guild_id: int, stored: str) -> GuildSettings:
    try:
        return _SETTINGS.validate_json(stored)
    except ValidationError:
        _log.error("settings_damaged", guild=guild_id)
        return GuildSettings()


def _plain(value: object) -> object:
    """What JSON has for a field: ids as text, as JavaScript would round them."""
    if isinstance(value, frozenset):
        return sorted(map(str, cast("frozenset[object]", value)))
    return value
