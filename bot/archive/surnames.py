"""Surnames that stand alone under quotes, taken for somebody where context leaves no doubt.

It is looked at in the daily round, channel by channel: what one channel tells is never told to who
can't see that channel. What is found is a decision like those of people, in one article, with its
evidence; what people decided, or took back, is left alone.
"""

import sqlite3
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from bot.archive.context import Context, Taken
from bot.archive.decided import decide
from bot.archive.name_changes import Action, Decision

_SHARES = 5_000  # the newest, anywhere, in whose articles names are looked for
_ARTICLES = 2_000  # the newest of a channel, that tell
_MOST_OF_A_GUILD = 500

_ALONE = """
SELECT DISTINCT newest.guild_id, newest.channel_id, newest.article_id, speakers.name,
    identities.id AS identity_id, identities.key AS surname
FROM (
    SELECT guild_id, channel_id, article_id FROM shares
    WHERE guild_id IS NOT NULL AND article_id IS NOT NULL ORDER BY id DESC LIMIT :shares
) AS newest
CROSS JOIN quotes ON quotes.article_id = newest.article_id
CROSS JOIN quote_speakers ON quote_speakers.quote_id = quotes.id
CROSS JOIN speakers ON speakers.id = quote_speakers.speaker_id
CROSS JOIN identities ON identities.id = speakers.identity_id
WHERE identities.kind = 'person' AND instr(identities.key, ' ') = 0
    AND NOT EXISTS (
        SELECT 1 FROM name_changes
        WHERE article_id = newest.article_id AND guild_id = newest.guild_id
            AND name = speakers.name
    )
    AND NOT EXISTS (
        SELECT 1 FROM meant
        WHERE meant.guild_id IN (newest.guild_id, 0) AND meant.speaker_id = speakers.id
    )
ORDER BY newest.guild_id, newest.channel_id"""
_NAMES = """
SELECT article_id, identities.id AS identity_id, kind, key, entities.name, salience FROM (
    SELECT article_id FROM shares WHERE guild_id = :guild_id AND channel_id = :channel_id
        AND article_id IS NOT NULL
    GROUP BY article_id ORDER BY max(shared_at) DESC LIMIT :articles
)
CROSS JOIN article_entities USING (article_id)
CROSS JOIN entities ON entities.id = entity_id
CROSS JOIN identities ON identities.id = entities.identity_id"""
# What somebody did meanwhile goes before it.
_MAY_BE_TOLD = """
SELECT (SELECT count(*) FROM name_changes WHERE guild_id = :guild_id AND evidence IS NOT NULL)
        < :most
    AND NOT EXISTS (
        SELECT 1 FROM name_changes
        WHERE article_id = :article_id AND guild_id = :guild_id AND name = :name
    )
    AND EXISTS (
        SELECT 1 FROM shares WHERE article_id = :article_id AND guild_id = :guild_id
            AND channel_id = :channel_id
    )
    AND EXISTS (SELECT 1 FROM identities WHERE id = :into)"""


class Alone(NamedTuple):
    """A surname that stands alone under a quote of an article that was shared in a channel."""

    guild_id: int
    channel_id: int
    article_id: int
    name: str
    identity_id: int
    surname: str


class Told(NamedTuple):
    """Whose surname it is, by its full name, and the names that tell it."""

    alone: Alone
    into: int
    becomes: str
    evidence: tuple[str, ...]


@dataclass(slots=True)
class _Channel:
    articles: defaultdict[int, dict[int, float]] = field(default_factory=lambda: defaultdict(dict))
    people: dict[int, tuple[str, ...]] = field(default_factory=dict[int, tuple[str, ...]])
    called: defaultdict[int, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))

    def name(self, identity: int) -> str:
        return self.called[identity].most_common(1)[0][0]


def alone(connection: sqlite3.Connection) -> list[Alone]:
    """The surnames that stand alone in what was shared last, and that nobody decided about."""
    rows = connection.execute(_ALONE, {"shares": _SHARES}).fetchall()
    return [Alone._make(row[column] for column in Alone._fields) for row in rows]


def told(connection: sqlite3.Connection, these: Sequence[Alone]) -> list[Told]:
    """Whose surnames they are, as far as the articles of their one channel tell.

    Parameters:
        these: surnames in articles of one channel.
    """
    channel = _channel(connection, these[0].guild_id, these[0].channel_id)
    context = Context(channel.articles, channel.people)
    return list(_told(channel, context, these))


def keep(connection: sqlite3.Connection, found: Sequence[Told]) -> None:
    """Keep what was told, as decisions that nobody made."""
    for alone, into, becomes, evidence in found:
        values = alone._asdict() | {"into": into, "most": _MOST_OF_A_GUILD}
        if not connection.execute(_MAY_BE_TOLD, values).fetchone()[0]:
            continue
        decision = Decision(
            Action.MERGE,
            alone.identity_id,
            into,
            alone.name,
            becomes,
            alone.article_id,
            alone.channel_id,
            evidence,
        )
        decide(connection, alone.guild_id, None, decision)


def _told(channel: _Channel, context: Context, these: Sequence[Alone]) -> Iterator[Told]:
    for one in these:
        if one.article_id not in channel.articles:
            continue
        taken: Taken | None = context.whose(one.article_id, one.identity_id, one.surname)
        if taken:
            evidence = tuple(map(channel.name, taken.evidence))
            yield Told(one, taken.identity_id, channel.name(taken.identity_id), evidence)


def _channel(connection: sqlite3.Connection, guild_id: int, channel_id: int) -> _Channel:
    values = {"guild_id": guild_id, "channel_id": channel_id, "articles": _ARTICLES}
    channel = _Channel()
    for row in connection.execute(_NAMES, values):
        names = channel.articles[row["article_id"]]
        identity = row["identity_id"]
        names[identity] = max(names.get(identity, 0.0), row["salience"])
        channel.called[identity][row["name"]] += 1
        if row["kind"] == "person" and " " in row["key"]:
            channel.people[identity] = tuple(row["key"].split())
    return channel
