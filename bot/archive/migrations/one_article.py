"""Decisions about a name in one article alone, by people or by what the article speaks of."""

from sqlite_utils import Database

_ONE_ARTICLE = (
    """
    ALTER TABLE name_changes ADD COLUMN article_id INTEGER
        REFERENCES articles (id) ON DELETE CASCADE
    """,
    "ALTER TABLE name_changes ADD COLUMN channel_id INTEGER",
    """
    ALTER TABLE name_changes ADD COLUMN evidence TEXT
        CHECK (evidence IS NULL OR json_valid(evidence))
    """,
    """
    CREATE INDEX name_changes_in_articles ON name_changes (article_id, guild_id)
    WHERE article_id IS NOT NULL
    """,
    """
    CREATE INDEX name_changes_in_guilds ON name_changes (guild_id)
    WHERE article_id IS NOT NULL AND undone_at IS NULL
    """,
    # A server that has no share of an article any more has nothing to say of it.
    """
    CREATE TRIGGER name_changes_gone AFTER DELETE ON shares
    WHEN old.article_id IS NOT NULL AND old.guild_id IS NOT NULL BEGIN
        DELETE FROM name_changes
        WHERE article_id = old.article_id AND guild_id = old.guild_id
            AND NOT EXISTS (
                SELECT 1 FROM shares
                WHERE article_id = old.article_id AND guild_id = old.guild_id
                    AND channel_id = coalesce(name_changes.channel_id, channel_id)
            );
    END
    """,
    # Whoever was known by it alone goes with it.
    """
    CREATE TRIGGER name_changes_identities AFTER DELETE ON name_changes
    WHEN old.article_id IS NOT NULL BEGIN
        DELETE FROM identities WHERE id IN (old.identity_id, old.into_id)
            AND NOT EXISTS (SELECT 1 FROM speakers WHERE identity_id = identities.id)
            AND NOT EXISTS (SELECT 1 FROM entities WHERE identity_id = identities.id)
            AND NOT EXISTS (SELECT 1 FROM name_changes WHERE identity_id = identities.id)
            AND NOT EXISTS (SELECT 1 FROM name_changes WHERE into_id = identities.id)
            AND NOT EXISTS (SELECT 1 FROM meant WHERE identity_id = identities.id);
    END
    """,
)


def one_article(db: Database) -> None:
    """Decisions about a name in one article alone, by people or by what the article speaks of."""
    for statement in _ONE_ARTICLE:
        db.conn.execute(statement)
