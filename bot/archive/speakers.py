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


# Few speakers are named, so their quotes are looked up and each article is asked for a share.
_OF_THE_NAMED = """
visible (speaker_id, quote_id) AS (
    SELECT speaker_id, quote_id FROM quote_speakers JOIN quotes ON quotes.id = quote_id
    WHERE speaker_id IN (SELECT speaker_id FROM named) AND (:everything OR EXISTS (
        SELECT 1 FROM shares
        WHERE shares.article_id = quotes.article_id AND guild_id IS :guild_id
            AND channel_id IN (SELECT value FROM json_each(:channel_ids))
    ))
)"""
# All speakers are asked for, so the articles of the scope are listed and their quotes looked up.
_OF_ALL_IN_SCOPE = """
visible (speaker_id, quote_id) AS (
    SELECT speaker_id, quote_id FROM quotes JOIN quote_speakers ON quote_id = quotes.id
    WHERE quotes.article_id IN (
        SELECT article_id FROM shares
        WHERE guild_id IS :guild_id
            AND channel_id IN (SELECT value FROM json_each(:channel_ids))
    )
)"""
_OF_ALL = "visible (speaker_id, quote_id) AS (SELECT speaker_id, quote_id FROM quote_speakers)"

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
    if words:
        visible = (NAMED_BY_BEGINNINGS, _OF_THE_NAMED)
    else:
        visible = (_OF_ALL if scope is None else _OF_ALL_IN_SCOPE,)
    rows = connection.execute(
        f"{with_parts(*visible)}\n{_COUNTS}",
        scope_values(scope) | {"name": as_json(words), "limit": max(limit, 0)},
    )
    return [SpeakerCount(row["name"], row["quotes"]) for row in rows]
