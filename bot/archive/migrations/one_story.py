"""The same story at several addresses: stored once, counted once, answered once."""

from sqlite_utils import Database

from bot.archive.likeness import fingerprint, simhash

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
