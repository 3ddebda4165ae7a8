"""Which quotes a chart or an export is made of, in SQL: all that answer and that may be seen.

Unlike a page of an answer they are wanted all at once, so a question starts from whatever is
smaller: what was shared where the asker may see it, or what was said by whom.
"""

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from bot.archive import parts, visible
from bot.archive.corrected import corrected, overlay_values
from bot.archive.corrections import Overlay, overlay
from bot.archive.named import SPOKEN
from bot.archive.names import name_words
from bot.archive.rows import as_json
from bot.archive.terms import Terms, search_terms
from bot.archive.visible import Order
from bot.domain import Scope


@dataclass(frozen=True, slots=True)
class Choice:
    """Quotes by speaker, words and days.

    Parameters:
        speaker: a name or the beginnings of its parts, in any case and without accents.
        about: words, ``"a phrase"``, ``beginn*``, ``-not``, in the quote or its article's title.
        since: the first day.
        until: the last day, itself included.
        scope: what the asker may see; None for everything, articles without a share too.
    """

    speaker: str | None = None
    about: str | None = None
    since: date | None = None
    until: date | None = None
    scope: Scope | None = None


# Up to so many shares it takes less time to go through all quotes of a server than through all
# that a much-quoted person ever said.
_FEW_SHARES = 5_000

_QUOTES_HERE = """
candidates (quote_id) AS (
    SELECT quotes.id FROM here CROSS JOIN quotes ON quotes.article_id = here.article_id
)"""
# A part of its own, so that what was corrected can be laid over it.
_SAID_HERE = """
said (quote_id) AS MATERIALIZED (
    SELECT quotes.id FROM here CROSS JOIN quotes ON quotes.article_id = here.article_id
    CROSS JOIN quote_speakers ON quote_speakers.quote_id = quotes.id
    WHERE +quote_speakers.speaker_id IN (SELECT speaker_id FROM named)
)"""
_QUOTES_HERE_WANTED = """
candidates (quote_id) AS (
    SELECT quotes.id FROM here CROSS JOIN quotes ON quotes.article_id = here.article_id
    WHERE +quotes.id IN (SELECT quote_id FROM wanted)
)"""

# The day is that of publication, as the outlet has it that was shared here; where it gives none, or
# one that cannot be (no such day, before newspapers, after it was shared), that of the share.
_DATED = """
dated (quote_id, article_id, place, saying, share_id, moment, day) AS MATERIALIZED (
    SELECT quote_id, article_id, place, saying, share_id, moment, iif(
        published = date(published, '+0 days')
            AND published BETWEEN '1850' AND date(moment, '+1 day'),
        published, substr(moment, 1, 10)
    )
    FROM (
        SELECT found.quote_id, found.article_id, found.place, found.saying, seen.share_id,
            coalesce(seen.shared_at, articles.read_at) AS moment,
            substr(
                iif(outlet.key IS NULL, articles.published, outlet.published), 1, 10
            ) AS published
        FROM found
        JOIN articles ON articles.id = found.article_id
        LEFT JOIN seen ON seen.article_id = found.article_id
        LEFT JOIN shares ON shares.id = seen.share_id
        LEFT JOIN article_keys AS outlet
            ON outlet.key = shares.key AND outlet.article_id = found.article_id
        WHERE seen.share_id IS NOT NULL OR :everything
    )
)"""

# The same words in the same story, run by several outlets, are one quote: that of the newest share.
_CHOSEN = """
chosen (quote_id, article_id, place, share_id, moment, day) AS MATERIALIZED (
    SELECT quote_id, article_id, place, share_id, moment, day FROM (
        SELECT *, row_number() OVER (
            PARTITION BY coalesce(saying, quote_id)
            ORDER BY moment DESC, share_id DESC, article_id DESC, place
        ) AS nth
        FROM dated
        WHERE (:since IS NULL OR day >= :since) AND (:until IS NULL OR day <= :until)
    ) WHERE nth = 1
)"""


def ways_to_choose(
    connection: sqlite3.Connection, choice: Choice
) -> Iterator[tuple[str, dict[str, Any]]]:
    """The beginnings of a statement that gives the quotes as ``chosen``, with their parameters.

    Take the first that finds anything: a name is taken as whole words first, and then as the
    beginnings of words. There is none where nothing can be meant.
    """
    terms = search_terms(choice.about or "")
    if (choice.about or "").strip() and not (terms.wanted or terms.unwanted):
        return
    words = name_words(choice.speaker or "")
    if choice.speaker is not None and not words:
        return
    values = parts.scope_values(choice.scope) | {
        "name": as_json(words),
        "wanted": as_json(terms.wanted),
        "unwanted": as_json(terms.unwanted),
        "kind": None,
        "since": choice.since.isoformat() if choice.since else None,
        "until": choice.until.isoformat() if choice.until else None,
    }
    here = choice.scope is not None and (
        not (words or terms.wanted) or parts.holds_at_most(connection, _FEW_SHARES, values)
    )
    over = overlay(connection, choice.scope)
    for named in (parts.NAMED_WHOLLY, parts.NAMED_BY_BEGINNINGS) if words else ("",):
        whole = overlay_values(over, choice.speaker, whole=named == parts.NAMED_WHOLLY)
        yield _tables(choice, terms, named, here, over), values | whole


def _tables(choice: Choice, terms: Terms, named: str, here: bool, over: Overlay) -> str:
    candidates = (candidates_here if here else parts.candidates)(named or None, terms)
    spoken = (*candidates, SPOKEN)
    asked = (
        *(corrected(spoken, by_speaker=bool(named)) if over else spoken),
        visible.seen(choice.scope, Order.NEWEST, narrowed=False),
        _DATED,
        _CHOSEN,
    )
    return parts.with_parts(*asked)


def candidates_here(named: str | None, terms: Terms) -> tuple[str, ...]:
    """The parts that lead to the quotes ``found``, going by what was shared."""
    match bool(named), bool(terms.wanted):
        case True, True:
            quotes = (_SAID_HERE, parts.QUOTES_SAID_AND_WANTED)
        case True, False:
            quotes = (_SAID_HERE, parts.QUOTES_SAID)
        case False, True:
            quotes = (_QUOTES_HERE_WANTED,)
        case _:
            quotes = (_QUOTES_HERE,)
    found = (parts.UNWANTED, parts.FOUND_WITHOUT) if terms.unwanted else (parts.FOUND,)
    wanted = (parts.WANTED,) if terms.wanted else ()
    return (*((named,) if named else ()), *wanted, parts.HERE, *quotes, *found)
