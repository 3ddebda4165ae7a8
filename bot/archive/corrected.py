"""The parts of questions as they are asked in a server that has corrected something."""

import sqlite3
from collections.abc import Mapping, Sequence
from typing import Any

from bot.archive import parts
from bot.archive.corrections import Overlay
from bot.archive.decided import DECIDING
from bot.archive.names import name_words
from bot.archive.rows import as_json

# Any part that tells what was said, found or spoken becomes what was read; the overlay makes it so
# again.
_SAID = """,
said (quote_id) AS (
    SELECT quote_id FROM said_as_read WHERE quote_id NOT IN (SELECT value FROM json_each(:moved))
    UNION SELECT value FROM json_each(:given)
    UNION SELECT json_extract(value, '$[0]') FROM json_each(:identified)
        WHERE json_extract(value, '$[1]') IN (SELECT identity_id FROM persons)
)"""
_FOUND = """,
found (quote_id, article_id, place, saying, rank) AS MATERIALIZED (
    SELECT quote_id, article_id, place, saying, rank FROM found_as_read
    WHERE quote_id NOT IN (SELECT value FROM json_each(:hidden))
        AND article_id NOT IN (SELECT value FROM json_each(:wrong))
)"""
_SPOKEN_NOW = """,
spoken (quote_id, article_id, said, speaker_id, identity_id, name, form, quoted) AS (
    SELECT * FROM spoken_as_read WHERE quote_id NOT IN (SELECT value FROM json_each(:moved))
    UNION ALL
    SELECT found.quote_id, article_id, coalesce(saying, found.quote_id), NULL, identity_id,
        coalesce((
            SELECT name FROM meant WHERE guild_id = {deciding}
                AND meant.identity_id = given.identity_id AND name IS NOT NULL LIMIT 1
        ), form), form, 0
    FROM (
        SELECT json_extract(value, '$[0]') AS quote_id, json_extract(value, '$[1]') AS identity_id,
            json_extract(value, '$[2]') AS form
        FROM json_each(:identified)
    ) AS given CROSS JOIN found ON found.quote_id = given.quote_id
)"""
_SPOKEN = _SPOKEN_NOW.format(deciding=DECIDING)


def corrected(asked: Sequence[str], *, by_speaker: bool) -> list[str]:
    """The parts of a question as they are asked where something was corrected.

    Parameters:
        by_speaker: whether what was said by somebody is asked for.
    """
    return [_corrected(part, by_speaker=by_speaker) for part in asked]


def _corrected(part: str, *, by_speaker: bool) -> str:
    if by_speaker and "\nsaid (" in part:
        return part.replace("\nsaid (", "\nsaid_as_read (") + _SAID
    if "\nspoken (" in part:
        return part.replace("\nspoken (", "\nspoken_as_read (") + _SPOKEN
    if "\nfound (" in part:
        return part.replace("\nfound (", "\nfound_as_read (") + _FOUND
    return part


def overlay_values(over: Overlay, speaker: str | None, *, whole: bool) -> dict[str, Any]:
    """The parameters of corrected parts.

    Parameters:
        speaker: who is asked for.
        whole: whether the words of the name were typed to the end.
    """
    typed = name_words(speaker or "")
    return {
        "moved": as_json(over.speakers),
        "given": as_json(over.given_to(typed, whole=whole) if typed else ()),
        "identified": as_json(
            (quote, identity, over.speakers[quote]) for quote, identity in over.identities.items()
        ),
        "hidden": as_json(over.hidden),
        "wrong": as_json(over.wrong_articles),
    }


def given_by_name(
    connection: sqlite3.Connection, named: str, values: Mapping[str, Any], over: Overlay
) -> set[int]:
    """The identities of those named to whom quotes were given, by whichever of their names.

    Parameters:
        named: the part that says who is named.
        values: as of ``parts.scope_values``, with ``name``.
    """
    if not over.identities:
        return set()
    rows = connection.execute(f"{parts.with_parts(named)}\n{parts.PERSONS}", values)
    return {row["identity_id"] for row in rows} & {*over.identities.values()}
