"""Full-text search: the best of what is newest, in quotes and in the titles of articles.

bm25 over all hits of a common word takes long in a large archive, most of it spent on hits that
the asker may not see. So only the newest visible hits are ranked: full-text search walks them from
the newest, and stops as soon as there are enough.
"""

import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from bot.archive.articles import speakers_of
from bot.archive.corrections import Overlay, overlay
from bot.archive.parts import scope_values
from bot.archive.rows import as_json, damage_named, share_from
from bot.archive.terms import search_terms
from bot.domain import QuoteKind, Scope, Share, Spans, speakers_in_words

# Of a word in every tenth of a million quotes, of which a tenth may be seen, so many are found and
# ranked in 4 ms; ranking all takes 80 ms.
MOST_QUOTES = 150
MOST_TITLES = 50
# The walk goes so far before it looks whether another way is shorter.
_WALK = 2_000
# Under so many visible articles it is: to gather their quotes first.
_FEW = 2_000
_MARKED = "\x02", "\x03"  # no words that anybody sees hold these


@dataclass(frozen=True, slots=True)
class SearchHit:
    """A quote or a title in which the words were found.

    ``excerpt`` is a part of the quote, or the title; ``marks`` are the words found in it.
    ``kind`` and ``speaker`` are None for a title. ``share`` is the newest one that the asker may
    see; None where nobody has shared the article.
    """

    excerpt: str
    marks: Spans
    kind: QuoteKind | None
    speaker: str | None
    article_id: int
    title: str | None
    site: str | None
    url: str | None
    published: str | None
    share: Share | None


@dataclass(frozen=True, slots=True)
class SearchPage:
    """One page of what was found, best first.

    ``total`` counts what was ranked; where there is ``more``, older hits were not.
    """

    hits: tuple[SearchHit, ...]
    total: int
    more: bool = False


class _Ranked(NamedTuple):
    """A hit before it is read: its bm25, the lower the better, and where it stands."""

    score: float
    quote_id: int | None
    article_id: int
    share_id: int | None
    title_id: int | None  # of another title than the article's first


_SHARED_HERE = """
CROSS JOIN shares ON shares.article_id = {article} AND shares.guild_id IS :guild_id
    AND +shares.channel_id IN (SELECT value FROM json_each(:channel_ids))"""
_NEWEST_SHARE = """
LEFT JOIN shares ON shares.id = (
    SELECT id FROM shares WHERE article_id = {article} ORDER BY shared_at DESC LIMIT 1
)"""
_END_OF_WALK = """
SELECT rowid FROM quotes_fts WHERE quotes_fts MATCH :expression
ORDER BY rowid DESC LIMIT 1 OFFSET :walk"""
_VISIBLE_ARTICLES = """
SELECT count(*) FROM (
    SELECT 1 FROM shares WHERE guild_id IS :guild_id
        AND channel_id IN (SELECT value FROM json_each(:channel_ids)) LIMIT :few
)"""
_VISIBLE_QUOTES = """
visible (quote_id) AS MATERIALIZED (
    SELECT quotes.id FROM shares CROSS JOIN quotes ON quotes.article_id = shares.article_id
    WHERE guild_id IS :guild_id AND channel_id IN (SELECT value FROM json_each(:channel_ids))
),"""

# The same words in the same story, run by several outlets, are one hit; of its row with the
# newest share, SQLite gives the other columns too.
_QUOTES = """
WITH {visible} hits AS MATERIALIZED (
    SELECT quotes.id AS quote_id, quotes.saying, quotes.article_id, shares.id AS share_id,
        shares.shared_at, bm25(quotes_fts) AS score
    FROM quotes_fts CROSS JOIN quotes ON quotes.id = quotes_fts.rowid {shared}
    WHERE quotes_fts MATCH :expression AND {only}
    ORDER BY quotes_fts.rowid DESC LIMIT :most
)
SELECT score, quote_id, article_id, share_id, NULL AS title_id, max(coalesce(shared_at, '')),
    (SELECT count(*) FROM hits) AS walked
FROM hits GROUP BY coalesce(saying, quote_id)"""

# A title is found only where the outlet that was shared here has that very title: another one
# may have been read for another server.
_TITLES = """
WITH hits AS MATERIALIZED (
    SELECT articles.id AS article_id, shares.id AS share_id, shares.shared_at,
        bm25(articles_fts) AS score
    FROM articles_fts {shared} CROSS JOIN articles ON articles.id = articles_fts.rowid
    LEFT JOIN article_keys AS outlet
        ON outlet.key = shares.key AND outlet.article_id = articles.id
    WHERE articles_fts MATCH :expression
        AND (outlet.key IS NULL OR outlet.title IS articles.title)
    ORDER BY articles_fts.rowid DESC LIMIT :most
)
SELECT score, NULL AS quote_id, article_id, share_id, NULL AS title_id,
    max(coalesce(shared_at, '')), (SELECT count(*) FROM hits) AS walked
FROM hits GROUP BY article_id"""

