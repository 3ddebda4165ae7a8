"""What servers have decided, who decided it, and which servers we have met."""

from sqlite_utils import Database

_DECISIONS = (
    # `members`: how many there were when we first came; so no server falls silent by growing.
    """
    CREATE TABLE servers (
        guild_id INTEGER PRIMARY KEY, members INTEGER NOT NULL, met_at TEXT NOT NULL
    ) STRICT
    """,
    """
    CREATE TABLE guild_settings (
        guild_id INTEGER PRIMARY KEY, settings TEXT NOT NULL CHECK (json_valid(settings))
    ) STRICT
    """,
    """
    CREATE TABLE settings_log (
        id INTEGER PRIMARY KEY,
        guild_id INTEGER NOT NULL,
        user_id INTEGER NOT NULL,
        changed_at TEXT NOT NULL,
        what TEXT NOT NULL,
        before TEXT NOT NULL CHECK (json_valid(before)),
        after TEXT NOT NULL CHECK (json_valid(after))
    ) STRICT
    """,
    "CREATE INDEX settings_log_by_guild ON settings_log (guild_id, id)",
)


def decisions(db: Database) -> None:
    """What servers have decided, who decided it, and which servers we have met."""
    for statement in _DECISIONS:
        db.conn.execute(statement)
