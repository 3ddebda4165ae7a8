"""Who has been quoted, for autocomplete: only those whose words the asker may see."""

import sqlite3
from dataclasses import dataclass

from bot.archive.asking import NAMED_BY_BEGINNINGS, scope_values, with_parts
from bot.archive.names import name_words
from bot.archive.rows import as_json
from bot.domain import Scope


@dataclass(frozen=True, slots=True)
class SpeakerCount:
    """A speaker and how many quotes of theirs the asker may see."""

    name: str
    quotes: int


_SAID_BY_ALL = "heard (speaker_id, quote_id) AS (SELECT speaker_id, quote_id FROM quote_speakers)"
_SAID_BY_THE_NAMED = """
heard (speaker_id, quote_id) AS (
    SELECT speaker_id, quote_id FROM quote_speakers
    WHERE speaker_id IN (SELECT speaker_id FROM named)
)"""
_SEEN_ANYWHERE = "visible (speaker_id, quote_id) AS (SELECT speaker_id, quote_id FROM heard)"
_SEEN_IN_SCOPE = """
visible (speaker_id, quote_id) AS (
    SELECT speaker_id, quote_id FROM heard JOIN quotes ON quotes.id = quote_id
    WHERE article_id IN (
        SELECT article_id FROM shares
        WHERE guild_id IS :guild_id
            AND channel_id IN (SELECT value FROM json_each(:channel_ids))
    )
)"""

_COUNTS = """
SELECT name, counted.quotes FROM (
    SELECT speaker_id, count(DISTINCT quote_id) AS quotes FROM visible GROUP BY speaker_id
) AS counted
JOIN speakers ON speakers.id = counted.speaker_id
ORDER BY counted.quotes DESC, name LIMIT :limit"""


def speakers(
    connection: sqlite3.Connection, typed: str, scope: Scope | None, limit: int
) -> list[SpeakerCount]:
    """The speakers with a name part that begins like each word typed, most quoted first."""
    words = name_words(typed)
    if typed.strip() and not words:
        return []
    heard = (NAMED_BY_BEGINNINGS, _SAID_BY_THE_NAMED) if words else (_SAID_BY_ALL,)
    visible = _SEEN_ANYWHERE if scope is None else _SEEN_IN_SCOPE
    rows = connection.execute(
        f"{with_parts(*heard, visible)}\n{_COUNTS}",
        scope_values(scope) | {"name": as_json(words), "limit": max(limit, 0)},
    )
    return [SpeakerCount(row["name"], row["quotes"]) for row in rows]
