"""The card of an article of which nothing is kept."""

from datetime import UTC, datetime

import discord

from bot.cards.pages import View
from bot.cards.reports import report_card
from bot.domain import Link, Report, Share, Sighting, StoredReport

_NOBODY = 0


def glance_card(report: Report, link: Link) -> View:
    """The card of a report without its buttons: what they would open is not kept."""
    seen = Sighting(
        url=link.url,
        guild_id=None,
        channel_id=_NOBODY,
        message_id=_NOBODY,
        author_id=_NOBODY,
        shared_at=datetime.now(UTC),
        spoiler=link.spoiler,
    )
    view = report_card(StoredReport(_NOBODY, report), Share(_NOBODY, seen), deletable=False)
    for part in view.children:
        if isinstance(part, discord.ui.Container):
            for row in part.children:
                if isinstance(row, discord.ui.ActionRow):
                    part.remove_item(row)
            # The air above the buttons goes with them.
            if isinstance(part.children[-1], discord.ui.Separator):
                part.remove_item(part.children[-1])
    return view
