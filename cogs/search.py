"""``/search``: words, wherever they were said or stand in a title, where the asker may read."""

import re
from typing import Any, Self, cast

import discord
from discord import app_commands
from discord.ext import commands

from bot.archive import Archive
from bot.cards import HITS_A_PAGE, WORDS, Search, search_card
from cogs.answers import NO_PINGS, answering
from cogs.gate import may_press
from cogs.scope import Threads, asker_scope


class Searching(commands.Cog):
    """Asks the archive for words, within what the asker may see."""

    def __init__(self, bot: commands.AutoShardedBot, archive: Archive) -> None:
        self._bot = bot
        self._archive = archive
        self._threads = Threads()

    async def cog_load(self) -> None:
        self._bot.add_dynamic_items(SearchPress)

    async def cog_unload(self) -> None:
        self._bot.remove_dynamic_items(SearchPress)

    @app_commands.command()
    @app_commands.describe(words='Words, "an exact phrase", begin*, -not, this OR that')
    async def search(
        self, interaction: discord.Interaction, words: app_commands.Range[str, 1, WORDS]
    ) -> None:
        """Search the quotes and titles of the articles that were shared here"""
        async with answering(interaction):
            await self.answer(interaction, Search(words))

    async def answer(self, interaction: discord.Interaction, asked: Search) -> None:
        """Answer where it was asked; what the asker may see is looked up each time."""
        await interaction.response.defer(ephemeral=True)
        scope = await asker_scope(interaction, self._archive, self._threads)
        page = await self._archive.search(
            asked.words, scope, offset=asked.offset, limit=HITS_A_PAGE
        )
        view = search_card(page, asked)
        await interaction.edit_original_response(view=view, allowed_mentions=NO_PINGS)


class SearchPress(
    discord.ui.DynamicItem[discord.ui.Item[discord.ui.LayoutView]], template=Search.TEMPLATE
):
    """A button that turns the pages of a search; its custom id is the whole question."""

    def __init__(self, item: discord.ui.Item[Any], match: re.Match[str]) -> None:
        super().__init__(item)
        self._match = match

    @classmethod
    async def from_custom_id(
        cls, _: discord.Interaction, item: discord.ui.Item[Any], match: re.Match[str], /
    ) -> Self:
        return cls(item, match)

    async def interaction_check(self, interaction: discord.Interaction, /) -> bool:
        return await may_press(interaction)

    async def callback(self, interaction: discord.Interaction) -> None:
        searching = cast("commands.AutoShardedBot", interaction.client).get_cog("Searching")
        async with answering(interaction):
            await cast("Searching", searching).answer(interaction, Search.of(self._match))
