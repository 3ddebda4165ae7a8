"""Who says a quote stands beside its article, so that shares are asked without a look at it."""

from sqlite_utils import Database

_TRIGGERS = "SELECT sql FROM sqlite_schema WHERE type = 'trigger' AND tbl_name = 'quote_speakers'"
_BESIDE = (
    """
    CREATE TEMP TABLE said AS
    SELECT quote_id, quote_speakers.place, speaker_id, article_id
    FROM quote_speakers JOIN quotes ON quotes.id = quote_id
    """,
    "DROP TABLE quote_speakers",
    """
    CREATE TABLE quote_speakers (
        quote_id INTEGER NOT NULL REFERENCES quotes (id) ON DELETE CASCADE,
        place INTEGER NOT NULL,
        speaker_id INTEGER NOT NULL REFERENCES speakers (id),
        article_id INTEGER NOT NULL,  -- as in quotes, and gone with its row
        PRIMARY KEY (quote_id, place)
    ) STRICT, WITHOUT ROWID
    """,
    """
    INSERT INTO quote_speakers (quote_id, place, speaker_id, article_id)
    SELECT quote_id, place, speaker_id, article_id FROM temp.said ORDER BY quote_id, place
    """,
    "DROP TABLE temp.said",
    """
    CREATE INDEX quote_speakers_by_speaker ON quote_speakers (speaker_id, quote_id, article_id)
    """,
)


def who_speaks_where(db: Database) -> None:
    """Who says a quote stands beside its article."""
    triggers = db.conn.execute(_TRIGGERS).fetchall()
    for statement in _BESIDE:
        db.conn.execute(statement)
    # They would have counted each speaker once more.
    for (trigger,) in triggers:
        db.conn.execute(trigger)
