"""``/quotes``: who said what, from the articles shared where the asker may read."""

import asyncio
import re
from contextlib import suppress
from typing import Any, Self, cast

import discord
from discord import app_commands
from discord.ext import commands

from bot.archive import Archive, ArchiveError, QuoteQuery, SpeakerCount
from bot.cards import A_PAGE, ABOUT, SPEAKER, Question, found_card, plain
from cogs.answers import NO_PINGS, answering
from cogs.gate import may_press
from cogs.scope import Threads, asker_scope
from cogs.since import since_day

SUGGESTED_WITHIN_S = 0.09


class Quotes(commands.Cog):
    """Asks the archive for one person, within what they may see."""

    def __init__(self, bot: commands.AutoShardedBot, archive: Archive) -> None:
        self._bot = bot
        self._archive = archive
        self._threads = Threads()

    async def cog_load(self) -> None:
        self._bot.add_dynamic_items(QuestionPress)

    async def cog_unload(self) -> None:
        self._bot.remove_dynamic_items(QuestionPress)

    @app_commands.command()
    @app_commands.describe(
        speaker="Who said it: a name, or a part of one",
        about="Words that were said, or that stand in the article's title",
        since="The first day: 2025-09-01, yesterday, 7d, 2 weeks",
    )
    async def quotes(
        self,
        interaction: discord.Interaction,
        speaker: app_commands.Range[str, 1, SPEAKER] | None = None,
        about: app_commands.Range[str, 1, ABOUT] | None = None,
        since: app_commands.Range[str, 1, 20] | None = None,
    ) -> None:
        """Find what was said in the articles that were shared here"""
        async with answering(interaction):
            first = since_day(since, discord.utils.utcnow().date()) if since else None
            await self.answer(interaction, Question(speaker or "", about or "", first))

    @quotes.autocomplete("speaker")
    async def speakers(
        self, interaction: discord.Interaction, typed: str
    ) -> list[app_commands.Choice[str]]:
        """The speakers of this server whose names begin so, the most quoted first.

        Nothing where it would take too long: who types on asks again.
        """
        found: list[SpeakerCount] = []
        with suppress(TimeoutError, ArchiveError):
            async with asyncio.timeout(SUGGESTED_WITHIN_S):
                scope = await asker_scope(interaction, self._archive)
                found = await self._archive.speakers(typed, scope)
        return [
            app_commands.Choice(name=plain(_counted(who), 100), value=value)
            for who in found
            if (value := plain(who.name, SPEAKER).removesuffix("…"))
        ]

    async def answer(self, interaction: discord.Interaction, question: Question) -> None:
        """Answer a question where it was asked; what the asker may see is looked up each time."""
        await interaction.response.defer(ephemeral=True)
        query = QuoteQuery(
            speaker=question.speaker or None,
            about=question.about or None,
            since=question.since,
            scope=await asker_scope(interaction, self._archive, self._threads),
            offset=question.offset,
            limit=A_PAGE,
        )
        view = found_card(await self._archive.quotes(query), question)
        await interaction.edit_original_response(view=view, allowed_mentions=NO_PINGS)


def _counted(who: SpeakerCount) -> str:
    return who.name if who.quotes is None else f"{who.name} ({who.quotes})"


class QuestionPress(
    discord.ui.DynamicItem[discord.ui.Item[discord.ui.LayoutView]], template=Question.TEMPLATE
):
    """A button that turns the pages of an answer; its custom id is the whole question."""

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
        quotes = cast("commands.AutoShardedBot", interaction.client).get_cog("Quotes")
        async with answering(interaction):
            await cast("Quotes", quotes).answer(interaction, Question.of(self._match))
