"""How long what is kept: old messages go, texts if they are not wanted, and servers that we left.

All of it works through a few rows at a time, so that nobody waits long for the writer.
"""

import json
import re
import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from bot.archive import backfills, servers
from bot.archive.articles import exists, let_go
from bot.archive.decided import forget as forget_decisions
from bot.archive.forgetting import forget_some_of_guild
from bot.archive.rows import as_json, timestamp
from bot.archive.texts import keep_text, text_of

_SHARES_AT_A_TIME = 50
_TEXTS_AT_A_TIME = 20
_INK = re.compile(r"\S")


@dataclass(frozen=True, slots=True)
class Retention:
    """How long what is kept.

    Parameters:
        days: for how many days after its message what was shared stays; None for ever.
        text: whether the text of articles stays; without it their quotes and names do.
        left_days: for how many days what was shared in a server stays after we left it.
    """

    days: int | None = None
    text: bool = True
    left_days: int = 7


def old_shares(connection: sqlite3.Connection, before: datetime) -> list[int]:
    """Some of the shares whose message was sent before a moment."""
    rows = connection.execute(
        "SELECT id FROM shares WHERE shared_at < ? LIMIT ?", (timestamp(before), _SHARES_AT_A_TIME)
    )
    return [row["id"] for row in rows]


def old_articles(connection: sqlite3.Connection, before: datetime) -> list[int]:
    """Some of the articles that were kept without a message and last read before a moment."""
    rows = connection.execute(
        "SELECT id FROM articles WHERE kept AND read_at < ?"
        " AND NOT EXISTS (SELECT 1 FROM shares WHERE article_id = articles.id) LIMIT ?",
        (timestamp(before), _SHARES_AT_A_TIME),
    )
    return [row["id"] for row in rows]


def forget_articles(connection: sqlite3.Connection, article_ids: Sequence[int]) -> None:
    """Keep articles no longer than their shares."""
    connection.execute(
        "UPDATE articles SET kept = 0 WHERE id IN (SELECT value FROM json_each(?))",
        (as_json(article_ids),),
    )
    let_go(connection, article_ids)


def with_text(connection: sqlite3.Connection) -> list[int]:
    """Some of the articles whose text is still there."""
    # By an index: the rows themselves are long.
    rows = connection.execute(
        "SELECT DISTINCT article_id FROM article_keys WHERE NOT EXISTS"
        " (SELECT 1 FROM textless WHERE textless.article_id = article_keys.article_id) LIMIT ?",
        (_TEXTS_AT_A_TIME,),
    )
    return [row["article_id"] for row in rows]


def drop_texts(connection: sqlite3.Connection, article_ids: Sequence[int]) -> None:
    """Blank all of the texts but the words of quotes and names, each in its place."""
    for article_id in article_ids:
        if not exists(connection, article_id):
            continue
        text = text_of(connection, article_id) or ""
        keep_text(connection, article_id, blanked(text, _shown(connection, article_id)))
        connection.execute("INSERT INTO textless (article_id) VALUES (?)", (article_id,))


def blanked(text: str, kept: Iterable[tuple[int, int]]) -> str:
    """A text as long as before in which, but for the spans that are kept, only white space is."""
    parts: list[str] = []
    done = 0
    for start, end in sorted(kept):
        if end > max(start, done):
            parts += [_INK.sub(" ", text[done:start]), text[max(start, done) : end]]
            done = end
    return "".join([*parts, _INK.sub(" ", text[done:])])


def leave(connection: sqlite3.Connection, guild_id: int) -> None:
    """Note that we have left a server, unless it is noted already."""
    connection.execute(
        "INSERT INTO departures (guild_id, left_at) VALUES (?, ?) ON CONFLICT DO NOTHING",
        (guild_id, timestamp(datetime.now(UTC))),
    )


def rejoin(connection: sqlite3.Connection, guild_id: int) -> None:
    """Note that we are in a server again."""
    connection.execute("DELETE FROM departures WHERE guild_id = ?", (guild_id,))


def in_guilds(connection: sqlite3.Connection, guild_ids: Iterable[int]) -> None:
    """Note which servers we are in, and that we have left all others that shared something."""
    here = as_json(guild_ids)
    connection.execute(
        "DELETE FROM departures WHERE guild_id IN (SELECT value FROM json_each(?))", (here,)
    )
    connection.execute(
        "INSERT INTO departures (guild_id, left_at) SELECT guild_id, ? FROM"
        " (SELECT guild_id FROM shares UNION SELECT guild_id FROM guild_settings"
        "  UNION SELECT guild_id FROM servers)"
        " WHERE guild_id NOT IN (SELECT value FROM json_each(?)) ON CONFLICT DO NOTHING",
        (timestamp(datetime.now(UTC)), here),
    )


def left(connection: sqlite3.Connection, before: datetime) -> list[int]:
    """The servers that we left before a moment."""
    rows = connection.execute(
        "SELECT guild_id FROM departures WHERE left_at < ?", (timestamp(before),)
    )
    return [row["guild_id"] for row in rows]


def forget_some_of_left(connection: sqlite3.Connection, guild_id: int) -> bool:
    """Delete some of what a server shared that we left; return whether there may be more."""
    departed = connection.execute(
        "SELECT 1 FROM departures WHERE guild_id = ?", (guild_id,)
    ).fetchone()
    if departed is None:  # we have come back meanwhile
        return False
    if forget_some_of_guild(connection, guild_id):
        return True
    backfills.forget_guild(connection, guild_id)
    forget_decisions(connection, guild_id)
    servers.forget(connection, guild_id)
    rejoin(connection, guild_id)
    return False


def _shown(connection: sqlite3.Connection, article_id: int) -> list[tuple[int, int]]:
    rows = connection.execute(
        "SELECT content, quoted, cue, mention FROM quotes WHERE article_id = :id UNION ALL"
        " SELECT mentions, '[]', '[]', '[]' FROM article_entities WHERE article_id = :id",
        {"id": article_id},
    )
    return [span for row in rows for spans in row for span in _spans(spans)]


def _spans(stored: str) -> list[tuple[int, int]]:
    """The spans of a column; none where it makes no sense, as such an article can't be shown."""
    try:
        return [(max(0, int(start)), int(end)) for start, end in json.loads(stored)]
    except (ValueError, TypeError, OverflowError, RecursionError):
        return []
