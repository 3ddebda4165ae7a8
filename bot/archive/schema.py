"""The tables of the archive, as migrations; drawn in ``docs/archive.md``.

A migration that has been released never changes: what comes later is a migration of its own.
"""

import sqlite3
from pathlib import Path

from sqlite_utils import Database
from sqlite_utils.migrations import Migrations

from bot.archive.errors import ArchiveTooNew, ArchiveTooOld, ArchiveUnreadable
from bot.archive.likeness import fingerprint, simhash

migrations = Migrations("pullquote")

# The long text stands last in its row, so that what is asked for often is read without it.
_FIRST_LIGHT = (
    """
    CREATE TABLE articles (
        id INTEGER PRIMARY KEY,
        url TEXT,
        title TEXT,
        site TEXT,
        authors TEXT NOT NULL CHECK (json_valid(authors)),
        published TEXT,
        language TEXT NOT NULL,
        kind TEXT NOT NULL CHECK (kind IN ('article', 'partial')),
        fingerprint TEXT NOT NULL UNIQUE,
        words INTEGER NOT NULL CHECK (words >= 0),
        kept INTEGER NOT NULL CHECK (kept IN (0, 1)),
        analyser TEXT NOT NULL,
        read_at TEXT NOT NULL,
        text TEXT NOT NULL
    ) STRICT
    """,
    """
    CREATE TABLE article_keys (
        key TEXT PRIMARY KEY,
        article_id INTEGER NOT NULL REFERENCES articles (id) ON DELETE CASCADE
    ) STRICT, WITHOUT ROWID
    """,
    "CREATE INDEX article_keys_by_article ON article_keys (article_id)",
    """
    CREATE TABLE quotes (
        id INTEGER PRIMARY KEY,
        article_id INTEGER NOT NULL REFERENCES articles (id) ON DELETE CASCADE,
        place INTEGER NOT NULL,
        rank INTEGER NOT NULL,
        kind TEXT NOT NULL CHECK (kind IN ('direct', 'mixed', 'indirect')),
        words TEXT NOT NULL,
        content TEXT NOT NULL CHECK (json_valid(content)),
        quoted TEXT NOT NULL CHECK (json_valid(quoted)),
        cue TEXT NOT NULL CHECK (json_valid(cue)),
        mention TEXT NOT NULL CHECK (json_valid(mention)),
        speaker_type TEXT,
        relay TEXT,
        addressee TEXT,
        confidence REAL NOT NULL CHECK (confidence BETWEEN 0 AND 1),
        UNIQUE (article_id, place)
    ) STRICT
    """,
    "CREATE TABLE speakers (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE) STRICT",
    """
    CREATE TABLE quote_speakers (
        quote_id INTEGER NOT NULL REFERENCES quotes (id) ON DELETE CASCADE,
        place INTEGER NOT NULL,
        speaker_id INTEGER NOT NULL REFERENCES speakers (id),
        PRIMARY KEY (quote_id, place)
    ) STRICT, WITHOUT ROWID
    """,
    "CREATE INDEX quote_speakers_by_speaker ON quote_speakers (speaker_id, quote_id)",
    """
    CREATE TABLE name_words (
        word TEXT NOT NULL,
        speaker_id INTEGER NOT NULL REFERENCES speakers (id) ON DELETE CASCADE,
        name TEXT NOT NULL,
        PRIMARY KEY (word, speaker_id, name)
    ) STRICT, WITHOUT ROWID
    """,
    "CREATE INDEX name_words_by_speaker ON name_words (speaker_id)",
    """
    CREATE TABLE entities (
        id INTEGER PRIMARY KEY,
        name TEXT NOT NULL,
        type TEXT NOT NULL,
        UNIQUE (name, type)
    ) STRICT
    """,
    """
    CREATE TABLE article_entities (
        article_id INTEGER NOT NULL REFERENCES articles (id) ON DELETE CASCADE,
        place INTEGER NOT NULL,
        entity_id INTEGER NOT NULL REFERENCES entities (id),
        salience REAL NOT NULL CHECK (salience BETWEEN 0 AND 1),
        aliases TEXT NOT NULL CHECK (json_valid(aliases)),
        mentions TEXT NOT NULL CHECK (json_valid(mentions)),
        PRIMARY KEY (article_id, place)
    ) STRICT, WITHOUT ROWID
    """,
    "CREATE INDEX article_entities_by_entity ON article_entities (entity_id)",
    """
    CREATE TABLE shares (
        id INTEGER PRIMARY KEY AUTOINCREMENT,  -- a nonce and our buttons hold it: never used twice
        guild_id INTEGER,
        channel_id INTEGER NOT NULL,
        message_id INTEGER NOT NULL,
        author_id INTEGER NOT NULL,
        url TEXT NOT NULL,
        spoiler INTEGER NOT NULL CHECK (spoiler IN (0, 1)),
        shared_at TEXT NOT NULL,
        article_id INTEGER REFERENCES articles (id),
        reply_id INTEGER,
        UNIQUE (message_id, url)
    ) STRICT
    """,
    "CREATE INDEX shares_by_article ON shares (article_id, guild_id, shared_at)",
    "CREATE INDEX shares_by_place ON shares (guild_id, channel_id, article_id)",
    "CREATE INDEX shares_by_reply ON shares (reply_id) WHERE reply_id IS NOT NULL",
    """
    CREATE TABLE inbox (
        share_id INTEGER PRIMARY KEY REFERENCES shares (id) ON DELETE CASCADE,
        state TEXT NOT NULL CHECK (state IN ('waiting', 'done', 'failed')),
        kind TEXT,
        sentence TEXT,
        changed_at TEXT NOT NULL,
        CHECK ((state = 'failed') = (kind IS NOT NULL AND sentence IS NOT NULL))
    ) STRICT
    """,
    "CREATE INDEX inbox_waiting ON inbox (share_id) WHERE state = 'waiting'",
    """
    CREATE VIRTUAL TABLE quotes_fts USING fts5 (
        words, content='quotes', content_rowid='id',
        tokenize='porter unicode61 remove_diacritics 2'
    )
    """,
    """
    CREATE TRIGGER quotes_added AFTER INSERT ON quotes BEGIN
        INSERT INTO quotes_fts (rowid, words) VALUES (new.id, new.words);
    END
    """,
    """
    CREATE TRIGGER quotes_deleted AFTER DELETE ON quotes BEGIN
        INSERT INTO quotes_fts (quotes_fts, rowid, words) VALUES ('delete', old.id, old.words);
    END
    """,
    """
    CREATE TRIGGER quotes_changed AFTER UPDATE OF words ON quotes BEGIN
        INSERT INTO quotes_fts (quotes_fts, rowid, words) VALUES ('delete', old.id, old.words);
        INSERT INTO quotes_fts (rowid, words) VALUES (new.id, new.words);
    END
    """,
    """
    CREATE VIRTUAL TABLE articles_fts USING fts5 (
        title, content='articles', content_rowid='id',
        tokenize='porter unicode61 remove_diacritics 2'
    )
    """,
    """
    CREATE TRIGGER articles_added AFTER INSERT ON articles BEGIN
        INSERT INTO articles_fts (rowid, title) VALUES (new.id, new.title);
    END
    """,
    """
    CREATE TRIGGER articles_deleted AFTER DELETE ON articles BEGIN
        INSERT INTO articles_fts (articles_fts, rowid, title) VALUES ('delete', old.id, old.title);
    END
    """,
    """
    CREATE TRIGGER articles_changed AFTER UPDATE OF title ON articles BEGIN
        INSERT INTO articles_fts (articles_fts, rowid, title) VALUES ('delete', old.id, old.title);
        INSERT INTO articles_fts (rowid, title) VALUES (new.id, new.title);
    END
    """,
)


