"""Answers as a server has corrected them: parts of questions, and the names that are suggested."""

import sqlite3
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from bot.archive import parts, people, speakers
from bot.archive.articles import speakers_of
from bot.archive.corrections import Overlay, is_named, overlay
from bot.archive.names import EXACTLY, called, name_words
from bot.archive.people import Candidate
from bot.archive.rows import as_json
from bot.archive.speakers import SpeakerCount
from bot.domain import Scope

# Any part that says what was said, or found, becomes what was read; the overlay makes it so again.
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
_NOBODY = -1  # the identity of who is known by a correction alone: nothing can be decided about it
_TOUCHED = """
SELECT quotes.id, quotes.article_id FROM quotes
WHERE (quotes.id IN (SELECT value FROM json_each(:touched))
        OR quotes.article_id IN (SELECT value FROM json_each(:wrong)))
    AND EXISTS (
        SELECT 1 FROM shares INDEXED BY shares_by_article
        WHERE shares.article_id = quotes.article_id AND guild_id IS :guild_id
            AND +channel_id IN (SELECT value FROM json_each(:channel_ids))
    )"""


def corrected(candidates: Sequence[str], *, by_speaker: bool) -> list[str]:
    """The parts of a question as they are asked where something was corrected.

    Parameters:
        by_speaker: whether what was said by somebody is asked for.
    """
    return [_corrected(part, by_speaker=by_speaker) for part in candidates]


def _corrected(part: str, *, by_speaker: bool) -> str:
    if by_speaker and "\nsaid (" in part:
        return part.replace("\nsaid (", "\nsaid_as_read (") + _SAID
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
        "identified": as_json(over.identities.items()),
        "hidden": as_json(over.hidden),
        "wrong": as_json(over.wrong_articles),
    }


def suggested(
    connection: sqlite3.Connection, typed: str, scope: Scope | None, limit: int
) -> list[SpeakerCount]:
    """The speakers to suggest, as the server of the asker has corrected them, most quoted first."""
    found = speakers.speakers(connection, typed, scope, limit)
    over = overlay(connection, scope)
    if not over:
        return found
    gained, lost = _changes(connection, over, scope)
    words = name_words(typed)
    known = {who.name: who.quotes for who in found}
    news = [name for name in gained if name not in known and _begins(name, words)]
    counts: dict[str, int | None] = dict.fromkeys(news, 0) | known
    changed = [
        SpeakerCount(name, None if count is None else count + gained[name] - lost[name])
        for name, count in counts.items()
    ]
    shown = [who for who in changed if who.quotes is None or who.quotes > 0]
    return sorted(shown, key=lambda who: (who.quotes is not None, -(who.quotes or 0)))[:limit]


def candidates(
    connection: sqlite3.Connection,
    typed: str,
    scope: Scope | None,
    limit: int = 25,
    *,
    beginnings: bool = True,
) -> list[Candidate]:
    """Whom a name may mean, as of :func:`people.candidates`, with those known by correction alone.

    Parameters:
        beginnings: whether the beginnings of words count where nobody has the words.
    """
    over = overlay(connection, scope)
    if not over:
        return people.candidates(connection, typed, scope, limit, beginnings=beginnings)
    gained, lost = _changes(connection, over, scope)
    found = people.candidates(connection, typed, scope, limit, beginnings=False)
    fitting = [name for name in gained if is_named(name, name_words(EXACTLY + called(typed)))]
    if not fitting and not _is_alone(found, typed):
        fitting = [name for name in gained if is_named(name, name_words(typed))]
    if not (fitting or found) and beginnings:
        found = people.candidates(connection, typed, scope, limit)
        fitting = [name for name in gained if is_named(name, name_words(typed), whole=False)]
    known = {who.name for who in found}
    whose = {name: over.identities.get(id_, _NOBODY) for id_, name in over.speakers.items()}
    others = [Candidate(whose[name], name, 0) for name in fitting if name not in known]
    counted = [_counted(who, gained[who.name] - lost[who.name]) for who in (*found, *others)]
    shown = [who for who in counted if who.quotes is None or who.quotes > 0]
    return sorted(shown, key=lambda who: (who.quotes is not None, -(who.quotes or 0)))[:limit]


def _is_alone(found: Sequence[Candidate], typed: str) -> bool:
    """Whether a name was typed in full, so that others who only hold it are not meant."""
    return typed.startswith(EXACTLY) or (
        len(found) == 1
        and len(name_words(typed)) > 1
        and is_named(found[0].name, name_words(typed))
    )


def _counted(who: Candidate, more: int) -> Candidate:
    return who if who.quotes is None else replace(who, quotes=who.quotes + more)


def _changes(
    connection: sqlite3.Connection, over: Overlay, scope: Scope | None
) -> tuple[Counter[str], Counter[str]]:
    """How many quotes that the asker may see each name gained and lost by corrections."""
    values: Mapping[str, Any] = parts.scope_values(scope) | {
        "touched": as_json({*over.speakers, *over.hidden}),
        "wrong": as_json(over.wrong_articles),
    }
    rows = connection.execute(_TOUCHED, values).fetchall()
    read = speakers_of(connection, [row["id"] for row in rows])
    gained: Counter[str] = Counter()
    lost: Counter[str] = Counter()
    for row in rows:
        lost.update(read[row["id"]])
        if over.shows(row["id"], row["article_id"]):
            gained.update(over.said_by(row["id"], ()))
    return gained, lost


def _begins(name: str, typed: tuple[str, ...]) -> bool:
    words = name_words(name)
    return all(any(word.startswith(part) for word in words) for part in typed)
