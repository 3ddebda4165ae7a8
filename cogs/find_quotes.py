"""The message menu "Find quotes": the card of a message's links for one person, or the reason.

It works on any message that its user can see, also where we are not. What it reads there is kept
nowhere: we would not hear when the message is deleted, and nobody there has asked us in.
"""

from collections.abc import Sequence

import discord
from discord import app_commands
from discord.ext import commands

from bot.archive import Archive
from bot.cards import View, asked_card, clean, glance_card, host
from bot.domain import Link, PullquoteError, Share, StoredReport
from bot.languages import N_, _
from bot.reading import Reading
from cogs.answers import NO_PINGS, answering, say
from cogs.gate import Gate
from cogs.messages import links_in, sighting
from cogs.replying import Choices

# Discord lets an app that only its user has installed answer five times.
_LINKS_ELSEWHERE = 5


class FindQuotes(commands.Cog):
    """Reads the links of any message, for whoever asks."""

    def __init__(
        self,
        bot: commands.AutoShardedBot,
        reading: Reading,
        archive: Archive,
        gate: Gate,
        choices: Choices,
        *,
        links_per_message: int = 10,
    ) -> None:
        self._bot = bot
        self._reading = reading
        self._archive = archive
        self._gate = gate
        self._choices = choices
        self.links_per_message = links_per_message
        # A menu can't be declared in a class as slash commands are.
        self._menu = app_commands.ContextMenu(name=N_("Find quotes"), callback=self.find_quotes)
        app_commands.checks.cooldown(5, 60)(self._menu)
        app_commands.allowed_installs(guilds=True, users=True)(self._menu)
        app_commands.allowed_contexts(guilds=True, dms=True, private_channels=True)(self._menu)

    async def cog_load(self) -> None:
        self._bot.tree.add_command(self._menu)

    async def cog_unload(self) -> None:
        self._bot.tree.remove_command(self._menu.name, type=self._menu.type)

    async def find_quotes(self, interaction: discord.Interaction, message: discord.Message) -> None:
        """Answer with the card of each link; a link that failed before is tried again."""
        links = links_in(message)[: self.links_per_message]
        channel_id = interaction.channel_id
        if not links:
            await say(interaction, _("This message has no link; choose one that has."))
            return
        if self._gate.ignores(message.author.id):
            await say(
                interaction, _("Whoever wrote this wants no link read; choose another message.")
            )
            return
        if channel_id is None or not _is_heard_of(interaction):
            await self._look(interaction, links[:_LINKS_ELSEWHERE])
            return
        async with answering(interaction):
            await interaction.response.defer(ephemeral=True, thinking=True)
            here = interaction.guild_id, channel_id
            # The answer is for the asker alone: none is owed in the channel, whatever comes.
            new = await self._archive.see_quietly(
                [sighting(message, link, *here) for link in links]
            )
            failed = {url for url, _ in await self._archive.failures(message.id)}
            for share in await self._archive.shares_of_message(message.id):
                # The watcher ends the wait of what it has in hand.
                ours = share in new or share.seen.url in failed
                await self._answer(interaction, share, ours)

    async def _look(self, interaction: discord.Interaction, links: Sequence[Link]) -> None:
        """Answer with the card of each link, and keep nothing of it."""
        async with answering(interaction):
            await interaction.response.defer(ephemeral=True, thinking=True)
            for link in links:
                try:
                    report = await self._reading.look(link.url)
                except PullquoteError as error:
                    await _say_why(interaction, link.url, error)
                else:
                    await _send(interaction, glance_card(report, link))

    async def _kept(self, share: Share) -> StoredReport | None:
        if share.article_id is None:
            return None
        return await self._archive.report(share.article_id, share.id)

    async def _answer(self, interaction: discord.Interaction, share: Share, ours: bool) -> None:
        try:
            stored = await self._kept(share) or await self._reading.take(share)
        except PullquoteError as error:
            await _say_why(interaction, share.seen.url, error)
            return
        stored = await self._archive.report(stored.article_id, share.id) or stored
        choices = self._choices(share.seen.guild_id, share.seen.channel_id)
        sent = await _send(interaction, asked_card(stored, share, choices))
        if ours:
            await self._archive.no_card(share.id)
            await self._archive.answered(share.id, sent.id)


def _is_heard_of(interaction: discord.Interaction) -> bool:
    """Whether we hear of what becomes of a message: in our direct messages, and where we see it."""
    if interaction.guild_id is None:
        return bool(interaction.context.dm_channel)
    ours = interaction.client.get_guild(interaction.guild_id)
    return ours is not None and interaction.app_permissions.view_channel


async def _say_why(interaction: discord.Interaction, url: str, error: PullquoteError) -> None:
    await say(interaction, f"**{clean(host(url), 80)}**: {clean(error.in_words(), 400)}")


async def _send(interaction: discord.Interaction, view: View) -> discord.WebhookMessage:
    return await interaction.followup.send(
        view=view, ephemeral=True, allowed_mentions=NO_PINGS, wait=True
    )
