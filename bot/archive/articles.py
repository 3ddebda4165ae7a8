"""Articles with their quotes and names: recorded as one, read back as one, let go as one."""

import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from bot.archive.errors import DAMAGED_ARTICLE, ArticleDamaged
from bot.archive.findings import (
    drop_unused_names,
    entities_in,
    insert_findings,
    keep_names,
    replace_findings,
    speakers_in,
)
from bot.archive.likeness import Marks
from bot.archive.rows import (
    Columns,
    article_columns,
    article_from,
    as_json,
    damage_named,
    entity_from,
    outlet_columns,
    quote_from,
    storable,
    storable_report,
    timestamp,
)
from bot.archive.stories import Likeness, likeness, note, note_again
from bot.archive.texts import keep_text, text_of
from bot.domain import Report, StoredReport


def store(
    connection: sqlite3.Connection,
    keys: Sequence[str],
    report: Report,
    analyser: str,
    *,
    canonical: str | None,
    kept: bool,
    guild_id: int | None,
    marked: Marks | None,
) -> StoredReport:
    """Store a report under the keys of its addresses and return it as stored.

    What :mod:`bot.archive.stories` finds to be one article is one, under whatever keys; each key
    keeps what its own outlet says of it. A key that is read again has its article, quotes and
    names replaced, unless another address holds that article, too.

    Parameters:
        keys: the link's, then that of the page it led to.
        canonical: the key of the address that the page calls its own.
        kept: the article stays even if no share holds it.
        guild_id: the server, if any, in which the article is being shared.
        marked: what it is compared by, where that is worked out already.
    """
    keys, report = list(dict.fromkeys(map(storable, keys))), storable_report(report)
    before = _article_of_keys(connection, keys)
    own = before if before is not None and _only_under(connection, before, keys) else None
    like = likeness(connection, report, canonical, marked)
    known = own if like.same is None else like.same
    columns = reading_columns(report, like, analyser) | {"kept": int(kept)}
    if known is None:
        article_id = _insert(connection, keys, report, columns, like, guild_id)
    else:
        article_id = known
        _read_again(connection, known, keys, report, columns, like, own=known == own)
    if before is not None and before != article_id:
        let_go(connection, [before])
    if known is None:
        return StoredReport(article_id, report)
    return _report_of(connection, _article(connection, article_id), keys[0])


def _insert(
    connection: sqlite3.Connection,
    keys: Sequence[str],
    report: Report,
    columns: Columns,
    like: Likeness,
    guild_id: int | None,
) -> int:
    names = keep_names(connection, report)
    article_id = _insert_article(connection, columns | {"tags": names.tags(guild_id)})
    keep_text(connection, article_id, report.article.text)
    _keep_keys(connection, keys, article_id, report)
    insert_findings(connection, article_id, report, names, guild_id)
    note(connection, article_id, like)
    return article_id


def _read_again(
    connection: sqlite3.Connection,
    article_id: int,
    keys: Sequence[str],
    report: Report,
    columns: Columns,
    like: Likeness,
    *,
    own: bool,
) -> None:
    if own:
        update_article(connection, article_id, columns)
        keep_text(connection, article_id, report.article.text)
    # What was found lies in this very text; another one tells nothing of the findings in it.
    same_text = own or text_of(connection, article_id) == report.article.text
    if not own:
        _note_reading(connection, article_id, columns, same_text=same_text)
    _keep_keys(connection, keys, article_id, report)
    if same_text:
        note_again(connection, article_id, like)
        replace_findings(connection, article_id, report)


def known(connection: sqlite3.Connection, key: str, since: datetime) -> StoredReport | None:
    """The report under a link key, if it was read at or after a time.

    A damaged one is not known, so that it is read anew, which mends it.
    """
    row = connection.execute(
        "SELECT articles.id FROM article_keys JOIN articles ON articles.id = article_id"
        " WHERE key = ? AND read_at >= ?",
        (storable(key), timestamp(since)),
    ).fetchone()
    return None if row is None else _sound(connection, row["id"], key)


def keep(connection: sqlite3.Connection, key: str) -> StoredReport | None:
    """The report under a link key, which outlives its shares from now on; a damaged one is none."""
    row = connection.execute(
        "UPDATE articles SET kept = 1"
        " WHERE id = (SELECT article_id FROM article_keys WHERE key = ?) RETURNING id",
        (storable(key),),
    ).fetchone()
    return None if row is None else _sound(connection, row["id"], key)


def _sound(connection: sqlite3.Connection, article_id: int, key: str) -> StoredReport | None:
    try:
        return load(connection, article_id, storable(key))
    except ArticleDamaged:
        return None


def load(
    connection: sqlite3.Connection, article_id: int, key: str | None = None
) -> StoredReport | None:
    """A report as it was stored; raises ArticleDamaged where its rows make no sense.

    Parameters:
        key: the address whose outlet is to be named; None for the first.
    """
    row = _article(connection, article_id)
    return None if row is None else _report_of(connection, row, key)


def speakers_of(
    connection: sqlite3.Connection, quote_ids: Sequence[int]
) -> Mapping[int, Sequence[str]]:
    """The names of who said each quote, in order; an empty list for a quote of nobody."""
    speakers: defaultdict[int, list[str]] = defaultdict(list)
    for row in connection.execute(
        "SELECT quote_id, name FROM quote_speakers JOIN speakers ON speakers.id = speaker_id"
        " WHERE quote_id IN (SELECT value FROM json_each(?)) ORDER BY quote_id, place",
        (as_json(quote_ids),),
    ):
        speakers[row["quote_id"]].append(row["name"])
    return speakers


