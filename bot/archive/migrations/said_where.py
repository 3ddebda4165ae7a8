"""Full-text search knows of each quote who says it in which server, in one word."""

from sqlite_utils import Database

_TAGS = """
UPDATE {table} SET tags = coalesce((
    SELECT group_concat(coalesce(
        (SELECT group_concat('s' || speaker_id || 'g' || guild_id, ' ') FROM {speakers}) || ' ', ''
    ) || 'g' || guild_id, ' ')
    FROM (SELECT DISTINCT guild_id FROM shares
        WHERE article_id = {table}.{id} AND guild_id IS NOT NULL)
), '')"""
_OF = {
    "quotes": _TAGS.format(
        table="quotes", id="article_id", speakers="quote_speakers WHERE quote_id = quotes.id"
    ),
    "articles": _TAGS.format(
        table="articles",
        id="id",
        speakers="(SELECT DISTINCT speaker_id FROM quotes"
        " JOIN quote_speakers ON quote_id = quotes.id WHERE quotes.article_id = articles.id)",
    ),
}
_SHARED = """
CREATE TRIGGER shares_{name}_{table} AFTER {event} ON shares
WHEN new.article_id IS NOT NULL AND new.guild_id IS NOT NULL BEGIN
    {tag} WHERE {id} = new.article_id
        AND instr(' ' || tags || ' ', ' g' || new.guild_id || ' ') = 0;
END"""
_SHARED_NO_MORE = """
CREATE TRIGGER shares_{name}_{table} AFTER {event} ON shares
WHEN old.article_id IS NOT NULL AND old.guild_id IS NOT NULL AND NOT EXISTS (
    SELECT 1 FROM shares WHERE article_id = old.article_id AND guild_id = old.guild_id
) BEGIN
    {tag} WHERE {id} = old.article_id;
END"""
_TRIGGERS = tuple(
    (f"shares_{name}_{table}", trigger.format(name=name, event=event, table=table, id=id_, tag=tag))
    for table, id_, tag in (
        ("quotes", "article_id", _OF["quotes"]),
        ("articles", "id", _OF["articles"]),
    )
    for name, event, trigger in (
        ("added_to", "INSERT", _SHARED),
        ("tied_to", "UPDATE OF article_id", _SHARED),
        ("untied_from", "UPDATE OF article_id", _SHARED_NO_MORE),
        ("gone_from", "DELETE", _SHARED_NO_MORE),
    )
)


_REINDEXED = "INSERT INTO {table}_fts ({table}_fts) VALUES ('{how}')"

# Twice as many pieces before they are put together: recording gains a tenth by it, and a search,
# which looks into each piece, takes as much longer. https://www.sqlite.org/fts5.html#the_automerge
_MERGED_LATER = "INSERT INTO {table}_fts ({table}_fts, rank) VALUES ('automerge', 8)"


def said_where(db: Database) -> None:
    """Full-text search knows of each quote who says it in which server, in one word."""
    for table, tag in _OF.items():
        [changed] = db.conn.execute(
            "SELECT sql FROM sqlite_schema WHERE name = ?", (f"{table}_changed",)
        ).fetchone()
        # Renewed before there is a trigger that would index each row once more.
        db.conn.execute(f"DROP TRIGGER {table}_changed")
        db.conn.execute(tag)
        db.conn.execute(_REINDEXED.format(table=table, how="rebuild"))
        # What is in one piece needs no merging for long.
        db.conn.execute(_REINDEXED.format(table=table, how="optimize"))
        db.conn.execute(_MERGED_LATER.format(table=table))
        db.conn.execute(changed)
    for name, trigger in _TRIGGERS:
        db.conn.execute(f"DROP TRIGGER {name}")
        db.conn.execute(trigger)
