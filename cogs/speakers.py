"""``/speakers``: who is quoted the most, or newly, or about something."""

from typing import Literal

import discord
from discord import app_commands
from discord.ext import commands

from bot.archive import Archive, RosterQuery
from bot.cards import SPEAKERS_A_PAGE, Asked, View, roster_card
from bot.domain import Scope
from cogs.answers import answering
from cogs.paging import Paging
from cogs.suggestions import WORDS


class Speakers(commands.Cog):
    """Asks the archive who is quoted, within what the asker may see."""

    def __init__(self, archive: Archive, paging: Paging) -> None:
        self._archive = archive
        self._paging = paging
        paging.answer_with("speakers", self.page)

    @app_commands.command()
    @app_commands.describe(
        about="Words that they said, or that stand in the article's title",
        order="most: quoted the most; new: quoted here for the first time, the latest first",
    )
    async def speakers(
        self,
        interaction: discord.Interaction,
        about: app_commands.Range[str, 1, WORDS] | None = None,
        order: Literal["most", "new"] | None = None,
    ) -> None:
        """List who is quoted in the articles that were shared here"""
        async with answering(interaction):
            asked = Asked.of_options("speakers", about=about, order=order)
            await self._paging.answer(interaction, asked)

    async def page(self, asked: Asked, scope: Scope) -> View:
        """One page of those who are quoted."""
        query = RosterQuery(
            about=asked.said.get("about"),
            newly=asked.said.get("order") == "new",
            scope=scope,
            offset=asked.offset,
            limit=SPEAKERS_A_PAGE,
        )
        return roster_card(await self._archive.roster(query), asked)
