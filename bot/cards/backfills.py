"""How far the reading of a channel's history has come, as Discord shows it."""

import re
from collections.abc import Sequence
from datetime import UTC, datetime

import discord

from bot.archive import Backfill, BackfillState
from bot.cards.pages import Row, View, button, card
from bot.cards.text import clean
from bot.languages import N_, _, number

#: Matches the custom id of every button that stops a backfill.
STOP = re.compile(r"pq/stop/(?P<backfill>\d{1,19})")

_SHOWN = 5

_SAYS = {
    BackfillState.RUNNING: N_(
        "Reading {channel} since {since}, now at {at}:"
        " messages {messages}, links read {links}, not readable {failed}."
    ),
    BackfillState.DONE: N_(
        "Read {channel} since {since}:"
        " messages {messages}, links read {links}, not readable {failed}."
    ),
    BackfillState.STOPPED: N_(
        "Stopped reading {channel} since {since}:"
        " messages {messages}, links read {links}, not readable {failed}."
    ),
    BackfillState.FAILED: N_(
        "Could not go on reading {channel} since {since}:"
        " messages {messages}, links read {links}, not readable {failed}. {sentence}"
    ),
}


def backfill_card(backfill: Backfill) -> View:
    """One backfill, with a button that stops it while it runs."""
    return card(_said(backfill), _stop([backfill]))


def backfills_card(backfills: Sequence[Backfill]) -> View:
    """The first few of a server's backfills; a sentence where there are none."""
    if not backfills:
        return card(_("No history was read here yet; begin with `/backfill start`."))
    shown = backfills[:_SHOWN]
    return card("\n".join(map(_said, shown)), _stop(shown))


def _said(backfill: Backfill) -> str:
    at = discord.utils.snowflake_time(backfill.message_id) if backfill.message_id else None
    return _(_SAYS[backfill.state]).format(
        channel=f"<#{backfill.channel_id}>",
        since=_day(backfill.since),
        at=_day(at or backfill.since),
        messages=number(backfill.messages),
        links=number(backfill.links),
        failed=number(backfill.failed),
        sentence=clean(_(backfill.sentence) if backfill.sentence else "", 300),
    )


def _day(moment: datetime) -> str:
    return discord.utils.format_dt(moment.astimezone(UTC), "d")


def _stop(backfills: Sequence[Backfill]) -> Row | None:
    running = [one for one in backfills if one.state is BackfillState.RUNNING]
    return Row(*(button(_("Stop"), f"pq/stop/{one.id}") for one in running)) if running else None
