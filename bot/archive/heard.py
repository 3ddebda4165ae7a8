"""What speakers have said in one server: by tags, so that full-text search looks at nothing else.

See :mod:`bot.archive.tags`. What is found this way may still stand in channels that the asker does
not see, or under a title that only another server's outlet gave: the shares decide.
"""

import sqlite3
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from bot.archive.parts import TITLE_SHARED_HERE
from bot.archive.rows import as_json
from bot.archive.tags import tagged
from bot.archive.terms import Terms

# An expression of more speakers takes longer than to look for what each of them has said.
_MOST_SPEAKERS = 100

_ALL = "SELECT rowid AS quote_id FROM quotes_fts WHERE quotes_fts MATCH :tags LIMIT :most"
# As often as one of the terms stands in a quote, or in a title above it.
_FOUND = """
SELECT quote_id FROM (
    SELECT term.key AS term, quotes_fts.rowid AS quote_id
    FROM json_each(:terms) AS term
    CROSS JOIN quotes_fts ON quotes_fts MATCH :tags || ' AND words : (' || term.value || ')'
    UNION
    SELECT term.key, quote_speakers.quote_id
    FROM json_each(:terms) AS term
    CROSS JOIN articles_fts ON articles_fts MATCH :tags || ' AND title : (' || term.value || ')'
    CROSS JOIN quotes ON quotes.article_id = articles_fts.rowid
    CROSS JOIN quote_speakers ON quote_speakers.quote_id = quotes.id
    WHERE +speaker_id IN (SELECT value FROM json_each(:speakers)) AND {title_shared_here}
    UNION
    SELECT term.key, quote_speakers.quote_id
    FROM json_each(:terms) AS term
    CROSS JOIN other_titles_fts ON other_titles_fts MATCH term.value
    JOIN other_titles ON other_titles.id = other_titles_fts.rowid
    JOIN article_keys ON article_keys.key = other_titles.key
    JOIN quotes ON quotes.article_id = article_keys.article_id
    CROSS JOIN quote_speakers ON quote_speakers.quote_id = quotes.id
    WHERE +speaker_id IN (SELECT value FROM json_each(:speakers)) AND EXISTS (
        SELECT 1 FROM shares INDEXED BY shares_by_article
        WHERE shares.article_id = article_keys.article_id AND guild_id IS :guild_id
            AND +channel_id IN (SELECT value FROM json_each(:channel_ids))
            AND shares.key = other_titles.key
    )
)
GROUP BY quote_id HAVING count(*) >= :needed LIMIT :most"""
_WITH_TERMS = _FOUND.format(title_shared_here=TITLE_SHARED_HERE)


def heard(
    connection: sqlite3.Connection,
    speakers: Sequence[int],
    terms: Terms,
    values: Mapping[str, Any],
    most: int,
) -> Collection[int] | None:
    """The quotes of speakers that were shared in a server, with all terms wanted, none unwanted.

    None where another way is shorter: for many speakers, or for more quotes than ``most``.

    Parameters:
        values: as of ``parts.scope_values``, of a server.
    """
    if not speakers or len(speakers) > _MOST_SPEAKERS:
        return None
    asked = {
        **values,
        "tags": tagged(speakers, values["guild_id"]),
        "speakers": as_json(speakers),
        "most": most + 1,
    }
    wanted = _quotes(connection, asked, terms.wanted, len(terms.wanted))
    if len(wanted) > most:
        return None
    unwanted = _quotes(connection, asked, terms.unwanted, 1) if terms.unwanted else ()
    return None if len(unwanted) > most else {*wanted} - {*unwanted}


def _quotes(
    connection: sqlite3.Connection, asked: Mapping[str, Any], terms: Sequence[str], needed: int
) -> list[int]:
    question = _WITH_TERMS if terms else _ALL
    rows = connection.execute(question, {**asked, "terms": as_json(terms), "needed": needed})
    return [row["quote_id"] for row in rows]