@migrations()
def first_light(db: Database) -> None:
    """Articles, their quotes and names, the messages that shared them, and the inbox."""
    for statement in _FIRST_LIGHT:
        db.conn.execute(statement)


@migrations()
def second_reads(db: Database) -> None:
    """What a page said of itself, to ask whether it has changed before reading it again."""
    db.conn.execute(
        """
        CREATE TABLE validators (
            key TEXT PRIMARY KEY REFERENCES article_keys (key) ON DELETE CASCADE,
            url TEXT NOT NULL,
            etag TEXT,
            last_modified TEXT,
            CHECK (etag IS NOT NULL OR last_modified IS NOT NULL)
        ) STRICT, WITHOUT ROWID
        """
    )


_ONE_STORY = (
    """
    CREATE TABLE likenesses (
        article_id INTEGER PRIMARY KEY REFERENCES articles (id) ON DELETE CASCADE,
        simhash INTEGER,
        story TEXT
    ) STRICT
    """,
    "CREATE INDEX likenesses_by_story ON likenesses (story) WHERE story IS NOT NULL",
    "ALTER TABLE quotes ADD COLUMN saying INTEGER CHECK (saying < 0)",
    "ALTER TABLE article_keys ADD COLUMN url TEXT",
    "ALTER TABLE article_keys ADD COLUMN title TEXT",
    "ALTER TABLE article_keys ADD COLUMN site TEXT",
    """
    ALTER TABLE article_keys ADD COLUMN authors TEXT NOT NULL DEFAULT '[]'
        CHECK (json_valid(authors))
    """,
    "ALTER TABLE article_keys ADD COLUMN published TEXT",
    """
    UPDATE article_keys SET (url, title, site, authors, published) = (
        SELECT url, title, site, authors, published FROM articles WHERE id = article_id
    )
    """,
    "ALTER TABLE shares ADD COLUMN key TEXT",
    "ALTER TABLE shares ADD COLUMN card INTEGER NOT NULL DEFAULT 1 CHECK (card IN (0, 1))",
)
_STILL_REPEATED = 2_000  # articles that are new enough for a repeat of them to come yet


