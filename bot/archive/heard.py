"""What speakers have said in one server: by tags, so that full-text search looks at nothing else.

See :mod:`bot.archive.tags`. What is found this way may still stand in channels that the asker does
not see, or under a title that only another server's outlet gave: the shares decide.
"""

import json
import sqlite3
from collections.abc import Mapping, Sequence
from typing import Any

from bot.archive.parts import TITLE_SHARED_HERE
from bot.archive.rows import as_json
from bot.archive.tags import tagged
from bot.archive.terms import Terms

# An expression of more speakers takes longer than to look for what each of them has said.
_MOST_SPEAKERS = 100

_LISTED = "SELECT count(*), json_group_array(quote_id) FROM ({quotes} LIMIT :most)"
_ALL = _LISTED.format(
    quotes="SELECT rowid AS quote_id FROM quotes_fts WHERE quotes_fts MATCH :tags"
)
# As often as one of the terms stands in a quote, or in a title above it.
_FOUND = """
SELECT quote_id FROM (
    SELECT term.key AS term, quotes_fts.rowid AS quote_id
    FROM json_each(:terms) AS term
    CROSS JOIN quotes_fts ON quotes_fts MATCH :tags || ' AND words : (' || term.value || ')'
    UNION {all}
    SELECT term.key, quote_speakers.quote_id
    FROM json_each(:terms) AS term
    CROSS JOIN articles_fts ON articles_fts MATCH :tags || ' AND title : (' || term.value || ')'
    CROSS JOIN quotes ON quotes.article_id = articles_fts.rowid
    CROSS JOIN quote_speakers ON quote_speakers.quote_id = quotes.id
    WHERE +speaker_id IN (SELECT value FROM json_each(:speakers)) AND {title_shared_here}
    UNION {all}
    SELECT term.key, quote_speakers.quote_id
    FROM json_each(:terms) AS term
    CROSS JOIN other_titles_fts ON other_titles_fts MATCH term.value
    JOIN other_titles ON other_titles.id = other_titles_fts.rowid
    JOIN article_keys ON article_keys.key = other_titles.key
    JOIN quotes ON quotes.article_id = article_keys.article_id
    CROSS JOIN quote_speakers ON quote_speakers.quote_id = quotes.id
    WHERE +speaker_id IN (SELECT value FROM json_each(:speakers)) AND EXISTS (
        SELECT 1 FROM shares INDEXED BY shares_here
        WHERE shares.article_id = article_keys.article_id AND guild_id IS :guild_id
            AND +channel_id IN (SELECT value FROM json_each(:channel_ids))
            AND shares.key = other_titles.key
    )
) {enough}"""
_WITH_ALL_TERMS = _LISTED.format(
    quotes=_FOUND.format(
        all="",
        enough="GROUP BY quote_id HAVING count(*) >= :needed",
        title_shared_here=TITLE_SHARED_HERE,
    )
)
_WITH_ANY_TERM = _LISTED.format(
    quotes=_FOUND.format(all="ALL", enough="", title_shared_here=TITLE_SHARED_HERE)
)


def heard(
    connection: sqlite3.Connection,
    speakers: Sequence[int],
    terms: Terms,
    values: Mapping[str, Any],
    most: int,
) -> str | None:
    """The quotes of speakers that were shared in a server, with all terms wanted, none unwanted.

    A JSON list of their ids; None where another way is shorter: for many speakers, or for more
    quotes than ``most``.

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
    many, wanted = _quotes(connection, asked, terms.wanted, len(terms.wanted))
    if many > most or not terms.unwanted:
        return None if many > most else wanted
    many, unwanted = _quotes(connection, asked, terms.unwanted, 1)
    return None if many > most else as_json({*json.loads(wanted)} - {*json.loads(unwanted)})


def _quotes(
    connection: sqlite3.Connection, asked: Mapping[str, Any], terms: Sequence[str], needed: int
) -> tuple[int, str]:
    """How many quotes there are, some twice where one term is enough, and a list of them."""
    question = (_WITH_ALL_TERMS if needed > 1 else _WITH_ANY_TERM) if terms else _ALL
    values = {**asked, "terms": as_json(terms), "needed": needed}
    many, quotes = connection.execute(question, values).fetchone()
    return many, quotes
