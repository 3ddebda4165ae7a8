"""``/timeline``: who said how much when, as a chart, from what the asker may see."""

import io

import discord
from discord import app_commands
from discord.ext import commands

from bot.archive import Archive, Choice, Timeline
from bot.cards import (
    ABOUT,
    CHART,
    SPEAKER,
    described,
    no_timeline_card,
    timeline_card,
)
from bot.charts import draw
from bot.domain import PullquoteError
from bot.engine import Engine, TooMuchMemory, WorkerDied, WorkerTimeout
from cogs.answers import NO_PINGS, answering
from cogs.scope import Threads, asker_scope
from cogs.since import since_day
from cogs.suggestions import suggested_speakers


class NotDrawn(PullquoteError):
    """The chart could not be drawn."""

    kind = "not_drawn"


class Timelines(commands.Cog):
    """Has the archive count, and a worker draw."""

    def __init__(self, bot: commands.AutoShardedBot, archive: Archive, engine: Engine) -> None:
        self._bot = bot
        self._archive = archive
        self._engine = engine
        self._threads = Threads()
        # The command's copies, one for each cog ever made, would share the class's list of checks.
        self.timeline.checks = []
        app_commands.checks.cooldown(5, 60)(self.timeline)

    @app_commands.command()
    @app_commands.describe(
        speaker="Who said it: a name, or a part of one",
        about="Words that were said, or that stand in the article's title",
        since="The first day: 2025-09-01, yesterday, 7d, 2 weeks",
        until="The last day, written likewise",
        versus="A second speaker, to compare with the first",
    )
    @app_commands.rename(since="from", until="to")
    async def timeline(
        self,
        interaction: discord.Interaction,
        speaker: app_commands.Range[str, 1, SPEAKER] | None = None,
        about: app_commands.Range[str, 1, ABOUT] | None = None,
        since: app_commands.Range[str, 1, 20] | None = None,
        until: app_commands.Range[str, 1, 20] | None = None,
        versus: app_commands.Range[str, 1, SPEAKER] | None = None,
    ) -> None:
        """Draw how often somebody was quoted, or something spoken about, over time"""
        async with answering(interaction):
            today = discord.utils.utcnow().date()
            first = since_day(since, today) if since else None
            last = since_day(until, today) if until else None
            await interaction.response.defer(ephemeral=True)
            scope = await asker_scope(interaction, self._archive, self._threads)
            speakers = [who for who in dict.fromkeys((speaker, versus)) if who] or [None]
            choices = [Choice(who, about, first, last, scope) for who in speakers]
            await self._answer(interaction, choices)

    async def _answer(self, interaction: discord.Interaction, choices: list[Choice]) -> None:
        found = await self._archive.timeline(*choices)
        if found is None:
            await interaction.edit_original_response(
                view=no_timeline_card(choices), allowed_mentions=NO_PINGS
            )
            return
        chart = discord.File(
            io.BytesIO(await self._picture(found)), CHART, description=described(found)
        )
        await interaction.edit_original_response(
            view=timeline_card(found), attachments=[chart], allowed_mentions=NO_PINGS
        )

    async def _picture(self, timeline: Timeline) -> bytes:
        try:
            return await self._engine.run(draw, timeline)
        except (TooMuchMemory, WorkerDied, WorkerTimeout) as error:
            raise NotDrawn(
                "The chart could not be drawn just now; please try again in a minute."
            ) from error

    @timeline.autocomplete("speaker")
    @timeline.autocomplete("versus")
    async def speakers(
        self, interaction: discord.Interaction, typed: str
    ) -> list[app_commands.Choice[str]]:
        return await suggested_speakers(interaction, self._archive, typed)