@migrations()
def one_story(db: Database) -> None:
    """The same story at several addresses: stored once, counted once, answered once."""
    for statement in _ONE_STORY:
        db.conn.execute(statement)
    newest = db.conn.execute(
        "SELECT id FROM articles ORDER BY id DESC LIMIT 1 OFFSET ?", (_STILL_REPEATED,)
    ).fetchone()
    for article_id, title, text in db.conn.execute(
        "SELECT id, title, text FROM articles ORDER BY id"
    ):
        # Where two titles had one text, the later keeps its old mark, which no other can have.
        db.conn.execute(
            "UPDATE OR IGNORE articles SET fingerprint = ? WHERE id = ?",
            (fingerprint(title, text), article_id),
        )
        if newest is None or article_id > newest[0]:
            db.conn.execute(
                "INSERT INTO likenesses (article_id, simhash) VALUES (?, ?)",
                (article_id, simhash(text)),
            )


@migrations()
def kinds_of_page(db: Database) -> None:
    """Any kind of page, as the code has them, not articles and parts of articles alone.

    SQLite can't alter a CHECK, and too much hangs on the table to make it anew, so this changes
    the schema's text, as https://www.sqlite.org/lang_altertable.html describes.
    """
    (version,) = db.conn.execute("PRAGMA schema_version").fetchone()
    db.conn.execute("PRAGMA writable_schema = ON")
    db.conn.execute(
        "UPDATE sqlite_schema SET sql = replace(sql, ?, ?) WHERE type = 'table' AND name = ?",
        ("kind IN ('article', 'partial')", "kind <> ''", "articles"),
    )
    db.conn.execute(f"PRAGMA schema_version = {version + 1}")
    db.conn.execute("PRAGMA writable_schema = RESET")


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


@migrations()
def keeping(db: Database) -> None:
    """Which texts were given up, and which servers we have left and when."""
    for statement in _KEEPING:
        db.conn.execute(statement)


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


@migrations()
def quick_looks(db: Database) -> None:
    """How often each speaker is quoted, and each server's shares by time, without counting."""
    for statement in _QUICK_LOOKS:
        db.conn.execute(statement)


def migrate(connection: sqlite3.Connection, path: Path) -> None:
    """Bring the tables up to date; call it inside a transaction.

    Raises ArchiveTooNew, or ArchiveUnreadable where another program's tables stand in the way.
    """
    db = Database(connection)
    _refuse_newer(db, path)
    try:
        migrations.apply(db)
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode != sqlite3.SQLITE_ERROR:
            raise
        raise ArchiveUnreadable(
            f"{path} holds tables of another program; name another file for the archive."
        ) from error


def check(connection: sqlite3.Connection, path: Path) -> None:
    """Make sure that the tables can be read as they are; raises ArchiveTooNew or ArchiveTooOld."""
    db = Database(connection)
    _refuse_newer(db, path)
    if migrations.pending(db):
        raise ArchiveTooOld(
            f"{path} lacks tables of this Pullquote; start the bot once to bring it up to date."
        )


def _refuse_newer(db: Database, path: Path) -> None:
    with Database(memory=True) as blank:
        known = {migration.name for migration in migrations.pending(blank)}
    if any(migration.name not in known for migration in migrations.applied(db)):
        raise ArchiveTooNew(
            f"The archive {path} comes from a newer Pullquote; update the bot, then start it again."
        )
