"""What people say is wrong, by server: an overlay that changes nothing of what was read."""

from sqlite_utils import Database

_CORRECTIONS = (
    # The quote's own words and span stand here, too: an article that is read again has new rows.
    """
    CREATE TABLE corrections (
        id INTEGER PRIMARY KEY,
        place_id INTEGER NOT NULL,
        article_id INTEGER NOT NULL REFERENCES articles (id) ON DELETE CASCADE,
        quote_id INTEGER REFERENCES quotes (id) ON DELETE SET NULL,
        content TEXT NOT NULL CHECK (json_valid(content)),
        words TEXT NOT NULL,
        kind TEXT NOT NULL CHECK (kind IN ('speaker', 'not_a_quote', 'wrong_article')),
        speaker TEXT,
        was TEXT,
        author_id INTEGER,
        made_at TEXT NOT NULL,
        undone_by INTEGER,
        undone_at TEXT
    ) STRICT
    """,
    "CREATE INDEX corrections_by_place ON corrections (place_id) WHERE undone_at IS NULL",
    "CREATE INDEX corrections_by_article ON corrections (article_id, place_id)",
    "CREATE INDEX corrections_by_quote ON corrections (quote_id) WHERE quote_id IS NOT NULL",
    # The same words at the same place in an article that was read again are the same quote.
    """
    CREATE TRIGGER corrections_kept AFTER INSERT ON quotes BEGIN
        UPDATE corrections SET quote_id = new.id
        WHERE article_id = new.article_id AND content = new.content AND words = new.words;
    END
    """,
    # A server that has no share of an article any more has nothing to say of it.
    """
    CREATE TRIGGER corrections_gone AFTER DELETE ON shares WHEN old.article_id IS NOT NULL BEGIN
        DELETE FROM corrections
        WHERE article_id = old.article_id
            AND place_id = coalesce(old.guild_id, old.channel_id)
            AND NOT EXISTS (
                SELECT 1 FROM shares
                WHERE article_id = old.article_id AND guild_id IS old.guild_id
                    AND (guild_id IS NOT NULL OR channel_id = old.channel_id)
            );
    END
    """,
)


def corrections(db: Database) -> None:
    """What people say is wrong, by server: an overlay that changes nothing of what was read."""
    for statement in _CORRECTIONS:
        db.conn.execute(statement)
