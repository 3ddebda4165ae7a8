"""What a page said of itself, to ask whether it has changed before reading it again."""

from sqlite_utils import Database


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
