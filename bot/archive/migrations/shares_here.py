"""Shares are looked up by server, then article: what one server shared lies close together."""

from sqlite_utils import Database

_BY_SERVER = (
    # Whether something may be seen is asked of one server's shares alone, again and again; in order
    # of the articles of all servers they lie on so many pages that few of them stay in memory.
    "CREATE INDEX shares_here ON shares (guild_id, article_id, shared_at, channel_id)",
    "DROP INDEX shares_by_article",
    "CREATE INDEX shares_by_article ON shares (article_id)",
)


def shares_here(db: Database) -> None:
    """Shares are looked up by server, then article."""
    for statement in _BY_SERVER:
        db.conn.execute(statement)
