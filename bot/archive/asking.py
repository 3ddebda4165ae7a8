"""Asking the archive: who said what, seen only through shares that the asker may see."""

import json
import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from bot.archive import parts, visible
from bot.archive.articles import speakers_of
from bot.archive.corrected import corrected, given_by_name, overlay_values
from bot.archive.corrections import Overlay, overlay
from bot.archive.heard import heard
from bot.archive.names import name_words
from bot.archive.rows import as_json, damage_named, share_from, spans_from
from bot.archive.terms import Terms, search_terms
from bot.archive.visible import Order
from bot.domain import QuoteKind, Scope, Share, Spans, speakers_in_words


@dataclass(frozen=True, slots=True)
class QuoteQuery:
    """A question to the archive.

    Parameters:
        speaker: a name or the beginnings of its parts, in any case and without accents.
        about: words, ``"a phrase"``, ``beginn*``, ``-not``, in the quote or its article's title.
        since: the first day, by publication or else by the share.
        scope: what the asker may see; None for everything, articles without a share too.
        until: the last day, as ``since`` goes.
        site: the outlet's name, in any case.
        order: what comes first: the newest share, the oldest, or the key quotes of articles.
    """

    speaker: str | None = None
    about: str | None = None
    since: date | None = None
    scope: Scope | None = None
    offset: int = 0
    limit: int = 5
    until: date | None = None
    site: str | None = None
    kind: QuoteKind | None = None
    order: Order = Order.NEWEST


@dataclass(frozen=True, slots=True)
class QuoteHit:
    """One quote found. ``quoted`` are the stretches of ``words`` that stood in quotation marks.

    ``share`` is the newest one that the asker may see, or the first one where the oldest is asked
    for; None where nobody has shared the article.
    """

    words: str
    quoted: Spans
    kind: QuoteKind
    speakers: tuple[str, ...]
    relay: str | None
    addressee: str | None
    confidence: float
    article_id: int
    title: str | None
    site: str | None
    url: str | None
    published: str | None
    share: Share | None

    @property
    def speaker(self) -> str | None:  # in English words
        return speakers_in_words(self.speakers)


@dataclass(frozen=True, slots=True)
class QuotePage:
    """One page of what was found, and how many there are in all.

    With ``more``, ``total`` counts only what was looked at: the newest, or the oldest if these were
    asked for; of these alone the best are the best.
    """

    hits: tuple[QuoteHit, ...]
    total: int
    more: bool = False


# What is found more often than so is looked for in so many of a server's newest shares first: to go
# through a share's quotes takes as long as to find out when one quote was shared.
_LATELY = (100, 400, 1_600, 6_400)
_BEST_OF = (600,)
# What one person has said in a server is put in order as a whole if it is no more than that.
_AT_ONCE = 600
_GAP = " … "  # as Report.words_of joins what it shows


