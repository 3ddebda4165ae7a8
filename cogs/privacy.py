"""What a person decides: to see, take along and delete what is stored, and to be ignored."""

import asyncio
import gzip
import io
import json
import re
from collections.abc import Mapping, Sequence
from typing import Any, cast

import discord
from discord import app_commands
from discord.ext import commands

from bot.archive import Archive, Holding
from bot.cards import FORGET, forget_card, holding_card, notice
from bot.languages import N_, _, number
from cogs.answers import NO_PINGS, answering
from cogs.decisions import Decisions
from cogs.gate import Gate
from cogs.pressing import pressing
from cogs.sweeper import Sweeper

# Discord takes 10 MiB; what is larger is packed, to about a tenth.
_LARGEST_PLAIN = 8 * 1024 * 1024

_IGNORED = N_(
    "From now on I read no link of yours, in any server; `/ignore-me` again takes it back, and"
    " `/forget-me` deletes what you shared before."
)
_HEEDED = N_("I read the links that you share again; `/ignore-me` again ends that.")
_NOTHING = N_("No link or change of yours is stored, so there is nothing to forget.")
_KEPT = N_("Nothing was deleted.")
_FORGOTTEN = N_(
    "Done, {count} forgotten: your links are gone, with what nobody else shared, and our answers to"
    " them are being deleted now."
)
_EXPORTED = N_("All that is stored about you is in this file; it is for your eyes only.")


class Privacy(commands.Cog):
    """Answers each person about themselves alone, wherever they ask."""

    def __init__(
        self, bot: commands.AutoShardedBot, archive: Archive, gate: Gate, decisions: Decisions
    ) -> None:
        self._bot = bot
        self._archive = archive
        self._decisions = decisions
        self._gate = gate
        self._presses = pressing(FORGET, self._pressed)

    async def cog_load(self) -> None:
        self._bot.add_dynamic_items(self._presses)

    async def cog_unload(self) -> None:
        self._bot.remove_dynamic_items(self._presses)

    async def _pressed(
        self, interaction: discord.Interaction, match: re.Match[str], _: Sequence[str]
    ) -> None:
        """The answer to whether all is to be deleted; it goes by who presses, not who was asked."""
        await self.forget(interaction, sure=match["answer"] == "yes")

    @app_commands.command()
    async def privacy(self, interaction: discord.Interaction) -> None:
        """See what is stored about you"""
        async with answering(interaction):
            await interaction.response.defer(ephemeral=True)
            holding = await self._archive.people.holding(interaction.user.id)
            await _show(interaction, holding_card(holding))

    @app_commands.command(name="ignore-me")
    async def ignore_me(self, interaction: discord.Interaction) -> None:
        """Have no link of yours read any more, anywhere; again to take it back"""
        who = interaction.user.id
        async with answering(interaction):
            await interaction.response.defer(ephemeral=True)
            if self._gate.ignores(who):
                await self._gate.heed(who)
                await _show(interaction, notice(_(_HEEDED)))
            else:
                await self._gate.ignore(who)
                await _show(interaction, notice(_(_IGNORED)))

    @app_commands.command(name="forget-me")
    async def forget_me(self, interaction: discord.Interaction) -> None:
        """Delete the links that you shared, and what only they brought here"""
        async with answering(interaction):
            await interaction.response.defer(ephemeral=True)
            holding = await self._archive.people.holding(interaction.user.id)
            view = notice(_(_NOTHING)) if holding.nothing else forget_card(holding)
            await _show(interaction, view)

    @app_commands.command(name="export-me")
    async def export_me(self, interaction: discord.Interaction) -> None:
        """Get a file of all that is stored about you"""
        who = interaction.user.id
        async with answering(interaction):
            await interaction.response.defer(ephemeral=True, thinking=True)
            holding = await self._archive.people.holding(who)
            links = [link async for link in self._archive.people.links(who)]
            notes = await self._archive.people.notes(who)
            name, data = await asyncio.to_thread(_export, who, holding, links, notes)
            await interaction.followup.send(
                _(_EXPORTED),
                file=discord.File(io.BytesIO(data), name),
                ephemeral=True,
                allowed_mentions=NO_PINGS,
            )

    async def forget(self, interaction: discord.Interaction, *, sure: bool) -> None:
        """Forget all that whoever pressed has shared, if they are sure."""
        await interaction.response.defer()
        if not sure:
            await _show(interaction, notice(_(_KEPT)))
            return
        count = await self._archive.people.forget(interaction.user.id)
        await self._decisions.load()
        cast("Sweeper", self._bot.get_cog("Sweeper")).sweep()
        await _show(interaction, notice(_(_FORGOTTEN).format(count=number(count))))


async def _show(interaction: discord.Interaction, view: discord.ui.LayoutView) -> None:
    await interaction.edit_original_response(view=view, allowed_mentions=NO_PINGS)


def _export(
    who: int, holding: Holding, links: Sequence[Mapping[str, Any]], notes: Mapping[str, Any]
) -> tuple[str, bytes]:
    """The name and content of the file; it takes a while for thousands of links."""
    ignored = holding.ignored_since
    stored = {
        "schema": 1,
        "person": who,
        "ignored_since": ignored and ignored.isoformat(),
        "links": links,
        **notes,
    }
    data = json.dumps(stored, ensure_ascii=False, indent=1).encode()
    if len(data) <= _LARGEST_PLAIN:
        return "pullquote-about-me.json", data
    return "pullquote-about-me.json.gz", gzip.compress(data)
