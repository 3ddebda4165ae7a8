"""What is stored about one person, and its going: their links, and whether any are read at all."""

import sqlite3
from collections.abc import AsyncGenerator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from bot.archive import backfills, decided, notes, servers
from bot.archive.forgetting import forget
from bot.archive.lanes import Lane
from bot.archive.rows import as_json, timestamp

_SHARES_AT_A_TIME = 50
_EXPORTED_AT_A_TIME = 500
_REMOVALS_AT_A_TIME = 50

_SHARES = "SELECT id, reply_id, guild_id, coalesce(thread_id, channel_id) AS channel_id FROM shares"
_OF_PERSON = f"{_SHARES} WHERE author_id = ? LIMIT ?"
_OF_GUILD = f"{_SHARES} WHERE guild_id = ? LIMIT ?"

#: Every column in which the id of a member of Discord stands.
PERSONAL = frozenset(
    {
        ("shares", "author_id"),
        ("ignored", "author_id"),
        ("corrections", "author_id"),
        ("corrections", "undone_by"),
        ("name_changes", "author_id"),
        ("name_changes", "undone_by"),
        ("settings_log", "user_id"),
    }
)


@dataclass(frozen=True, slots=True)
class Holding:
    """How much is stored about a person.

    ``articles`` are those that their links led to, ``own_quotes`` the quotes of such of them as
    nobody else shared; ``first`` is the time of their oldest link, ``ignored_since`` when they
    asked that none be read. ``changes`` are the corrections, names and settings that they changed
    or took back, ``listed`` the servers that chose to read no link of theirs.
    """

    links: int
    servers: int
    cards: int
    articles: int
    own_quotes: int
    first: datetime | None = None
    ignored_since: datetime | None = None
    changes: int = 0
    listed: int = 0

    @property
    def nothing(self) -> bool:
        """Whether there is nothing to forget."""
        return not (self.links or self.changes or self.listed)


@dataclass(frozen=True, slots=True)
class Removal:
    """A reply of ours whose share is forgotten; ``guild_id`` is None in a direct message."""

    reply_id: int
    guild_id: int | None
    channel_id: int


class People:
    """The archive, asked about one person; every method may raise what the Archive's raise."""

    def __init__(self, writer: Lane, reader: Lane) -> None:
        self._writer = writer
        self._reader = reader

    async def holding(self, author_id: int) -> Holding:
        """How much is stored about somebody."""
        return await self._reader.run(_holding, author_id)

    async def links(self, author_id: int) -> AsyncGenerator[Mapping[str, Any]]:
        """All that is stored of each link that somebody shared, oldest first, ready for JSON."""
        after = 0
        while rows := await self._reader.run(_links, author_id, after):
            for row in rows:
                yield row
            after = rows[-1]["share"]

    async def notes(self, author_id: int) -> Mapping[str, Any]:
        """What somebody changed, and which servers read no link of theirs, ready for JSON."""
        return await self._reader.run(notes.notes, author_id)

    async def ignored(self) -> set[int]:
        """Those who want no link of theirs read."""
        return await self._reader.run(_ignored)

    async def ignore(self, author_id: int) -> None:
        """Note that somebody wants no link read."""
        await self._writer.run(_ignore, author_id)

    async def heed(self, author_id: int) -> None:
        """Note that somebody's links may be read again."""
        await self._writer.run(_heed, author_id)

    async def forget(self, author_id: int) -> int:
        """Delete all links that somebody shared and what only they held; return how many.

        Some at a time, so that nobody waits for it; our replies to them become removals. What they
        corrected or changed stays, and nobody knows any more that it was they.
        """
        await self._writer.run(notes.forget, author_id)
        return await self._forget_all(_OF_PERSON, author_id)

    async def wipe_guild(self, guild_id: int) -> int:
        """Delete all links of a server and what only they held, as for one person.

        What it decided, of names and with /settings, goes, and what is known of its backfills.
        """
        count = await self._forget_all(_OF_GUILD, guild_id)
        await self._writer.run(_forget_guild, guild_id)
        return count

    async def removals(self) -> list[Removal]:
        """Some of our replies that are to go."""
        return await self._reader.run(_removals)

    async def removed(self, reply_ids: Sequence[int]) -> None:
        """Note that replies of ours are gone, or can't be reached any more."""
        await self._writer.run(_removed, reply_ids)

    async def _forget_all(self, shares: str, id_: int) -> int:
        count = 0
        while gone := await self._writer.run(_forget_some, shares, id_):
            count += gone
        return count


