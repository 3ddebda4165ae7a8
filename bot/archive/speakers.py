"""Who has been quoted, for autocomplete: only those whose words the asker may see.

It is asked at each key press, so it never counts through all that a server has heard: up to so
many shares it does, beyond it looks at the speakers quoted most, and counts what they have said
where few are left to choose from.
"""

import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bot.archive import named, parts
from bot.archive.names import name_words
from bot.archive.rows import as_json
from bot.domain import Scope

_FEW_SHARES = 1_000
_CANDIDATES = 100
_NEWEST = 500  # quotes of a candidate, looked through for one that may be seen
_COUNTABLE = 100
# Of a beginning of more words than these, it is shorter to walk the speakers quoted most.
_DENSE = 300
_WALK = 1_000
_ENOUGH = 25  # to choose from
_FEW = 10  # to be told apart by how often they are quoted


@dataclass(frozen=True, slots=True)
class SpeakerCount:
    """A speaker and how many quotes of theirs the asker may see; None where it isn't counted."""

    name: str
    quotes: int | None


def speakers(
    connection: sqlite3.Connection, typed: str, scope: Scope | None, limit: int
) -> list[SpeakerCount]:
    """The speakers with a name part that begins like each word typed, most quoted first.

    Where the scope holds much, these are the most quoted in the whole archive of whose newest
    quotes one is in scope; a name of which none is in scope is never among them.
    """
    found = begun(connection, typed, scope, limit, counted=_FEW)
    return [SpeakerCount(row["name"], row["quotes"]) for row in found]


def begun(
    connection: sqlite3.Connection, typed: str, scope: Scope | None, limit: int, *, counted: int
) -> Sequence[sqlite3.Row]:
    """The same, as rows of :func:`people`."""
    words = name_words(typed)
    if typed.strip() and not words:
        return []
    if len(words) != 1:
        way = named.BARELY_BY_BEGINNINGS if words else None
        return people(connection, way, {"name": as_json(words)}, scope, limit, counted=counted)
    values = {"word": words[0]}
    walked = _walked(connection, values, scope, limit, counted)
    if len(walked) >= min(limit, _ENOUGH):
        return walked
    way = named.BARELY_BY_ONE_BEGINNING
    return people(connection, way, values, scope, limit, counted=counted)


def _walked(
    connection: sqlite3.Connection,
    values: Mapping[str, Any],
    scope: Scope | None,
    limit: int,
    counted: int,
) -> Sequence[sqlite3.Row]:
    """Of the speakers quoted most those with a word that begins so; none where few have one."""
    values = {**values, **parts.scope_values(scope), "limit": max(limit, 0), "most": _DENSE + 1}
    [words] = connection.execute(named.OFTEN_BEGUN, values).fetchone()
    if words <= _DENSE or scope is None or parts.holds_at_most(connection, _FEW_SHARES, values):
        return ()
    walk = {"walk": _WALK, "counted": counted}
    return _known(connection, (named.KNOWN_WALKED,), {**values, **walk})


def people(
    connection: sqlite3.Connection,
    way: str | None,
    values: Mapping[str, Any],
    scope: Scope | None,
    limit: int,
    *,
    counted: int,
) -> list[sqlite3.Row]:
    """Everybody with a speaker that is named, each once: ``identity_id``, ``name``, ``quotes``.

    Parameters:
        way: the part of the question that says which speakers; None for all.
        values: what that part asks for.
        counted: of more people than these the quotes aren't counted in a large server.
    """
    values = {**values, **parts.scope_values(scope), "limit": max(limit, 0), "counted": counted}
    asked = (way,) if way else ()
    if scope is None:
        heard = parts.HEARD_FROM_NAMED if way else parts.HEARD_FROM_ALL
        return _counted(connection, (*asked, heard, parts.VISIBLE_ANYWHERE), values)
    if parts.holds_at_most(connection, _FEW_SHARES, values):
        heard = parts.HEARD_HERE_FROM_NAMED if way else parts.HEARD_HERE_FROM_ALL
        return _counted(connection, (*asked, parts.HERE, heard), values)
    known = named.KNOWN_FROM_NAMED if way else named.KNOWN_FROM_ALL
    return _known(connection, (*asked, known), values)


def _counted(
    connection: sqlite3.Connection, asked: Sequence[str], values: Mapping[str, Any]
) -> list[sqlite3.Row]:
    return connection.execute(f"{parts.with_parts(*asked)}\n{named.SPEAKERS}", values).fetchall()


def _known(
    connection: sqlite3.Connection, asked: Sequence[str], values: Mapping[str, Any]
) -> list[sqlite3.Row]:
    bounds = {"candidates": _CANDIDATES, "newest": _NEWEST, "countable": _COUNTABLE}
    found = connection.execute(
        f"{parts.with_parts(*asked)}{named.KNOWN_SPEAKERS}", {**values, **bounds}
    ).fetchall()
    # Only the order among those counted says how often they are quoted here.
    return sorted(found, key=lambda who: (who["quotes"] is not None, -(who["quotes"] or 0)))
