"""Articles, their quotes and names, the messages that shared them, and the inbox."""

from sqlite_utils import Database

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


def first_light(db: Database) -> None:
    """Articles, their quotes and names, the messages that shared them, and the inbox."""
    for statement in _FIRST_LIGHT:
        db.conn.execute(statement)
