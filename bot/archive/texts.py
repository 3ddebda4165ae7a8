"""The texts of articles, compressed: as they are, they would be half of an archive.

In the format of SQLite's own archives (https://www.sqlite.org/sqlar.html), so that its shell reads
them, too: ``SELECT sqlar_uncompress(text, size) FROM texts``.
"""

import sqlite3
import zlib

_LARGEST = 16_000_000  # bytes; the longest text that is ever analysed has fewer than a million


def keep_text(connection: sqlite3.Connection, article_id: int, text: str) -> None:
    """Keep an article's text, in the place of any that it had."""
    plain = text.encode()
    # As it is where that is no longer: the lengths tell which of both it is.
    stored = min(plain, zlib.compress(plain), key=len)
    connection.execute(
        "INSERT INTO texts (article_id, size, text) VALUES (?, ?, ?) ON CONFLICT (article_id)"
        " DO UPDATE SET size = excluded.size, text = excluded.text",
        (article_id, len(plain), stored),
    )


def text_of(connection: sqlite3.Connection, article_id: int) -> str | None:
    """An article's text; None if it has none, or one that makes no sense."""
    row = connection.execute(
        "SELECT size, text FROM texts WHERE article_id = ?", (article_id,)
    ).fetchone()
    return None if row is None else _plain(*row)


def _plain(size: int, stored: bytes) -> str | None:
    if size > _LARGEST:
        return None
    try:
        plain = stored if len(stored) == size else zlib.decompressobj().decompress(stored, size + 1)
        return plain.decode() if len(plain) == size else None
    except (zlib.error, UnicodeDecodeError):
        return None
