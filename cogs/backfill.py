"""``/backfill``: reads the history of a channel into the archive, and answers nobody in it."""

import asyncio
import re
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from datetime import UTC, datetime, time

import discord
import structlog
from discord import app_commands
from discord.ext import commands

from bot.archive import Archive, ArchiveError, Backfill, BackfillState
from bot.cards import STOP, View, backfill_card, backfills_card
from bot.domain import PullquoteError
from bot.languages import N_
from cogs.answers import NO_PINGS, UNFORESEEN, answering
from cogs.gate import Gate
from cogs.history import CLOSED, Channel, Histories, may_read_history
from cogs.pressing import pressing
from cogs.since import since_day

_log: structlog.stdlib.BoundLogger = structlog.stdlib.get_logger(__name__)

_SHOWN_EVERY_S = 5.0
_NEXT_TRY_S = 60.0
_TRIES = 10
_NOT_YOURS = N_(
    "Only those who may manage messages in that channel may have its history read; ask one of them."
)


class NotAllowed(PullquoteError):
    """The asker, or we, lack a permission."""

    kind = "not_allowed"


class NothingRuns(PullquoteError):
    """There is nothing to stop."""

    kind = "nothing_runs"


@app_commands.guild_only()
@app_commands.default_permissions(manage_messages=True)
class Backfilling(
    commands.GroupCog, group_name="backfill", group_description="Read a channel's history"
):
    """Reads histories in the background, behind all links that people paste."""

    def __init__(
        self,
        bot: commands.AutoShardedBot,
        archive: Archive,
        gate: Gate,
        histories: Histories,
        *,
        pause: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._bot = bot
        self._archive = archive
        self._gate = gate
        self.histories = histories
        self._pause = pause
        self._tasks: dict[int, asyncio.Task[None]] = {}
        self._watched: dict[int, tuple[discord.Interaction, float]] = {}
        self._presses = pressing(STOP, self._pressed)

    async def cog_load(self) -> None:
        self._bot.add_dynamic_items(self._presses)

    async def cog_unload(self) -> None:
        self._bot.remove_dynamic_items(self._presses)
        self._bot.tree.remove_command("backfill")  # discord.py leaves a group where it is
        await self.rest()

    async def _pressed(
        self, interaction: discord.Interaction, match: re.Match[str], _: Sequence[str]
    ) -> None:
        """A backfill is stopped, also one that an earlier run of the bot began."""
        await self.press_stop(interaction, int(match["backfill"]))

    async def rest(self) -> None:
        """Break off: each history goes on from where it is when we go on, or start again."""
        tasks = list(self._tasks.values())
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    @commands.Cog.listener()
    async def on_ready(self) -> None:
        await self.go_on()

    async def go_on(self) -> None:
        """Go on with what was begun, unless we are paused."""
        if self._gate.paused:
            return
        for backfill in await self._archive.backfills.running():
            if self._bot.get_guild(backfill.guild_id):
                self._begin(backfill)

    # ----------------------------------------------------------------- what is asked of us

    @app_commands.command()
    @app_commands.describe(
        channel="The channel or thread whose links I shall read",
        since="The first day: 2025-09-01, yesterday, 7d, 2 weeks",
    )
    async def start(
        self,
        interaction: discord.Interaction,
        channel: discord.TextChannel
        | discord.VoiceChannel
        | discord.StageChannel
        | discord.ForumChannel
        | discord.Thread,
        since: app_commands.Range[str, 1, 20],
    ) -> None:
        """Read the links in a channel's history and its threads', without a card for any"""
        async with answering(interaction):
            await interaction.response.defer(ephemeral=True)
            first = since_day(since, discord.utils.utcnow().date())
            if not _may_manage(interaction, channel):
                raise NotAllowed(_NOT_YOURS)
            if not may_read_history(channel):
                raise NotAllowed(CLOSED)
            backfill = await self._archive.backfills.begin(
                channel.guild.id,
                channel.id,
                datetime.combine(first, time(), UTC),
                interaction.created_at,
            )
            await _tell(interaction, backfill_card(backfill))
            self._watched[backfill.id] = interaction, asyncio.get_running_loop().time()
            self._begin(backfill)

    @app_commands.command()
    async def status(self, interaction: discord.Interaction) -> None:
        """See which histories I am reading, and how far"""
        async with answering(interaction):
            await interaction.response.defer(ephemeral=True)
            known = await self._archive.backfills.of_guild(interaction.guild_id or 0)
            await _tell(interaction, backfills_card(self._shown_to(interaction, known)))

    @app_commands.command()
    async def stop(self, interaction: discord.Interaction) -> None:
        """Stop reading a history; what was read stays"""
        async with answering(interaction):
            await interaction.response.defer(ephemeral=True)
            known = await self._archive.backfills.of_guild(interaction.guild_id or 0)
            running = [
                one
                for one in self._shown_to(interaction, known)
                if one.state is BackfillState.RUNNING
            ]
            if not running:
                raise NothingRuns(
                    N_("I am reading no history here; /backfill status shows the last.")
                )
            await _tell(interaction, backfill_card(await self._stop(running[0])))

    async def press_stop(self, interaction: discord.Interaction, id_: int) -> None:
        """Stop the one whose button was pressed, and show on its card how it ended."""
        await interaction.response.defer()
        backfill = await self._archive.backfills.get(id_)
        if not backfill or not self._shown_to(interaction, [backfill]):
            raise NotAllowed(_NOT_YOURS)
        view = backfill_card(await self._stop(backfill))
        await _tell(interaction, view)

    def _shown_to(
        self, interaction: discord.Interaction, backfills: Sequence[Backfill]
    ) -> list[Backfill]:
        """Those of channels in which the asker may manage messages."""
        guild = interaction.guild
        if guild is None:
            return []
        here = [one for one in backfills if one.guild_id == guild.id]
        channels = {one.id: guild.get_channel_or_thread(one.channel_id) for one in here}
        return [one for one in here if _may_manage(interaction, channels[one.id])]

    async def _stop(self, backfill: Backfill) -> Backfill:
        ended = await self._archive.backfills.end(backfill.id, BackfillState.STOPPED)
        self._watched.pop(backfill.id, None)
        if task := self._tasks.get(backfill.id):
            task.cancel()
        return ended or backfill

    # ------------------------------------------------------------------- from end to end

    def _begin(self, backfill: Backfill) -> None:
        if backfill.id in self._tasks:
            return
        task = asyncio.create_task(self._go(backfill))
        self._tasks[backfill.id] = task

        def done(task: asyncio.Task[None]) -> None:
            self._tasks.pop(backfill.id, None)
            self._watched.pop(backfill.id, None)
            if not task.cancelled() and (error := task.exception()):
                _log.error("backfill_broke", backfill=backfill.id, exc_info=error)

        task.add_done_callback(done)

    async def _go(self, backfill: Backfill) -> None:
        """Read a history to its end; where Discord or the archive fails, once more from there."""
        tries = _TRIES
        while tries:
            try:
                ended = await self.histories.read(backfill.id, self._show)
            except ArchiveError as error:
                # How it ended could not be noted either.
                _log.warning("backfill_waits", backfill=backfill.id, problem=str(error))
            except Exception as error:  # noqa: BLE001 (whatever it is, somebody waits for the end)
                _log.warning("backfill_fails", backfill=backfill.id, exc_info=error)
                tries -= 1
            else:
                if ended:
                    await self._show(ended)
                return
            await self._pause(_NEXT_TRY_S)
        await self._archive.backfills.end(backfill.id, BackfillState.FAILED, UNFORESEEN)

    async def _show(self, backfill: Backfill) -> None:
        """Bring the starter's card up to date: every few seconds, while Discord lets us."""
        interaction, next_time = self._watched.get(backfill.id, (None, 0.0))
        now = asyncio.get_running_loop().time()
        running = backfill.state is BackfillState.RUNNING
        if interaction is None or interaction.is_expired() or (running and now < next_time):
            return
        self._watched[backfill.id] = interaction, now + _SHOWN_EVERY_S
        with suppress(discord.HTTPException):
            await interaction.edit_original_response(
                view=backfill_card(backfill), allowed_mentions=NO_PINGS
            )


def _may_manage(interaction: discord.Interaction, channel: object) -> bool:
    """Whether the asker may manage messages there; in the whole server, if it is gone."""
    asker = interaction.user
    if not isinstance(asker, discord.Member):
        return False
    if not isinstance(channel, Channel):
        return asker.guild_permissions.manage_messages
    if isinstance(channel, discord.Thread) and channel.parent is None:
        return False
    permissions = channel.permissions_for(asker)
    return permissions.view_channel and permissions.manage_messages


async def _tell(interaction: discord.Interaction, view: View) -> None:
    await interaction.edit_original_response(view=view, allowed_mentions=NO_PINGS)
