"""Messages that shared a link, what came of it, and our reply."""

import sqlite3
from collections.abc import Sequence
from datetime import UTC, datetime

from bot.archive.articles import exists, let_go, store
from bot.archive.errors import ArticleGone, ShareGone
from bot.archive.likeness import Marks
from bot.archive.parts import scope_values
from bot.archive.rows import (
    damage_named,
    share_from,
    sighting_columns,
    storable,
    timestamp,
)
from bot.domain import Report, Scope, Share, Sighting, StoredReport
from bot.languages import N_

_LONGEST_SENTENCE = 500
_EARLIER = 10


def see(connection: sqlite3.Connection, sightings: Sequence[Sighting]) -> list[Share]:
    """Put new links into the inbox; those already seen in their message are left out."""
    seen = [share for sighting in sightings for share in _see_one(connection, sighting)]
    connection.executemany(
        "INSERT INTO inbox (share_id, state, changed_at) VALUES (?, 'waiting', ?)",
        [(share.id, _now()) for share in seen],
    )
    return seen


def see_quietly(connection: sqlite3.Connection, sightings: Sequence[Sighting]) -> list[Share]:
    """Note links that wait for no reply; return those that nobody has read yet.

    What a card was to answer, or does, is left to it.
    """
    new = [share for sighting in sightings for share in _see_one(connection, sighting)]
    connection.executemany(
        "INSERT INTO inbox (share_id, state, changed_at) VALUES (?, 'done', ?)",
        [(share.id, _now()) for share in new],
    )
    connection.executemany("UPDATE shares SET card = 0 WHERE id = ?", [(one.id,) for one in new])
    return [share for sighting in sightings for share in _unread(connection, sighting)]


def _unread(connection: sqlite3.Connection, sighting: Sighting) -> list[Share]:
    return shares_from(
        connection.execute(
            "SELECT shares.* FROM shares JOIN inbox ON share_id = shares.id"
            " WHERE message_id = :message_id AND url = :url AND article_id IS NULL AND NOT card"
            " AND state <> 'waiting'",
            sighting_columns(sighting),
        )
    )


def _see_one(connection: sqlite3.Connection, sighting: Sighting) -> list[Share]:
    return shares_from(
        connection.execute(
            "INSERT INTO shares (guild_id, channel_id, message_id, author_id, url, spoiler,"
            " shared_at) VALUES (:guild_id, :channel_id, :message_id, :author_id, :url, :spoiler,"
            " :shared_at) ON CONFLICT (message_id, url) DO NOTHING RETURNING *",
            sighting_columns(sighting),
        )
    )


def record(
    connection: sqlite3.Connection,
    share_id: int | None,
    key: str,
    report: Report,
    analyser: str,
    *,
    final: str | None = None,
    canonical: str | None = None,
    marked: Marks | None = None,
) -> StoredReport:
    """Store a report and tie it to its share; raises ShareGone if its message was deleted."""
    keys = (key,) if final is None else (key, final)
    tied = None if share_id is None else _there(connection, share_id)
    stored = store(
        connection,
        keys,
        report,
        analyser,
        canonical=canonical,
        kept=tied is None,
        guild_id=tied and tied.seen.guild_id,
        marked=marked,
    )
    if tied:
        _tie(connection, tied, stored.article_id, key)
    return stored


def attach(
    connection: sqlite3.Connection, share_id: int, article_id: int, key: str | None = None
) -> None:
    """Tie a share to a stored article at an address; raises ShareGone or ArticleGone."""
    tied = _there(connection, share_id)
    if not exists(connection, article_id):
        raise ArticleGone(N_("That article has just been deleted; paste its link again."))
    _tie(connection, tied, article_id, key)


def _there(connection: sqlite3.Connection, share_id: int) -> Share:
    found = share(connection, share_id)
    if found is None:
        raise _gone()
    return found


def _tie(connection: sqlite3.Connection, tied: Share, article_id: int, key: str | None) -> None:
    connection.execute(
        "UPDATE shares SET article_id = ?, key = ? WHERE id = ?",
        (article_id, None if key is None else storable(key), tied.id),
    )
    if tied.article_id not in (None, article_id):
        let_go(connection, [tied.article_id])


def earlier(connection: sqlite3.Connection, share_id: int) -> list[Share]:
    """Where the story of a share stands already: in its own message first, then in its server.

    These are answered shares of the same message, and shares of the same server whose card still
    stands, oldest first, of the same article or of one that quotes all that this one does.
    """
    return shares_from(
        connection.execute(
            "SELECT there.* FROM shares AS here JOIN shares AS there ON there.id <> here.id"
            " AND there.guild_id IS here.guild_id AND there.reply_id IS NOT NULL"
            " AND (there.message_id = here.message_id"
            "  OR (there.card AND here.guild_id IS NOT NULL))"
            " WHERE here.id = :share AND there.article_id IN ("
            "  SELECT here.article_id UNION"
            "  SELECT other.article_id FROM likenesses AS own JOIN likenesses AS other"
            "   ON other.story = own.story WHERE own.article_id = here.article_id"
            "   AND NOT EXISTS (SELECT 1 FROM quotes WHERE quotes.article_id = here.article_id"
            "    AND saying NOT IN (SELECT said.saying FROM quotes AS said"
            "     WHERE said.article_id = other.article_id)))"
            " ORDER BY there.message_id <> here.message_id, there.shared_at, there.id"
            " LIMIT :most",
            {"share": share_id, "most": _EARLIER},
        )
    )


