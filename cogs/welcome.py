"""Coming into a server: one message that says who we are, and nothing else unasked, ever."""

from collections.abc import Iterable
from contextlib import suppress
from datetime import timedelta

import discord
import structlog
from discord.ext import commands

from bot.archive import ArchiveError
from bot.cards import welcome_card, welcome_letter
from bot.languages import speaking
from bot.watching import OPT_IN_OVER
from cogs.answers import NO_PINGS
from cogs.decisions import Decisions
from cogs.languages import of_server

_log: structlog.stdlib.BoundLogger = structlog.stdlib.get_logger(__name__)

# discord.py tells of a join also after an outage of Discord's, and an archive may be new.
_LATELY = timedelta(days=1)
_ENTRIES_LOOKED_AT = 20


class Welcome(commands.Cog):
    """Introduces us, once to each server; the archive remembers to which."""

    def __init__(self, bot: commands.AutoShardedBot, decisions: Decisions) -> None:
        self._bot = bot
        self._decisions = decisions

    @commands.Cog.listener()
    async def on_guild_join(self, guild: discord.Guild) -> None:
        await self._meet([guild])

    @commands.Cog.listener()
    async def on_guild_available(self, guild: discord.Guild) -> None:
        """We may have been invited while Discord could not show us the server."""
        await self._meet([guild])

    @commands.Cog.listener()
    async def on_guild_remove(self, guild: discord.Guild) -> None:
        self._decisions.leave(guild.id)

    @commands.Cog.listener()
    async def on_ready(self) -> None:
        """We may have been invited while we were away."""
        await self._meet(self._bot.guilds)

    async def _meet(self, guilds: Iterable[discord.Guild]) -> None:
        here = {guild.id: guild for guild in guilds if not guild.unavailable}
        members = {id_: guild.member_count or 0 for id_, guild in here.items()}
        # It is noted before anything is sent: better no message than two.
        try:
            new = await self._decisions.meet(members)
        except ArchiveError as error:
            _log.warning("meeting_failed", kind=error.kind, problem=str(error))
            return
        for id_ in new:
            if _joined_lately(here[id_]):
                await self._introduce(here[id_])

    async def _introduce(self, guild: discord.Guild) -> None:
        try:
            if not await self._say_in_system_channel(guild):
                await self._write_to(await self._installer(guild), guild)
        except discord.HTTPException as error:
            _log.info("welcome_refused", guild=guild.id, status=error.status, code=error.code)

    async def _say_in_system_channel(self, guild: discord.Guild) -> bool:
        channel = guild.system_channel
        if channel is None:
            return False
        allowed = channel.permissions_for(guild.me)
        if not (allowed.view_channel and allowed.send_messages):
            return False
        with speaking(of_server(guild)):
            view = welcome_card(watched=_watched(guild))
        await channel.send(view=view, allowed_mentions=NO_PINGS)
        return True

    async def _installer(self, guild: discord.Guild) -> int | None:
        """Who brought us in, if the audit log may be seen and says so; else the owner."""
        if guild.me.guild_permissions.view_audit_log:
            with suppress(discord.Forbidden):
                return await self._who_added(guild) or guild.owner_id
        return guild.owner_id

    async def _who_added(self, guild: discord.Guild) -> int | None:
        added = discord.AuditLogAction.bot_add
        async for entry in guild.audit_logs(action=added, limit=_ENTRIES_LOOKED_AT):
            if getattr(entry.target, "id", None) == guild.me.id:
                return entry.user_id
        return None

    async def _write_to(self, user_id: int | None, guild: discord.Guild) -> None:
        if user_id is None:
            return
        channel = await self._bot.create_dm(discord.Object(user_id))
        url = f"https://discord.com/channels/{guild.id}"
        with speaking(of_server(guild)):
            letter = welcome_letter(guild.name, url, watched=_watched(guild))
        await channel.send(view=letter, allowed_mentions=NO_PINGS)


def _joined_lately(guild: discord.Guild) -> bool:
    joined = guild.me.joined_at if guild.me else None  # pyright: ignore[reportUnnecessaryComparison]
    return joined is not None and discord.utils.utcnow() - joined < _LATELY


def _watched(guild: discord.Guild) -> bool:
    return (guild.member_count or 0) <= OPT_IN_OVER
