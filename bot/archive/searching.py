"""Full-text search: the best of what is newest, in quotes and in the titles of articles.

In a large archive most hits of a common word are such as the asker may not see. So full-text search
is asked for those of the asker's server alone (:mod:`bot.archive.tags`), walks them from the
newest, and stops as soon as there are enough to be ranked (:mod:`bot.archive.weighing`).
"""

import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.archive.corrections import overlay
from bot.archive.excerpts import Found, SearchHit, hits_from
from bot.archive.parts import OWN_TITLE, scope_values
from bot.archive.tags import SHARED_HERE, tagged
from bot.archive.terms import search_terms
from bot.archive.weighing import IN_OTHER_TITLES, IN_QUOTES, IN_TITLES, score, weights
from bot.domain import Scope

MOST_QUOTES = 100
MOST_TITLES = 40
# Fewer hits than these in the whole archive are looked at one by one, wherever they were shared.
_FEW_HITS = 500
_FEW_TITLES = 100
# The walk goes so far before it looks whether another way is shorter.
_WALK = 2_000
# Under so many visible articles it is: to gather their quotes first.
_FEW = 2_000


@dataclass(frozen=True, slots=True)
class SearchPage:
    """One page of what was found, best first.

    ``total`` counts what was ranked; where there is ``more``, older hits were not.
    """

    hits: tuple[SearchHit, ...]
    total: int
    more: bool = False


_SHARED_HERE = """
CROSS JOIN shares ON shares.article_id = {article} AND shares.guild_id IS :guild_id
    AND +shares.channel_id IN (SELECT value FROM json_each(:channel_ids))"""
_NEWEST_SHARE = """
LEFT JOIN shares ON shares.id = (
    SELECT id FROM shares WHERE article_id = {article} ORDER BY shared_at DESC LIMIT 1
)"""
_WALK_OF = """
SELECT rowid FROM quotes_fts WHERE quotes_fts MATCH :in_quotes {only}
ORDER BY rowid DESC LIMIT :walk"""
_NEWEST_HITS = _WALK_OF.format(only="")
_NEWEST_TITLES = """
SELECT rowid FROM articles_fts WHERE articles_fts MATCH :in_titles
ORDER BY rowid DESC LIMIT :walk"""
_ALL_OF = "SELECT count(*), json_group_array(rowid) FROM ({walk})"
_ALL_QUOTES = _ALL_OF.format(walk=_NEWEST_HITS)
_ALL_TITLES = _ALL_OF.format(walk=_NEWEST_TITLES)
_THESE = "SELECT value AS rowid FROM json_each(:these)"
# The plus sign keeps SQLite from asking full-text search once for each quote.
_WALK_OF_VISIBLE = _WALK_OF.format(only="AND +rowid IN (SELECT quote_id FROM visible)")
_WALKED = """
SELECT count(*) FROM (
    SELECT 1 FROM quotes_fts WHERE quotes_fts MATCH :in_quotes LIMIT :walk
)"""
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
        shares.shared_at, quotes.rank, length(quotes.words) AS length
    FROM ({walk}) AS walk CROSS JOIN quotes ON quotes.id = walk.rowid {here} {shared}
    LIMIT :most
)
SELECT quote_id, article_id, share_id, rank, length, NULL AS title_id,
    max(coalesce(shared_at, '')),
    (SELECT count(*) FROM hits) AS walked
FROM hits GROUP BY coalesce(saying, quote_id)"""

# A title is found only where the outlet that was shared here has that very title: another one
# may have been read for another server.
_TITLES = """
WITH hits AS MATERIALIZED (
    SELECT walk.rowid AS article_id, shares.id AS share_id, shares.shared_at,
        length(iif(outlet.key IS NULL, articles.title, outlet.title)) AS length
    FROM ({walk}) AS walk {shared}
    LEFT JOIN article_keys AS outlet
        ON outlet.key = shares.key AND outlet.article_id = walk.rowid
    LEFT JOIN articles ON articles.id = iif(outlet.key IS NULL, walk.rowid, NULL)
    WHERE {own_title}
    LIMIT :most
)
SELECT NULL AS quote_id, article_id, share_id, 1 AS rank, length, NULL AS title_id,
    max(coalesce(shared_at, '')), (SELECT count(*) FROM hits) AS walked
FROM hits GROUP BY article_id"""

# What another outlet calls the same article, found through a share of that outlet's address alone.
_OTHER_TITLES = """
WITH hits AS MATERIALIZED (
    SELECT article_keys.article_id, shares.id AS share_id, shares.shared_at,
        other_titles.id AS title_id, length(other_titles.title) AS length
    FROM other_titles_fts CROSS JOIN other_titles ON other_titles.id = other_titles_fts.rowid
    CROSS JOIN article_keys ON article_keys.key = other_titles.key {shared}
    WHERE other_titles_fts MATCH :in_other_titles
    ORDER BY other_titles_fts.rowid DESC LIMIT :most
)
SELECT NULL AS quote_id, article_id, share_id, 1 AS rank, length, title_id,
    max(coalesce(shared_at, '')), (SELECT count(*) FROM hits) AS walked