def no_card(connection: sqlite3.Connection, share_id: int) -> None:
    """Note that a share's answer is none that later shares may be pointed to."""
    connection.execute("UPDATE shares SET card = 0 WHERE id = ?", (share_id,))


def answered(
    connection: sqlite3.Connection, share_id: int, reply_id: int, thread_id: int | None = None
) -> None:
    """Keep our reply's id and end the wait; raises ShareGone: then the reply should go too."""
    cursor = connection.execute(
        "UPDATE shares SET reply_id = ?, thread_id = ? WHERE id = ?",
        (reply_id, thread_id, share_id),
    )
    if not cursor.rowcount:
        raise _gone()
    _end_wait(connection, share_id)


def offer(connection: sqlite3.Connection, share_id: int) -> None:
    """End the wait without a reply: there is one as soon as somebody wants it."""
    _end_wait(connection, share_id)


def offers(connection: sqlite3.Connection, message_id: int) -> list[Share]:
    """The shares of a message whose card nobody has wanted yet."""
    return shares_from(
        connection.execute(
            "SELECT shares.* FROM shares JOIN inbox ON share_id = shares.id"
            " WHERE message_id = ? AND reply_id IS NULL AND article_id IS NOT NULL"
            " AND state = 'done' ORDER BY shares.id",
            (message_id,),
        )
    )


def _end_wait(connection: sqlite3.Connection, share_id: int) -> None:
    connection.execute(
        "UPDATE inbox SET state = 'done', kind = NULL, sentence = NULL, changed_at = ?"
        " WHERE share_id = ?",
        (_now(), share_id),
    )


def fail(connection: sqlite3.Connection, share_id: int, kind: str, sentence: str) -> None:
    """End the wait with a reason; nothing happens if the message was deleted."""
    connection.execute(
        "UPDATE inbox SET state = 'failed', kind = ?, sentence = ?, changed_at = ?"
        " WHERE share_id = ?",
        (kind, storable(sentence[:_LONGEST_SENTENCE]), _now(), share_id),
    )


def failures(connection: sqlite3.Connection, message_id: int) -> list[tuple[str, str]]:
    """Each link of a message that could not be read, and why."""
    rows = connection.execute(
        "SELECT url, sentence FROM inbox JOIN shares ON shares.id = share_id"
        " WHERE message_id = ? AND state = 'failed' ORDER BY shares.id",
        (message_id,),
    )
    return [(row["url"], row["sentence"]) for row in rows]


def share(connection: sqlite3.Connection, share_id: int) -> Share | None:
    return _first(connection.execute("SELECT * FROM shares WHERE id = ?", (share_id,)))


def share_in(connection: sqlite3.Connection, key: str, scope: Scope) -> Share | None:
    """The newest share in scope of the article under a key; of its own outlet, if there is one."""
    return _first(
        connection.execute(
            "SELECT shares.* FROM article_keys CROSS JOIN shares INDEXED BY shares_here"
            " ON shares.article_id = article_keys.article_id AND guild_id IS :guild_id"
            " AND +channel_id IN (SELECT value FROM json_each(:channel_ids))"
            " WHERE article_keys.key = :key"
            " ORDER BY shares.key IS :key DESC, shared_at DESC, shares.id DESC LIMIT 1",
            scope_values(scope) | {"key": storable(key)},
        )
    )


def share_of_reply(connection: sqlite3.Connection, reply_id: int) -> Share | None:
    """The share that one of our replies answers."""
    return _first(
        connection.execute("SELECT * FROM shares WHERE reply_id = ? ORDER BY id", (reply_id,))
    )


def shares_of_message(connection: sqlite3.Connection, message_id: int) -> list[Share]:
    return shares_from(
        connection.execute("SELECT * FROM shares WHERE message_id = ? ORDER BY id", (message_id,))
    )


def channels(connection: sqlite3.Connection, guild_id: int) -> list[int]:
    """The channels and threads of a server in which something was shared."""
    rows = connection.execute(
        "SELECT DISTINCT channel_id FROM shares WHERE guild_id = ?", (guild_id,)
    )
    return [row["channel_id"] for row in rows]


def shares_from(rows: sqlite3.Cursor) -> list[Share]:
    """The shares in rows of their table; raises ArticleDamaged where a row makes no sense."""
    with damage_named():
        return [share_from(row) for row in rows]


def _first(rows: sqlite3.Cursor) -> Share | None:
    shares = shares_from(rows)
    return shares[0] if shares else None


def _gone() -> ShareGone:
    return ShareGone(N_("The message was deleted, so nothing is kept of it; paste the link again."))


def _now() -> str:
    return timestamp(datetime.now(UTC))
