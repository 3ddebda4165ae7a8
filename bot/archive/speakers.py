"""Who has been quoted, for autocomplete: only those whose words the asker may see."""

import sqlite3
from dataclasses import dataclass

from bot.archive import parts
from bot.archive.names import name_words
from bot.archive.rows import as_json
from bot.domain import Scope


@dataclass(frozen=True, slots=True)
class SpeakerCount:
    """A speaker and how many quotes of theirs the asker may see."""

    name: str
    quotes: int


def speakers(
    connection: sqlite3.Connection, typed: str, scope: Scope | None, limit: int
) -> list[SpeakerCount]:
    """The speakers with a name part that begins like each word typed, most quoted first."""
    words = name_words(typed)
    if typed.strip() and not words:
        return []
    heard = (
        (parts.NAMED_BY_BEGINNINGS, parts.HEARD_FROM_NAMED) if words else (parts.HEARD_FROM_ALL,)
    )
    visible = parts.VISIBLE_ANYWHERE if scope is None else parts.VISIBLE_IN_SCOPE
    rows = connection.execute(
        f"{parts.with_parts(*heard, visible)}\n{parts.SPEAKERS}",
        parts.scope_values(scope) | {"name": as_json(words), "limit": max(limit, 0)},
    )
    return [SpeakerCount(row["name"], row["quotes"]) for row in rows]
