"""``/versus``: two speakers on one subject, side by side in time."""

import asyncio

import discord
from discord import app_commands
from discord.ext import commands

from bot.archive import Archive, QuotePage, QuoteQuery
from bot.cards import ROUNDS, Asked, View, versus_card
from bot.domain import PullquoteError, Scope
from bot.languages import N_
from cogs.answers import answering
from cogs.paging import Paging
from cogs.suggestions import NAME, WORDS, Choices, speaker_choices


class SameSpeaker(PullquoteError):
    """Somebody was to be set beside themselves."""

    kind = "same_speaker"


class Versus(commands.Cog):
    """Asks the archive for two people at once, within what the asker may see."""

    def __init__(self, archive: Archive, paging: Paging) -> None:
        self._archive = archive
        self._paging = paging
        paging.answer_with("versus", self.page)

    @app_commands.command()
    @app_commands.describe(
        a="The one: a name, or a part of one",
        b="The other: a name, or a part of one",
        about="Words that were said, or that stand in the article's title",
    )
    async def versus(
        self,
        interaction: discord.Interaction,
        a: app_commands.Range[str, 1, NAME],
        b: app_commands.Range[str, 1, NAME],
        about: app_commands.Range[str, 1, WORDS] | None = None,
    ) -> None:
        """Set what two speakers said about something side by side"""
        async with answering(interaction):
            asked = Asked.of_options("versus", a=a, b=b, about=about)
            await self._paging.answer(interaction, asked)

    @versus.autocomplete("a")
    async def the_one(self, interaction: discord.Interaction, typed: str) -> Choices:
        return await speaker_choices(interaction, self._archive, typed)

    @versus.autocomplete("b")
    async def the_other(self, interaction: discord.Interaction, typed: str) -> Choices:
        return await speaker_choices(interaction, self._archive, typed)

    async def page(self, asked: Asked, scope: Scope) -> View:
        """One page of what both said; raises SameSpeaker where both names mean one."""
        if len({asked.said[option].strip().casefold() for option in ("a", "b")}) == 1:
            raise SameSpeaker(N_("Both names mean the same speaker; give two different ones."))

        async def said_by(option: str) -> QuotePage:
            query = QuoteQuery(
                asked.said[option],
                asked.said.get("about"),
                scope=scope,
                offset=asked.offset,
                limit=ROUNDS,
            )
            return await self._archive.quotes(query)

        one, other = await asyncio.gather(said_by("a"), said_by("b"))
        return versus_card(one, other, asked)
