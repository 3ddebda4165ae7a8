"""Which servers we are in: what was shared in one that we left is not kept for long."""

import discord
from discord.ext import commands

from bot.archive import Archive


class Servers(commands.Cog):
    """Notes when we leave a server and when we come back; the daily round does the rest."""

    def __init__(self, bot: commands.AutoShardedBot, archive: Archive) -> None:
        self._bot = bot
        self._archive = archive

    @commands.Cog.listener()
    async def on_guild_remove(self, guild: discord.Guild) -> None:
        await self._archive.leave_guild(guild.id)

    @commands.Cog.listener()
    async def on_guild_join(self, guild: discord.Guild) -> None:
        await self._archive.rejoin_guild(guild.id)

    @commands.Cog.listener()
    async def on_ready(self) -> None:
        """We may have been removed, or invited again, while we were away."""
        await self._archive.in_guilds([guild.id for guild in self._bot.guilds])
