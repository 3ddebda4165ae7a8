"""The parts of questions in SQL.

A question is put together from whole, named parts (common table expressions) and one statement
over them; what people type reaches it only as parameters.
"""

import sqlite3
from collections.abc import Mapping
from typing import Any

from bot.archive import named
from bot.archive.rows import as_json
from bot.domain import Scope

# The speakers named, with all other names of the same people.
NAMED_WHOLLY = named.WHOLLY
NAMED_BY_BEGINNINGS = named.BY_BEGINNINGS

SAID = """
said (quote_id) AS (
    SELECT quote_id FROM quote_speakers WHERE speaker_id IN (SELECT speaker_id FROM named)
)"""

# What the speakers named have said in the articles of the newest shares that may be seen. The plus
# sign keeps it from looking for each quote with each of the speakers in turn.
SAID_LATELY = """
recent (article_id) AS MATERIALIZED (
    SELECT article_id FROM shares INDEXED BY shares_by_time
    WHERE guild_id IS :guild_id AND article_id IS NOT NULL
        AND channel_id IN (SELECT value FROM json_each(:channel_ids))
    ORDER BY shared_at DESC, id DESC LIMIT :recent
),
said (quote_id) AS (
    SELECT quotes.id FROM (SELECT DISTINCT article_id FROM recent) AS lately
    CROSS JOIN quotes ON quotes.article_id = lately.article_id
    CROSS JOIN quote_speakers ON quote_speakers.quote_id = quotes.id
    WHERE +quote_speakers.speaker_id IN (SELECT speaker_id FROM named)
)"""
OFTEN_QUOTED = """
SELECT coalesce(sum(quoted), 0) AS quoted FROM speakers
WHERE id IN (SELECT speaker_id FROM named)"""

# The quotes in which, or in the title above which, all the wanted terms stand, or any unwanted.
WANTED = """
wanted (quote_id) AS (
    SELECT quote_id FROM (
        SELECT term.key AS term, quotes_fts.rowid AS quote_id
        FROM json_each(:wanted) AS term CROSS JOIN quotes_fts ON quotes_fts MATCH term.value
        UNION
        SELECT term.key, quotes.id
        FROM json_each(:wanted) AS term CROSS JOIN articles_fts ON articles_fts MATCH term.value
        JOIN quotes ON quotes.article_id = articles_fts.rowid
    )
    GROUP BY quote_id HAVING count(*) = json_array_length(:wanted)
)"""
UNWANTED = """
unwanted (quote_id) AS (
    SELECT quotes_fts.rowid
    FROM json_each(:unwanted) AS term CROSS JOIN quotes_fts ON quotes_fts MATCH term.value
    UNION
    SELECT quotes.id
    FROM json_each(:unwanted) AS term CROSS JOIN articles_fts ON articles_fts MATCH term.value
    JOIN quotes ON quotes.article_id = articles_fts.rowid
)"""

ALL_QUOTES = "candidates (quote_id) AS (SELECT id FROM quotes)"
QUOTES_SAID = "candidates (quote_id) AS (SELECT quote_id FROM said)"
QUOTES_WANTED = "candidates (quote_id) AS (SELECT quote_id FROM wanted)"
QUOTES_SAID_AND_WANTED = """
candidates (quote_id) AS (SELECT quote_id FROM said INTERSECT SELECT quote_id FROM wanted)"""

FOUND = """
found (quote_id, article_id, place, saying) AS MATERIALIZED (
    SELECT quotes.id, quotes.article_id, quotes.place, quotes.saying FROM quotes
    WHERE quotes.id IN (SELECT quote_id FROM candidates)
)"""
FOUND_WITHOUT = """
found (quote_id, article_id, place, saying) AS MATERIALIZED (
    SELECT quotes.id, quotes.article_id, quotes.place, quotes.saying FROM quotes
    WHERE quotes.id IN (SELECT quote_id FROM candidates EXCEPT SELECT quote_id FROM unwanted)
)"""

# The newest share of each article that may be seen: of the row with the maximum, SQLite gives the
# other columns too (https://www.sqlite.org/lang_select.html#bareagg). The plus sign keeps it from
# looking for each article in each of the channels in turn.
SEEN_IN_SCOPE = """
seen (article_id, share_id, shared_at) AS MATERIALIZED (
    SELECT article_id, id, max(shared_at) FROM shares
    WHERE article_id IN (SELECT article_id FROM found) AND guild_id IS :guild_id
        AND +channel_id IN (SELECT value FROM json_each(:channel_ids))
    GROUP BY article_id
)"""
SEEN_ANYWHERE = """
seen (article_id, share_id, shared_at) AS MATERIALIZED (
    SELECT article_id, id, max(shared_at) FROM shares
    WHERE article_id IN (SELECT article_id FROM found)
    GROUP BY article_id
)"""

HITS = """
hits (quote_id, article_id, place, saying, share_id, moment) AS MATERIALIZED (
    SELECT found.quote_id, found.article_id, found.place, found.saying, seen.share_id,
        coalesce(seen.shared_at, articles.read_at)
    FROM found
    JOIN articles ON articles.id = found.article_id
    LEFT JOIN seen ON seen.article_id = found.article_id
    WHERE (seen.share_id IS NOT NULL OR :everything) AND (
        :since IS NULL
        OR coalesce(articles.published, seen.shared_at, articles.read_at) >= :since
    )
)"""

# The same words in the same story, run by several outlets, are one hit: that of the newest share.
SHOWN = """
shown (quote_id, article_id, place, share_id, moment) AS (
    SELECT quote_id, article_id, place, share_id, moment FROM hits WHERE saying IS NULL
    UNION ALL
    SELECT quote_id, article_id, place, share_id, moment FROM (
        SELECT *, row_number() OVER (
            PARTITION BY saying ORDER BY moment DESC, share_id DESC, article_id DESC, place
        ) AS nth
        FROM hits WHERE saying IS NOT NULL
    ) WHERE nth = 1
)"""

COUNT = "SELECT count(*) AS total FROM shown"
PAGE = """
SELECT quotes.*, page.share_id, page.total,
    iif(outlet.key IS NULL, articles.title, outlet.title) AS title,
    iif(outlet.key IS NULL, articles.site, outlet.site) AS site,
    iif(outlet.key IS NULL, articles.url, outlet.url) AS url,
    iif(outlet.key IS NULL, articles.published, outlet.published) AS published
FROM (
    SELECT *, count(*) OVER () AS total FROM shown
    ORDER BY moment DESC, share_id DESC, article_id DESC, place LIMIT :limit OFFSET :offset
) AS page
JOIN quotes ON quotes.id = page.quote_id
JOIN articles ON articles.id = page.article_id
LEFT JOIN shares ON shares.id = page.share_id
LEFT JOIN article_keys AS outlet
    ON outlet.key = shares.key AND outlet.article_id = page.article_id
ORDER BY page.moment DESC, page.share_id DESC, page.article_id DESC, page.place"""

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
