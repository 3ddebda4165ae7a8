"""What follows from decisions about who is who: whose names those are that they are about."""

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from bot.archive.names import kept_words
from bot.archive.rows import as_json

#: The guild of what holds in the whole archive.
EVERYWHERE = 0

_ABOUT = {
    "speakers": "SELECT id, name, identity_id FROM speakers"
    " WHERE identity_id IN (SELECT value FROM json_each(?))",
    "entities": "SELECT id, name, identity_id FROM entities"
    " WHERE identity_id IN (SELECT value FROM json_each(?))",
}

_NAMES_OF = """
SELECT id, name FROM entities
WHERE identity_id = :identity_id OR id IN (SELECT value FROM json_each(:moved))
ORDER BY EXISTS (
    SELECT 1 FROM article_entities CROSS JOIN shares INDEXED BY shares_here
        ON shares.article_id = article_entities.article_id AND guild_id = :guild_id
    WHERE entity_id = entities.id
) DESC, id"""


@dataclass(slots=True)
class Meant:
    """Whose name a speaker's or an entity's is; ``words`` are its whole name, folded."""

    identity_id: int
    words: str


def changes_for(connection: sqlite3.Connection, guild_id: int) -> Sequence[sqlite3.Row]:
    """The decisions that tell in a guild, those for the whole archive before its own.

    Those about a name in one article alone are none of them.
    """
    return connection.execute(
        "SELECT * FROM name_changes WHERE guild_id IN (?, ?) AND undone_at IS NULL"
        " AND article_id IS NULL"
        " ORDER BY guild_id <> ?, id",
        (EVERYWHERE, guild_id, EVERYWHERE),
    ).fetchall()


def follow(
    connection: sqlite3.Connection,
    changes: Sequence[sqlite3.Row],
    table: Literal["speakers", "entities"],
) -> tuple[dict[int, Meant], dict[int, str]]:
    """Whose names the rows concerned are after all changes, and what identities are called."""
    about = {id_ for change in changes for id_ in (change["identity_id"], change["into_id"]) if id_}
    meant = {
        row["id"]: Meant(row["identity_id"], " ".join(kept_words(row["name"])))
        for row in connection.execute(_ABOUT[table], (as_json(about),))
    }
    called: dict[int, str] = {}
    for change in changes:
        one, into = change["identity_id"], change["into_id"]
        theirs = [it for it in meant.values() if it.identity_id == one]
        match change["action"]:
            case "merge":
                called.setdefault(into, change["becomes"])
            case "split":
                form = " ".join(kept_words(change["becomes"]))
                theirs = [it for it in theirs if it.words == form]
            case _:
                called[one] = change["becomes"]
                continue
        for it in theirs:
            it.identity_id = into
    return meant, called


def names_of(connection: sqlite3.Connection, guild_id: int, identity_id: int) -> Sequence[str]:
    """The names by which articles mention somebody, as a guild has it, those shared there first."""
    meant, _ = follow(connection, changes_for(connection, guild_id), "entities")
    moved = {id_ for id_, it in meant.items() if it.identity_id == identity_id}
    values = {"identity_id": identity_id, "moved": as_json(moved), "guild_id": guild_id}
    rows = connection.execute(_NAMES_OF, values)
    return [row["name"] for row in rows if row["id"] in moved or row["id"] not in meant]
