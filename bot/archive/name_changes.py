"""Decisions about who is who, as they are kept one by one."""

import json
import sqlite3
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

#: What context told is told on only to who can see the channel that told it, as long as somebody
#: is named in full there.
TOLD_STILL = """(name_changes.channel_id IS NULL OR (
    name_changes.channel_id IN (SELECT value FROM json_each(:channel_ids)) AND EXISTS (
        SELECT 1 FROM entities CROSS JOIN article_entities ON entity_id = entities.id
        CROSS JOIN shares INDEXED BY shares_here
            ON shares.article_id = article_entities.article_id
            AND shares.guild_id = name_changes.guild_id
            AND +shares.channel_id = name_changes.channel_id
        WHERE entities.identity_id = name_changes.into_id
    )
))"""


class Action(StrEnum):
    MERGE = "merge"
    SPLIT = "split"
    RENAME = "rename"


@dataclass(frozen=True, slots=True)
class NameChange:
    """A decision about who is who, by whom and when.

    ``name`` is merged into ``becomes``, or renamed so, or has the form ``becomes`` split off.
    ``author_id`` is None for whoever runs the bot. In ``article_id`` alone, ``name`` is
    ``becomes``; if context told so, ``evidence`` are the names that the article shares with others.
    """

    id: int
    action: Action
    name: str
    becomes: str
    author_id: int | None
    made_at: datetime
    undone_at: datetime | None = None
    undone_by: int | None = None
    article_id: int | None = None
    evidence: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Decision:
    """A decision to be kept; see :class:`NameChange`.

    ``channel_id`` is the channel that told context; whoever can't see it is told nothing of it.
    """

    action: Action
    identity_id: int
    into_id: int | None
    name: str
    becomes: str
    article_id: int | None = None
    channel_id: int | None = None
    evidence: tuple[str, ...] | None = None


def change_from(row: sqlite3.Row) -> NameChange:
    undone = row["undone_at"]
    return NameChange(
        row["id"],
        Action(row["action"]),
        row["name"],
        row["becomes"],
        row["author_id"],
        datetime.fromisoformat(row["made_at"]),
        datetime.fromisoformat(undone) if undone else None,
        row["undone_by"],
        row["article_id"],
        tuple(json.loads(row["evidence"] or "[]")),
    )
