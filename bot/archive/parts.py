"""The parts of questions in SQL.

A question is put together from whole, named parts (common table expressions) and one statement
over them; what people type reaches it only as parameters.
"""

import sqlite3
from collections.abc import Mapping
from typing import Any

from bot.archive import named
from bot.archive.rows import as_json
from bot.archive.terms import Terms
from bot.domain import Scope

# The speakers named, with all other names of the same people.
NAMED_WHOLLY = named.WHOLLY
NAMED_BY_BEGINNINGS = named.BY_BEGINNINGS

SAID = """
said (quote_id) AS MATERIALIZED (
    SELECT quote_id FROM quote_speakers WHERE speaker_id IN (SELECT speaker_id FROM named)
)"""
SPOKEN_IN = """
SELECT DISTINCT article_id FROM quotes WHERE id IN (SELECT quote_id FROM said)"""

# What was said, by the speakers named or by all, in articles that are known to be among those
# asked about. The plus sign keeps it from looking for each quote with each of the speakers in turn.
SAID_IN_THESE = """
said (quote_id) AS MATERIALIZED (
    SELECT quotes.id FROM json_each(:articles) AS these
    CROSS JOIN quotes ON quotes.article_id = these.value
    WHERE :kind IS NULL OR quotes.kind = :kind
)"""
SAID_IN_THESE_BY_NAMED = """
said (quote_id) AS MATERIALIZED (
    SELECT quotes.id FROM json_each(:articles) AS these
    CROSS JOIN quotes ON quotes.article_id = these.value
    CROSS JOIN quote_speakers ON quote_speakers.quote_id = quotes.id
    WHERE (:kind IS NULL OR quotes.kind = :kind)
        AND +quote_speakers.speaker_id IN (SELECT speaker_id FROM named)
)"""
PERSONS = "SELECT identity_id FROM persons"
THE_NAMED = "SELECT id, quoted FROM speakers WHERE id IN (SELECT speaker_id FROM named)"

# The quotes in which, or in the title above which, all the wanted terms stand, or any unwanted. A
# title counts only as an outlet has it that was shared in scope: another server's is not to be
# told. Of rows that follow one another, full-text search skips to the first; without a number to
# skip to, as of nothing said, it would go through all its hits.
# An outlet's title is the article's own unless it is among the other ones.
OWN_TITLE = """(outlet.key IS NULL OR (outlet.title IS NOT NULL
    AND NOT EXISTS (SELECT 1 FROM other_titles WHERE key = outlet.key)))"""
_TITLE_SHARED_HERE = """EXISTS (
    SELECT 1 FROM shares INDEXED BY shares_here
    LEFT JOIN article_keys AS outlet
        ON outlet.key = shares.key AND outlet.article_id = shares.article_id
    WHERE shares.article_id = articles_fts.rowid AND guild_id IS :guild_id
        AND +channel_id IN (SELECT value FROM json_each(:channel_ids))
        AND {own_title}
)"""
TITLE_SHARED_HERE = _TITLE_SHARED_HERE.format(own_title=OWN_TITLE)
_IN_QUOTES = """
SELECT term.key AS term, quotes_fts.rowid AS quote_id
FROM json_each({terms}) AS term CROSS JOIN quotes_fts ON quotes_fts.words MATCH term.value"""
_IN_TITLES = """
SELECT term.key, quotes.id
FROM json_each({terms}) AS term CROSS JOIN articles_fts ON articles_fts.title MATCH term.value
JOIN quotes ON quotes.article_id = articles_fts.rowid
WHERE {these} (:everything OR {title_shared_here})"""
_IN_OTHER_TITLES = """
SELECT term.key, quotes.id
FROM json_each({terms}) AS term
CROSS JOIN other_titles_fts ON other_titles_fts MATCH term.value
JOIN other_titles ON other_titles.id = other_titles_fts.rowid
JOIN article_keys ON article_keys.key = other_titles.key
JOIN quotes ON quotes.article_id = article_keys.article_id
WHERE (:everything OR EXISTS (
    SELECT 1 FROM shares INDEXED BY shares_here
    WHERE shares.article_id = article_keys.article_id AND guild_id IS :guild_id
        AND +channel_id IN (SELECT value FROM json_each(:channel_ids))
        AND shares.key = other_titles.key
))"""
_IN_SAID = """
WHERE quotes_fts.rowid BETWEEN (SELECT coalesce(min(quote_id), 0) FROM said) AND
        (SELECT coalesce(max(quote_id), -1) FROM said)
    AND +quotes_fts.rowid IN (SELECT quote_id FROM said)"""
