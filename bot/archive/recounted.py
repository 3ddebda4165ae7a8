"""The people to suggest, and how often they are quoted, as the asker's server has corrected it."""

import sqlite3
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from bot.archive import named, parts, people, speakers, visible
from bot.archive.choosing import candidates_here
from bot.archive.corrected import corrected, given_by_name, overlay_values
from bot.archive.corrections import Overlay, overlay
from bot.archive.names import name_words
from bot.archive.people import Candidate, people_named, ways_to_name
from bot.archive.rows import as_json
from bot.archive.speakers import SpeakerCount
from bot.archive.terms import Terms
from bot.archive.visible import Order
from bot.domain import Scope

_FEW_SHARES = 1_000
_MORE = 100  # that are looked at, since corrections may leave some without a quote
# Whose quotes, as they were read, are somebody else's now, or none any more.
_TAKEN_FROM = """
SELECT DISTINCT {identity} AS identity_id FROM (
    SELECT value AS quote_id FROM json_each(:moved)
    UNION SELECT value FROM json_each(:hidden)
    UNION SELECT id FROM quotes WHERE article_id IN (SELECT value FROM json_each(:wrong))
) AS these
CROSS JOIN quote_speakers ON quote_speakers.quote_id = these.quote_id
CROSS JOIN speakers ON speakers.id = quote_speakers.speaker_id {meant}"""
_TAKEN_FROM_HERE = _TAKEN_FROM.format(identity=named.IDENTITY, meant=named.MEANT)
# Of the row with the maximum SQLite gives the other columns too.
_COUNTED = """
SELECT identity_id, name, count(DISTINCT said) AS quotes, max(quoted) FROM spoken
WHERE identity_id IN (SELECT identity_id FROM persons)
    AND article_id IN (SELECT article_id FROM seen)
GROUP BY identity_id"""


def suggested(
    connection: sqlite3.Connection, typed: str, scope: Scope | None, limit: int
) -> list[SpeakerCount]:
    """The speakers to suggest, most quoted first, as of :func:`bot.archive.speakers.speakers`."""
    over = overlay(connection, scope)
    if not over:
        return speakers.speakers(connection, typed, scope, limit)
    words = name_words(typed)
    if typed.strip() and not words:
        return []
    most = limit + _MORE
    rows = speakers.begun(connection, typed, scope, most, counted=most)
    found = [Candidate(row["identity_id"], row["name"], row["quotes"]) for row in rows]
    given = over.given_to(words, whole=False) if words else over.identities
    shown = _recounted(connection, found, _whose(over, given), over, scope)
    return [SpeakerCount(who.name, who.quotes) for who in shown[:limit]]


def candidates(
    connection: sqlite3.Connection,
    typed: str,
    scope: Scope | None,
    limit: int = 25,
    *,
    beginnings: bool = True,
) -> list[Candidate]:
    """Whom a name may mean, as of :func:`people.candidates`, with those known by correction alone.

    Parameters:
        beginnings: whether the beginnings of words count where nobody has the words.
    """
    over = overlay(connection, scope)
    if not over:
        return people.candidates(connection, typed, scope, limit, beginnings=beginnings)
    for way, words in ways_to_name(typed, beginnings=beginnings):
        values: dict[str, object] = {"name": as_json(words)}
        found = people_named(connection, way, values, scope, limit + _MORE)
        asked = {**values, **parts.scope_values(scope)}
        given = over.given_to(words, whole=way == parts.NAMED_WHOLLY)
        gained = _whose(over, given) | given_by_name(connection, way, asked, over)
        if shown := _recounted(connection, found, gained, over, scope):
            return shown[:limit]
    return []


def near_names(connection: sqlite3.Connection, typed: str, scope: Scope | None) -> list[Candidate]:
    """The people in scope whose names are nearest, without those whom no quote is left of."""
    found = people.near_names(connection, typed, scope)
    over = overlay(connection, scope)
    if not (over and found):
        return found
    left = {who.identity_id: who for who in _recounted(connection, found, set(), over, scope)}
    return [left[who.identity_id] for who in found if who.identity_id in left]


def _whose(over: Overlay, given: Iterable[int]) -> set[int]:
    return {over.identities[quote] for quote in given}


def _recounted(
    connection: sqlite3.Connection,
    found: Sequence[Candidate],
    gained: set[int],
    over: Overlay,
    scope: Scope | None,
) -> list[Candidate]:
    """The people found who have quotes left, and those who gained some, most quoted first.

    Only those are counted anew to whom a correction gave quotes, or from whom it took some.
    """
    values = {**parts.scope_values(scope), **overlay_values(over, None, whole=True)}
    rows = connection.execute(_TAKEN_FROM_HERE, values)
    changed = {row["identity_id"] for row in rows} | gained
    uncounted = [who for who in found if who.quotes is None]
    names = {who.identity_id: who.name for who in found if who.quotes is not None}
    anew = (changed & names.keys() | gained) - {who.identity_id for who in uncounted}
    counted = [
        replace(who, name=names.get(who.identity_id, who.name))
        for who in _counted(connection, anew, values, scope)
    ]
    same = [who for who in found if who.quotes is not None and who.identity_id not in changed]
    by_quotes = sorted((*same, *counted), key=lambda who: (-(who.quotes or 0), who.name))
    return [*uncounted, *by_quotes]


def _counted(
    connection: sqlite3.Connection,
    identities: Collection[int],
    values: Mapping[str, Any],
    scope: Scope | None,
) -> list[Candidate]:
    """How often people are quoted in scope; those who are not are left out."""
    if not identities:
        return []
    values = {**values, "people": as_json(identities), "kind": None}
    here = parts.holds_at_most(connection, _FEW_SHARES, values)
    quotes = (candidates_here if here else parts.candidates)(named.THESE, Terms())
    seen = visible.seen(scope, Order.NEWEST, narrowed=False)
    asked = corrected((*quotes, named.SPOKEN), by_speaker=True)
    rows = connection.execute(f"{parts.with_parts(*asked, seen)}\n{_COUNTED}", values)
    return [Candidate(row["identity_id"], row["name"], row["quotes"]) for row in rows]
