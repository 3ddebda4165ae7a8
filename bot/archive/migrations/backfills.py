"""Which channels' histories are being read, or were, and how far."""

from sqlite_utils import Database

_BACKFILLS = (
    """
    CREATE TABLE backfills (
        id INTEGER PRIMARY KEY AUTOINCREMENT,  -- a button holds it: never used twice
        guild_id INTEGER NOT NULL,
        channel_id INTEGER NOT NULL,
        since TEXT NOT NULL,
        begun_at TEXT NOT NULL,
        state TEXT NOT NULL CHECK (state IN ('running', 'done', 'stopped', 'failed')),
        sentence TEXT,
        place_id INTEGER,
        message_id INTEGER,
        messages INTEGER NOT NULL DEFAULT 0 CHECK (messages >= 0),
        links INTEGER NOT NULL DEFAULT 0 CHECK (links >= 0),
        failed INTEGER NOT NULL DEFAULT 0 CHECK (failed >= 0),
        CHECK ((state = 'failed') = (sentence IS NOT NULL)),
        CHECK ((place_id IS NULL) = (message_id IS NULL))
    ) STRICT
    """,
    "CREATE UNIQUE INDEX backfills_running ON backfills (guild_id) WHERE state = 'running'",
)


def backfills(db: Database) -> None:
    """Which channels' histories are being read, or were, and how far."""
    for statement in _BACKFILLS:
        db.conn.execute(statement)
