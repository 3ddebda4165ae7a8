"""Names that articles mention, quoted or not: whose they are, and whom somebody may mean by them.

Whoever is never quoted is found by the whole name, or by how it begins: no index holds the other
words of such names.
"""

import sqlite3
from collections.abc import Collection, Iterable, Mapping
from typing import get_args

from bot.archive import parts
from bot.archive.corrections import wrong_articles
from bot.archive.following import EVERYWHERE, Meant, changes_for, follow
from bot.archive.forms import Kind, name_form
from bot.archive.names import EXACTLY, called, kept_words
from bot.archive.people import Candidate, name_forms
from bot.archive.recounted import candidates
from bot.archive.rows import as_json, storable
from bot.domain import Scope

_FEWEST_LETTERS = 3  # of the beginning of a name
_MOST_KEYS = 200
_MOST_FORMS = 100

_WRITTEN = (
    "SELECT id, name, identity_id FROM entities WHERE name IN (SELECT value FROM json_each(?))"
)
_OF_KEY = """
SELECT entities.id, entities.name, identity_id FROM identities
CROSS JOIN entities ON entities.identity_id = identities.id WHERE key = ? AND kind = ?"""
_OF_BEGINNING = """
SELECT entities.id, entities.name, identity_id FROM (
    SELECT id FROM identities WHERE key >= :begins AND key < :begins || char(1114111) LIMIT :most
) AS these CROSS JOIN entities ON entities.identity_id = these.id"""
_OF_ROWS = """
SELECT id, name, identity_id FROM entities WHERE id IN (SELECT value FROM json_each(?))"""
_OF_IDENTITY = "SELECT id, name, identity_id FROM entities WHERE identity_id = ?"
# Those that stand in an article that the asker may see, in the order given.
_SEEN = """
SELECT these.value AS id FROM json_each(:ids) AS these
WHERE :everything OR EXISTS (
    SELECT 1 FROM article_entities CROSS JOIN shares INDEXED BY shares_here
        ON shares.article_id = article_entities.article_id AND guild_id IS :guild_id
        AND +channel_id IN (SELECT value FROM json_each(:channel_ids))
    WHERE entity_id = these.value
        AND article_entities.article_id NOT IN (SELECT value FROM json_each(:wrong))
)
ORDER BY these.key"""


def anybody(
    connection: sqlite3.Connection,
    typed: str,
    scope: Scope | None,
    limit: int = 25,
    *,
    beginnings: bool = True,
) -> list[Candidate]:
    """Everybody and everything in scope that may be meant, also who is mentioned alone.

    What is called exactly as typed comes first, and alone if that is two words or more, or stands
    behind an equals sign; then all who have the words in one of their names. Only if there is none
    do the beginnings of names count.
    """
    whole = typed.startswith(EXACTLY) or len(kept_words(typed)) > 1
    named = mentioned(connection, called(typed), scope)
    asked = EXACTLY + called(typed) if whole and named else typed
    quoted = candidates(connection, asked, scope, limit, beginnings=False)
    if beginnings and not (named or quoted or typed.startswith(EXACTLY)):
        quoted = candidates(connection, typed, scope, limit)
        named = mentioned(connection, typed, scope, beginnings=True)
    people = {who.identity_id for who in quoted}
    names = {kept_words(who.name) for who in quoted}
    named = list({kept_words(who.name): who for who in reversed(named)}.values())[::-1]
    others = [
        who for who in named if who.identity_id not in people and kept_words(who.name) not in names
    ]
    return [*others, *quoted][:limit]


def mentioned(
    connection: sqlite3.Connection, typed: str, scope: Scope | None, *, beginnings: bool = False
) -> list[Candidate]:
    """Those called so in articles in scope, as the server has them; nothing is said of quotes.

    Parameters:
        beginnings: whether the name may go on after what is typed.
    """
    words = kept_words(typed)
    if not words:
        return []
    meant, names = _decided(connection, scope)
    rows = [
        *_rows(connection, typed, beginnings=beginnings),
        *_given(connection, words, meant, names),
    ]
    seen = _seen(connection, rows, scope)
    exact = [row for row in seen if kept_words(row[1]) == words]
    found: dict[int, str] = {}
    for id_, name, identity_id in seen if beginnings else exact or seen:
        identity = meant[id_].identity_id if id_ in meant else identity_id
        found.setdefault(identity, names.get(identity, name))
    return [Candidate(identity, name, 0) for identity, name in found.items()]


def all_forms(connection: sqlite3.Connection, identity_id: int, scope: Scope | None) -> list[str]:
    """The names of somebody in scope: those that stand under quotes, then those only mentioned."""
    quoted = name_forms(connection, identity_id, scope)
    return list(dict.fromkeys((*quoted, *_mention_forms(connection, identity_id, scope))))


def _mention_forms(
    connection: sqlite3.Connection, identity_id: int, scope: Scope | None
) -> list[str]:
    """The names by which articles in scope mention somebody, as the server has it."""
    meant, _ = _decided(connection, scope)
    moved = [id_ for id_, it in meant.items() if it.identity_id == identity_id]
    rows = [
        *(
            row
            for row in connection.execute(_OF_IDENTITY, (identity_id,))
            if row["id"] not in meant
        ),
        *connection.execute(_OF_ROWS, (as_json(moved),)),
    ]
    return list(dict.fromkeys(name for _, name, _ in _seen(connection, rows, scope)))


def _decided(
    connection: sqlite3.Connection, scope: Scope | None
) -> tuple[Mapping[int, Meant], Mapping[int, str]]:
    """Whose names the entities are that somebody decided about, and what these are called."""
    guild_id = (scope.guild_id if scope else None) or EVERYWHERE
    changes = changes_for(connection, guild_id)
    return follow(connection, changes, "entities") if changes else ({}, {})


def _rows(connection: sqlite3.Connection, typed: str, *, beginnings: bool) -> Iterable[sqlite3.Row]:
    written = list(map(storable, (typed, typed.title(), typed.upper())))
    yield from connection.execute(_WRITTEN, (as_json(written),))
    kinds: Collection[Kind] = get_args(Kind)
    keys = {kind: name_form(typed, kind).key for kind in kinds}
    for kind, key in keys.items():
        yield from connection.execute(_OF_KEY, (key, kind))
    begins = keys["person"]
    if beginnings and len(begins) >= _FEWEST_LETTERS:
        yield from connection.execute(_OF_BEGINNING, {"begins": begins, "most": _MOST_KEYS})


def _given(
    connection: sqlite3.Connection,
    words: tuple[str, ...],
    meant: Mapping[int, Meant],
    names: Mapping[int, str],
) -> Iterable[sqlite3.Row]:
    """The names of those whom the server calls as typed."""
    given = {identity for identity, name in names.items() if kept_words(name) == words}
    ids = [id_ for id_, it in meant.items() if it.identity_id in given]
    return connection.execute(_OF_ROWS, (as_json(ids),)) if ids else ()


def _seen(
    connection: sqlite3.Connection, rows: Iterable[sqlite3.Row], scope: Scope | None
) -> list[tuple[int, str, int]]:
    """Those of the rows that stand in an article in scope, each once."""
    known = {row["id"]: (row["id"], row["name"], row["identity_id"]) for row in rows}
    ids = list(known)[:_MOST_FORMS]
    wrong = wrong_articles(connection, scope)
    values = parts.scope_values(scope) | {"ids": as_json(ids), "wrong": as_json(wrong)}
    return [known[row["id"]] for row in connection.execute(_SEEN, values)]
