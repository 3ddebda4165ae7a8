"""Any kind of page, as the code has them, not articles and parts of articles alone."""

from sqlite_utils import Database


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