def quotes(connection: sqlite3.Connection, query: QuoteQuery) -> QuotePage:
    """The quotes that answer a question, in its order; of one share, by place in the article.

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
        "until": query.until.isoformat() if query.until else None,
        "site": query.site,
        "kind": query.kind,
        "limit": max(query.limit, 0),
        "offset": max(query.offset, 0),
    }
    values |= overlay_values(over, query.speaker, whole=named == parts.NAMED_WHOLLY)
    speakers = _named(connection, query, named, values)
    page = _heard(connection, query, named, terms, speakers, values, over)
    if page is not None:
        return page
    quoted = None if speakers is None else sum(speakers.values())
    found = _how_often_found(connection, terms)
    often = min((count for count in (quoted, found) if count is not None), default=None)
    who = None if query.speaker is None else named
    newest = parts.candidates_in_these(who, terms)
    lately = _found_lately(connection, query, newest, often, values, over)
    if lately is not None:
        return lately
    if who is None or quoted is None or not (terms.wanted or terms.unwanted):
        return _page(connection, query, parts.candidates(who, terms), values, over)
    if found is not None and found < quoted:
        return _page(connection, query, parts.candidates(who, terms), values, over)
    # Of a speaker with fewer quotes than there are hits, the hits among these are looked for.
    said = corrected((who, parts.SAID), by_speaker=True) if over else (who, parts.SAID)
    spoken_in = f"{parts.with_parts(*said)}\n{parts.SPOKEN_IN}"
    articles = [row["article_id"] for row in connection.execute(spoken_in, values)]
    values["articles"] = as_json(articles)
    return _page(connection, query, parts.candidates_of(who, terms), values, over)


def _found_lately(
    connection: sqlite3.Connection,
    query: QuoteQuery,
    candidates: Sequence[str],
    often: int | None,
    values: Mapping[str, Any],
    over: Overlay,
) -> QuotePage | None:
    """A page out of the newest shares, or the oldest; None where it is shorter to look for all.

    Whatever is in the other shares alone comes later, so it is the page that all would give.

    Parameters:
        often: how many quotes it takes to look for all; None where nothing but the shares leads
            to them.
    """
    if query.scope is None:
        return None
    oldest, best = query.order is Order.OLDEST, query.order is Order.BEST
    for shares in (*(_BEST_OF if best else _LATELY), *((visible.ALL,) if often is None else ())):
        if often is not None and shares >= often:
            return None
        these, all_ = visible.articles(connection, query.scope, values, shares, oldest=oldest)
        page = _page(connection, query, candidates, {**values, "articles": as_json(these)}, over)
        if all_:
            return page
        if best or page.total > values["offset"] + values["limit"]:
            return replace(page, more=True)
    return None


def _named(
    connection: sqlite3.Connection, query: QuoteQuery, named: str, values: Mapping[str, Any]
) -> Mapping[int, int] | None:
    """How often each of the speakers asked for is quoted, by id; None if none is asked for."""
    if query.speaker is None:
        return None
    rows = connection.execute(f"{parts.with_parts(named)}\n{parts.THE_NAMED}", values)
    return {row["id"]: row["quoted"] for row in rows}


def _heard(
    connection: sqlite3.Connection,
    query: QuoteQuery,
    named: str,
    terms: Terms,
    speakers: Mapping[int, int] | None,
    values: Mapping[str, Any],
    over: Overlay,
) -> QuotePage | None:
    """A page of what somebody has said in a server; None where another way is shorter.

    Where a correction put words into somebody's mouth, full-text search doesn't know of it.
    """
    if not speakers or query.scope is None or query.scope.guild_id is None:
        return None
    if json.loads(values["given"]) or given_by_name(connection, named, values, over):
        return None
    found = heard(connection, [*speakers], terms, values, _AT_ONCE)
    if found is None:
        return None
    values = {**values, "heard": found}
    return _page(connection, query, parts.candidates_heard(named), values, over)


def _how_often_found(connection: sqlite3.Connection, terms: Terms) -> int | None:
    """In how many quotes and titles any of the words stands, up to a bound; None for no words."""
    if not terms.wanted:
        return None
    most = _LATELY[-1] if _LATELY else 0
    values = {"expression": " OR ".join(f"({term})" for term in terms.wanted), "most": most}
    return connection.execute(parts.OFTEN_FOUND, values).fetchone()["found"]


def _page(
    connection: sqlite3.Connection,
    query: QuoteQuery,
    candidates: Sequence[str],
    values: Mapping[str, Any],
    over: Overlay,
) -> QuotePage:
    shown = visible.shown(query.scope, query.order, narrowed=visible.narrows(values))
    if over:
        candidates = corrected(candidates, by_speaker=query.speaker is not None)
    found = parts.with_parts(*candidates, *shown)
    rows = connection.execute(f"{found}\n{visible.page(query.order)}", values).fetchall()
    if rows:
        return QuotePage(hits_from(connection, rows, over), rows[0]["total"])
    if values["limit"] and not values["offset"]:
        return QuotePage((), 0)
    # Behind the last page there is nothing that could say how many there are.
    total = connection.execute(f"{found}\n{visible.COUNT}", values).fetchone()["total"]
    return QuotePage((), total)


def hits_from(
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
    return QuoteHit(
        words=row["words"],
        quoted=_within(spans_from(row["content"]), spans_from(row["quoted"])),
        kind=QuoteKind(row["kind"]),
        speakers=tuple(speakers),
        relay=row["relay"],
        addressee=row["addressee"],
        confidence=row["confidence"],
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
