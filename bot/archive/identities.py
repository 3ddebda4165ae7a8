"""Who is who over all articles: every name that is recorded gets the identity that it is a name of.

A name that is known keeps its identity, so that recording looks only at names never seen before:
those without one. They are matched by their forms (:mod:`bot.archive.forms`), then by aliases that
an article has given to one alone.
"""

import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, cast

from bot.archive.decided import decide_again
from bot.archive.forms import Kind, Mark, NameForm, alike, kind_of, name_form, tells_whom
from bot.archive.names import EXACTLY, whole_name
from bot.archive.rows import as_json


@dataclass(frozen=True, slots=True)
class _Row:
    """A speaker or an entity, and whose name it is; None where that is not known yet."""

    table: str
    id: int
    name: str
    identity_id: int | None


# What is known of a speaker's kind: what its articles' entities of that name are, or else what the
# reading of its quotes says. A person where any of them is one.
_NEW_SPEAKERS = """
SELECT id, name, coalesce(
    (SELECT type FROM entities WHERE entities.name = speakers.name ORDER BY type <> 'PERSON', id),
    (SELECT speaker_type FROM quote_speakers JOIN quotes ON quotes.id = quote_id
        WHERE speaker_id = speakers.id LIMIT 1)
) AS type
FROM speakers WHERE identity_id IS NULL"""
_NEW_ENTITIES = "SELECT id, name, type FROM entities WHERE identity_id IS NULL"
_ROWS_OF = """
SELECT 'speakers' AS tbl, id, name, identity_id FROM speakers
WHERE identity_id IN (SELECT value FROM json_each(:ids))
UNION ALL
SELECT 'entities', id, name, identity_id FROM entities
WHERE identity_id IN (SELECT value FROM json_each(:ids))"""

# Those whose whole name is an alias, and those who have it as an alias beside their name.
_BEARERS = """
SELECT speakers.id, speakers.name, speakers.identity_id, identities.kind
FROM name_words JOIN speakers ON speakers.id = speaker_id
JOIN identities ON identities.id = identity_id WHERE word = ?"""
_OWNERS = """
SELECT DISTINCT speakers.identity_id, identities.kind, speakers.name
FROM name_words JOIN speakers ON speakers.id = speaker_id
JOIN identities ON identities.id = identity_id WHERE word = ? AND name_words.name = ?"""
_MOVES = (
    "UPDATE speakers SET identity_id = ? WHERE name = ? AND identity_id = ?",
    "UPDATE entities SET identity_id = ? WHERE name = ? AND identity_id = ?",
)
_POINT = {
    "speakers": "UPDATE speakers SET identity_id = ? WHERE id = ?",
    "entities": "UPDATE entities SET identity_id = ? WHERE id = ?",
}
_ALIASES = "SELECT DISTINCT name FROM name_words WHERE speaker_id = ?"


def identify(connection: sqlite3.Connection, taught: Iterable[int] = ()) -> None:
    """Give each name that has none its identity.

    Parameters:
        taught: speakers of whom a new alias may be known.
    """
    speakers = _without(connection, "speakers", _NEW_SPEAKERS)
    entities = _without(connection, "entities", _NEW_ENTITIES)
    for row, kind in (*speakers, *entities):
        _place(connection, row, kind)
    new = {row.id for row, _ in speakers}
    connection.executemany(
        "INSERT OR IGNORE INTO name_words (word, speaker_id, name) VALUES (?, ?, ?)",
        [
            (whole, row.id, whole.strip(EXACTLY))
            for row, _ in speakers
            if (whole := whole_name(row.name))
        ],
    )
    for alias in _aliases_of(connection, new | {*taught}):
        _settle(connection, alias)
    if new:
        decide_again(connection, new)


def _without(
    connection: sqlite3.Connection, table: str, question: str
) -> Sequence[tuple[_Row, Kind]]:
    """The names without an identity, and what kind of thing each is the name of."""
    return [
        (_Row(table, row["id"], row["name"], None), kind_of(row["type"]))
        for row in connection.execute(question).fetchall()
    ]


