"""The message menu "Find quotes": the card of a message's links for one person, or the reason."""

import discord
from discord import app_commands
from discord.ext import commands

from bot.archive import Archive
from bot.cards import clean, host, report_card
from bot.domain import PullquoteError, Share, StoredReport
from bot.reading import Reading
from cogs.answers import NO_PINGS, answering, say
from cogs.gate import Gate
from cogs.messages import links_in, sighting


class FindQuotes(commands.Cog):
    """Reads the links of any message, for whoever asks."""

    def __init__(
        self,
        bot: commands.AutoShardedBot,
        reading: Reading,
        archive: Archive,
        gate: Gate,
        *,
        links_per_message: int = 10,
    ) -> None:
        self._bot = bot
        self._reading = reading
        self._archive = archive
        self._gate = gate
        self.links_per_message = links_per_message
        # A menu can't be declared in a class as slash commands are.
        self._menu = app_commands.ContextMenu(name="Find quotes", callback=self.find_quotes)
        app_commands.checks.cooldown(5, 60)(self._menu)

    async def cog_load(self) -> None:
        self._bot.tree.add_command(self._menu)

    async def cog_unload(self) -> None:
        self._bot.tree.remove_command(self._menu.name, type=self._menu.type)

    async def find_quotes(self, interaction: discord.Interaction, message: discord.Message) -> None:
        """Answer with the card of each link; a link that failed before is tried again."""
        links = links_in(message)[: self.links_per_message]
        channel_id = interaction.channel_id
        if not links or channel_id is None:
            await say(interaction, "This message has no link; choose one that has.")
            return
        if self._gate.ignores(message.author.id):
            await say(interaction, "Whoever wrote this wants no link read; choose another message.")
            return
        if not interaction.app_permissions.view_channel:
            # We would not hear of it when the message is deleted.
            await say(interaction, "I can't see this channel; ask a moderator to let me view it.")
            return
        async with answering(interaction):
            await interaction.response.defer(ephemeral=True, thinking=True)
            here = interaction.guild_id, channel_id
            new = await self._archive.see([sighting(message, link, *here) for link in links])
            failed = {url for url, _ in await self._archive.failures(message.id)}
            for share in await self._archive.shares_of_message(message.id):
                # The watcher ends the wait of what it has in hand.
                ours = share in new or share.seen.url in failed
                await self._answer(interaction, share, ours)

    async def _kept(self, share: Share) -> StoredReport | None:
        if share.article_id is None:
            return None
        return await self._archive.report(share.article_id, share.id)

    async def _answer(self, interaction: discord.Interaction, share: Share, ours: bool) -> None:
        try:
            stored = await self._kept(share) or await self._reading.take(share)
        except PullquoteError as error:
            await say(
                interaction, f"**{clean(host(share.seen.url), 80)}**: {clean(str(error), 400)}"
            )
            return
        sent = await interaction.followup.send(
            view=report_card(stored, share, deletable=False),
            ephemeral=True,
            allowed_mentions=NO_PINGS,
            wait=True,
        )
        if ours:
            await self._archive.no_card(share.id)
            await self._archive.answered(share.id, sent.id)