_IN_THESE = """articles_fts.rowid BETWEEN
        (SELECT coalesce(min(value), 0) FROM json_each(:articles))
        AND (SELECT coalesce(max(value), -1) FROM json_each(:articles))
    AND +articles_fts.rowid IN (SELECT value FROM json_each(:articles)) AND"""
_ANYWHERE = f"{_IN_QUOTES} UNION {_IN_TITLES} UNION {_IN_OTHER_TITLES}"
_THERE = f"{_IN_QUOTES} {_IN_SAID} UNION {_IN_TITLES} UNION {_IN_OTHER_TITLES}"
_WANTED = """
wanted (quote_id) AS (
    SELECT quote_id FROM ({found})
    GROUP BY quote_id HAVING count(*) = json_array_length(:wanted)
)"""
_UNWANTED = "unwanted (quote_id) AS (SELECT quote_id FROM ({found}))"


def _found(where: str, terms: str, these: str = "") -> str:
    return where.format(terms=terms, these=these, title_shared_here=TITLE_SHARED_HERE)


WANTED = _WANTED.format(found=_found(_ANYWHERE, ":wanted"))
UNWANTED = _UNWANTED.format(found=_found(_ANYWHERE, ":unwanted"))
WANTED_IN_SAID = _WANTED.format(found=_found(_THERE, ":wanted", _IN_THESE))
UNWANTED_IN_SAID = _UNWANTED.format(found=_found(_THERE, ":unwanted", _IN_THESE))
OFTEN_FOUND = """
SELECT
    (SELECT count(*) FROM (
        SELECT 1 FROM quotes_fts WHERE quotes_fts.words MATCH :expression LIMIT :most
    )) + (SELECT count(*) FROM (
        SELECT 1 FROM articles_fts WHERE articles_fts.title MATCH :expression LIMIT :most
    )) + (SELECT count(*) FROM (
        SELECT 1 FROM other_titles_fts WHERE other_titles_fts MATCH :expression LIMIT :most
    )) AS found"""

HEARD = """
said (quote_id) AS MATERIALIZED (SELECT value FROM json_each(:heard))"""
ALL_QUOTES = "candidates (quote_id) AS (SELECT id FROM quotes)"
QUOTES_SAID = "candidates (quote_id) AS (SELECT quote_id FROM said)"
QUOTES_WANTED = "candidates (quote_id) AS (SELECT quote_id FROM wanted)"
QUOTES_SAID_AND_WANTED = """
candidates (quote_id) AS (SELECT quote_id FROM said INTERSECT SELECT quote_id FROM wanted)"""

FOUND = """
found (quote_id, article_id, place, saying, rank) AS MATERIALIZED (
    SELECT quotes.id, article_id, place, saying, rank FROM quotes
    WHERE id IN (SELECT quote_id FROM candidates) AND (:kind IS NULL OR kind = :kind)
)"""
FOUND_WITHOUT = """
found (quote_id, article_id, place, saying, rank) AS MATERIALIZED (
    SELECT quotes.id, article_id, place, saying, rank FROM quotes
    WHERE id IN (SELECT quote_id FROM candidates EXCEPT SELECT quote_id FROM unwanted)
        AND (:kind IS NULL OR kind = :kind)
)"""

# What the speakers named, or all, have said, and which of it may be seen.
HEARD_FROM_ALL = "heard (speaker_id, quote_id) AS (SELECT speaker_id, quote_id FROM quote_speakers)"
HEARD_FROM_NAMED = """
heard (speaker_id, quote_id) AS (
    SELECT speaker_id, quote_id FROM quote_speakers
    WHERE speaker_id IN (SELECT speaker_id FROM named)
)"""
VISIBLE_ANYWHERE = """
visible (speaker_id, said) AS (
    SELECT speaker_id, coalesce(saying, quote_id) FROM heard JOIN quotes ON quotes.id = quote_id
)"""