def _place(connection: sqlite3.Connection, row: _Row, kind: Kind) -> None:
    """Give a name the identity of the forms like it, or one of its own."""
    form = _form(row.name, kind)
    known = _identities(connection, form.key, kind)
    if not known:
        _point(connection, row, _new_identity(connection, form.key, kind))
        return
    rows = [_Row(*found) for found in connection.execute(_ROWS_OF, {"ids": as_json(known)})]
    # What came to an identity by an alias is no form of its name.
    forms = {one: _form(one.name, kind) for one in (*rows, row)}
    marks = {one: it.mark for one, it in forms.items() if it.key == form.key}
    groups = alike(frozenset(marks.values()))
    free = sorted(known)
    for group in sorted(set(groups.values()), key=lambda one: _age(one, marks)):
        _gather(connection, [one for one in marks if marks[one] in group], free, form.key, kind)


def _age(group: frozenset[Mark], marks: Mapping[_Row, Mark]) -> int:
    """The oldest identity among the names with these marks; the new name comes last."""
    return min(
        (one.identity_id for one, mark in marks.items() if mark in group and one.identity_id),
        default=2**63,
    )


def _gather(
    connection: sqlite3.Connection, rows: list[_Row], free: list[int], key: str, kind: Kind
) -> None:
    """Point names that are one to one of the identities that are free, or to a new one."""
    held = [identity for identity in free if any(one.identity_id == identity for one in rows)]
    # A kept identity may have no name just now: somebody decided something about it.
    spare = [] if held else [identity for identity in free if _waits(connection, identity)]
    chosen = next(iter([*held, *spare]), None)
    if chosen is None:
        chosen = _new_identity(connection, key, kind)
    else:
        free.remove(chosen)
    for row in rows:
        if row.identity_id != chosen:
            _point(connection, row, chosen)


def _settle(connection: sqlite3.Connection, alias: str) -> None:
    """Point a whole name that is an alias to the only one who has it, or back to itself."""
    bearers = connection.execute(_BEARERS, (whole_name(alias),)).fetchall()
    if not bearers:
        return
    owners = connection.execute(_OWNERS, (alias.partition(" ")[0], alias)).fetchall()
    for bearer in bearers:
        kind = cast("Kind", bearer["kind"])
        own = _form(bearer["name"], kind)
        others = {
            owner["identity_id"]: owner["name"]
            for owner in owners
            if owner["kind"] == kind and _form(owner["name"], kind).key != own.key
        }
        if not others:
            continue
        if len(others) == 1 and all(tells_whom(alias, name, kind) for name in others.values()):
            [target] = others
        else:
            target = next(iter(_identities(connection, own.key, kind)), None) or _new_identity(
                connection, own.key, kind
            )
        _move(connection, bearer["name"], bearer["identity_id"], target)


def _move(connection: sqlite3.Connection, name: str, before: int, to: int) -> None:
    if before == to:
        return
    for move in _MOVES:
        connection.execute(move, (to, name, before))


def _aliases_of(connection: sqlite3.Connection, speakers: Iterable[int]) -> list[str]:
    rows = [row for id_ in speakers for row in connection.execute(_ALIASES, (id_,))]
    return sorted({row["name"] for row in rows})


def _form(name: str, kind: Kind) -> NameForm:
    form = name_form(name, kind)
    return form if form.key else NameForm(name)


def _identities(connection: sqlite3.Connection, key: str, kind: Kind) -> list[int]:
    rows = connection.execute(
        "SELECT id FROM identities WHERE key = ? AND kind = ? ORDER BY id", (key, kind)
    )
    return [row["id"] for row in rows]


def _new_identity(connection: sqlite3.Connection, key: str, kind: Kind) -> int:
    return connection.execute(
        "INSERT INTO identities (kind, key) VALUES (?, ?) RETURNING id", (kind, key)
    ).fetchone()["id"]


def _point(connection: sqlite3.Connection, row: _Row, identity_id: int) -> None:
    connection.execute(_POINT[row.table], (identity_id, row.id))


def _waits(connection: sqlite3.Connection, identity_id: int) -> bool:
    row: Any = connection.execute(
        "SELECT EXISTS (SELECT 1 FROM identities WHERE id = ?1)"
        " AND NOT EXISTS (SELECT 1 FROM speakers WHERE identity_id = ?1)"
        " AND NOT EXISTS (SELECT 1 FROM entities WHERE identity_id = ?1) AS waits",
        (identity_id,),
    ).fetchone()
    return bool(row["waits"])
