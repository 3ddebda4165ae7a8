"""Who may be meant by a name that somebody types, and how much they said that the asker may see."""

import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rapidfuzz import process
from rapidfuzz.distance import OSA

from bot.archive import named, parts
from bot.archive.names import EXACTLY, kept_words, name_words
from bot.archive.rows import as_json
from bot.archive.speakers import people
from bot.domain import Scope

_MOST_NEAR_WORDS = 25  # for each word typed
_MOST_NEAR = 5
_SHORT = 3  # letters; words no longer than these are never mistaken for others

# All that begin with a letter: neither numbers nor the whole names behind an equals sign.
_ALL_WORDS = """
SELECT word FROM name_words
WHERE word > '>' AND length(word) BETWEEN :shortest AND :longest GROUP BY word"""
_ANYBODY = "\nSELECT 1 FROM named LIMIT 1"
_NAMED_NEARLY = """
named (speaker_id) AS (
    SELECT name_words.speaker_id FROM json_each(:near) AS near
    CROSS JOIN name_words ON word = json_extract(near.value, '$[1]')
    GROUP BY name_words.speaker_id, name_words.name
    HAVING count(DISTINCT json_extract(near.value, '$[0]')) = :words
)"""

_FORMS = """
SELECT speakers.name FROM speakers {meant}
WHERE (speakers.identity_id = :identity_id OR speakers.id IN (
        SELECT speaker_id FROM meant WHERE identity_id = :identity_id
    ))
    AND {identity} = :identity_id
    AND (:everything OR EXISTS (
        SELECT 1 FROM quote_speakers JOIN quotes ON quotes.id = quote_id
        JOIN shares ON shares.article_id = quotes.article_id
        WHERE speaker_id = speakers.id AND guild_id IS :guild_id
            AND +channel_id IN (SELECT value FROM json_each(:channel_ids))
    ))
ORDER BY quoted DESC, speakers.name LIMIT 25"""


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody who may be meant, as they are called in the asker's scope.

    ``quotes`` are those that the asker may see; None for too many to count. ``exactly`` is what to
    ask the archive for, so that nobody else is meant.
    """

    identity_id: int
    name: str
    quotes: int | None

    @property
    def exactly(self) -> str:
        return EXACTLY + self.name


def candidates(
    connection: sqlite3.Connection,
    typed: str,
    scope: Scope | None,
    limit: int = 25,
    *,
    beginnings: bool = True,
) -> list[Candidate]:
    """Everybody in scope who may be meant, most quoted first.

    It is one alone where the name is typed in full, of two words or more, or behind an equals sign;
    otherwise all who have the words in one of their names or, if nobody has, their beginnings.

    Parameters:
        beginnings: whether the beginnings of words count at all.
    """
    for way, words in ways_to_name(typed, beginnings=beginnings):
        if found := people_named(connection, way, {"name": as_json(words)}, scope, limit):
            return found
    return []


def ways_to_name(typed: str, *, beginnings: bool) -> Iterator[tuple[str, tuple[str, ...]]]:
    """The parts of questions that say who may be meant, each with its words; the first that
    leads to anybody holds.
    """
    if not name_words(typed):
        return
    if len(kept_words(typed)) > 1 and not typed.startswith(EXACTLY):
        yield parts.NAMED_WHOLLY, name_words(EXACTLY + typed)
    yield parts.NAMED_WHOLLY, name_words(typed)
    if beginnings:
        yield parts.NAMED_BY_BEGINNINGS, name_words(typed)


def near_names(connection: sqlite3.Connection, typed: str, scope: Scope | None) -> list[Candidate]:
    """The people in scope whose names are nearest to one that nobody has, nearest first."""
    words = kept_words(typed)
    near = _near(connection, words) if words else []
    if not words or {place for place, _ in near} != set(range(len(words))):
        return []
    values: dict[str, object] = {"near": as_json(near), "words": len(words)}
    found = people_named(connection, _NAMED_NEARLY, values, scope, _MOST_NEAR_WORDS)
    wanted = " ".join(words)
    return sorted(found, key=lambda who: _distance(wanted, who.name))[:_MOST_NEAR]


def name_forms(connection: sqlite3.Connection, identity_id: int, scope: Scope | None) -> list[str]:
    """The names of somebody that stand under quotes in scope, the most used first."""
    values = parts.scope_values(scope) | {"identity_id": identity_id}
    question = _FORMS.format(meant=named.MEANT, identity=named.IDENTITY)
    rows = connection.execute(question, values)
    return [row["name"] for row in rows]


def people_named(
    connection: sqlite3.Connection,
    way: str,
    values: dict[str, object],
    scope: Scope | None,
    limit: int,
) -> list[Candidate]:
    """Everybody in scope who is named in a way; see :func:`bot.archive.speakers.people`."""
    # Whom nobody is called need not be looked for in all that may be seen.
    anybody = f"{parts.with_parts(way)}{_ANYBODY}"
    if connection.execute(anybody, values | parts.scope_values(scope)).fetchone() is None:
        return []
    rows = people(connection, way, values, scope, limit, counted=limit)
    return [Candidate(row["identity_id"], row["name"], row["quotes"]) for row in rows]


def _near(connection: sqlite3.Connection, words: Sequence[str]) -> list[tuple[int, str]]:
    """For each word, by its place, the known ones for which it may be a slip, itself included."""
    slips = [slips_allowed(word) for word in words]
    lengths = {
        "shortest": min(len(word) - most for word, most in zip(words, slips, strict=True)),
        "longest": max(len(word) + most for word, most in zip(words, slips, strict=True)),
    }
    known = [row["word"] for row in connection.execute(_ALL_WORDS, lengths)]
    return [
        (place, near)
        for place, (word, most) in enumerate(zip(words, slips, strict=True))
        for near, _, _ in process.extract(
            word, known, scorer=OSA.distance, score_cutoff=most, limit=_MOST_NEAR_WORDS
        )
    ]


def slips_allowed(word: str) -> int:
    """How many letters may be wrong, missing, too many or in each other's place."""
    return 0 if len(word) < _SHORT else 1 if len(word) < 6 else 2


def _distance(wanted: str, name: str) -> int:
    words = kept_words(name)
    return min(OSA.distance(wanted, part) for part in (" ".join(words), *words))
