"""Shares that go, with their message, channel or server, and what only they held."""

import sqlite3
from collections.abc import Sequence

from bot.archive.articles import let_go
from bot.archive.rows import as_json, storable
from bot.archive.shares import shares_from, shares_of_message
from bot.domain import Share

_AT_A_TIME = 50


def forget_message(connection: sqlite3.Connection, message_id: int) -> list[Share]:
    """Delete a message's shares, and what no other share holds; return what was deleted."""
    gone = shares_of_message(connection, message_id)
    _delete(connection, gone)
    return gone


def forget_link(connection: sqlite3.Connection, message_id: int, url: str) -> Share | None:
    """Delete the share of one link, edited out of its message; return it."""
    gone = shares_from(
        connection.execute(
            "SELECT * FROM shares WHERE message_id = ? AND url = ?", (message_id, storable(url))
        )
    )
    _delete(connection, gone)
    return gone[0] if gone else None


def forget_some_of_guild(connection: sqlite3.Connection, guild_id: int) -> bool:
    """Delete some shares of a server and what only they held; return whether any were left."""
    gone = shares_from(
        connection.execute(
            "SELECT * FROM shares WHERE guild_id = ? LIMIT ?", (guild_id, _AT_A_TIME)
        )
    )
    _delete(connection, gone)
    return bool(gone)


def forget_some_of_channel(connection: sqlite3.Connection, guild_id: int, channel_id: int) -> bool:
    """Delete some shares of a channel and what only they held; return whether any were left."""
    gone = shares_from(
        connection.execute(
            "SELECT * FROM shares WHERE guild_id = ? AND channel_id = ? LIMIT ?",
            (guild_id, channel_id, _AT_A_TIME),
        )
    )
    _delete(connection, gone)
    return bool(gone)


def forget(connection: sqlite3.Connection, share_ids: Sequence[int]) -> None:
    """Delete shares by their ids, and what no other share holds."""
    _delete(
        connection,
        shares_from(
            connection.execute(
                "SELECT * FROM shares WHERE id IN (SELECT value FROM json_each(?))",
                (as_json(share_ids),),
            )
        ),
    )


def _delete(connection: sqlite3.Connection, gone: Sequence[Share]) -> None:
    connection.executemany("DELETE FROM shares WHERE id = ?", [(share.id,) for share in gone])
    let_go(connection, {share.article_id for share in gone if share.article_id is not None})
