"""Asking the archive: who said what, seen only through shares that the asker may see."""

import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from bot.archive import parts
from bot.archive.articles import speakers_of
from bot.archive.corrected import corrected_part, overlay_values
from bot.archive.corrections import Overlay, overlay
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
    """One page of what was found, and how many there are in all.

    With ``more``, ``total`` counts only the newest, and there may be older ones.
    """

    hits: tuple[QuoteHit, ...]
    total: int
    more: bool = False


# A speaker with more quotes than these is looked for in so many of a server's newest shares first:
# to go through a share's quotes takes as long as to find out when one quote was shared.
_LATELY = (100, 400, 1_600, 6_400)
_GAP = " … "  # as Report.words_of joins what it shows


def quotes(connection: sqlite3.Connection, query: QuoteQuery) -> QuotePage:
    """The quotes that answer a question: newest share first, then by place in the article.

    A name is taken as whole words first; only if nobody of that name has a quote to show, as the
    beginnings of words.
    """
    terms = search_terms(query.about or "")
    if _asks_for_nothing(query, terms):
        return QuotePage((), 0)
    over = overlay(connection, query.scope)
    page = _answer(connection, query, terms, parts.NAMED_WHOLLY, over)
    if page.total or query.speaker is None:
        return page
    return _answer(connection, query, terms, parts.NAMED_BY_BEGINNINGS, over)


def _asks_for_nothing(query: QuoteQuery, terms: Terms) -> bool:
    no_term = bool((query.about or "").strip()) and not (terms.wanted or terms.unwanted)
    return no_term or (query.speaker is not None and not name_words(query.speaker))


def _answer(
    connection: sqlite3.Connection, query: QuoteQuery, terms: Terms, named: str, over: Overlay
) -> QuotePage:
    values = parts.scope_values(query.scope) | {
        "name": as_json(name_words(query.speaker or "")),
        "wanted": as_json(terms.wanted),
        "unwanted": as_json(terms.unwanted),
        "since": query.since.isoformat() if query.since else None,
        "limit": max(query.limit, 0),
        "offset": max(query.offset, 0),
    }
    values |= overlay_values(over, query.speaker, whole=named == parts.NAMED_WHOLLY)
    if query.speaker and query.scope and not (terms.wanted or terms.unwanted):
        lately = _said_lately(connection, query, named, values, over)
        if lately is not None:
            return lately
    return _page(connection, query, _candidates(query, terms, named), values, over)


def _said_lately(
    connection: sqlite3.Connection,
    query: QuoteQuery,
    named: str,
    values: Mapping[str, Any],
    over: Overlay,
) -> QuotePage | None:
    """A page out of the newest shares; None where it may lack something, or all is no more.

    Whatever is in older shares alone comes later, so it is the page that all would give.
    """
    often = f"{parts.with_parts(named)}\n{parts.OFTEN_QUOTED}"
    quoted: int = connection.execute(often, values).fetchone()["quoted"]
    candidates = (named, parts.SAID_LATELY, parts.QUOTES_SAID, parts.FOUND)
    for recent in _LATELY:
        if recent >= quoted:
            return None
        page = _page(connection, query, candidates, {**values, "recent": recent}, over)
        if parts.holds_at_most(connection, recent, values):
            return page
        if page.total > values["offset"] + values["limit"]:
            return replace(page, more=True)
    return None


def _page(
    connection: sqlite3.Connection,
    query: QuoteQuery,
    candidates: Sequence[str],
    values: Mapping[str, Any],
    over: Overlay,
) -> QuotePage:
    if over:
        candidates = [corrected_part(part) for part in candidates]
    seen = parts.SEEN_ANYWHERE if query.scope is None else parts.SEEN_IN_SCOPE
    found = parts.with_parts(*candidates, seen, parts.HITS, parts.SHOWN)
    rows = connection.execute(f"{found}\n{parts.PAGE}", values).fetchall()
    if rows:
        return QuotePage(_hits(connection, rows, over), rows[0]["total"])
    # Behind the last page there is nothing that could say how many there are.
    return QuotePage((), connection.execute(f"{found}\n{parts.COUNT}", values).fetchone()["total"])


def _candidates(query: QuoteQuery, terms: Terms, named: str) -> tuple[str, ...]:
    said = (named, parts.SAID) if query.speaker is not None else ()
    wanted = (parts.WANTED,) if terms.wanted else ()
    match bool(said), bool(wanted):
        case True, True:
            candidates = parts.QUOTES_SAID_AND_WANTED
        case True, False:
            candidates = parts.QUOTES_SAID
        case False, True:
            candidates = parts.QUOTES_WANTED
        case _:
            candidates = parts.ALL_QUOTES
    found = (parts.UNWANTED, parts.FOUND_WITHOUT) if terms.unwanted else (parts.FOUND,)
    return (*said, *wanted, candidates, *found)


def _hits(
    connection: sqlite3.Connection, rows: list[sqlite3.Row], over: Overlay
) -> tuple[QuoteHit, ...]:
    speakers = speakers_of(connection, [row["id"] for row in rows])
    shares = _shares_by_id(connection, [row["share_id"] for row in rows])
    with damage_named():
        return tuple(
            _hit(row, over.said_by(row["id"], speakers[row["id"]]), shares) for row in rows
        )


def _shares_by_id(connection: sqlite3.Connection, share_ids: list[int]) -> Mapping[int, Share]:
    rows = connection.execute(
        "SELECT * FROM shares WHERE id IN (SELECT value FROM json_each(?))", (as_json(share_ids),)
    )
    with damage_named():
        return {row["id"]: share_from(row) for row in rows}


def _hit(row: sqlite3.Row, speakers: Sequence[str], shares: Mapping[int, Share]) -> QuoteHit:
    quote = quote_from(row, speakers)
    return QuoteHit(
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
