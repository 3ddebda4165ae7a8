"""``/who``: how often somebody is quoted, where, beside whom, and who speaks of them."""

import discord
from discord import app_commands
from discord.ext import commands

from bot.archive import Archive
from bot.cards import Asked, View, who_card
from bot.domain import Scope
from cogs.answers import answering
from cogs.paging import Paging
from cogs.suggestions import NAME, Choices, speaker_choices


class WhoIs(commands.Cog):
    """Asks the archive about a name, within what the asker may see."""

    def __init__(self, archive: Archive, paging: Paging) -> None:
        self._archive = archive
        self._paging = paging
        paging.answer_with("who", self.page)

    @app_commands.command()
    @app_commands.describe(name="A person, an organisation or a place")
    async def who(
        self, interaction: discord.Interaction, name: app_commands.Range[str, 1, NAME]
    ) -> None:
        """Show who somebody is in the articles that were shared here"""
        async with answering(interaction):
            asked = Asked.of_options("who", name=name)
            await self._paging.answer(interaction, asked)

    @who.autocomplete("name")
    async def names(self, interaction: discord.Interaction, typed: str) -> Choices:
        return await speaker_choices(interaction, self._archive, typed)

    async def page(self, asked: Asked, scope: Scope) -> View:
        """The card of the one who is meant."""
        found = await self._archive.who(asked.said["name"], scope)
        return who_card(found.who, asked)
