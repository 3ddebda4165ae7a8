"""``/doctor``: why it is silent here, and the button that mends what can be mended."""

import asyncio
import re
from collections.abc import Sequence
from contextlib import suppress
from datetime import timedelta
from functools import partial

import discord
from discord import app_commands
from discord.ext import commands

from bot.archive import Archive, Trouble
from bot.cards import FIXES, Checkup, Fix, Lack, doctor_card, here_in_words
from bot.domain import PullquoteError
from bot.languages import N_, _
from bot.watching import LONGEST_LIST, place_verdict, watching
from cogs.answers import NO_PINGS, answering
from cogs.decisions import Decisions, GuildChannel
from cogs.edits import ListFull
from cogs.permissions import Withheld, missing, needed_in, withheld
from cogs.pressing import pressing
from cogs.reader import FAILED, Reader
from cogs.settings import NotAllowed, channel_of, require_manager

_LATELY = timedelta(days=1)
_TRIED_AGAIN = 10
_LOOKED_AT_ONCE = 10
_DONE = {
    Fix.GRANT: N_("I have allowed myself what was denied here."),
    Fix.WATCH: N_("Links in this channel are read from now on."),
    Fix.RETRY: N_("I am trying the failed links again; look again in a minute."),
}


class Doctor(commands.Cog):
    """Looks at the channel for anybody, and at the server for whoever manages it."""

    def __init__(
        self, bot: commands.AutoShardedBot, archive: Archive, decisions: Decisions, reader: Reader
    ) -> None:
        self._bot = bot
        self._archive = archive
        self._decisions = decisions
        self._reader = reader
        self._presses = pressing(FIXES, self._pressed)

    async def cog_load(self) -> None:
        self._bot.add_dynamic_items(self._presses)

    async def cog_unload(self) -> None:
        self._bot.remove_dynamic_items(self._presses)

    async def _pressed(
        self, interaction: discord.Interaction, match: re.Match[str], _: Sequence[str]
    ) -> None:
        await self.mend(interaction, Fix(match["fix"]))

    @app_commands.command()
    @app_commands.allowed_contexts(guilds=True, dms=False, private_channels=False)
    async def doctor(self, interaction: discord.Interaction) -> None:
        """See why I am silent here, and what to do about it"""
        async with answering(interaction):
            channel = channel_of(interaction)
            await interaction.response.defer(ephemeral=True)
            await self._show(interaction, channel)

    async def mend(self, interaction: discord.Interaction, fix: Fix) -> None:
        """Do what a button says, and look again.

        Raises:
            NotAllowed: who pressed may not do that themselves.
            ListFull: no more channels can be watched by name.
        """
        channel = channel_of(interaction)
        if fix is Fix.GRANT:
            _require(interaction, "manage_roles")
        elif fix is not Fix.AGAIN:
            require_manager(interaction)
        await interaction.response.defer()
        match fix:
            case Fix.GRANT:
                await self._grant(channel)
            case Fix.WATCH:
                await self._watch(interaction, channel)
            case Fix.RETRY:
                await self._retry(channel)
            case Fix.AGAIN:
                pass
        await self._show(interaction, channel, _(_DONE.get(fix, "")))

    async def _show(
        self, interaction: discord.Interaction, channel: GuildChannel, note: str | None = None
    ) -> None:
        checkup = await self._look(interaction, channel)
        view = doctor_card(checkup, note)
        await interaction.edit_original_response(view=view, allowed_mentions=NO_PINGS)

    async def _look(self, interaction: discord.Interaction, channel: GuildChannel) -> Checkup:
        guild, us = channel.guild, channel.guild.me
        applied = self._decisions.applied(channel)
        verdict = place_verdict(applied.settings, applied.place)
        trouble = await self._trouble(channel)
        manages = interaction.permissions.manage_guild
        lacks = self._lacks(channel)
        until = us.timed_out_until if us.is_timed_out() else None
        locked = isinstance(channel, discord.Thread) and channel.locked
        return Checkup(
            channel=channel.mention,
            given=self._given(channel, lacks),
            lacks=tuple(_told(lack, channel) for lack in lacks),
            watched=verdict.watched,
            why=here_in_words(applied),
            reads_messages=self._bot.intents.message_content,
            waiting=trouble.waiting,
            failed=len(trouble.failed),
            last_error=trouble.last_error,
            muted_until=int(until.timestamp()) if until else None,
            locked=locked and not channel.permissions_for(us).manage_threads,
            server_waiting=await self._archive.servers.waiting(guild.id) if manages else None,
            elsewhere=await self._elsewhere(channel) if manages else (),
            fixes=tuple(_fixes(interaction, channel, lacks, verdict.watched, trouble)),
            manages=manages,
        )

    def _lacks(self, channel: GuildChannel) -> list[Withheld]:
        choices = self._decisions.choices(channel.guild.id, channel.id)
        return withheld(_room(channel), channel.guild.me, needed_in(channel, choices))

    def _given(self, channel: GuildChannel, lacks: Sequence[Withheld]) -> tuple[str, ...]:
        """What we need in a channel and may do there, by the names that Discord has for it."""
        needed = needed_in(channel, self._decisions.choices(channel.guild.id, channel.id))
        absent = missing(channel.permissions_for(channel.guild.me), needed)
        lacking = {*absent, *(lack.name for lack in lacks)}
        return tuple(
            name for name in missing(discord.Permissions.none(), needed) if name not in lacking
        )

    async def _trouble(self, channel: GuildChannel) -> Trouble:
        since = discord.utils.utcnow() - _LATELY
        return await self._archive.servers.trouble(channel.guild.id, channel.id, since)

    async def _elsewhere(self, here: GuildChannel) -> Sequence[tuple[str, Sequence[str]]]:
        """The other channels that are watched and lack something; the loop breathes in between."""
        found: list[tuple[str, Sequence[str]]] = []
        rooms = [*here.guild.text_channels, *here.guild.forums, *here.guild.voice_channels]
        for number, room in enumerate(rooms):
            if number % _LOOKED_AT_ONCE == 0:
                await asyncio.sleep(0)
            applied = self._decisions.applied(room)
            watched = place_verdict(applied.settings, applied.place).watched
            needed = needed_in(room, self._decisions.choices(room.guild.id, room.id))
            names = missing(room.permissions_for(room.guild.me), needed)
            if watched and names and room != _room(here):
                found.append((room.mention, names))
        return found

    async def _grant(self, channel: GuildChannel) -> None:
        room, us = _room(channel), channel.guild.me
        rule = room.overwrites_for(us)
        rule.update(**{lack.flag: True for lack in _grantable(channel, self._lacks(channel))})
        await room.set_permissions(us, overwrite=rule, reason="/doctor")

    async def _watch(self, interaction: discord.Interaction, channel: GuildChannel) -> None:
        id_ = self._decisions.place(channel).channel_id
        if len(self._decisions.settings(channel.guild.id).watched) >= LONGEST_LIST:
            raise ListFull(
                N_("I can't watch more channels by name; choose a category in /settings.")
            )
        edit = partial(watching, id_=id_, watched=True)
        await self._decisions.change(channel.guild.id, interaction.user.id, edit)

    async def _retry(self, channel: GuildChannel) -> None:
        failed = (await self._trouble(channel)).failed
        for message_id in list(dict.fromkeys(id_ for id_, _url in failed))[:_TRIED_AGAIN]:
            if isinstance(channel, discord.abc.Messageable):
                with suppress(discord.HTTPException):
                    message = channel.get_partial_message(message_id)
                    await message.remove_reaction(FAILED, channel.guild.me)
            await self._reader.retry(message_id)


