"""Who is who: one identity for all names of somebody, and what people decided about them."""

from collections import defaultdict

from sqlite_utils import Database

from bot.archive.forms import Kind, Mark, alike, kind_of, name_form
from bot.archive.names import EXACTLY, whole_name

# An identity goes with its last name, unless somebody decided something about it.
_IDENTITY_LEFT = """
CREATE TRIGGER {table}_identity_{way} AFTER {event} ON {table}
WHEN old.identity_id IS NOT NULL {moved} BEGIN
    DELETE FROM identities WHERE id = old.identity_id
        AND NOT EXISTS (SELECT 1 FROM speakers WHERE identity_id = old.identity_id)
        AND NOT EXISTS (SELECT 1 FROM entities WHERE identity_id = old.identity_id)
        AND NOT EXISTS (SELECT 1 FROM name_changes WHERE identity_id = old.identity_id)
        AND NOT EXISTS (SELECT 1 FROM name_changes WHERE into_id = old.identity_id)
        AND NOT EXISTS (SELECT 1 FROM meant WHERE identity_id = old.identity_id);
END
"""
_WHO_IS_WHO = (
    """
    CREATE TABLE identities (
        id INTEGER PRIMARY KEY,
        kind TEXT NOT NULL CHECK (kind IN ('person', 'place', 'body')),
        key TEXT NOT NULL
    ) STRICT
    """,
    "CREATE INDEX identities_by_key ON identities (key, kind)",
    "ALTER TABLE speakers ADD COLUMN identity_id INTEGER REFERENCES identities (id)",
    "ALTER TABLE entities ADD COLUMN identity_id INTEGER REFERENCES identities (id)",
    "CREATE INDEX speakers_by_identity ON speakers (identity_id)",
    "CREATE INDEX entities_by_identity ON entities (identity_id)",
    # What moderators of a server, or (guild 0) whoever runs the bot, decided.
    """
    CREATE TABLE name_changes (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        guild_id INTEGER NOT NULL,
        author_id INTEGER,
        made_at TEXT NOT NULL,
        action TEXT NOT NULL CHECK (action IN ('merge', 'split', 'rename')),
        identity_id INTEGER NOT NULL REFERENCES identities (id),
        into_id INTEGER REFERENCES identities (id),
        name TEXT NOT NULL,
        becomes TEXT NOT NULL,
        undone_at TEXT,
        undone_by INTEGER,
        CHECK ((action = 'rename') = (into_id IS NULL))
    ) STRICT
    """,
    "CREATE INDEX name_changes_by_guild ON name_changes (guild_id, id)",
    "CREATE INDEX name_changes_of ON name_changes (identity_id)",
    "CREATE INDEX name_changes_into ON name_changes (into_id) WHERE into_id IS NOT NULL",
    # … and what follows from it, so that no question has to work it out.
    """
    CREATE TABLE meant (
        guild_id INTEGER NOT NULL,
        speaker_id INTEGER NOT NULL REFERENCES speakers (id) ON DELETE CASCADE,
        identity_id INTEGER NOT NULL REFERENCES identities (id),
        name TEXT,
        PRIMARY KEY (guild_id, speaker_id)
    ) STRICT, WITHOUT ROWID
    """,
    "CREATE INDEX meant_by_identity ON meant (guild_id, identity_id)",
    "CREATE INDEX meant_by_speaker ON meant (speaker_id)",
    "CREATE INDEX meant_as ON meant (identity_id)",
    """
    CREATE TABLE meant_words (
        guild_id INTEGER NOT NULL,
        word TEXT NOT NULL,
        speaker_id INTEGER NOT NULL REFERENCES speakers (id) ON DELETE CASCADE,
        PRIMARY KEY (guild_id, word, speaker_id)
    ) STRICT, WITHOUT ROWID
    """,
    "CREATE INDEX meant_words_by_speaker ON meant_words (speaker_id)",
    *(
        _IDENTITY_LEFT.format(table=table, way=way, event=event, moved=moved)
        for table in ("speakers", "entities")
        for way, event, moved in (
            ("gone", "DELETE", ""),
            ("left", "UPDATE OF identity_id", "AND new.identity_id IS NOT old.identity_id"),
        )
    ),
)

_POINT = {
    "speakers": "UPDATE speakers SET identity_id = ? WHERE id = ?",
    "entities": "UPDATE entities SET identity_id = ? WHERE id = ?",
}


def who_is_who(db: Database) -> None:
    """One identity for all names of somebody, and what people decided about them."""
    for statement in _WHO_IS_WHO:
        db.conn.execute(statement)
    db.conn.executemany(
        "INSERT OR IGNORE INTO name_words (word, speaker_id, name) VALUES (?, ?, ?)",
        [
            (whole, id_, whole.strip(EXACTLY))
            for id_, name in db.conn.execute("SELECT id, name FROM speakers").fetchall()
            if (whole := whole_name(name))
        ],
    )
    _identify(db)


def _identify(db: Database) -> None:
    """One identity for all names that are one by their forms."""
    names = db.conn.execute(
        """
        SELECT name, type, 'entities', id FROM entities UNION ALL
        SELECT name, coalesce(
            (SELECT type FROM entities WHERE name = speakers.name ORDER BY type <> 'PERSON', id),
            (SELECT speaker_type FROM quote_speakers JOIN quotes ON quotes.id = quote_id
                WHERE speaker_id = speakers.id LIMIT 1)
        ), 'speakers', id FROM speakers
        """
    ).fetchall()
    forms: defaultdict[tuple[str, Kind], defaultdict[Mark, list[tuple[str, int]]]] = defaultdict(
        lambda: defaultdict(list)
    )
    for name, label, table, id_ in names:
        kind = kind_of(label)
        form = name_form(name, kind)
        forms[form.key or name, kind][form.mark].append((table, id_))
    for (key, kind), marks in forms.items():
        for group in set(alike(frozenset(marks)).values()):
            identity = db.conn.execute(
                "INSERT INTO identities (kind, key) VALUES (?, ?)", (kind, key)
            ).lastrowid
            for table, id_ in (row for mark in group for row in marks[mark]):
                db.conn.execute(_POINT[table], (identity, id_))
