"""What a name means in one article alone, as a server has it: a namesake, or whose surname it is.

It is laid over what was read, as corrections are. What context told is only known to who may see
the channel that it was told by, and the log says on what evidence.
"""

import sqlite3
from collections.abc import Mapping
from dataclasses import replace

from bot.archive.decided import decide
from bot.archive.errors import NotOneName
from bot.archive.name_changes import TOLD_STILL, Action, Decision, NameChange
from bot.archive.names import kept_words
from bot.archive.rows import as_json
from bot.domain import Scope, StoredReport
from bot.languages import N_

_LONGEST_NAME = 80
_MOST = 1_000
_SPEAKERS = """
SELECT DISTINCT speakers.id, speakers.name, identity_id FROM quotes
CROSS JOIN quote_speakers ON quote_id = quotes.id
CROSS JOIN speakers ON speakers.id = speaker_id WHERE quotes.article_id = ?"""
# A quote of two people stays theirs.
_GIVEN = """
SELECT quote_speakers.quote_id, name_changes.becomes, name_changes.into_id FROM name_changes
CROSS JOIN quotes ON quotes.article_id = name_changes.article_id
CROSS JOIN quote_speakers ON quote_speakers.quote_id = quotes.id
CROSS JOIN speakers ON speakers.id = speaker_id AND speakers.name = name_changes.name
WHERE name_changes.guild_id = :guild_id AND name_changes.article_id IS NOT NULL
    AND undone_at IS NULL
    AND {told_still}
    AND NOT EXISTS (
        SELECT 1 FROM quote_speakers AS other WHERE other.quote_id = quotes.id
            AND other.place <> quote_speakers.place
    )
ORDER BY name_changes.id LIMIT :most"""
_GIVEN_HERE = _GIVEN.format(told_still=TOLD_STILL)
_SAID_SO = """
SELECT name, becomes FROM name_changes
WHERE guild_id = ? AND article_id = ? AND undone_at IS NULL AND channel_id IS NULL ORDER BY id"""


def in_article(
    connection: sqlite3.Connection,
    guild_id: int,
    author_id: int | None,
    article_id: int,
    form: str,
    becomes: str,
    into: int | None = None,
) -> NameChange:
    """Make a name in one article somebody else's.

    Parameters:
        form: the name as the article has it under its quotes.
        becomes: who that is; a new name must differ from the old one.
        into: the identity that this is a name of; None for somebody new, and one below 0 for who
            is known by a correction alone.

    Raises NotOneName or TooManyChanges.
    """
    becomes = " ".join(becomes.split())
    rows = connection.execute(_SPEAKERS, (article_id,)).fetchall()
    named = [row for row in rows if kept_words(row["name"]) == kept_words(form)]
    if not named:
        raise NotOneName(
            N_("Nobody called “{name}” is quoted in that article; look at its card."), name=form
        )
    if not kept_words(becomes) or len(becomes) > _LONGEST_NAME:
        raise NotOneName(N_("That is no name; write one of at most 80 characters, with letters."))
    if kept_words(becomes) == kept_words(form):
        raise NotOneName(
            N_("Both are called “{name}”; say who that one is, as in “{name}, the mayor”."),
            name=form,
        )
    one: int = named[0]["identity_id"]
    known = into if into and into > 0 else None
    decision = Decision(
        Action.MERGE if known else Action.SPLIT,
        one,
        known or _new_identity(connection, one),
        named[0]["name"],
        becomes,
        article_id,
    )
    return decide(connection, guild_id, author_id, decision)


def given(
    connection: sqlite3.Connection, scope: Scope | None
) -> tuple[dict[int, str], dict[int, int]]:
    """Who said which quotes for a decision about their article, by name and by identity."""
    if scope is None or scope.guild_id is None:
        return {}, {}
    values = {
        "guild_id": scope.guild_id,
        "channel_ids": as_json(scope.channel_ids),
        "most": _MOST,
    }
    rows = connection.execute(_GIVEN_HERE, values).fetchall()
    return (
        {row["quote_id"]: row["becomes"] for row in rows},
        {row["quote_id"]: row["into_id"] for row in rows},
    )


def as_decided(connection: sqlite3.Connection, stored: StoredReport, place_id: int) -> StoredReport:
    """A report with the names that moderators gave to its speakers."""
    rows = connection.execute(_SAID_SO, (place_id, stored.article_id)).fetchall()
    names: Mapping[tuple[str, ...], str] = {(row["name"],): row["becomes"] for row in rows}
    if not names:
        return stored
    quotes = tuple(
        replace(quote, speakers=(names[quote.speakers],)) if quote.speakers in names else quote
        for quote in stored.report.quotes
    )
    return replace(stored, report=replace(stored.report, quotes=quotes))


def _new_identity(connection: sqlite3.Connection, like: int) -> int:
    return connection.execute(
        "INSERT INTO identities (kind, key) SELECT kind, '' FROM identities WHERE id = ?"
        " RETURNING id",
        (like,),
    ).fetchone()["id"]
