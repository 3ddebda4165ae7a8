"""The titles by which outlets call an article otherwise than its first, to be found by, too."""

from sqlite_utils import Database

_OTHER_TITLES = (
    """
    CREATE TABLE other_titles (
        id INTEGER PRIMARY KEY,
        key TEXT NOT NULL UNIQUE REFERENCES article_keys (key) ON DELETE CASCADE,
        title TEXT NOT NULL
    ) STRICT
    """,
    """
    CREATE VIRTUAL TABLE other_titles_fts USING fts5 (
        title, content='other_titles', content_rowid='id',
        tokenize='porter unicode61 remove_diacritics 2'
    )
    """,
    """
    CREATE TRIGGER other_titles_added AFTER INSERT ON other_titles BEGIN
        INSERT INTO other_titles_fts (rowid, title) VALUES (new.id, new.title);
    END
    """,
    """
    CREATE TRIGGER other_titles_deleted AFTER DELETE ON other_titles BEGIN
        INSERT INTO other_titles_fts (other_titles_fts, rowid, title)
        VALUES ('delete', old.id, old.title);
    END
    """,
    """
    CREATE TRIGGER article_keys_added AFTER INSERT ON article_keys BEGIN
        INSERT INTO other_titles (key, title) SELECT new.key, new.title FROM articles
        WHERE id = new.article_id AND new.title IS NOT NULL AND new.title IS NOT articles.title;
    END
    """,
    """
    CREATE TRIGGER article_keys_changed AFTER UPDATE OF article_id, title ON article_keys BEGIN
        DELETE FROM other_titles WHERE key = new.key;
        INSERT INTO other_titles (key, title) SELECT new.key, new.title FROM articles
        WHERE id = new.article_id AND new.title IS NOT NULL AND new.title IS NOT articles.title;
    END
    """,
    """
    CREATE TRIGGER articles_renamed AFTER UPDATE OF title ON articles BEGIN
        DELETE FROM other_titles
        WHERE key IN (SELECT key FROM article_keys WHERE article_id = new.id);
        INSERT INTO other_titles (key, title) SELECT key, title FROM article_keys
        WHERE article_id = new.id AND title IS NOT NULL AND title IS NOT new.title;
    END
    """,
    """
    INSERT INTO other_titles (key, title)
    SELECT key, article_keys.title FROM article_keys JOIN articles ON articles.id = article_id
    WHERE article_keys.title IS NOT NULL AND article_keys.title IS NOT articles.title
    """,
)


def other_titles(db: Database) -> None:
    """The titles by which outlets call an article otherwise than its first."""
    for statement in _OTHER_TITLES:
        db.conn.execute(statement)
