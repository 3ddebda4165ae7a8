"""``/settings``: what a server decides, seen from the channel in which it is asked."""

import asyncio
import re
from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from io import BytesIO
from typing import Any, cast

import discord
from discord import app_commands
from discord.ext import commands

from bot.archive import Archive
from bot.cards import SettingPress, Topic, clean, settings_page
from bot.domain import GuildSettings, PullquoteError
from bot.handover import LARGEST_FILE, BadSettingsFile, Here, as_file, from_file
from bot.languages import N_, _, number
from bot.watching import Why, without_places
from cogs.answers import NO_PINGS, answering, say
from cogs.decisions import Decisions, GuildChannel
from cogs.edits import edited
from cogs.forms import FILE, WRITTEN, upload, uploaded, writing, written
from cogs.gate import may_press
from cogs.pressing import pressing

# How long, in seconds, Discord may take to give us an uploaded file.
_PATIENCE_S = 10
_SAVED = N_("Saved; it holds from now on.")


class NotAllowed(PullquoteError):
    """Somebody who doesn't manage the server wants to change its settings."""

    kind = "not_allowed"


class NoChannel(PullquoteError):
    """Settings were asked for where there is no server."""

    kind = "no_channel"


class SettingsCog(commands.Cog, name="Settings"):
    """Shows what applies and changes it, for whoever manages the server."""

    def __init__(
        self, bot: commands.AutoShardedBot, archive: Archive, decisions: Decisions
    ) -> None:
        self._bot = bot
        self._archive = archive
        self.decisions = decisions
        self._presses = pressing(SettingPress.TEMPLATE, self._pressed)

    async def cog_load(self) -> None:
        self._bot.add_dynamic_items(self._presses)

    async def cog_unload(self) -> None:
        self._bot.remove_dynamic_items(self._presses)

    async def _pressed(
        self, interaction: discord.Interaction, match: re.Match[str], chosen: Sequence[str]
    ) -> None:
        await self.answer(interaction, SettingPress.of(match), chosen)

    @app_commands.command()
    @app_commands.allowed_contexts(guilds=True, dms=False, private_channels=False)
    @app_commands.default_permissions(manage_guild=True)
    async def settings(self, interaction: discord.Interaction) -> None:
        """See and change what I do in this server and in this channel"""
        async with answering(interaction):
            await self.open(interaction)

    async def open(self, interaction: discord.Interaction) -> None:
        """Show the settings to whoever asks, in a message of their own.

        Raises:
            NotAllowed: they don't manage the server.
        """
        channel = channel_of(interaction)
        require_manager(interaction)
        view = settings_page(self.decisions.applied(channel), SettingPress(Topic.OVERVIEW))
        await interaction.response.send_message(
            view=view, ephemeral=True, allowed_mentions=NO_PINGS
        )

    async def answer(
        self, interaction: discord.Interaction, press: SettingPress, values: Sequence[str]
    ) -> None:
        """Do what a press asks for.

        Raises:
            NotAllowed: who pressed doesn't manage the server.
            PullquoteError: the change can't be made.
        """
        channel = channel_of(interaction)
        require_manager(interaction)
        match press.does:
            case "open":
                await self.open(interaction)
            case "export":
                await self._export(interaction, channel)
            case "import":
                await interaction.response.send_modal(upload(press))
            case "topic":
                await self._show(interaction, channel, SettingPress(Topic(values[0])))
            case "level":
                level = replace(press, does="", level=Why(values[0]))
                await self._show(interaction, channel, level)
            case "turn":
                await self._show(interaction, channel, press)
            case does if does in WRITTEN:
                settings = self.decisions.settings(channel.guild.id)
                await interaction.response.send_modal(writing(press, settings))
            case _:
                await self._change(interaction, channel, press, values)

    @commands.Cog.listener()
    async def on_interaction(self, interaction: discord.Interaction) -> None:
        """Take what was written or uploaded, also in a form that an earlier run of the bot showed.

        discord.py remembers forms by itself, and only as long as it runs.
        """
        if interaction.type is not discord.InteractionType.modal_submit:
            return
        data = cast("dict[str, Any]", interaction.data)
        match = SettingPress.TEMPLATE.fullmatch(str(data.get("custom_id")))
        if match is None or not await may_press(interaction):
            return
        press = SettingPress.of(match)
        async with answering(interaction):
            channel = channel_of(interaction)
            require_manager(interaction)
            if press.does == "import":
                await self._import(interaction, channel, press, data)
            else:
                lines = re.split(r"[\s,]+", written(data))
                await self._change(interaction, channel, press, lines)

    @commands.Cog.listener()
    async def on_guild_channel_delete(self, channel: discord.abc.GuildChannel) -> None:
        await self._forget(channel.guild.id, channel.id)

    @commands.Cog.listener()
    async def on_raw_thread_delete(self, payload: discord.RawThreadDeleteEvent) -> None:
        await self._forget(payload.guild_id, payload.thread_id)

    async def _forget(self, guild_id: int, channel_id: int) -> None:
        """A channel is gone: no word about it is kept, and it is no change of anybody's."""
        settings = self.decisions.settings(guild_id)
        if without_places(settings, [channel_id]) != settings:
            us = self._bot.user.id if self._bot.user else 0
            await self.decisions.change(
                guild_id, us, partial(without_places, gone=frozenset({channel_id}))
            )

    async def _show(
        self,
        interaction: discord.Interaction,
        channel: GuildChannel,
        press: SettingPress,
        note: str | None = None,
    ) -> None:
        """Turn the message to a topic; the archive may take its time, so Discord is told first."""
        if not interaction.response.is_done():
            await interaction.response.defer()
        log = press.topic is Topic.LOG
        changes = await self._archive.servers.changes(channel.guild.id) if log else []
        view = settings_page(self.decisions.applied(channel), press, changes, note)
        await interaction.edit_original_response(view=view, allowed_mentions=NO_PINGS)

    async def _change(
        self,
        interaction: discord.Interaction,
        channel: GuildChannel,
        press: SettingPress,
        values: Sequence[str],
    ) -> None:
        place = self.decisions.place(channel)
        edit = partial(edited, press=press, values=values, place=place)
        edit(self.decisions.settings(channel.guild.id))  # what can't be is said at once
        await interaction.response.defer()
        await self.decisions.change(channel.guild.id, interaction.user.id, edit)
        await self._show(interaction, channel, press, _(_SAVED))

    async def _export(self, interaction: discord.Interaction, channel: GuildChannel) -> None:
        settings = self.decisions.settings(channel.guild.id)
        data = as_file(settings, here(channel.guild))
        await interaction.response.send_message(
            _(
                "Here are this server's settings; choose Import in another server to use them"
                " there."
            ),
            file=discord.File(BytesIO(data), FILE),
            ephemeral=True,
            allowed_mentions=NO_PINGS,
        )

    async def _import(
        self,
        interaction: discord.Interaction,
        channel: GuildChannel,
        press: SettingPress,
        data: dict[str, Any],
    ) -> None:
        await interaction.response.defer()
        taken = from_file(await self._fetched(data), here(channel.guild))

        def replaced(_: GuildSettings) -> GuildSettings:
            return taken.settings

        await self.decisions.change(channel.guild.id, interaction.user.id, replaced)
        await self._show(interaction, channel, press, _(_SAVED))
        if taken.left_out:
            names = ", ".join(clean(name, 60) for name in taken.left_out[:10])
            more = len(taken.left_out) - 10
            sentence = _("This server has no {names}, so I left them out; choose others.")
            if more > 0:
                sentence = _(
                    "This server has no {names} and {count} more, so I left them out; choose"
                    " others."
                )
            await say(interaction, sentence.format(names=names, count=number(max(more, 0))))

    async def _fetched(self, data: dict[str, Any]) -> bytes:
        file = uploaded(data)
        if file["size"] > LARGEST_FILE:
            raise BadSettingsFile(N_("That file is too large; choose one that Export has made."))
        try:
            async with asyncio.timeout(_PATIENCE_S):
                return await self._bot.http.get_from_cdn(file["url"])
        except (discord.HTTPException, OSError) as error:
            raise BadSettingsFile(
                N_("That file can't be read just now; upload it again.")
            ) from error


def channel_of(interaction: discord.Interaction) -> GuildChannel:
    """The channel or thread of a server in which something was asked.

    Raises:
        NoChannel: it was asked in direct messages, or we are not in that server.
    """
    guild = interaction.client.get_guild(interaction.guild_id or 0)
    known = guild.get_channel_or_thread(interaction.channel_id or 0) if guild else None
    channel = known or interaction.channel
    if guild is None or not isinstance(channel, GuildChannel):
        raise NoChannel(N_("That belongs to a server; ask in one of its channels."))
    return channel


def here(guild: discord.Guild) -> Here:
    """A server's channels and roles, by the names that a file of settings has for them."""
    places = {place.id: _named(place) for place in (*guild.channels, *guild.threads)}
    return Here(guild.id, places, {role.id: role.name for role in guild.roles})


def _named(place: GuildChannel) -> str:
    category = isinstance(place, discord.CategoryChannel)
    return f"{place.name} (category)" if category else f"#{place.name}"


def require_manager(interaction: discord.Interaction) -> None:
    """Raise NotAllowed unless who asks manages the server."""
    if not interaction.permissions.manage_guild:
        raise NotAllowed(N_("Only who may manage this server can change this; please ask them."))
