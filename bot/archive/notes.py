"""Where a person stands beside their links: what they corrected and changed, and who ignores them.

That something was corrected or changed stays when they are forgotten; that it was they does not.
"""

import json
import sqlite3
from collections.abc import Mapping, Sequence
from typing import Any

from bot.archive.corrections import forget_author

_CHANGES = """
    SELECT (SELECT count(*) FROM corrections WHERE :person IN (author_id, undone_by))
        + (SELECT count(*) FROM name_changes WHERE :person IN (author_id, undone_by))
        + (SELECT count(*) FROM settings_log WHERE user_id = :person)
"""
_LISTED = """
    SELECT guild_id, settings FROM guild_settings WHERE json_valid(settings) AND EXISTS (
        SELECT 1 FROM json_each(settings, '$.ignored_members') WHERE value = :person)
"""
_LOGGED = """
    SELECT id, before, after FROM settings_log WHERE what = 'ignored_members' AND EXISTS (
        SELECT 1 FROM json_each(json_array(json(before), json(after))) AS side,
            json_each(side.value) AS member WHERE member.value = CAST(:person AS TEXT))
"""
_CORRECTIONS = """
    SELECT id, place_id AS place, article_id AS article, kind, words, speaker, was, made_at,
        author_id = :person AS made_by_you, undone_at, undone_by = :person AS undone_by_you
    FROM corrections WHERE :person IN (author_id, undone_by) ORDER BY id
"""
_NAME_CHANGES = """
    SELECT id, guild_id AS server, action, name, becomes, made_at,
        author_id = :person AS made_by_you, undone_at, undone_by = :person AS undone_by_you
    FROM name_changes WHERE :person IN (author_id, undone_by) ORDER BY id
"""
_SETTINGS = """
    SELECT id, guild_id AS server, changed_at, what, before, after
    FROM settings_log WHERE user_id = :person ORDER BY id
"""


def changes(connection: sqlite3.Connection, person: int) -> int:
    """How many corrections, names and settings somebody has changed or taken back."""
    return connection.execute(_CHANGES, {"person": person}).fetchone()[0]


def listed(connection: sqlite3.Connection, person: int) -> list[int]:
    """The servers that chose to read no link of somebody's."""
    return [row["guild_id"] for row in connection.execute(_LISTED, {"person": person})]


def notes(connection: sqlite3.Connection, person: int) -> Mapping[str, Any]:
    """All of it, ready for JSON, and nothing of anybody else."""

    def rows(question: str) -> Sequence[Mapping[str, Any]]:
        return [dict(row) for row in connection.execute(question, {"person": person})]

    return {
        "corrections": rows(_CORRECTIONS),
        "names": rows(_NAME_CHANGES),
        "settings": rows(_SETTINGS),
        "ignored_by_servers": listed(connection, person),
    }


def forget(connection: sqlite3.Connection, person: int) -> None:
    """Keep no more who it was, and take them off the lists of those who are ignored."""
    forget_author(connection, person)
    connection.execute("UPDATE name_changes SET author_id = NULL WHERE author_id = ?", (person,))
    connection.execute("UPDATE name_changes SET undone_by = NULL WHERE undone_by = ?", (person,))
    # A change of settings has no room for nobody; 0 is nobody's id.
    connection.execute("UPDATE settings_log SET user_id = 0 WHERE user_id = ?", (person,))
    for row in connection.execute(_LISTED, {"person": person}).fetchall():
        settings = json.loads(row["settings"])
        settings["ignored_members"] = _without(settings["ignored_members"], person)
        connection.execute(
            "UPDATE guild_settings SET settings = ? WHERE guild_id = ?",
            (json.dumps(settings), row["guild_id"]),
        )
    for row in connection.execute(_LOGGED, {"person": person}).fetchall():
        before, after = (_without(json.loads(row[side]), person) for side in ("before", "after"))
        connection.execute(
            "UPDATE settings_log SET before = ?, after = ? WHERE id = ?",
            (json.dumps(before), json.dumps(after), row["id"]),
        )


def _without(ids: Sequence[int | str], person: int) -> list[int | str]:
    return [id_ for id_ in ids if str(id_) != str(person)]
