"""What somebody is told of what is stored about them, and what is asked before it is deleted."""

import re

import discord

from bot.archive import Holding
from bot.cards.pages import Row, View, button, card
from bot.languages import N_, _, day, number

#: The custom ids of the two buttons below the question.
FORGET = re.compile(r"pq:forget:(?P<answer>yes|no)")

_HOLDING = N_("""\
### What is stored about you
**Links that you shared:** {links} (servers: {servers}; the first on {first})
**Cards and other answers to them:** {cards}
**Articles that they led to:** {articles} (quotes in those that nobody else shared: {own_quotes})
{changes}{reading}""")
_NOTHING = N_("""\
### What is stored about you
No link of yours is stored.
{changes}{reading}""")
_CHANGES = N_("""\
**Corrections, names and settings that you changed or took back:** {changes}
""")
_LISTED = N_("""\
**Servers that chose not to read your links:** {listed}
""")
_DETAILS = N_("""\
-# Of each link: its address, the time, whether it was a spoiler, the ids of you, of the message, \
of its channel and server, and of our answer, and why it failed if it did. No word of your \
messages is stored. What is told here counts all servers and direct messages.
-# `/export-me` gives you all of it, `/forget-me` deletes it.""")
_READ = N_("**Your links are read.** `/ignore-me` ends that, in all servers.")
_IGNORED = N_(
    "**Your links are not read,** as you asked on {since}; your id is stored to know that."
    " `/ignore-me` again has them read."
)
_FORGET = N_("""\
### Delete what you shared?
**Links that you shared, here and anywhere:** {links}
**Quotes that nobody else shared:** {own_quotes}
All of these will be forgotten, and our answers to your links deleted; what you corrected or \
changed stays without your id, and you leave the lists of members whose links are not read. Your \
messages stay as they are. This can't be undone.""")


def holding_card(holding: Holding) -> View:
    """What is stored about somebody, in words and numbers."""
    since = holding.ignored_since
    reading = _(_READ) if since is None else _(_IGNORED).format(since=day(since))
    told = _(_CHANGES).format(changes=number(holding.changes)) if holding.changes else ""
    told += _(_LISTED).format(listed=number(holding.listed)) if holding.listed else ""
    if not holding.first:
        return card(_(_NOTHING).format(reading=reading, changes=told), _(_DETAILS))
    counts = _(_HOLDING).format(
        links=number(holding.links),
        servers=number(holding.servers),
        first=day(holding.first),
        cards=number(holding.cards),
        articles=number(holding.articles),
        own_quotes=number(holding.own_quotes),
        changes=told,
        reading=reading,
    )
    return card(counts, _(_DETAILS))


def forget_card(holding: Holding) -> View:
    """The question before all that somebody shared is deleted."""
    return card(
        _(_FORGET).format(links=number(holding.links), own_quotes=number(holding.own_quotes)),
        Row(
            button(_("Delete it all"), "pq:forget:yes", style=discord.ButtonStyle.danger),
            button(_("Keep it"), "pq:forget:no"),
        ),
    )
