"""Who somebody is here: how often quoted, where, beside whom, and who speaks of them.

All of it comes from what the asker may see: in a server that shares much, of a name that is quoted
often, from the newest shares alone, and the answer says so.
"""

import json
import sqlite3
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bot.archive import named, parts, visible
from bot.archive.corrected import corrected, overlay_values
from bot.archive.corrections import Overlay, overlay
from bot.archive.mentioned import all_forms, anybody
from bot.archive.names import EXACTLY, name_words
from bot.archive.people import Candidate
from bot.archive.rows import as_json, damage_named
from bot.archive.terms import Terms, search_terms
from bot.archive.visible import Order
from bot.domain import Scope

Counts = tuple[tuple[str, int], ...]

_SHARES = 500
_ARTICLES = 100  # the newest, whose other names are counted
_HITS = 300  # the newest quotes, anywhere, that hold the name
_MOST = 8  # names in a list


@dataclass(frozen=True, slots=True)
class Who:
    """What is known of a name.

    Parameters:
        type: a spaCy entity label, or None where no article says.
        quotes: how often quoted; with ``more`` in the newest shares alone.
        first, last: the days of the first and the last article (ISO 8601).
        sites: where, with the number of articles, as the other lists.
        alongside: who else is quoted in the same articles.
        spoken_of_by: those in whose quotes the name stands, with the number of quotes.
        appears_with: other names of the same articles.
    """

    name: str
    type: str | None
    quotes: int
    more: bool
    articles: int
    first: str | None
    last: str | None
    aliases: tuple[str, ...]
    sites: Counts
    alongside: Counts
    spoken_of_by: Counts
    appears_with: Counts

    @property
    def exactly(self) -> str:
        """What to ask the archive for, so that nobody else is meant."""
        return EXACTLY + self.name


@dataclass(frozen=True, slots=True)
class WhoFound:
    """Who was meant: one name, or several to choose from, or nobody."""

    who: Who | None = None
    candidates: tuple[Candidate, ...] = ()


_NAMED = """
named (speaker_id) AS (
    SELECT id FROM speakers WHERE name IN (SELECT value FROM json_each(:names))
),
persons (identity_id) AS (SELECT :identity_id)"""
# The articles in which the name stands, quoted or not.
_NAMED_IN = """
SELECT DISTINCT article_entities.article_id FROM entities
CROSS JOIN article_entities ON article_entities.entity_id = entities.id
WHERE entities.name IN (SELECT value FROM json_each(:names))
    AND article_entities.article_id NOT IN (SELECT value FROM json_each(:wrong))
    AND (:everything OR EXISTS (
        SELECT 1 FROM shares INDEXED BY shares_here
        WHERE shares.article_id = article_entities.article_id AND guild_id IS :guild_id
            AND +channel_id IN (SELECT value FROM json_each(:channel_ids))
    ))
ORDER BY article_entities.article_id DESC LIMIT :articles_most"""
_QUOTED = "SELECT article_id, quote_id, coalesce(saying, quote_id) AS said FROM hits"
_PLACES = """
found (article_id) AS (SELECT value FROM json_each(:articles))"""
_WHERE = """
SELECT iif(outlet.key IS NULL, articles.site, outlet.site) AS site,
    substr(coalesce(
        iif(outlet.key IS NULL, articles.published, outlet.published),
        seen.shared_at, articles.read_at
    ), 1, 10) AS day
FROM found CROSS JOIN articles ON articles.id = found.article_id
LEFT JOIN seen ON seen.article_id = articles.id
LEFT JOIN shares ON shares.id = seen.share_id
LEFT JOIN article_keys AS outlet ON outlet.key = shares.key AND outlet.article_id = articles.id
WHERE seen.share_id IS NOT NULL OR :everything"""
_IN_THEIR_ARTICLES = """
found (quote_id, article_id, place, saying, rank) AS (
    SELECT quotes.id, article_id, place, saying, rank FROM json_each(:articles) AS these
    CROSS JOIN quotes ON quotes.article_id = these.value
)"""
_OF_THEM = """
found (quote_id, article_id, place, saying, rank) AS (
    SELECT quotes.id, article_id, place, saying, rank FROM (
        SELECT rowid FROM quotes_fts WHERE quotes_fts.words MATCH :phrase
        ORDER BY rowid DESC LIMIT :hits
    ) AS hits
    CROSS JOIN quotes ON quotes.id = hits.rowid
    WHERE :everything OR EXISTS (
        SELECT 1 FROM shares INDEXED BY shares_here
        WHERE shares.article_id = quotes.article_id AND guild_id IS :guild_id
            AND +channel_id IN (SELECT value FROM json_each(:channel_ids))
    )
)"""
# Of the row with the maximum SQLite gives the other columns too.
_BY_OTHERS = """
SELECT name, count(DISTINCT {what}) AS many, max(quoted) FROM spoken
WHERE identity_id <> :identity_id AND form NOT IN (SELECT value FROM json_each(:names))
GROUP BY identity_id ORDER BY many DESC, name LIMIT :most"""
_ARTICLES_BY_OTHERS = _BY_OTHERS.format(what="article_id")
_QUOTES_BY_OTHERS = _BY_OTHERS.format(what="said")
_APPEARS_WITH = """
SELECT entities.name, count(DISTINCT article_entities.article_id) AS many
FROM json_each(:articles) AS these
CROSS JOIN article_entities ON article_entities.article_id = these.value
CROSS JOIN entities ON entities.id = article_entities.entity_id
WHERE entities.name NOT IN (SELECT value FROM json_each(:names))
GROUP BY entities.name ORDER BY many DESC, entities.name LIMIT :most"""
_AS_NAMED = """
SELECT entities.type, article_entities.aliases FROM json_each(:articles) AS these
CROSS JOIN article_entities ON article_entities.article_id = these.value
CROSS JOIN entities ON entities.id = article_entities.entity_id
WHERE entities.name IN (SELECT value FROM json_each(:names))"""


