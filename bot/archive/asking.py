"""Asking the archive: who said what, seen only through shares that the asker may see.

A question is put together from whole, named parts of SQL (common table expressions); what people
type reaches it only as parameters.
"""

import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from bot.archive.articles import speakers_of
from bot.archive.names import name_words
from bot.archive.rows import as_json, damage_named, quote_from, share_from
from bot.archive.terms import Terms, search_terms
from bot.domain import QuoteKind, Scope, Share, Spans


@dataclass(frozen=True, slots=True)
class QuoteQuery:
    """A question to the archive.

    Parameters:
        speaker: a name or the beginnings of its parts, in any case and without accents.
        about: words, ``"a phrase"``, ``beginn*``, ``-not``, in the quote or its article's title.
        since: the first day, by publication or else by the newest share.
        scope: what the asker may see; None for everything, articles without a share too.
    """

    speaker: str | None = None
    about: str | None = None
    since: date | None = None
    scope: Scope | None = None
    offset: int = 0
    limit: int = 5


@dataclass(frozen=True, slots=True)
class QuoteHit:
    """One quote found. ``quoted`` are the stretches of ``words`` that stood in quotation marks.

    ``share`` is the newest one that the asker may see; None where nobody has shared the article.
    """

    quote_id: int
    words: str
    quoted: Spans
    kind: QuoteKind
    speaker: str | None
    relay: str | None
    addressee: str | None
    confidence: float
    article_id: int
    title: str | None
    site: str | None
    url: str | None
    published: str | None
    share: Share | None


@dataclass(frozen=True, slots=True)
class QuotePage:
    """One page of what was found, and how many there are in all."""

    hits: tuple[QuoteHit, ...]
    total: int


_GAP = " … "  # as Report.words_of joins what it shows

# The speakers one of whose names has all the words typed, whole or as beginnings.
_NAMED_WHOLLY = """
named (speaker_id) AS (
    SELECT name_words.speaker_id FROM json_each(:name) AS typed
    CROSS JOIN name_words ON name_words.word = typed.value
    GROUP BY name_words.speaker_id, name_words.name
    HAVING count(DISTINCT typed.key) = json_array_length(:name)
)"""
NAMED_BY_BEGINNINGS = """
named (speaker_id) AS (
    SELECT name_words.speaker_id FROM json_each(:name) AS typed
    CROSS JOIN name_words
        ON name_words.word >= typed.value AND name_words.word < typed.value || char(1114111)
    GROUP BY name_words.speaker_id, name_words.name
    HAVING count(DISTINCT typed.key) = json_array_length(:name)
)"""
_SAID = """
said (quote_id) AS (
    SELECT quote_id FROM quote_speakers WHERE speaker_id IN (SELECT speaker_id FROM named)
)"""

# The quotes in which, or in the title above which, all the wanted terms stand, or any unwanted.
_WANTED = """
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
_UNWANTED = """
unwanted (quote_id) AS (
    SELECT quotes_fts.rowid
    FROM json_each(:unwanted) AS term CROSS JOIN quotes_fts ON quotes_fts MATCH term.value
    UNION
    SELECT quotes.id
    FROM json_each(:unwanted) AS term CROSS JOIN articles_fts ON articles_fts MATCH term.value
    JOIN quotes ON quotes.article_id = articles_fts.rowid
)"""

_ALL_QUOTES = "candidates (quote_id) AS (SELECT id FROM quotes)"
_QUOTES_SAID = "candidates (quote_id) AS (SELECT quote_id FROM said)"
_QUOTES_WANTED = "candidates (quote_id) AS (SELECT quote_id FROM wanted)"
_QUOTES_SAID_AND_WANTED = """
candidates (quote_id) AS (SELECT quote_id FROM said INTERSECT SELECT quote_id FROM wanted)"""

_FOUND = """
found (quote_id, article_id, place) AS MATERIALIZED (
    SELECT quotes.id, quotes.article_id, quotes.place FROM quotes
    WHERE quotes.id IN (SELECT quote_id FROM candidates)
)"""
_FOUND_WITHOUT = """
found (quote_id, article_id, place) AS MATERIALIZED (
    SELECT quotes.id, quotes.article_id, quotes.place FROM quotes
    WHERE quotes.id IN (SELECT quote_id FROM candidates EXCEPT SELECT quote_id FROM unwanted)
)"""

# The newest share of each article that may be seen: of the row with the maximum, SQLite gives the
# other columns too (https://www.sqlite.org/lang_select.html#bareagg). The plus sign keeps it from
# looking for each article in each of the channels in turn.
_SEEN_IN_SCOPE = """
seen (article_id, share_id, shared_at) AS MATERIALIZED (
    SELECT article_id, id, max(shared_at) FROM shares
    WHERE article_id IN (SELECT article_id FROM found) AND guild_id IS :guild_id
        AND +channel_id IN (SELECT value FROM json_each(:channel_ids))
    GROUP BY article_id
)"""
_SEEN_ANYWHERE = """
seen (article_id, share_id, shared_at) AS MATERIALIZED (
    SELECT article_id, id, max(shared_at) FROM shares
    WHERE article_id IN (SELECT article_id FROM found)
    GROUP BY article_id
)"""

_HITS = """
hits (quote_id, article_id, place, share_id, moment) AS (
    SELECT found.quote_id, found.article_id, found.place, seen.share_id,
        coalesce(seen.shared_at, articles.read_at)
    FROM found
    JOIN articles ON articles.id = found.article_id
    LEFT JOIN seen ON seen.article_id = found.article_id
    WHERE (seen.share_id IS NOT NULL OR :everything) AND (
        :since IS NULL
        OR coalesce(articles.published, seen.shared_at, articles.read_at) >= :since
    )
)"""

_COUNT = "SELECT count(*) AS total FROM hits"
_PAGE = """
SELECT quotes.*, page.share_id, page.total,
    articles.title, articles.site, articles.url, articles.published
