"""Who wants no link read, our replies that are to go, and whether the operator has paused us."""

from sqlite_utils import Database

_PRIVACY = (
    "CREATE TABLE ignored (author_id INTEGER PRIMARY KEY, since TEXT NOT NULL) STRICT",
    # Rows go at once; our replies go one by one, also after a restart.
    """
    CREATE TABLE removals (
        reply_id INTEGER PRIMARY KEY,
        guild_id INTEGER,
        channel_id INTEGER NOT NULL
    ) STRICT
    """,
    "CREATE TABLE pauses (id INTEGER PRIMARY KEY CHECK (id = 1), since TEXT NOT NULL) STRICT",
    "CREATE INDEX shares_by_author ON shares (author_id)",
)


def privacy(db: Database) -> None:
    """Who wants no link read, our replies that are to go, and whether we are paused."""
    for statement in _PRIVACY:
        db.conn.execute(statement)
