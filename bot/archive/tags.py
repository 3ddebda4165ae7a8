"""What full-text search knows of a quote beside its words: where it was shared, and who says it.

Each quote, and each article for its title, carries tags for each server in which it was shared:
``g34``, and ``s12g34`` for each speaker. They stand in a column of their own in the full-text
index, so that one question to it finds the quotes of one speaker in one server with a common word
without a look at any others. Tags only narrow an answer down: what an asker may see is decided by
the shares themselves. Triggers keep them where shares come and go; new speakers are noted here.
"""

import sqlite3
from collections.abc import Iterable

_RETAG = (
    """
    UPDATE quotes SET tags = coalesce((
        SELECT group_concat(coalesce(
            (SELECT group_concat('s' || speaker_id || 'g' || guild_id, ' ') FROM quote_speakers
                WHERE quote_id = quotes.id) || ' ', ''
        ) || 'g' || guild_id, ' ')
        FROM (SELECT DISTINCT guild_id FROM shares
            WHERE article_id = quotes.article_id AND guild_id IS NOT NULL)
    ), '') WHERE article_id = :article
    """,
    """
    UPDATE articles SET tags = coalesce((
        SELECT group_concat(coalesce(
            (SELECT group_concat('s' || speaker_id || 'g' || guild_id, ' ') FROM (
                SELECT DISTINCT speaker_id FROM quotes
                JOIN quote_speakers ON quote_id = quotes.id WHERE quotes.article_id = articles.id
            )) || ' ', ''
        ) || 'g' || guild_id, ' ')
        FROM (SELECT DISTINCT guild_id FROM shares
            WHERE article_id = articles.id AND guild_id IS NOT NULL)
    ), '') WHERE id = :article
    """,
)

#: What another server alone has shared is told by a row of ``quotes``, without a look at shares.
SHARED_HERE = "(:guild_id IS NULL OR instr(' ' || quotes.tags || ' ', ' g' || :guild_id || ' '))"


def tags(speaker_ids: Iterable[int], guild_id: int | None) -> str:
    """The tags of what these speakers say, shared in one server or in none."""
    if guild_id is None:
        return ""
    said = [f"s{id_}g{guild_id}" for id_ in dict.fromkeys(speaker_ids)]
    return " ".join((*said, f"g{guild_id}"))


def retag(connection: sqlite3.Connection, article_id: int) -> None:
    """Tag an article and its quotes anew, when others speak in it than before."""
    for statement in _RETAG:
        connection.execute(statement, {"article": article_id})


def tagged(speaker_ids: Iterable[int], guild_id: int) -> str:
    """The FTS5 expression that finds what any of the speakers says in a server; all for none."""
    said = " OR ".join(f"s{id_}g{guild_id}" for id_ in speaker_ids)
    return f"tags : ({said})" if said else f"tags : g{guild_id}"
