"""How often each speaker is quoted, and each server's shares by time, without counting."""

from sqlite_utils import Database

_QUICK_LOOKS = (
    "ALTER TABLE speakers ADD COLUMN quoted INTEGER NOT NULL DEFAULT 0 CHECK (quoted >= 0)",
    """
    UPDATE speakers SET quoted = (
        SELECT count(*) FROM quote_speakers WHERE speaker_id = speakers.id
    )
    """,
    "CREATE INDEX speakers_by_quoted ON speakers (quoted)",
    """
    CREATE TRIGGER quote_speakers_added AFTER INSERT ON quote_speakers BEGIN
        UPDATE speakers SET quoted = quoted + 1 WHERE id = new.speaker_id;
    END
    """,
    """
    CREATE TRIGGER quote_speakers_deleted AFTER DELETE ON quote_speakers BEGIN
        UPDATE speakers SET quoted = quoted - 1 WHERE id = old.speaker_id;
    END
    """,
    "CREATE INDEX shares_by_time ON shares (guild_id, shared_at)",
)


def quick_looks(db: Database) -> None:
    """How often each speaker is quoted, and each server's shares by time, without counting."""
    for statement in _QUICK_LOOKS:
        db.conn.execute(statement)
