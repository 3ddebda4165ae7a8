"""What a fuller card shows (a role, a picture), and which thread it stands in."""

from sqlite_utils import Database

_FULLER_CARDS = (
    "ALTER TABLE articles ADD COLUMN image TEXT",
    "ALTER TABLE article_keys ADD COLUMN image TEXT",
    "ALTER TABLE article_entities ADD COLUMN role TEXT",
    "ALTER TABLE shares ADD COLUMN thread_id INTEGER",
)


def fuller_cards(db: Database) -> None:
    """What a fuller card shows (a role, a picture), and which thread it stands in."""
    for statement in _FULLER_CARDS:
        db.conn.execute(statement)