# What another outlet calls the same article, found through a share of that outlet's address alone.
_OTHER_TITLES = """
WITH hits AS MATERIALIZED (
    SELECT article_keys.article_id, shares.id AS share_id, shares.shared_at,
        other_titles.id AS title_id, bm25(other_titles_fts) AS score
    FROM other_titles_fts CROSS JOIN other_titles ON other_titles.id = other_titles_fts.rowid
    CROSS JOIN article_keys ON article_keys.key = other_titles.key {shared}
    WHERE other_titles_fts MATCH :expression
    ORDER BY other_titles_fts.rowid DESC LIMIT :most
)
SELECT score, NULL AS quote_id, article_id, share_id, title_id,
    max(coalesce(shared_at, '')), (SELECT count(*) FROM hits) AS walked
FROM hits GROUP BY article_id"""
_OF_THE_OUTLET = "article_keys.article_id AND shares.key = article_keys.key"

_PAGE = """
SELECT quotes.id AS quote_id, quotes.kind AS quote_kind, articles.id AS about_article,
    iif(outlet.key IS NULL, articles.title, outlet.title) AS article_title,
    iif(outlet.key IS NULL, articles.site, outlet.site) AS article_site,
    iif(outlet.key IS NULL, articles.url, outlet.url) AS article_url,
    iif(outlet.key IS NULL, articles.published, outlet.published) AS article_published,
    shares.*
FROM json_each(:page) AS place
JOIN articles ON articles.id = json_extract(place.value, '$[2]')
LEFT JOIN quotes ON quotes.id = json_extract(place.value, '$[1]')
LEFT JOIN shares ON shares.id = json_extract(place.value, '$[3]')
LEFT JOIN article_keys AS outlet ON outlet.key = shares.key AND outlet.article_id = articles.id
ORDER BY place.key"""
_QUOTE_EXCERPTS = """
SELECT rowid, snippet(quotes_fts, 0, :before, :after, '…', 40) AS excerpt FROM quotes_fts
WHERE quotes_fts MATCH :expression AND rowid IN (SELECT value FROM json_each(:ids))"""
_TITLE_EXCERPTS = """
SELECT rowid, highlight(articles_fts, 0, :before, :after) AS excerpt FROM articles_fts
WHERE articles_fts MATCH :expression AND rowid IN (SELECT value FROM json_each(:ids))"""
_OTHER_EXCERPTS = """
SELECT rowid, highlight(other_titles_fts, 0, :before, :after) AS excerpt FROM other_titles_fts
WHERE other_titles_fts MATCH :expression AND rowid IN (SELECT value FROM json_each(:ids))"""


def search(
    connection: sqlite3.Connection, typed: str, scope: Scope | None, offset: int, limit: int
) -> SearchPage:
    """What best answers the words typed, of the newest quotes and titles that have them all."""
    expression = search_terms(typed).expression
    if expression is None:
        return SearchPage((), 0)
    values = scope_values(scope) | {"expression": expression}
    quotes, more_quotes = _quotes(connection, scope, values)
    titles, more_titles = _titles(connection, scope, values)
    over = overlay(connection, scope)
    shown = [hit for hit in (*quotes, *titles) if over.shows(hit.quote_id, hit.article_id)]
    best = sorted(shown, key=lambda hit: (hit.score, -hit.article_id, hit.quote_id or 0))
    page = best[max(offset, 0) :][: max(limit, 0)]
    return SearchPage(
        _hits(connection, page, expression, over), len(best), more=more_quotes or more_titles
    )


def _quotes(
    connection: sqlite3.Connection, scope: Scope | None, values: Mapping[str, object]
) -> tuple[list[_Ranked], bool]:
    """The newest quotes, by a short walk if that is enough of them, or else by the best long one.

    Where little may be seen, the many hits of a common word are mostly those of others.
    """
    shared = _NEWEST_SHARE if scope is None else _SHARED_HERE
    walk = _QUOTES.format(
        visible="",
        shared=shared.format(article="quotes.article_id"),
        only="quotes_fts.rowid > :after",
    )
    end = connection.execute(_END_OF_WALK, {**values, "walk": _WALK}).fetchone()
    after = end["rowid"] if end else -1
    hits, more = _ranked(connection, walk, {**values, "after": after}, MOST_QUOTES)
    if more or end is None:
        return hits, more
    if _sees_little(connection, values):
        walk = _QUOTES.format(
            visible=_VISIBLE_QUOTES,
            shared=shared.format(article="quotes.article_id"),
            # The plus sign keeps SQLite from asking full-text search once for each quote.
            only="+quotes_fts.rowid IN (SELECT quote_id FROM visible)",
        )
    return _ranked(connection, walk, {**values, "after": -1}, MOST_QUOTES)