# In a server that holds little: from all that may be seen there to its speakers.
HERE = """
here (article_id) AS MATERIALIZED (
    SELECT DISTINCT article_id FROM shares
    WHERE guild_id IS :guild_id AND channel_id IN (SELECT value FROM json_each(:channel_ids))
)"""
HEARD_HERE_FROM_ALL = """
visible (speaker_id, said) AS (
    SELECT quote_speakers.speaker_id, coalesce(quotes.saying, quotes.id) FROM here
    CROSS JOIN quotes ON quotes.article_id = here.article_id
    CROSS JOIN quote_speakers ON quote_speakers.quote_id = quotes.id
)"""
HEARD_HERE_FROM_NAMED = """
visible (speaker_id, said) AS (
    SELECT quote_speakers.speaker_id, coalesce(quotes.saying, quotes.id) FROM here
    CROSS JOIN quotes ON quotes.article_id = here.article_id
    CROSS JOIN quote_speakers ON quote_speakers.quote_id = quotes.id
    WHERE +quote_speakers.speaker_id IN (SELECT speaker_id FROM named)
)"""
_SHARES_HERE = """
SELECT count(*) AS shares FROM (
    SELECT 1 FROM shares
    WHERE guild_id IS :guild_id AND channel_id IN (SELECT value FROM json_each(:channel_ids))
    LIMIT :most
)"""


def candidates(named: str | None, terms: Terms) -> tuple[str, ...]:
    """The parts that lead to the quotes ``found``, of all that there are.

    Parameters:
        named: the part that says who spoke; None for anybody.
    """
    said = () if named is None else (named, SAID)
    wanted = (WANTED,) if terms.wanted else ()
    match bool(said), bool(wanted):
        case True, True:
            both = QUOTES_SAID_AND_WANTED
        case True, False:
            both = QUOTES_SAID
        case False, True:
            both = QUOTES_WANTED
        case _:
            both = ALL_QUOTES
    return (*said, *wanted, both, *((UNWANTED, FOUND_WITHOUT) if terms.unwanted else (FOUND,)))


def candidates_of(named: str, terms: Terms) -> tuple[str, ...]:
    """The same, going by what the speakers have said; ``articles`` are those that hold it."""
    return (named, SAID, *_found_in_said(terms))


def candidates_heard(named: str) -> tuple[str, ...]:
    """The parts that lead to the quotes ``found`` of those ``heard``, a list of what is known."""
    return (named, HEARD, QUOTES_SAID, FOUND)


def candidates_in_these(named: str | None, terms: Terms) -> tuple[str, ...]:
    """The parts that lead to the quotes ``found``, of the ``articles`` asked about."""
    said = (SAID_IN_THESE,) if named is None else (named, SAID_IN_THESE_BY_NAMED)
    return (*said, *_found_in_said(terms))


def _found_in_said(terms: Terms) -> tuple[str, ...]:
    wanted = (WANTED_IN_SAID, QUOTES_SAID_AND_WANTED) if terms.wanted else (QUOTES_SAID,)
    return (*wanted, *((UNWANTED_IN_SAID, FOUND_WITHOUT) if terms.unwanted else (FOUND,)))


def with_parts(*parts: str) -> str:
    """Common table expressions as the beginning of a statement."""
    return "WITH " + ",".join(parts)


def scope_values(scope: Scope | None) -> dict[str, Any]:
    """The parameters that say what an asker may see."""
    return {
        "everything": scope is None,
        "guild_id": scope.guild_id if scope else None,
        "channel_ids": as_json(scope.channel_ids if scope else ()),
    }


def holds_at_most(connection: sqlite3.Connection, shares: int, values: Mapping[str, Any]) -> bool:
    """Whether an asker may see no more than so many shares; ``values`` as of scope_values."""
    row = connection.execute(_SHARES_HERE, {**values, "most": shares + 1}).fetchone()
    return row["shares"] <= shares
