"""``/article``: the card of an article that was shared where the asker may read."""

import discord
from discord import app_commands
from discord.ext import commands

from bot.archive import Archive
from bot.cards import Asked, View, report_card
from bot.domain import PullquoteError, Scope, Share
from bot.languages import N_
from bot.links import find_links, link_key
from cogs.answers import answering
from cogs.paging import Paging

LONGEST_LINK = 2_000  # characters
_NOT_SHARED = N_(
    "That article was not shared where you can see it; paste its link to have it read."
)


class NoLink(PullquoteError):
    """What was given is no link to a page."""

    kind = "no_link"


class NotShared(PullquoteError):
    """The article was not shared where the asker may see."""

    kind = "not_shared"


class Articles(commands.Cog):
    """Asks the archive for one article, within what the asker may see."""

    def __init__(self, archive: Archive, paging: Paging) -> None:
        self._archive = archive
        self._paging = paging
        paging.answer_with("article", self.page)

    @app_commands.command()
    @app_commands.describe(link="The article's link, as it was shared")
    async def article(
        self, interaction: discord.Interaction, link: app_commands.Range[str, 1, LONGEST_LINK]
    ) -> None:
        """Show the card of an article that was shared here again"""
        async with answering(interaction):
            asked = Asked.of_options("article", link=link)
            await self._paging.answer(interaction, asked)

    async def page(self, asked: Asked, scope: Scope) -> View:
        """The article's card.

        Raises:
            NoLink: there is no link in what was typed.
            NotShared: the article is not known, or not where the asker may see.
        """
        share = await shared_link(self._archive, asked.said["link"], scope)
        stored = await self._archive.report(share.article_id or 0, share.id)
        if stored is None:
            raise NotShared(_NOT_SHARED)
        return report_card(stored, share, deletable=False)


async def shared_link(archive: Archive, typed: str, scope: Scope) -> Share:
    """The newest share in scope of the article that a link leads to; raises NoLink or NotShared."""
    links = find_links(typed.strip("<> "))
    if not links:
        raise NoLink(N_("That is no link to an article; paste its address as it was shared."))
    share = await archive.share_in(link_key(links[0].url), scope)
    if share is None or share.article_id is None:
        raise NotShared(_NOT_SHARED)
    return share