FROM hits GROUP BY article_id"""
_OF_THE_OUTLET = "article_keys.article_id AND shares.key = article_keys.key"


def search(
    connection: sqlite3.Connection, typed: str, scope: Scope | None, offset: int, limit: int
) -> SearchPage:
    """What best answers the words typed, of the newest quotes and titles that have them all."""
    terms = search_terms(typed)
    expression = terms.expression
    if expression is None:
        return SearchPage((), 0)
    values = scope_values(scope) | {
        "in_quotes": f"words : ({expression})",
        "in_titles": f"title : ({expression})",
        "in_other_titles": expression,
    }
    few_quotes = _few(connection, _ALL_QUOTES, values, _FEW_HITS)
    few_titles = _few(connection, _ALL_TITLES, values, _FEW_TITLES)
    here = "" if scope is None or scope.guild_id is None else f"{tagged((), scope.guild_id)} AND "
    if few_quotes is None:
        values["in_quotes"] = f"{here}{values['in_quotes']}"
    if few_titles is None:
        values["in_titles"] = f"{here}{values['in_titles']}"
    quotes, more_quotes = _quotes(connection, scope, values, few_quotes)
    titles, more_titles = _titles(connection, scope, values, few_titles, terms.either)
    over = overlay(connection, scope)
    ids = [row["quote_id"] for row in quotes]
    scored = _scored(quotes, weights(connection, IN_QUOTES, ids, terms.either))
    shown = [hit for hit in (*scored, *titles) if over.shows(hit.quote_id, hit.article_id)]
    best = sorted(shown, key=lambda hit: (-hit.score, -hit.article_id, hit.quote_id or 0))
    page = best[max(offset, 0) :][: max(limit, 0)]
    return SearchPage(
        hits_from(connection, page, values, over), len(best), more=more_quotes or more_titles
    )


def _quotes(
    connection: sqlite3.Connection,
    scope: Scope | None,
    values: Mapping[str, object],
    few: str | None,
) -> tuple[list[sqlite3.Row], bool]:
    """The newest quotes, by a short walk if that is enough of them, or else by the best long one.

    Where little may be seen, the many hits of a common word are mostly those of others.
    """
    shared = _NEWEST_SHARE if scope is None else _SHARED_HERE
    shared = shared.format(article="quotes.article_id")
    if few is not None:
        here = f"AND {SHARED_HERE}" if scope else ""
        walk = _QUOTES.format(visible="", shared=shared, here=here, walk=_THESE)
        return _newest(connection, walk, {**values, "these": few}, MOST_QUOTES)
    walk = _QUOTES.format(visible="", shared=shared, here="", walk=_NEWEST_HITS)
    hits, more = _newest(connection, walk, {**values, "walk": _WALK}, MOST_QUOTES)
    if more or _walked(connection, values, _WALK) < _WALK:
        return hits, more
    if _sees_little(connection, values):
        walk = _QUOTES.format(
            visible=_VISIBLE_QUOTES, shared=shared, here="", walk=_WALK_OF_VISIBLE
        )
    return _newest(connection, walk, {**values, "walk": -1}, MOST_QUOTES)


def _few(
    connection: sqlite3.Connection, question: str, values: Mapping[str, object], most: int
) -> str | None:
    """All hits of full-text search, the newest first, as a JSON list; None for ``most`` or more."""
    many, hits = connection.execute(question, {**values, "walk": most}).fetchone()
    return hits if many < most else None


def _walked(connection: sqlite3.Connection, values: Mapping[str, object], most: int) -> int:
    """How many quotes full-text search finds, up to so many."""
    [walked] = connection.execute(_WALKED, {**values, "walk": most}).fetchone()
    return walked


def _sees_little(connection: sqlite3.Connection, values: Mapping[str, object]) -> bool:
    [articles] = connection.execute(_VISIBLE_ARTICLES, {**values, "few": _FEW}).fetchone()
    return articles < _FEW and not values["everything"]


def _titles(
    connection: sqlite3.Connection,
    scope: Scope | None,
    values: Mapping[str, object],
    few: str | None,
    either: Sequence[str],
) -> tuple[list[Found], bool]:
    """The newest titles, each article by the best of those it is called by where it was shared."""
    shared = _NEWEST_SHARE if scope is None else _SHARED_HERE
    walk = _NEWEST_TITLES if few is None else _THESE
    shared_title = shared.format(article="walk.rowid")
    first = _TITLES.format(walk=walk, shared=shared_title, own_title=OWN_TITLE)
    other = _OTHER_TITLES.format(shared=shared.format(article=_OF_THE_OUTLET))
    rows, more = _newest(connection, first, {**values, "walk": -1, "these": few}, MOST_TITLES)
    others, more_others = _newest(connection, other, values, MOST_TITLES)
    weighed = (
        *weights(connection, IN_TITLES, [row["article_id"] for row in rows], either),
        *weights(connection, IN_OTHER_TITLES, [row["title_id"] for row in others], either),
    )
    best: dict[int, Found] = {}
    for hit in sorted(_scored([*rows, *others], weighed), key=lambda hit: -hit.score):
        best.setdefault(hit.article_id, hit)
    return list(best.values()), more or more_others


def _newest(
    connection: sqlite3.Connection, question: str, values: Mapping[str, object], most: int
) -> tuple[list[sqlite3.Row], bool]:
    """The newest hits, and whether there are older ones."""
    rows = connection.execute(question, {**values, "most": most}).fetchall()
    return rows, bool(rows) and rows[0]["walked"] == most


def _scored(rows: Sequence[sqlite3.Row], weighed: Sequence[float]) -> list[Found]:
    lengths = [row["length"] for row in rows]
    scores = score(weighed, lengths, [row["rank"] for row in rows])
    return [
        Found(points, row["quote_id"], row["article_id"], row["share_id"], row["title_id"])
        for points, row in zip(scores, rows, strict=True)
    ]
