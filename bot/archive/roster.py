"""Who is quoted: the most, or for the first time lately, or about something.

In a server that shares much only the newest shares are gone through, and the answer says so.
"""

import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot.archive import named, parts, visible
from bot.archive.corrected import corrected, overlay_values
from bot.archive.corrections import Overlay, overlay
from bot.archive.rows import as_json
from bot.archive.terms import search_terms
from bot.archive.visible import Order
from bot.domain import Scope

_SHARES = 500
_CANDIDATES = 200  # speakers that may be new
_OLDEST = 200  # quotes of each, looked through for one of before


@dataclass(frozen=True, slots=True)
class RosterQuery:
    """Who is asked for.

    Parameters:
        about: words, ``"a phrase"``, ``beginn*``, ``-not``, in the quote or its article's title.
        newly: those quoted here for the first time, the latest first, and not the most quoted.
        scope: what the asker may see; None for everything.
    """

    about: str | None = None
    newly: bool = False
    scope: Scope | None = None
    offset: int = 0
    limit: int = 10


@dataclass(frozen=True, slots=True)
class RosterLine:
    """A speaker, how often quoted, and the days of the first and the last quote (ISO 8601)."""

    name: str
    quotes: int
    first: str
    last: str


@dataclass(frozen=True, slots=True)
class Roster:
    """One page of speakers, and how many there are in all.

    With ``more``, only the newest shares were gone through.
    """

    lines: tuple[RosterLine, ...]
    total: int
    more: bool = False


# People are called as they are most of the time.
_COUNTED = """
days (article_id, day, moment, share_id) AS MATERIALIZED (
    SELECT articles.id, substr(coalesce(
        iif(outlet.key IS NULL, articles.published, outlet.published),
        seen.shared_at, articles.read_at
    ), 1, 10), coalesce(seen.shared_at, articles.read_at), seen.share_id
    FROM (SELECT DISTINCT article_id FROM found) AS these
    CROSS JOIN articles ON articles.id = these.article_id
    LEFT JOIN seen ON seen.article_id = articles.id
    LEFT JOIN shares ON shares.id = seen.share_id
    LEFT JOIN article_keys AS outlet
        ON outlet.key = shares.key AND outlet.article_id = articles.id
    WHERE seen.share_id IS NOT NULL OR :everything
),
counted (identity_id, name, quotes, first, last, heard, share_id) AS MATERIALIZED (
    SELECT identity_id, substr(max(printf('%08d', quoted) || name), 9), count(DISTINCT said),
        min(day), max(day), min(moment), min(share_id)
    FROM spoken CROSS JOIN days ON days.article_id = spoken.article_id
    GROUP BY identity_id
)"""
_LATELY_FIRST = """
lately AS MATERIALIZED (
    SELECT * FROM counted ORDER BY heard DESC, share_id DESC LIMIT :candidates
)"""
# Those who were quoted before the newest shares are not new.
_NEW_BY_SPEAKER = """
new AS (
    SELECT * FROM lately WHERE NOT EXISTS (
        SELECT 1 FROM (
            SELECT quote_id FROM quote_speakers INDEXED BY quote_speakers_by_speaker
            WHERE speaker_id IN (
                SELECT speakers.id FROM speakers {meant}
                WHERE {identity} = lately.identity_id AND speakers.id IN (
                    SELECT id FROM speakers WHERE identity_id = lately.identity_id
                    UNION SELECT speaker_id FROM meant WHERE identity_id = lately.identity_id
                    UNION SELECT -lately.identity_id
                )
            )
            {as_corrected} ORDER BY quote_id LIMIT :oldest
        ) AS old
        CROSS JOIN quotes ON quotes.id = old.quote_id
        WHERE quotes.article_id NOT IN (SELECT value FROM json_each(:articles)) AND EXISTS (
            SELECT 1 FROM shares INDEXED BY shares_here
            WHERE shares.article_id = quotes.article_id AND guild_id IS :guild_id
                AND +channel_id IN (SELECT value FROM json_each(:channel_ids))
        )
    )
)"""
_NEW = _NEW_BY_SPEAKER.format(identity=named.IDENTITY, meant=named.MEANT, as_corrected="")
_NEW_AS_CORRECTED = _NEW_BY_SPEAKER.format(
    identity=named.IDENTITY,
    meant=named.MEANT,
    as_corrected="""
            AND quote_id NOT IN (SELECT value FROM json_each(:moved))
            UNION SELECT json_extract(value, '$[0]') FROM json_each(:identified)
            WHERE json_extract(value, '$[1]') = lately.identity_id
            EXCEPT SELECT value FROM json_each(:hidden)
            EXCEPT SELECT id FROM quotes
            WHERE article_id IN (SELECT value FROM json_each(:wrong))""",
)
_ALL_NEW = "new AS (SELECT * FROM lately)"
_PAGE = """
SELECT name, quotes, first, last, count(*) OVER () AS total FROM {which}
ORDER BY {order}, name LIMIT :limit OFFSET :offset"""
_NEWLY = _PAGE.format(which="new", order="heard DESC, share_id DESC")
_MOST = _PAGE.format(which="counted", order="quotes DESC")


def roster(connection: sqlite3.Connection, query: RosterQuery) -> Roster:
    """One page of those who are quoted."""
    terms = search_terms(query.about or "")
    if (query.about or "").strip() and not terms.wanted:
        return Roster((), 0)
    over = overlay(connection, query.scope)
    values = parts.scope_values(query.scope) | {
        **overlay_values(over, None, whole=True),
        "wanted": as_json(terms.wanted),
        "unwanted": as_json(terms.unwanted),
        "kind": None,
        "site": None,
        "since": None,
        "until": None,
        "candidates": _CANDIDATES,
        "oldest": _OLDEST,
        "limit": max(query.limit, 0),
        "offset": max(query.offset, 0),
    }
    more = False
    if query.scope is None:
        candidates = parts.candidates(None, terms)
    else:
        these, all_ = visible.articles(connection, query.scope, values, _SHARES)
        values |= {"articles": as_json(these)}
        more = not all_
        candidates = parts.candidates_in_these(None, terms)
    order = Order.OLDEST if query.newly else Order.NEWEST
    seen = visible.seen(query.scope, order, narrowed=False)
    spoken = (*candidates, named.SPOKEN)
    spoken = corrected(spoken, by_speaker=False) if over else spoken
    asked = (*spoken, seen, _COUNTED, *_new(query, over, more))
    return _page(connection, query, asked, values, more)


def _new(query: RosterQuery, over: Overlay, more: bool) -> tuple[str, ...]:
    if not query.newly:
        return ()
    if not more:
        return _LATELY_FIRST, _ALL_NEW
    return _LATELY_FIRST, _NEW_AS_CORRECTED if over else _NEW


def _page(
    connection: sqlite3.Connection,
    query: RosterQuery,
    asked: tuple[str, ...],
    values: Mapping[str, Any],
    more: bool,
) -> Roster:
    statement = f"{parts.with_parts(*asked)}\n{_NEWLY if query.newly else _MOST}"
    rows = connection.execute(statement, values).fetchall()
    lines = tuple(RosterLine(row["name"], row["quotes"], row["first"], row["last"]) for row in rows)
    return Roster(lines, rows[0]["total"] if rows else 0, more)
