"""What people decided about who is who: two are one, one is two, somebody is called otherwise.

Many servers share an archive, so a decision holds in the server whose moderators made it; what
whoever runs the bot decides on the command line (guild 0) holds wherever a server has not decided
for itself. The decisions are kept as they were made, and what follows from them is worked out anew
at each change, so that a question only looks into a table (``meant``), which is mostly empty.
"""

import sqlite3
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime

from bot.archive.errors import NoSuchChange, NotOneName, TooManyChanges
from bot.archive.following import EVERYWHERE, changes_for, follow, names_of
from bot.archive.name_changes import TOLD_STILL, Action, Decision, NameChange, change_from
from bot.archive.names import kept_words, whole_name
from bot.archive.rows import as_json, storable, timestamp
from bot.domain import Scope
from bot.languages import N_

_MOST_CHANGES = 1_000
_LONGEST_NAME = 100


# The guild whose decisions hold: its own, if it has made any, or those for the whole archive.
DECIDING = "coalesce((SELECT guild_id FROM meant WHERE guild_id = :guild_id LIMIT 1), 0)"
_NAMES_OF = """
SELECT coalesce(meant.name, speakers.name) AS name, speakers.name AS own, quoted FROM speakers
LEFT JOIN meant ON meant.guild_id = {deciding} AND meant.speaker_id = speakers.id
WHERE coalesce(meant.identity_id, speakers.identity_id) = :identity_id
    AND (speakers.identity_id = :identity_id OR speakers.id IN (
        SELECT speaker_id FROM meant WHERE guild_id = {deciding} AND identity_id = :identity_id
    ))"""
_NAMES = _NAMES_OF.format(deciding=DECIDING)
_LOG = """
SELECT * FROM name_changes WHERE guild_id = :guild_id AND {told_still}
ORDER BY id DESC LIMIT :limit"""


def merge(
    connection: sqlite3.Connection, guild_id: int, author_id: int | None, one: int, into: int
) -> NameChange:
    """Make two identities, as the guild has them, one; raises NotOneName if they are one."""
    name, becomes = _called(connection, guild_id, one), _called(connection, guild_id, into)
    if one == into:
        raise NotOneName(
            N_("“{name}” and “{other}” are one already; name two different people."),
            name=name,
            other=becomes,
        )
    return decide(connection, guild_id, author_id, Decision(Action.MERGE, one, into, name, becomes))


def split(
    connection: sqlite3.Connection, guild_id: int, author_id: int | None, one: int, form: str
) -> NameChange:
    """Make a form of an identity's names somebody of its own; raises NotOneName if it is all."""
    name = _called(connection, guild_id, one)
    forms = _forms(connection, guild_id, one)
    if kept_words(form) not in forms:
        raise NotOneName(
            N_("“{form}” is no name of {name}; pick one of the suggestions."), form=form, name=name
        )
    if len(forms) == 1:
        raise NotOneName(
            N_("“{form}” is the only name of {name}; there is nothing to split."),
            form=form,
            name=name,
        )
    into = connection.execute(
        "INSERT INTO identities (kind, key) SELECT kind, '' FROM identities WHERE id = ?"
        " RETURNING id",
        (one,),
    ).fetchone()["id"]
    return decide(connection, guild_id, author_id, Decision(Action.SPLIT, one, into, name, form))


def rename(
    connection: sqlite3.Connection, guild_id: int, author_id: int | None, one: int, to: str
) -> NameChange:
    """Call an identity otherwise; raises NotOneName if that is no name, or another's."""
    name, becomes = _called(connection, guild_id, one), " ".join(to.split())
    if not kept_words(becomes) or len(becomes) > _LONGEST_NAME:
        raise NotOneName(N_("That is no name; write one of at most 100 characters, with letters."))
    if becomes == name:
        raise NotOneName(N_("{name} is called so already; write another name."), name=name)
    return decide(
        connection, guild_id, author_id, Decision(Action.RENAME, one, None, name, becomes)
    )


def undo(
    connection: sqlite3.Connection, guild_id: int, author_id: int | None, change_id: int
) -> NameChange:
    """Take a decision back, whatever came after it; raises NoSuchChange."""
    row = connection.execute(
        "UPDATE name_changes SET undone_at = ?, undone_by = ?"
        " WHERE id = ? AND guild_id = ? AND undone_at IS NULL RETURNING *",
        (timestamp(datetime.now(UTC)), author_id, change_id, guild_id),
    ).fetchone()
    if row is None:
        raise NoSuchChange(
            N_("There is no change {number} to undo; look into the log."), number=change_id
        )
    _work_out(connection, guild_id)
    return change_from(row)


def log(
    connection: sqlite3.Connection, guild_id: int, limit: int, scope: Scope | None = None
) -> list[NameChange]:
    """The latest decisions of a guild, newest first, those taken back as well.

    Parameters:
        scope: what the asker may see; nothing that another channel told is told.
    """
    rows = connection.execute(
        _LOG.format(told_still=TOLD_STILL),
        {
            "guild_id": guild_id,
            "channel_ids": as_json(scope.channel_ids if scope else ()),
            "limit": limit,
        },
    )
    return [change_from(row) for row in rows]


def decide_again(connection: sqlite3.Connection, speakers: Iterable[int]) -> None:
    """Let decisions hold for names that have just come to the identities they are about."""
    rows = connection.execute(
        "SELECT DISTINCT guild_id FROM speakers JOIN name_changes"
        " ON name_changes.identity_id = speakers.identity_id"
        " OR name_changes.into_id = speakers.identity_id"
        " WHERE speakers.id IN (SELECT value FROM json_each(?))",
        (as_json(speakers),),
    ).fetchall()
    for row in rows:
        _work_out(connection, row["guild_id"])