class CannotBeMended(PullquoteError):
    """Discord doesn't let us do it."""

    kind = "cannot_be_mended"


def _fixes(
    interaction: discord.Interaction,
    channel: GuildChannel,
    lacks: Sequence[Withheld],
    watched: bool,
    trouble: Trouble,
) -> list[Fix]:
    """What we can mend that whoever asks may have us mend."""
    allowed = interaction.permissions
    fixes: list[Fix] = []
    if allowed.manage_roles and _grantable(channel, lacks):
        fixes.append(Fix.GRANT)
    if allowed.manage_guild and not watched:
        fixes.append(Fix.WATCH)
    if allowed.manage_guild and trouble.failed:
        fixes.append(Fix.RETRY)
    return fixes


def _grantable(channel: GuildChannel, lacks: Sequence[Withheld]) -> list[Withheld]:
    """What we may allow ourselves: what the channel denies and our roles give."""
    us = channel.guild.me
    if not _room(channel).permissions_for(us).manage_roles:
        return []
    return [lack for lack in lacks if getattr(us.guild_permissions, lack.flag)]


def _told(lack: Withheld, channel: GuildChannel) -> Lack:
    room = _room(channel)
    category = room.category.name if room.category and room.permissions_synced else None
    return Lack(lack.name, lack.by, category)


def _room(channel: GuildChannel) -> discord.abc.GuildChannel:
    """The channel whose rules a channel or thread goes by."""
    if not isinstance(channel, discord.Thread):
        return channel
    if channel.parent is None:
        raise CannotBeMended(N_("I can't see the channel of this thread; let me view it first."))
    return channel.parent


def _require(interaction: discord.Interaction, permission: str) -> None:
    if not getattr(interaction.permissions, permission):
        raise NotAllowed(
            N_("Only who may manage this channel's permissions can do that; ask them.")
        )
