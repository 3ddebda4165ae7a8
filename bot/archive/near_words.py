"""Words that somebody may have meant where a search finds nothing: such as were said in scope."""

import re
import sqlite3
from collections import Counter

from rapidfuzz import process
from rapidfuzz.distance import OSA

from bot.archive.names import folded
from bot.archive.parts import scope_values
from bot.archive.people import slips_allowed
from bot.archive.searching import search
from bot.domain import Scope

_NEWEST_SHARES = 300
_MOST_QUOTES = 2_000
_MOST_WORDS = 10
_MOST_NEAR = 3
_WORD = re.compile(r"[^\W\d_]{3,}")

# What was lately said where the asker may read: no other words are ever suggested.
_LATELY = """
WITH lately (article_id) AS MATERIALIZED (
    SELECT article_id FROM shares INDEXED BY shares_by_time
    WHERE (guild_id IS :guild_id OR :everything) AND article_id IS NOT NULL
        AND (:everything OR +channel_id IN (SELECT value FROM json_each(:channel_ids)))
    ORDER BY shared_at DESC LIMIT :shares
)
SELECT words FROM (SELECT DISTINCT article_id FROM lately) AS these
CROSS JOIN quotes ON quotes.article_id = these.article_id LIMIT :quotes"""
_LATELY_ANYWHERE = "SELECT words FROM quotes ORDER BY id DESC LIMIT :quotes"


def near_words(connection: sqlite3.Connection, typed: str, scope: Scope | None) -> list[str]:
    """What was typed with one of its words as others have said it lately, the nearest first.

    Only such as find something that the asker may see.
    """
    wanted = list(dict.fromkeys(_WORD.findall(typed)))[:_MOST_WORDS]
    values = scope_values(scope) | {"shares": _NEWEST_SHARES, "quotes": _MOST_QUOTES}
    lately = connection.execute(_LATELY if scope else _LATELY_ANYWHERE, values)
    said = Counter(word.casefold() for row in lately for word in _WORD.findall(row["words"]))
    known = {word: folded(word) for word in said}
    near = [
        (distance, -said[meant], _instead(typed, word, meant))
        for word in wanted
        for _, distance, meant in process.extract(
            folded(word),
            known,
            scorer=OSA.distance,
            score_cutoff=slips_allowed(word),
            limit=_MOST_NEAR,
        )
        if distance
    ]
    corrected = dict.fromkeys(words for _, _, words in sorted(near))
    found = (words for words in corrected if search(connection, words, scope, 0, 1).hits)
    return [words for _, words in zip(range(_MOST_NEAR), found, strict=False)]


def _instead(typed: str, word: str, meant: str) -> str:
    return re.sub(rf"(?<!\w){re.escape(word)}(?!\w)", lambda _: meant, typed)
