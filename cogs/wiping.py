"""``/wipe-server``: whoever owns a server deletes all that is stored of it."""

from typing import cast

import discord
from discord import app_commands
from discord.ext import commands

from bot.archive import Archive
from bot.cards import notice
from bot.domain import PullquoteError
from bot.languages import N_, _, number
from cogs.answers import NO_PINGS, answering
from cogs.decisions import Decisions
from cogs.gate import may_press
from cogs.sweeper import Sweeper

_WIPED = N_(
    "Done, {count} forgotten: the links of this server are gone, with what no other server shared,"
    " and our answers to them are being deleted now."
)


class NotTheOwner(PullquoteError):
    """Somebody else wanted to wipe a server."""

    kind = "not_the_owner"


class NotConfirmed(PullquoteError):
    """What was typed is not the server's name."""

    kind = "not_confirmed"


class Wiping(commands.Cog):
    """Asks the owner to type the server's name, then forgets it all."""

    def __init__(
        self, bot: commands.AutoShardedBot, archive: Archive, decisions: Decisions
    ) -> None:
        self._bot = bot
        self._archive = archive
        self._decisions = decisions

    @app_commands.command(name="wipe-server")
    @app_commands.guild_only()
    @app_commands.default_permissions(administrator=True)
    async def wipe_server(self, interaction: discord.Interaction) -> None:
        """Delete all that is stored of this server (for its owner alone)"""
        async with answering(interaction):
            await interaction.response.send_modal(Confirmation(_owned(interaction), self))

    async def wipe(self, interaction: discord.Interaction, typed: str) -> None:
        """Forget all that was shared in a server.

        Raises:
            NotTheOwner: somebody else asks, perhaps because the server has changed hands.
            NotConfirmed: its name was not typed.
        """
        guild = _owned(interaction)
        if typed.strip().casefold() != guild.name.strip().casefold():
            raise NotConfirmed(
                N_("That is not this server's name, so nothing was deleted; use the command again.")
            )
        await interaction.response.defer(ephemeral=True, thinking=True)
        count = await self._archive.people.wipe_guild(guild.id)
        self._decisions.forget(guild.id)
        cast("Sweeper", self._bot.get_cog("Sweeper")).sweep()
        await interaction.followup.send(
            view=notice(_(_WIPED).format(count=number(count))),
            ephemeral=True,
            allowed_mentions=NO_PINGS,
        )


class Confirmation(discord.ui.Modal):
    """The question before a server is wiped."""

    def __init__(self, guild: discord.Guild, wiping: Wiping) -> None:
        super().__init__(title=_("Delete all of this server?"), timeout=600)
        self._wiping = wiping
        self._typed = discord.ui.TextInput[Confirmation](
            custom_id="name", placeholder=guild.name[:100], max_length=100
        )
        self.add_item(
            discord.ui.Label[Confirmation](
                text=_("The server's name, to confirm"),
                description=_("Links, quotes and cards of all channels go; this can't be undone."),
                component=self._typed,
            )
        )

    async def interaction_check(self, interaction: discord.Interaction, /) -> bool:
        return await may_press(interaction)

    async def on_submit(self, interaction: discord.Interaction) -> None:
        async with answering(interaction):
            await self._wiping.wipe(interaction, self._typed.value)


def _owned(interaction: discord.Interaction) -> discord.Guild:
    guild = interaction.guild
    if guild is None or guild.owner_id != interaction.user.id:
        raise NotTheOwner(N_("Only the owner of this server can wipe it; please ask them."))
    return guild
