"""Questions that are too long for a button, so that their pages turn after a restart, too."""

from sqlite_utils import Database

_QUESTIONS = (
    """
    CREATE TABLE questions (
        digest TEXT PRIMARY KEY,
        asked TEXT NOT NULL CHECK (json_valid(asked)),
        asked_at TEXT NOT NULL
    ) STRICT, WITHOUT ROWID
    """,
    "CREATE INDEX questions_by_time ON questions (asked_at)",
)


def questions(db: Database) -> None:
    """Questions that are too long for a button."""
    for statement in _QUESTIONS:
        db.conn.execute(statement)
