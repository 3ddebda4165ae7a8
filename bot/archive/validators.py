"""What pages said of themselves, so that a second read need only ask whether they have changed."""

import sqlite3
from datetime import UTC, datetime

from bot.archive import shares
from bot.archive.articles import load
from bot.archive.errors import ArticleGone
from bot.archive.likeness import Marks
from bot.archive.rows import storable, timestamp
from bot.domain import Report, StoredReport, Validators
from bot.languages import N_


def record(  # noqa: PLR0913  (what a report comes with)
    connection: sqlite3.Connection,
    share_id: int | None,
    key: str,
    report: Report,
    analyser: str,
    held: Validators | None,
    *,
    final: str | None = None,
    canonical: str | None = None,
    marked: Marks | None = None,
) -> StoredReport:
    """Store a report, tied to its share, with what its page said; raises ShareGone."""
    stored = shares.record(
        connection,
        share_id,
        key,
        report,
        analyser,
        final=final,
        canonical=canonical,
        marked=marked,
    )
    keep(connection, key, held)
    return stored


def keep(connection: sqlite3.Connection, key: str, held: Validators | None) -> None:
    """Keep what a page under a link key said when it was last read, if anything."""
    connection.execute("DELETE FROM validators WHERE key = ?", (storable(key),))
    if held:
        connection.execute(
            "INSERT INTO validators (key, url, etag, last_modified) VALUES (?, ?, ?, ?)",
            (storable(key), storable(held.url), held.etag, held.last_modified),
        )


def validators(connection: sqlite3.Connection, key: str, analyser: str) -> Validators | None:
    """What the page under a key said, if its article was read by the same rules as now."""
    row = connection.execute(
        "SELECT validators.url, etag, last_modified FROM validators"
        " JOIN article_keys USING (key) JOIN articles ON articles.id = article_id"
        " WHERE key = ? AND analyser = ?",
        (storable(key), analyser),
    ).fetchone()
    return None if row is None else Validators(row["url"], row["etag"], row["last_modified"])


def confirm(connection: sqlite3.Connection, share_id: int, key: str) -> StoredReport:
    """Note that the article under a key is still right, and tie a share to it.

    Raises ShareGone, ArticleGone or ArticleDamaged.
    """
    row = connection.execute(
        "UPDATE articles SET read_at = ?"
        " WHERE id = (SELECT article_id FROM article_keys WHERE key = ?) RETURNING id",
        (timestamp(datetime.now(UTC)), storable(key)),
    ).fetchone()
    stored = row and load(connection, row["id"], key)
    if not stored:
        raise ArticleGone(N_("That article has just been deleted; paste its link again."))
    shares.attach(connection, share_id, stored.article_id, key)
    return stored
