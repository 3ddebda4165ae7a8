"""Which texts were given up, and which servers we have left and when."""

from sqlite_utils import Database

_KEEPING = (
    # Articles whose text was blanked; one that is read again has its text again.
    """
    CREATE TABLE textless (
        article_id INTEGER PRIMARY KEY REFERENCES articles (id) ON DELETE CASCADE
    ) STRICT
    """,
    """
    CREATE TRIGGER articles_read_again AFTER UPDATE OF text ON articles BEGIN
        DELETE FROM textless WHERE article_id = new.id;
    END
    """,
    "CREATE TABLE departures (guild_id INTEGER PRIMARY KEY, left_at TEXT NOT NULL) STRICT",
)


def keeping(db: Database) -> None:
    """Which texts were given up, and which servers we have left and when."""
    for statement in _KEEPING:
        db.conn.execute(statement)
