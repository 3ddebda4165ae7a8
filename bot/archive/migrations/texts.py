"""The texts of articles stand in a table of their own, compressed."""

import zlib

from sqlite_utils import Database

_AT_A_TIME = 200
_TABLE = """
CREATE TABLE texts (
    article_id INTEGER PRIMARY KEY REFERENCES articles (id) ON DELETE CASCADE,
    size INTEGER NOT NULL CHECK (size >= 0),
    text BLOB NOT NULL
) STRICT"""
_READ_AGAIN = """
CREATE TRIGGER texts_read_again AFTER UPDATE OF text ON texts BEGIN
    DELETE FROM textless WHERE article_id = new.article_id;
END"""


def texts(db: Database) -> None:
    """The texts of articles stand in a table of their own, compressed."""
    db.conn.execute(_TABLE)
    rows = db.conn.execute("SELECT id, CAST(text AS BLOB) FROM articles ORDER BY id")
    while some := rows.fetchmany(_AT_A_TIME):
        db.conn.executemany("INSERT INTO texts VALUES (?, ?, ?)", map(_packed, some))
    db.conn.execute("DROP TRIGGER articles_read_again")
    db.conn.execute("ALTER TABLE articles DROP COLUMN text")
    db.conn.execute(_READ_AGAIN)


def _packed(article: tuple[int, bytes]) -> tuple[int, int, bytes]:
    id_, plain = article
    return id_, len(plain), min(plain, zlib.compress(plain), key=len)
