"""The sites whose articles were shared where the asker may see, for autocomplete."""

import sqlite3
from dataclasses import dataclass

from bot.archive.parts import scope_values
from bot.archive.rows import as_json, storable
from bot.archive.visible import articles
from bot.domain import Scope

_SHARES = 500  # the newest, at each key press

# Of each article only what an outlet says of itself that was shared in scope.
_SITES = """
SELECT iif(outlet.key IS NULL, articles.site, outlet.site) AS name,
    count(DISTINCT articles.id) AS articles
FROM json_each(:articles) AS these
CROSS JOIN shares INDEXED BY shares_here
    ON shares.article_id = these.value AND guild_id IS :guild_id
        AND +channel_id IN (SELECT value FROM json_each(:channel_ids))
CROSS JOIN articles ON articles.id = shares.article_id
LEFT JOIN article_keys AS outlet
    ON outlet.key = shares.key AND outlet.article_id = shares.article_id
WHERE name <> '' AND instr(lower(name), lower(:typed))
GROUP BY name ORDER BY articles DESC, name LIMIT :limit"""


@dataclass(frozen=True, slots=True)
class SiteCount:
    """A site and how many of the newest articles shared here are its."""

    name: str
    articles: int


def sites(connection: sqlite3.Connection, typed: str, scope: Scope, limit: int) -> list[SiteCount]:
    """The sites with a part that is as typed, those shared most first."""
    values = scope_values(scope) | {"site": None, "since": None, "until": None}
    these, _ = articles(connection, scope, values, _SHARES)
    asked = {"articles": as_json(these), "typed": storable(typed.strip()), "limit": limit}
    rows = connection.execute(_SITES, values | asked)
    return [SiteCount(row["name"], row["articles"]) for row in rows]