def forget(connection: sqlite3.Connection, guild_id: int) -> None:
    """Delete a guild's decisions, and what is known of people only through them."""
    about = connection.execute(
        "SELECT identity_id FROM name_changes WHERE guild_id = ?1 UNION"
        " SELECT into_id FROM name_changes WHERE guild_id = ?1 AND into_id IS NOT NULL",
        (guild_id,),
    ).fetchall()
    _forget_what_follows(connection, guild_id)
    connection.execute("DELETE FROM name_changes WHERE guild_id = ?", (guild_id,))
    connection.execute(
        "DELETE FROM identities WHERE id IN (SELECT value FROM json_each(?))"
        " AND NOT EXISTS (SELECT 1 FROM speakers WHERE identity_id = identities.id)"
        " AND NOT EXISTS (SELECT 1 FROM entities WHERE identity_id = identities.id)"
        " AND NOT EXISTS (SELECT 1 FROM name_changes WHERE identity_id = identities.id)"
        " AND NOT EXISTS (SELECT 1 FROM name_changes WHERE into_id = identities.id)"
        " AND NOT EXISTS (SELECT 1 FROM meant WHERE identity_id = identities.id)",
        (as_json(row[0] for row in about),),
    )


def decide(
    connection: sqlite3.Connection, guild_id: int, author_id: int | None, decision: Decision
) -> NameChange:
    """Keep a decision, and work out what follows; raises TooManyChanges of people's own."""
    [(changes,)] = connection.execute(
        "SELECT count(*) FROM name_changes WHERE guild_id = ? AND evidence IS NULL", (guild_id,)
    )
    if changes >= _MOST_CHANGES and decision.evidence is None:
        raise TooManyChanges(N_("There are a thousand changes already; no more can be kept here."))
    row = connection.execute(
        "INSERT INTO name_changes (guild_id, author_id, made_at, action, identity_id, into_id,"
        " name, becomes, article_id, channel_id, evidence)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING *",
        (
            guild_id,
            author_id,
            timestamp(datetime.now(UTC)),
            decision.action,
            decision.identity_id,
            decision.into_id,
            storable(decision.name),
            storable(decision.becomes),
            decision.article_id,
            decision.channel_id,
            None if decision.evidence is None else as_json(map(storable, decision.evidence)),
        ),
    ).fetchone()
    if decision.article_id is None:
        _work_out(connection, guild_id)
    return change_from(row)


def _work_out(connection: sqlite3.Connection, guild_id: int) -> None:
    """What follows from a guild's decisions; those for the whole archive tell in all guilds."""
    guilds = [guild_id]
    if guild_id == EVERYWHERE:
        others = connection.execute(
            "SELECT DISTINCT guild_id FROM name_changes WHERE guild_id <> ?", (EVERYWHERE,)
        )
        guilds += [row["guild_id"] for row in others]
    for guild in guilds:
        _replay(connection, guild)


def _replay(connection: sqlite3.Connection, guild_id: int) -> None:
    changes = changes_for(connection, guild_id)
    _forget_what_follows(connection, guild_id)
    if all(change["guild_id"] != guild_id for change in changes):
        return
    meant, called = follow(connection, changes, "speakers")
    connection.executemany(
        "INSERT INTO meant (guild_id, speaker_id, identity_id, name) VALUES (?, ?, ?, ?)",
        [(guild_id, id_, it.identity_id, called.get(it.identity_id)) for id_, it in meant.items()],
    )
    names = [(identity_id, name) for identity_id, name in called.items()]
    names += _merged_mentions(connection, changes)
    connection.executemany(
        "INSERT OR IGNORE INTO meant_words (guild_id, word, speaker_id) VALUES (?, ?, ?)",
        [
            (guild_id, word, id_)
            for identity_id, name in names
            if (whole := whole_name(name))
            for id_, it in meant.items()
            if it.identity_id == identity_id
            for word in (*kept_words(name), whole)
        ],
    )


def _merged_mentions(
    connection: sqlite3.Connection, changes: Sequence[sqlite3.Row]
) -> list[tuple[int, str]]:
    """The names of those who are mentioned alone, by the identities that they were merged into."""
    merged = {change["into_id"] for change in changes if change["action"] == Action.MERGE}
    meant, _ = follow(connection, changes, "entities")
    return [(it.identity_id, it.words) for it in meant.values() if it.identity_id in merged]


def _forget_what_follows(connection: sqlite3.Connection, guild_id: int) -> None:
    connection.execute("DELETE FROM meant WHERE guild_id = ?", (guild_id,))
    connection.execute("DELETE FROM meant_words WHERE guild_id = ?", (guild_id,))


def _forms(connection: sqlite3.Connection, guild_id: int, identity_id: int) -> set[tuple[str, ...]]:
    rows = connection.execute(_NAMES, {"guild_id": guild_id, "identity_id": identity_id})
    mentioned = names_of(connection, guild_id, identity_id)
    return {*(kept_words(row["own"]) for row in rows), *map(kept_words, mentioned)}


def _called(connection: sqlite3.Connection, guild_id: int, identity_id: int) -> str:
    row = connection.execute(
        f"{_NAMES} ORDER BY quoted DESC LIMIT 1",
        {"guild_id": guild_id, "identity_id": identity_id},
    ).fetchone()
    if row is not None:
        return row["name"]
    _, called = follow(connection, changes_for(connection, guild_id), "entities")
    for name in (called.get(identity_id), *names_of(connection, guild_id, identity_id)):
        if name:
            return name
    raise NotOneName(N_("No article has anybody of that name any more; look into the log."))
