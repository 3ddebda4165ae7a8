"""Takes our replies away whose links are forgotten: one by one, also after a restart."""

import asyncio

import discord
import structlog
from discord.ext import commands

from bot.archive import Archive, Removal

_log: structlog.stdlib.BoundLogger = structlog.stdlib.get_logger(__name__)


class Sweeper(commands.Cog):
    """Deletes what the archive says is to go; never more than one at a time."""

    def __init__(self, bot: commands.AutoShardedBot, archive: Archive) -> None:
        self._bot = bot
        self._archive = archive
        self._wanted = False
        self._task: asyncio.Task[None] | None = None

    async def cog_unload(self) -> None:
        if self._task:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)

    @commands.Cog.listener()
    async def on_ready(self) -> None:
        self.sweep()

    def sweep(self) -> None:
        """Begin, or look once more before ending."""
        self._wanted = True
        if self._task is None or self._task.done():
            self._task = asyncio.create_task(self._sweep())
            self._task.add_done_callback(_say_why_it_ended)

    async def _sweep(self) -> None:
        while self._wanted:
            self._wanted = False
            while removals := await self._archive.people.removals():
                for removal in removals:
                    if not await self._remove(removal):
                        return
                    await self._archive.people.removed([removal.reply_id])

    async def _remove(self, removal: Removal) -> bool:
        """Delete a reply; False if Discord has trouble and it should be tried another time."""
        channel = self._bot.get_partial_messageable(removal.channel_id, guild_id=removal.guild_id)
        try:
            await channel.get_partial_message(removal.reply_id).delete()
        except discord.HTTPException as error:
            # It was ephemeral, or deleted, or stands where we may not go any more.
            if error.status < 500 and error.status != 429:
                return True
            _log.warning("removal_failed", status=error.status, code=error.code)
            return False
        return True


def _say_why_it_ended(task: asyncio.Task[None]) -> None:
    if not task.cancelled() and (error := task.exception()):
        _log.error("sweeping_ended", exc_info=error)
