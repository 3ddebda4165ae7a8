"""Whose the quotes are that a server has given to somebody: identities, as of what was read."""

import sqlite3
from collections.abc import Iterable, Mapping

from bot.archive import named, parts
from bot.archive.decided import DECIDING
from bot.archive.names import whole_name
from bot.archive.rows import as_json
from bot.domain import Scope

# Of who is known by a correction alone: below all others, and nothing can be decided about them.
_BELOW_ALL = -(2**40)
# Those called so under quotes, or by the server; of several the most quoted.
_QUOTED = """
SELECT whole, identity_id FROM (
    SELECT typed.value AS whole, {identity} AS identity_id, quoted FROM json_each(:names) AS typed
    CROSS JOIN name_words ON word = typed.value
    CROSS JOIN speakers ON speakers.id = name_words.speaker_id {meant}
    UNION ALL
    SELECT typed.value, {identity}, quoted FROM json_each(:names) AS typed
    CROSS JOIN meant_words ON meant_words.guild_id = {deciding} AND word = typed.value
    CROSS JOIN speakers ON speakers.id = meant_words.speaker_id {meant}
)
ORDER BY quoted"""
_QUOTED_HERE = _QUOTED.format(identity=named.IDENTITY, meant=named.MEANT, deciding=DECIDING)
_MENTIONED = """
SELECT name, identity_id FROM entities WHERE name IN (SELECT value FROM json_each(?))
ORDER BY id DESC"""


def whose(
    connection: sqlite3.Connection,
    scope: Scope | None,
    speakers: Mapping[int, str | None],
    decided: Mapping[int, int],
) -> dict[int, int]:
    """The identity that each quote was given to: the same for the same name.

    Parameters:
        speakers: who said which quote; None for nobody.
        decided: the identities that were named in decisions about articles.
    """
    names = {quote: name for quote, name in sorted(speakers.items()) if name}
    if not names:
        return {}
    wholes = {quote: whole_name(name) or name for quote, name in names.items()}
    known: dict[str, int] = {}
    for quote, whole in wholes.items():
        known.setdefault(whole, _BELOW_ALL - quote)
    known |= {wholes[quote]: identity for quote, identity in sorted(decided.items(), reverse=True)}
    known |= _mentioned(connection, names.values())
    known |= _quoted(connection, scope, wholes.values())
    return {quote: known[whole] for quote, whole in wholes.items()}


def _quoted(
    connection: sqlite3.Connection, scope: Scope | None, wholes: Iterable[str]
) -> dict[str, int]:
    values = parts.scope_values(scope) | {"names": as_json({*wholes})}
    rows = connection.execute(_QUOTED_HERE, values)
    return {row["whole"]: row["identity_id"] for row in rows}


def _mentioned(connection: sqlite3.Connection, names: Iterable[str]) -> dict[str, int]:
    rows = connection.execute(_MENTIONED, (as_json({*names}),))
    return {whole_name(row["name"]) or row["name"]: row["identity_id"] for row in rows}
