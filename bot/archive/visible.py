"""Which shares may be seen, of which sites and days, and in what order what they hold is shown."""

import sqlite3
from collections.abc import Mapping
from enum import StrEnum
from typing import Any

from bot.domain import Scope

# So many channels are gone through one by one; of more, the whole server's shares are by time.
_FEW_CHANNELS = 8
ALL = -1  # shares


class Order(StrEnum):
    """How what was found is put in order: by the newest share, the first, or the key quotes."""

    NEWEST = "newest"
    OLDEST = "oldest"
    BEST = "best"


_OUTLET = """
    CROSS JOIN articles ON articles.id = shares.article_id
    LEFT JOIN article_keys AS outlet
        ON outlet.key = shares.key AND outlet.article_id = shares.article_id"""
_SITE = "iif(outlet.key IS NULL, articles.site, outlet.site)"
_DAY = (
    "substr(coalesce(iif(outlet.key IS NULL, articles.published, outlet.published), {at}), 1, 10)"
)
_NARROWED = """
    AND (:site IS NULL OR {site} = :site COLLATE NOCASE)
    AND (:since IS NULL OR {day} >= :since) AND (:until IS NULL OR {day} <= :until)"""
_OF_OUTLET = _NARROWED.format(site=_SITE, day=_DAY.format(at="shared_at"))
_OF_ARTICLE = _NARROWED.format(
    site="articles.site", day="substr(coalesce(articles.published, articles.read_at), 1, 10)"
)
_IN_SCOPE = """
    AND guild_id IS :guild_id AND +channel_id IN (SELECT value FROM json_each(:channel_ids))"""

_ARTICLES = """
SELECT shares.article_id FROM shares INDEXED BY {index} {outlet}
WHERE guild_id IS :guild_id AND channel_id IN (SELECT value FROM json_each(:channel_ids))
    AND shares.article_id IS NOT NULL {narrowed}
ORDER BY shared_at {way}, shares.id {way} LIMIT :limit"""

# One share of each article that may be seen: of the row with the maximum, or the minimum, SQLite
# gives the other columns too (https://www.sqlite.org/lang_select.html#bareagg). The plus sign keeps
# it from looking for each article in each of the channels in turn.
_SEEN = """
seen (article_id, share_id, shared_at) AS MATERIALIZED (
    SELECT shares.article_id, shares.id, {extreme}(shared_at) FROM shares {outlet}
    WHERE shares.article_id IN (SELECT article_id FROM found) {scope} {narrowed}
    GROUP BY shares.article_id
)"""
_HITS_SEEN = """
hits (quote_id, article_id, place, saying, rank, share_id, moment) AS MATERIALIZED (
    SELECT found.quote_id, found.article_id, found.place, found.saying, found.rank, seen.share_id,
        seen.shared_at
    FROM found JOIN seen ON seen.article_id = found.article_id
)"""
_HITS_ANYWHERE = """
hits (quote_id, article_id, place, saying, rank, share_id, moment) AS MATERIALIZED (
    SELECT found.quote_id, found.article_id, found.place, found.saying, found.rank, seen.share_id,
        coalesce(seen.shared_at, articles.read_at)
    FROM found
    JOIN articles ON articles.id = found.article_id
    LEFT JOIN seen ON seen.article_id = found.article_id
    WHERE seen.share_id IS NOT NULL OR (
        NOT EXISTS (SELECT 1 FROM shares WHERE article_id = found.article_id) {narrowed}
    )
)"""

# The same words in the same story, run by several outlets, are one hit: that which comes first.
_SHOWN = """
shown (quote_id, article_id, place, rank, share_id, moment) AS (
    SELECT quote_id, article_id, place, rank, share_id, moment FROM hits WHERE saying IS NULL
    UNION ALL
    SELECT quote_id, article_id, place, rank, share_id, moment FROM (
        SELECT *, row_number() OVER (PARTITION BY saying ORDER BY {order}) AS nth
        FROM hits WHERE saying IS NOT NULL
    ) WHERE nth = 1
)"""
_ORDERS = {
    Order.NEWEST: "moment DESC, share_id DESC, article_id DESC, place",
    Order.OLDEST: "moment, share_id, article_id, place",
    Order.BEST: "rank, moment DESC, share_id DESC, article_id DESC, place",
}

COUNT = "SELECT count(*) AS total FROM shown"
# Where an outlet says what the article is called, the article itself need not be looked up.
_PAGE = """
SELECT quotes.*, page.share_id, page.total,
    iif(outlet.key IS NULL, articles.title, outlet.title) AS title,
    iif(outlet.key IS NULL, articles.site, outlet.site) AS site,
    iif(outlet.key IS NULL, articles.url, outlet.url) AS url,
    iif(outlet.key IS NULL, articles.published, outlet.published) AS published
FROM (
    SELECT *, row_number() OVER (ORDER BY {order}) AS nth, count(*) OVER () AS total FROM shown
    ORDER BY {order} LIMIT :limit OFFSET :offset
) AS page
JOIN quotes ON quotes.id = page.quote_id
LEFT JOIN shares ON shares.id = page.share_id
LEFT JOIN article_keys AS outlet
    ON outlet.key = shares.key AND outlet.article_id = page.article_id
LEFT JOIN articles ON articles.id = iif(outlet.key IS NULL, page.article_id, NULL)
ORDER BY page.nth"""


def narrows(values: Mapping[str, Any]) -> bool:
    """Whether only some sites or days are asked about."""
    return any(values[name] is not None for name in ("site", "since", "until"))


def seen(scope: Scope | None, order: Order, *, narrowed: bool) -> str:
    """The part that says by which share each article ``found`` is ``seen``."""
    return _SEEN.format(
        extreme="min" if order is Order.OLDEST else "max",
        outlet=_OUTLET if narrowed else "",
        scope="" if scope is None else _IN_SCOPE,
        narrowed=_OF_OUTLET if narrowed else "",
    )


def shown(scope: Scope | None, order: Order, *, narrowed: bool) -> tuple[str, ...]:
    """The parts that lead from what was ``found`` to what is ``shown``."""
    return (
        seen(scope, order, narrowed=narrowed),
        _HITS_ANYWHERE.format(narrowed=_OF_ARTICLE) if scope is None else _HITS_SEEN,
        _SHOWN.format(order=_ORDERS[order]),
    )


def page(order: Order) -> str:
    """The statement over what is ``shown``: one page of it, and how much there is in all."""
    return _PAGE.format(order=_ORDERS[order])


def articles(
    connection: sqlite3.Connection,
    scope: Scope,
    values: Mapping[str, Any],
    shares: int,
    *,
    oldest: bool = False,
) -> tuple[list[int], bool]:
    """The articles of so many of the newest shares, or the oldest, and whether these are all.

    Parameters:
        values: as of ``parts.scope_values``, with ``site``, ``since`` and ``until``.
    """
    by_place = scope.guild_id is None or len(scope.channel_ids) <= _FEW_CHANNELS
    narrowed = narrows(values)
    question = _ARTICLES.format(
        index="shares_by_place" if by_place else "shares_by_time",
        outlet=_OUTLET if narrowed else "",
        narrowed=_OF_OUTLET if narrowed else "",
        way="ASC" if oldest else "DESC",
    )
    # One more tells whether there are more.
    limit = ALL if shares == ALL else shares + 1
    rows = connection.execute(question, {**values, "limit": limit}).fetchall()
    more = shares != ALL and len(rows) > shares
    found = dict.fromkeys(row["article_id"] for row in (rows[:-1] if more else rows))
    return list(found), not more