def _holding(connection: sqlite3.Connection, author_id: int) -> Holding:
    shared = connection.execute(
        "SELECT count(*) AS links, count(DISTINCT guild_id) AS servers, count(reply_id) AS cards,"
        " count(DISTINCT article_id) AS articles, min(shared_at) AS first"
        " FROM shares WHERE author_id = ?",
        (author_id,),
    ).fetchone()
    own = connection.execute(
        "SELECT count(*) FROM quotes WHERE article_id IN ("
        " SELECT id FROM articles WHERE NOT kept"
        "  AND id IN (SELECT article_id FROM shares WHERE author_id = :author)"
        "  AND NOT EXISTS (SELECT 1 FROM shares AS other"
        "   WHERE other.article_id = articles.id AND other.author_id <> :author))",
        {"author": author_id},
    ).fetchone()
    ignored = connection.execute(
        "SELECT since FROM ignored WHERE author_id = ?", (author_id,)
    ).fetchone()
    return Holding(
        links=shared["links"],
        servers=shared["servers"],
        cards=shared["cards"],
        articles=shared["articles"],
        own_quotes=own[0],
        first=_moment(shared["first"]),
        ignored_since=_moment(ignored["since"]) if ignored else None,
        changes=notes.changes(connection, author_id),
        listed=len(notes.listed(connection, author_id)),
    )


def _links(
    connection: sqlite3.Connection, author_id: int, after: int
) -> Sequence[Mapping[str, Any]]:
    rows = connection.execute(
        "SELECT shares.id AS share, shares.guild_id AS server, shares.channel_id AS channel,"
        " shares.message_id AS message, shares.author_id AS author, shares.url AS link,"
        " shares.key AS address, shares.spoiler, shares.shared_at, shares.reply_id AS reply,"
        " shares.thread_id AS thread,"
        " shares.card, inbox.state, inbox.kind AS failure, inbox.sentence AS reason,"
        " inbox.changed_at, shares.article_id AS article, articles.title"
        " FROM shares LEFT JOIN inbox ON inbox.share_id = shares.id"
        " LEFT JOIN articles ON articles.id = shares.article_id"
        " WHERE shares.author_id = ? AND shares.id > ? ORDER BY shares.id LIMIT ?",
        (author_id, after, _EXPORTED_AT_A_TIME),
    )
    return [dict(row) for row in rows]


def _ignored(connection: sqlite3.Connection) -> set[int]:
    return {row["author_id"] for row in connection.execute("SELECT author_id FROM ignored")}


def _ignore(connection: sqlite3.Connection, author_id: int) -> None:
    connection.execute(
        "INSERT INTO ignored (author_id, since) VALUES (?, ?) ON CONFLICT DO NOTHING",
        (author_id, timestamp(datetime.now(UTC))),
    )


def _heed(connection: sqlite3.Connection, author_id: int) -> None:
    connection.execute("DELETE FROM ignored WHERE author_id = ?", (author_id,))


def _forget_some(connection: sqlite3.Connection, shares: str, id_: int) -> int:
    """Delete some of somebody's shares, by one of the questions above; return how many."""
    rows = connection.execute(shares, (id_, _SHARES_AT_A_TIME)).fetchall()
    connection.executemany(
        "INSERT INTO removals (reply_id, guild_id, channel_id) VALUES (?, ?, ?)"
        " ON CONFLICT DO NOTHING",
        [
            (row["reply_id"], row["guild_id"], row["channel_id"])
            for row in rows
            if row["reply_id"] is not None
        ],
    )
    forget(connection, [row["id"] for row in rows])
    return len(rows)


def _forget_guild(connection: sqlite3.Connection, guild_id: int) -> None:
    backfills.forget_guild(connection, guild_id)
    decided.forget(connection, guild_id)
    servers.forget(connection, guild_id)


def _removals(connection: sqlite3.Connection) -> list[Removal]:
    rows = connection.execute(
        "SELECT reply_id, guild_id, channel_id FROM removals ORDER BY reply_id DESC LIMIT ?",
        (_REMOVALS_AT_A_TIME,),
    )
    return [Removal(row["reply_id"], row["guild_id"], row["channel_id"]) for row in rows]


def _removed(connection: sqlite3.Connection, reply_ids: Sequence[int]) -> None:
    connection.execute(
        "DELETE FROM removals WHERE reply_id IN (SELECT value FROM json_each(?))",
        (as_json(reply_ids),),
    )


def _moment(stored: str | None) -> datetime | None:
    return None if stored is None else datetime.fromisoformat(stored)