def _sees_little(connection: sqlite3.Connection, values: Mapping[str, object]) -> bool:
    [articles] = connection.execute(_VISIBLE_ARTICLES, {**values, "few": _FEW}).fetchone()
    return articles < _FEW and not values["everything"]


def _titles(
    connection: sqlite3.Connection, scope: Scope | None, values: Mapping[str, object]
) -> tuple[list[_Ranked], bool]:
    """The newest titles, each article by the best of those it is called by where it was shared."""
    shared = _NEWEST_SHARE if scope is None else _SHARED_HERE
    first = _TITLES.format(shared=shared.format(article="articles_fts.rowid"))
    other = _OTHER_TITLES.format(shared=shared.format(article=_OF_THE_OUTLET))
    hits, more = _ranked(connection, first, values, MOST_TITLES)
    others, more_others = _ranked(connection, other, values, MOST_TITLES)
    best: dict[int, _Ranked] = {}
    for hit in sorted((*hits, *others), key=lambda hit: hit.score):
        best.setdefault(hit.article_id, hit)
    return list(best.values()), more or more_others


def _ranked(
    connection: sqlite3.Connection, question: str, values: Mapping[str, object], most: int
) -> tuple[list[_Ranked], bool]:
    """The hits among the newest, and whether there are older ones."""
    rows = connection.execute(question, {**values, "most": most}).fetchall()
    hits = [_Ranked._make(row[field] for field in _Ranked._fields) for row in rows]
    return hits, bool(rows) and rows[0]["walked"] == most


def _hits(
    connection: sqlite3.Connection, page: list[_Ranked], expression: str, over: Overlay
) -> tuple[SearchHit, ...]:
    quote_ids = [hit.quote_id for hit in page if hit.quote_id is not None]
    titled = [hit.article_id for hit in page if hit.quote_id is None and hit.title_id is None]
    others = {hit.title_id: hit.article_id for hit in page if hit.title_id is not None}
    speakers = speakers_of(connection, quote_ids)
    quoted = _excerpts(connection, _QUOTE_EXCERPTS, quote_ids, expression)
    titles = _excerpts(connection, _TITLE_EXCERPTS, titled, expression)
    called = _excerpts(connection, _OTHER_EXCERPTS, list(others), expression)
    titles |= {others[title_id]: excerpt for title_id, excerpt in called.items()}
    rows = connection.execute(_PAGE, {"page": as_json(page)})
    with damage_named():
        return tuple(
            _hit(row, titles[row["about_article"]], ())
            if row["quote_id"] is None
            else _hit(
                row,
                quoted[row["quote_id"]],
                over.said_by(row["quote_id"], speakers[row["quote_id"]]),
            )
            for row in rows
        )


def _excerpts(
    connection: sqlite3.Connection, question: str, ids: list[int], expression: str
) -> dict[int, str]:
    before, after = _MARKED
    values = {"before": before, "after": after, "expression": expression, "ids": as_json(ids)}
    return {row["rowid"]: row["excerpt"] for row in connection.execute(question, values)}


def _hit(row: sqlite3.Row, marked: str, speakers: Sequence[str]) -> SearchHit:
    excerpt, marks = _unmarked(marked)
    return SearchHit(
        excerpt=excerpt,
        marks=marks,
        kind=None if row["quote_id"] is None else QuoteKind(row["quote_kind"]),
        speaker=speakers_in_words(speakers),
        article_id=row["about_article"],
        title=row["article_title"],
        site=row["article_site"],
        url=row["article_url"],
        published=row["article_published"],
        share=None if row["id"] is None else share_from(row),
    )


def _unmarked(marked: str) -> tuple[str, Spans]:
    """An excerpt without the marks that SQLite put around what was found, and where they stood."""
    before, after = _MARKED
    text, spans = "", list[tuple[int, int]]()
    for place, part in enumerate(marked.split(before)):
        found, _, rest = part.rpartition(after) if place else ("", "", part)
        if found:
            spans.append((len(text), len(text) + len(found)))
        text += found.replace(after, "") + rest
    return text, tuple(spans)
