"""``/search``: words, wherever they were said or stand in a title, where the asker may read."""

import discord
from discord import app_commands
from discord.ext import commands

from bot.archive import Archive
from bot.cards import (
    CHOSEN,
    HITS_A_PAGE,
    Asked,
    View,
    did_you_mean_card,
    said_by,
    search_card,
    words_card,
)
from bot.domain import Scope
from cogs.answers import answering
from cogs.paging import Paging
from cogs.suggestions import WORDS


class Searching(commands.Cog):
    """Asks the archive for words, within what the asker may see."""

    def __init__(self, archive: Archive, paging: Paging) -> None:
        self._archive = archive
        self._paging = paging
        paging.answer_with("search", self.page)

    @app_commands.command()
    @app_commands.describe(words='Words, "an exact phrase", begin*, -not, this OR that')
    async def search(
        self, interaction: discord.Interaction, words: app_commands.Range[str, 1, WORDS]
    ) -> None:
        """Search the quotes and titles of the articles that were shared here"""
        async with answering(interaction):
            asked = Asked.of_options("search", words=words)
            await self._paging.answer(interaction, asked)

    async def page(self, asked: Asked, scope: Scope) -> View:
        """What was found, with a way to those whose names it is; or what may have been meant."""
        words, names = asked.said["words"], self._archive.names
        page = await self._archive.search(words, scope, offset=asked.offset, limit=HITS_A_PAGE)
        people = await names.candidates(words, scope, beginnings=False)
        quotes_of = Asked("quotes", {"speaker": CHOSEN})
        if page.hits or people:
            return search_card(page, asked, said_by(people, quotes_of) if people else None)
        if near := await names.near_words(words, scope):
            return words_card(words, near, Asked("search", {"words": CHOSEN}))
        if persons := await names.near(words, scope):
            return did_you_mean_card(words, persons, quotes_of)
        return search_card(page, asked)