FROM (
    SELECT *, count(*) OVER () AS total FROM hits
    ORDER BY moment DESC, share_id DESC, article_id DESC, place LIMIT :limit OFFSET :offset
) AS page
JOIN quotes ON quotes.id = page.quote_id
JOIN articles ON articles.id = page.article_id
ORDER BY page.moment DESC, page.share_id DESC, page.article_id DESC, page.place"""


def quotes(connection: sqlite3.Connection, query: QuoteQuery) -> QuotePage:
    """The quotes that answer a question: newest share first, then by place in the article.

    A name is taken as whole words first; only if nobody of that name has a quote to show, as the
    beginnings of words.
    """
    terms = search_terms(query.about or "")
    if _asks_for_nothing(query, terms):
        return QuotePage((), 0)
    page = _answer(connection, query, terms, _NAMED_WHOLLY)
    if page.total or query.speaker is None:
        return page
    return _answer(connection, query, terms, NAMED_BY_BEGINNINGS)


def _asks_for_nothing(query: QuoteQuery, terms: Terms) -> bool:
    no_term = bool((query.about or "").strip()) and not (terms.wanted or terms.unwanted)
    return no_term or (query.speaker is not None and not name_words(query.speaker))


def _answer(
    connection: sqlite3.Connection, query: QuoteQuery, terms: Terms, named: str
) -> QuotePage:
    found = with_parts(*_candidates(query, terms, named), _seen(query.scope), _HITS)
    values = scope_values(query.scope) | {
        "name": as_json(name_words(query.speaker or "")),
        "wanted": as_json(terms.wanted),
        "unwanted": as_json(terms.unwanted),
        "since": query.since.isoformat() if query.since else None,
        "limit": max(query.limit, 0),
        "offset": max(query.offset, 0),
    }
    rows = connection.execute(f"{found}\n{_PAGE}", values).fetchall()
    if rows:
        return QuotePage(_hits(connection, rows), rows[0]["total"])
    # Behind the last page there is nothing that could say how many there are.
    return QuotePage((), connection.execute(f"{found}\n{_COUNT}", values).fetchone()["total"])


def _candidates(query: QuoteQuery, terms: Terms, named: str) -> tuple[str, ...]:
    said = (named, _SAID) if query.speaker is not None else ()
    wanted = (_WANTED,) if terms.wanted else ()
    match bool(said), bool(wanted):
        case True, True:
            candidates = _QUOTES_SAID_AND_WANTED
        case True, False:
            candidates = _QUOTES_SAID
        case False, True:
            candidates = _QUOTES_WANTED
        case _:
            candidates = _ALL_QUOTES
    found = (_UNWANTED, _FOUND_WITHOUT) if terms.unwanted else (_FOUND,)
    return (*said, *wanted, candidates, *found)


def _seen(scope: Scope | None) -> str:
    return _SEEN_ANYWHERE if scope is None else _SEEN_IN_SCOPE


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


def _hits(connection: sqlite3.Connection, rows: list[sqlite3.Row]) -> tuple[QuoteHit, ...]:
    speakers = speakers_of(connection, [row["id"] for row in rows])
    shares = _shares_by_id(connection, [row["share_id"] for row in rows])
    with damage_named():
        return tuple(_hit(row, speakers[row["id"]], shares) for row in rows)


def _shares_by_id(connection: sqlite3.Connection, share_ids: list[int]) -> Mapping[int, Share]:
    rows = connection.execute(
        "SELECT * FROM shares WHERE id IN (SELECT value FROM json_each(?))", (as_json(share_ids),)
    )
    with damage_named():
        return {row["id"]: share_from(row) for row in rows}


def _hit(row: sqlite3.Row, speakers: Sequence[str], shares: Mapping[int, Share]) -> QuoteHit:
    quote = quote_from(row, speakers)
    return QuoteHit(
        quote_id=row["id"],
        words=row["words"],
        quoted=_within(quote.content, quote.quoted),
        kind=quote.kind,
        speaker=quote.speaker,
        relay=quote.relay,
        addressee=quote.addressee,
        confidence=quote.confidence,
        article_id=row["article_id"],
        title=row["title"],
        site=row["site"],
        url=row["url"],
        published=row["published"],
        share=shares.get(row["share_id"]),
    )


def _within(content: Spans, quoted: Spans) -> Spans:
    """Where the quoted stretches of the text lie in the words that ``Report.words_of`` makes."""
    stretches: list[tuple[int, int]] = []
    shown = 0
    for start, end in content:
        for first, last in quoted:
            if max(start, first) < min(end, last):
                shift = shown - start
                stretches.append((max(start, first) + shift, min(end, last) + shift))
        shown += end - start + len(_GAP)
    return tuple(stretches)
