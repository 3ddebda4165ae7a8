"""What somebody is told of what is stored about them, and what is asked before it is deleted."""

import re
from datetime import datetime

import discord

from bot.archive import Holding
from bot.cards.pages import Row, View, button, card

#: The custom ids of the two buttons below the question.
FORGET = re.compile(r"pq:forget:(?P<answer>yes|no)")

_HOLDING = """\
### What is stored about you
**Links that you shared:** {links} (servers: {servers}; the first on {first})
**Cards and other answers to them:** {cards}
**Articles that they led to:** {articles} (quotes in those that nobody else shared: {own_quotes})
{changes}{reading}"""
_NOTHING = """\
### What is stored about you
No link of yours is stored.
{changes}{reading}"""
_CHANGES = """\
**Corrections, names and settings that you changed or took back:** {changes}
"""
_LISTED = """\
**Servers that chose not to read your links:** {listed}
"""
_DETAILS = """\
-# Of each link: its address, the time, whether it was a spoiler, the ids of you, of the message, \
of its channel and server, and of our answer, and why it failed if it did. No word of your \
messages is stored. What is told here counts all servers and direct messages.
-# `/export-me` gives you all of it, `/forget-me` deletes it."""
_READ = "**Your links are read.** `/ignore-me` ends that, in all servers."
_IGNORED = (
    "**Your links are not read,** as you asked on {since}; your id is stored to know that."
    " `/ignore-me` again has them read."
)
_FORGET = """\
### Delete what you shared?
**Links that you shared, here and anywhere:** {links}
**Quotes that nobody else shared:** {own_quotes}
All of these will be forgotten, and our answers to your links deleted; what you corrected or \
changed stays without your id, and you leave the lists of members whose links are not read. Your \
messages stay as they are. This can't be undone."""


def holding_card(holding: Holding) -> View:
    """What is stored about somebody, in words and numbers."""
    since = holding.ignored_since
    reading = _READ if since is None else _IGNORED.format(since=_day(since))
    told = _CHANGES.format(changes=f"{holding.changes:,}") if holding.changes else ""
    told += _LISTED.format(listed=f"{holding.listed:,}") if holding.listed else ""
    if not holding.first:
        return card(_NOTHING.format(reading=reading, changes=told), _DETAILS)
    counts = _HOLDING.format(
        links=f"{holding.links:,}",
        servers=f"{holding.servers:,}",
        first=_day(holding.first),
        cards=f"{holding.cards:,}",
        articles=f"{holding.articles:,}",
        own_quotes=f"{holding.own_quotes:,}",
        changes=told,
        reading=reading,
    )
    return card(counts, _DETAILS)


def forget_card(holding: Holding) -> View:
    """The question before all that somebody shared is deleted."""
    return card(
        _FORGET.format(links=f"{holding.links:,}", own_quotes=f"{holding.own_quotes:,}"),
        Row(
            button("Delete it all", "pq:forget:yes", style=discord.ButtonStyle.danger),
            button("Keep it", "pq:forget:no"),
        ),
    )


def _day(moment: datetime) -> str:
    return f"{moment.day} {moment:%b} {moment.year}"
