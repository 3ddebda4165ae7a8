"""The inbox: links that wait for their reply, and whose turn it is."""

import sqlite3
from collections.abc import Sequence

from bot.archive.rows import as_json
from bot.archive.shares import shares_from
from bot.domain import Share

_WAITING = """
SELECT shares.*, coalesce(guild_id, channel_id) AS place_id
FROM inbox JOIN shares ON shares.id = share_id WHERE state = 'waiting'
    AND share_id NOT IN (SELECT value FROM json_each(:besides))"""
_IN_TURN = """
WITH here AS MATERIALIZED ({waiting}),
turns AS (
    SELECT message_id, min(shared_at) AS since, row_number() OVER (
        PARTITION BY author_id ORDER BY min(shared_at), message_id
    ) AS turn
    FROM here WHERE :place IS NULL OR place_id = :place
    GROUP BY author_id, message_id ORDER BY turn, since, message_id LIMIT :messages
)
SELECT here.* FROM turns JOIN here USING (message_id) ORDER BY turn, since, message_id, id"""
_BY_PLACE = """
SELECT place_id, count(*) AS count FROM ({waiting})
GROUP BY place_id ORDER BY min(message_id)"""


def waiting(
    connection: sqlite3.Connection,
    place_id: int | None = None,
    besides: Sequence[int] = (),
    messages: int = -1,
) -> list[Share]:
    """The shares whose link still waits for its reply, in turns that go round their authors."""
    values = {"place": place_id, "besides": as_json(besides), "messages": messages}
    return shares_from(connection.execute(_IN_TURN.format(waiting=_WAITING), values))


def waiting_by_place(connection: sqlite3.Connection, besides: Sequence[int]) -> dict[int, int]:
    """How many shares wait, by their server or direct messages; the longest wait first."""
    values = {"besides": as_json(besides)}
    rows = connection.execute(_BY_PLACE.format(waiting=_WAITING), values)
    return {row["place_id"]: row["count"] for row in rows}