def exists(connection: sqlite3.Connection, article_id: int) -> bool:
    row = connection.execute("SELECT 1 FROM articles WHERE id = ?", (article_id,)).fetchone()
    return row is not None


def let_go(connection: sqlite3.Connection, article_ids: Iterable[int]) -> None:
    """Delete those of the articles that no share holds, unless they were kept by hand."""
    articles = as_json(article_ids)
    speakers, entities = speakers_in(connection, articles), entities_in(connection, articles)
    connection.execute(
        "DELETE FROM articles WHERE id IN (SELECT value FROM json_each(?)) AND NOT kept"
        " AND NOT EXISTS (SELECT 1 FROM shares WHERE shares.article_id = articles.id)",
        (articles,),
    )
    drop_unused_names(connection, speakers, entities)


def _article(connection: sqlite3.Connection, article_id: int) -> Any:
    return connection.execute("SELECT * FROM articles WHERE id = ?", (article_id,)).fetchone()


def _report_of(
    connection: sqlite3.Connection, article: sqlite3.Row, key: str | None
) -> StoredReport:
    article_id: int = article["id"]
    outlet = connection.execute(
        "SELECT * FROM article_keys WHERE key = ? AND article_id = ?", (key, article_id)
    ).fetchone()
    quotes = connection.execute(
        "SELECT * FROM quotes WHERE article_id = ? ORDER BY place", (article_id,)
    ).fetchall()
    speakers = speakers_of(connection, [row["id"] for row in quotes])
    entities = connection.execute(
        "SELECT * FROM article_entities JOIN entities ON entities.id = entity_id"
        " WHERE article_id = ? ORDER BY place",
        (article_id,),
    ).fetchall()
    text = text_of(connection, article_id)
    if text is None:
        raise ArticleDamaged(DAMAGED_ARTICLE)
    with damage_named():
        report = Report(
            article=article_from(article, text, outlet),
            quotes=tuple(quote_from(row, speakers[row["id"]]) for row in quotes),
            entities=tuple(entity_from(row) for row in entities),
        )
    return StoredReport(article_id, report)


def _article_of_keys(connection: sqlite3.Connection, keys: Sequence[str]) -> int | None:
    """The article of the first of the keys that has one."""
    for key in keys:
        row = connection.execute(
            "SELECT article_id FROM article_keys WHERE key = ?", (key,)
        ).fetchone()
        if row is not None:
            return row["article_id"]
    return None


def _only_under(connection: sqlite3.Connection, article_id: int, keys: Sequence[str]) -> bool:
    rows = connection.execute("SELECT key FROM article_keys WHERE article_id = ?", (article_id,))
    return {row["key"] for row in rows} <= set(keys)


def _keep_keys(
    connection: sqlite3.Connection, keys: Sequence[str], article_id: int, report: Report
) -> None:
    outlet = outlet_columns(report.article) | {"article_id": article_id}
    connection.executemany(
        "INSERT INTO article_keys (key, article_id, url, title, site, authors, published, image)"
        " VALUES (:key, :article_id, :url, :title, :site, :authors, :published, :image)"
        " ON CONFLICT (key) DO"
        " UPDATE SET article_id = excluded.article_id, url = excluded.url,"
        " title = excluded.title, site = excluded.site, authors = excluded.authors,"
        " published = excluded.published, image = excluded.image",
        [outlet | {"key": key} for key in keys],
    )


def _insert_article(connection: sqlite3.Connection, columns: Columns) -> int:
    row = connection.execute(
        "INSERT INTO articles (url, title, site, authors, published, language, kind, fingerprint,"
        " words, kept, analyser, read_at, image, tags) VALUES (:url, :title, :site, :authors,"
        " :published, :language, :kind, :fingerprint, :words, :kept, :analyser, :read_at, :image,"
        " :tags) RETURNING id",
        columns,
    ).fetchone()
    return row["id"]


def update_article(connection: sqlite3.Connection, article_id: int, columns: Columns) -> bool:
    """Replace what is said of an article by what another reading says, if it is there."""
    cursor = connection.execute(
        "UPDATE articles SET url = :url, title = :title, site = :site, authors = :authors,"
        " published = :published, language = :language, kind = :kind,"
        " fingerprint = :fingerprint, words = :words, kept = max(kept, :kept),"
        " analyser = :analyser, read_at = :read_at, image = :image WHERE id = :id",
        columns | {"id": article_id},
    )
    return bool(cursor.rowcount)


def reading_columns(report: Report, like: Likeness, analyser: str) -> Columns:
    """The columns of an article that was read just now, but for whether it is kept."""
    return article_columns(report.article) | {
        "fingerprint": like.fingerprint,
        "analyser": analyser,
        "read_at": timestamp(datetime.now(UTC)),
    }


def _note_reading(
    connection: sqlite3.Connection, article_id: int, columns: Columns, *, same_text: bool
) -> None:
    connection.execute(
        "UPDATE articles SET kept = max(kept, :kept), read_at = :read_at,"
        " analyser = iif(:same_text, :analyser, analyser) WHERE id = :id",
        columns | {"id": article_id, "same_text": same_text},
    )
