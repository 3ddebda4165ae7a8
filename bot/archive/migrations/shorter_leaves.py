"""Full-text indexes are cut into shorter pieces, so that less is read of each looked into."""

from sqlite_utils import Database

# Where two words stand together is found by leaps through the longer list of hits, and each reads
# half a piece. A quarter of the usual size; a piece of half as much takes more room and gains
# little. https://www.sqlite.org/fts5.html#the_pgsz_configuration_option
_CUT = "INSERT INTO {table}_fts ({table}_fts, rank) VALUES ('pgsz', 1000)"
_REINDEXED = "INSERT INTO {table}_fts ({table}_fts) VALUES ('{how}')"


def shorter_leaves(db: Database) -> None:
    """Full-text indexes are cut into shorter pieces."""
    for table in ("quotes", "articles"):
        db.conn.execute(_CUT.format(table=table))
        db.conn.execute(_REINDEXED.format(table=table, how="rebuild"))
        # What is in one piece needs no merging for long.
        db.conn.execute(_REINDEXED.format(table=table, how="optimize"))
