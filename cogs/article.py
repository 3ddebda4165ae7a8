"""``/article``: the card of an article that was shared where the asker may read."""

import discord
from discord import app_commands
from discord.ext import commands

from bot.archive import Archive
from bot.cards import Asked, View, report_card
from bot.domain import PullquoteError, Scope
from bot.languages import N_
from bot.links import find_links, link_key
from cogs.answers import answering
from cogs.paging import Paging

_LONGEST_LINK = 2_000  # characters


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
        self, interaction: discord.Interaction, link: app_commands.Range[str, 1, _LONGEST_LINK]
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
        links = find_links(asked.said["link"].strip("<> "))
        if not links:
            raise NoLink(N_("That is no link to an article; paste its address as it was shared."))
        share = await self._archive.share_in(link_key(links[0].url), scope)
        if share and share.article_id is not None:
            stored = await self._archive.report(share.article_id, share.id)
            if stored:
                return report_card(stored, share, deletable=False)
        raise NotShared(
            N_("That article was not shared where you can see it; paste its link to have it read.")
        )
