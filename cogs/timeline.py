"""``/timeline``: who said how much when, as a chart, from what the asker may see."""

import io

import discord
from discord import app_commands
from discord.ext import commands

from bot.archive import Archive, Timeline
from bot.cards import (
    CHART,
    Asked,
    View,
    described,
    no_timeline_card,
    timeline_card,
)
from bot.charts import draw
from bot.domain import PullquoteError, Scope
from bot.engine import Engine, TooMuchMemory, WorkerDied, WorkerTimeout
from bot.languages import N_, language
from cogs.answers import answering
from cogs.choosing import choice_of
from cogs.paging import Paging, WithFile
from cogs.since import iso_day
from cogs.suggestions import NAME, WORDS, Choices, speaker_choices


class NotDrawn(PullquoteError):
    """The chart could not be drawn."""

    kind = "not_drawn"


class Timelines(commands.Cog):
    """Has the archive count, and a worker draw."""

    def __init__(self, archive: Archive, paging: Paging, engine: Engine) -> None:
        self._archive = archive
        self._paging = paging
        self._engine = engine
        paging.answer_with("timeline", self.page)
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
        speaker: app_commands.Range[str, 1, NAME] | None = None,
        about: app_commands.Range[str, 1, WORDS] | None = None,
        since: app_commands.Range[str, 1, 20] | None = None,
        until: app_commands.Range[str, 1, 20] | None = None,
        versus: app_commands.Range[str, 1, NAME] | None = None,
    ) -> None:
        """Draw how often somebody was quoted, or something spoken about, over time"""
        async with answering(interaction):
            days = {"from": iso_day(since), "to": iso_day(until)}
            asked = Asked.of_options(
                "timeline", speaker=speaker, versus=versus, about=about, **days
            )
            await self._paging.answer(interaction, asked)

    async def page(self, asked: Asked, scope: Scope) -> View | WithFile:
        """The chart of what was asked for, with the quotes that it marks."""
        speakers = [asked.said[one] for one in ("speaker", "versus") if one in asked.said]
        choices = [choice_of(asked, who, scope) for who in dict.fromkeys(speakers)]
        found = await self._archive.timeline(*(choices or [choice_of(asked, None, scope)]))
        if found is None:
            return no_timeline_card(choices or [choice_of(asked, None, scope)])
        picture = io.BytesIO(await self._picture(found))
        return WithFile(
            timeline_card(found), discord.File(picture, CHART, description=described(found))
        )

    async def _picture(self, timeline: Timeline) -> bytes:
        try:
            return await self._engine.run(draw, timeline, language())
        except (TooMuchMemory, WorkerDied, WorkerTimeout) as error:
            raise NotDrawn(
                N_("The chart could not be drawn just now; please try again in a minute.")
            ) from error

    @timeline.autocomplete("speaker")
    @timeline.autocomplete("versus")
    async def speakers(self, interaction: discord.Interaction, typed: str) -> Choices:
        return await speaker_choices(interaction, self._archive, typed)