def who(connection: sqlite3.Connection, typed: str, scope: Scope | None) -> WhoFound:
    """Who a name stands for, of those whose words or names the asker may see.

    What is called exactly so comes first, quoted or not; a name that fits several is never
    guessed at.
    """
    if not name_words(typed):
        return WhoFound()
    fits = anybody(connection, typed, scope)
    if len(fits) > 1 and not typed.startswith(EXACTLY):
        return WhoFound(candidates=tuple(fits))
    known = (_all_about(connection, who, scope) for who in fits)
    return WhoFound(next(filter(None, known), None))


def _all_about(connection: sqlite3.Connection, who: Candidate, scope: Scope | None) -> Who | None:
    forms = all_forms(connection, who.identity_id, scope)
    return _known(connection, who, forms or [who.name], scope)


def _known(
    connection: sqlite3.Connection, who: Candidate, names: list[str], scope: Scope | None
) -> Who | None:
    """All about names that are one's; None where the asker may see none of them."""
    name, over = who.name, overlay(connection, scope)
    values = parts.scope_values(scope) | {
        **overlay_values(over, None, whole=True),
        "identity_id": who.identity_id,
        "names": as_json(names),
        "kind": None,
        "site": None,
        "since": None,
        "until": None,
        "articles_most": _ARTICLES,
        "hits": _HITS,
        "most": _MOST,
        "phrase": search_terms(f'"{names[0].replace(chr(34), " ")}"').expression,
    }
    quoted, more = _quoted(connection, scope, values, over)
    given = (over.speakers.get(row["quote_id"]) for row in quoted)
    names = list(dict.fromkeys((*names, *filter(None, given))))
    values["names"] = as_json(names)
    naming = [row["article_id"] for row in connection.execute(_NAMED_IN, values)]
    all_ = sorted({*naming, *(row["article_id"] for row in quoted)}, reverse=True)
    if not all_:
        return None
    newest = {**values, "articles": as_json(all_[:_ARTICLES])}
    sites, days = _places(connection, scope, {**values, "articles": as_json(all_)})
    types, aliases = _as_named(connection, newest)
    return Who(
        name=name,
        type=next(iter(types), None),
        quotes=len({row["said"] for row in quoted}),
        more=more or len(naming) == _ARTICLES,
        articles=len(all_),
        first=min(days, default=None),
        last=max(days, default=None),
        aliases=tuple(dict.fromkeys(one for one in (*names, *aliases) if one != name))[:_MOST],
        sites=tuple(sites.most_common(_MOST)),
        alongside=_others(connection, _IN_THEIR_ARTICLES, _ARTICLES_BY_OTHERS, newest, over),
        spoken_of_by=_others(connection, _OF_THEM, _QUOTES_BY_OTHERS, newest, over)
        if values["phrase"]
        else (),
        appears_with=_counts(connection, _APPEARS_WITH, newest),
    )


def _quoted(
    connection: sqlite3.Connection, scope: Scope | None, values: Mapping[str, Any], over: Overlay
) -> tuple[Sequence[sqlite3.Row], bool]:
    """The quotes that may be seen, and whether only the newest shares were gone through."""
    speakers = connection.execute(f"{parts.with_parts(_NAMED)}\n{parts.THE_NAMED}", values)
    quoted = sum(row["quoted"] for row in speakers)
    more = False
    candidates = parts.candidates(_NAMED, Terms())
    if scope and quoted > _SHARES:
        these, all_ = visible.articles(connection, scope, values, _SHARES)
        values = {**values, "articles": as_json(these)}
        candidates, more = parts.candidates_in_these(_NAMED, Terms()), not all_
    shown = visible.shown(scope, Order.NEWEST, narrowed=False)
    candidates = corrected(candidates, by_speaker=True) if over else candidates
    asked = parts.with_parts(*candidates, *shown)
    return connection.execute(f"{asked}\n{_QUOTED}", values).fetchall(), more


def _places(
    connection: sqlite3.Connection, scope: Scope | None, values: Mapping[str, Any]
) -> tuple[Counter[str], set[str]]:
    seen = visible.seen(scope, Order.NEWEST, narrowed=False)
    rows = connection.execute(f"{parts.with_parts(_PLACES, seen)}\n{_WHERE}", values).fetchall()
    return Counter(row["site"] for row in rows if row["site"]), {row["day"] for row in rows}


def _as_named(
    connection: sqlite3.Connection, values: Mapping[str, Any]
) -> tuple[Sequence[str], Sequence[str]]:
    """The types and the other names that the articles give, the most frequent first."""
    rows = connection.execute(_AS_NAMED, values).fetchall()
    with damage_named():
        aliases = Counter(str(alias) for row in rows for alias in json.loads(row["aliases"]))
    types = Counter(str(row["type"]) for row in rows)
    return [name for name, _ in types.most_common()], [name for name, _ in aliases.most_common()]


def _others(
    connection: sqlite3.Connection,
    found: str,
    counted: str,
    values: Mapping[str, Any],
    over: Overlay,
) -> Counts:
    spoken = (found, named.SPOKEN)
    spoken = corrected(spoken, by_speaker=False) if over else spoken
    return _counts(connection, f"{parts.with_parts(*spoken)}\n{counted}", values)


def _counts(connection: sqlite3.Connection, question: str, values: Mapping[str, Any]) -> Counts:
    return tuple((row["name"], row["many"]) for row in connection.execute(question, values))
