"""Full-text search knows of each quote who says it and in which servers it was shared."""

from sqlite_utils import Database

from bot.archive.likeness import simhash

_STILL_REPEATED = 2_000  # articles that are new enough for a repeat of them to come yet
_SHARED = """
CREATE TRIGGER shares_{name}_{table} AFTER {event} ON shares
WHEN new.article_id IS NOT NULL AND new.guild_id IS NOT NULL BEGIN
    UPDATE {table} SET tags = trim(tags || ' g' || new.guild_id)
    WHERE {id} = new.article_id
        AND instr(' ' || tags || ' ', ' g' || new.guild_id || ' ') = 0;
END"""
_SHARED_NO_MORE = """
CREATE TRIGGER shares_{name}_{table} AFTER {event} ON shares
WHEN old.article_id IS NOT NULL AND old.guild_id IS NOT NULL AND NOT EXISTS (
    SELECT 1 FROM shares WHERE article_id = old.article_id AND guild_id = old.guild_id
) BEGIN
    UPDATE {table} SET tags = trim(replace(' ' || tags || ' ', ' g' || old.guild_id || ' ', ' '))
    WHERE {id} = old.article_id;
END"""
_TAGS = (
    "ALTER TABLE quotes ADD COLUMN tags TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE articles ADD COLUMN tags TEXT NOT NULL DEFAULT ''",
    # Renewed before there are triggers that would index each row twice.
    "DROP TRIGGER quotes_added",
    "DROP TRIGGER quotes_changed",
    "DROP TRIGGER quotes_deleted",
    "DROP TRIGGER articles_added",
    "DROP TRIGGER articles_changed",
    "DROP TRIGGER articles_deleted",
    "DROP TABLE quotes_fts",
    "DROP TABLE articles_fts",
    """
    UPDATE quotes SET tags = trim(
        coalesce((
            SELECT group_concat('s' || speaker_id, ' ') FROM quote_speakers
            WHERE quote_id = quotes.id
        ), '') || ' ' || coalesce((
            SELECT group_concat('g' || guild_id, ' ') FROM (
                SELECT DISTINCT guild_id FROM shares
                WHERE shares.article_id = quotes.article_id AND guild_id IS NOT NULL
            )
        ), '')
    )
    """,
    """
    UPDATE articles SET tags = trim(
        coalesce((
            SELECT group_concat('s' || speaker_id, ' ') FROM (
                SELECT DISTINCT speaker_id FROM quotes
                JOIN quote_speakers ON quote_id = quotes.id WHERE quotes.article_id = articles.id
            )
        ), '') || ' ' || coalesce((
            SELECT group_concat('g' || guild_id, ' ') FROM (
                SELECT DISTINCT guild_id FROM shares
                WHERE shares.article_id = articles.id AND guild_id IS NOT NULL
            )
        ), '')
    )
    """,
    # How long a quote is can be seen in it: SQLite need not count its words for bm25.
    """
    CREATE VIRTUAL TABLE quotes_fts USING fts5 (
        words, tags, content='quotes', content_rowid='id', columnsize=0,
        tokenize='porter unicode61 remove_diacritics 2'
    )
    """,
    """
    CREATE VIRTUAL TABLE articles_fts USING fts5 (
        title, tags, content='articles', content_rowid='id', columnsize=0,
        tokenize='porter unicode61 remove_diacritics 2'
    )
    """,
    "INSERT INTO quotes_fts (quotes_fts) VALUES ('rebuild')",
    "INSERT INTO articles_fts (articles_fts) VALUES ('rebuild')",
    # What is in one piece needs no merging for long.
    "INSERT INTO quotes_fts (quotes_fts) VALUES ('optimize')",
    "INSERT INTO articles_fts (articles_fts) VALUES ('optimize')",
    """
    CREATE TRIGGER quotes_added AFTER INSERT ON quotes BEGIN
        INSERT INTO quotes_fts (rowid, words, tags) VALUES (new.id, new.words, new.tags);
    END
    """,
    """
    CREATE TRIGGER quotes_changed AFTER UPDATE OF words, tags ON quotes BEGIN
        INSERT INTO quotes_fts (quotes_fts, rowid, words, tags)
        VALUES ('delete', old.id, old.words, old.tags);
        INSERT INTO quotes_fts (rowid, words, tags) VALUES (new.id, new.words, new.tags);
    END
    """,
    """
    CREATE TRIGGER quotes_deleted AFTER DELETE ON quotes BEGIN
        INSERT INTO quotes_fts (quotes_fts, rowid, words, tags)
        VALUES ('delete', old.id, old.words, old.tags);
    END
    """,
    """
    CREATE TRIGGER articles_added AFTER INSERT ON articles BEGIN
        INSERT INTO articles_fts (rowid, title, tags) VALUES (new.id, new.title, new.tags);
    END
    """,
    """
    CREATE TRIGGER articles_changed AFTER UPDATE OF title, tags ON articles BEGIN
        INSERT INTO articles_fts (articles_fts, rowid, title, tags)
        VALUES ('delete', old.id, old.title, old.tags);
        INSERT INTO articles_fts (rowid, title, tags) VALUES (new.id, new.title, new.tags);
    END
    """,
    """
    CREATE TRIGGER articles_deleted AFTER DELETE ON articles BEGIN
        INSERT INTO articles_fts (articles_fts, rowid, title, tags)
        VALUES ('delete', old.id, old.title, old.tags);
    END
    """,
    # With the channel in it, it says by itself who may see what.
    "DROP INDEX shares_by_article",
    """
    CREATE INDEX shares_by_article ON shares (article_id, guild_id, shared_at, channel_id)
    """,
    *(
        trigger.format(name=name, event=event, table=table, id=id_)
        for table, id_ in (("quotes", "article_id"), ("articles", "id"))
        for name, event, trigger in (
            ("added_to", "INSERT", _SHARED),
            ("tied_to", "UPDATE OF article_id", _SHARED),
            ("untied_from", "UPDATE OF article_id", _SHARED_NO_MORE),
            ("gone_from", "DELETE", _SHARED_NO_MORE),
        )
    ),
)


def tags(db: Database) -> None:
    """Full-text search knows of each quote who says it and in which servers it was shared."""
    for statement in _TAGS:
        db.conn.execute(statement)
    newest = db.conn.execute(
        "SELECT id, text FROM articles ORDER BY id DESC LIMIT ?", (_STILL_REPEATED,)
    ).fetchall()
    db.conn.executemany(
        "UPDATE likenesses SET simhash = ? WHERE article_id = ?",
        [(simhash(text), id_) for id_, text in newest],
    )
