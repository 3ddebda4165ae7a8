"""Whether we read and answer at this moment: the pause, those who are ignored, the cooldowns."""

import asyncio
import time
from collections.abc import Mapping
from typing import Any, cast

import discord
from discord.ext import commands

from bot.archive import Archive
from bot.domain import Sighting
from bot.languages import N_, _
from bot.metrics import COMMAND_SECONDS, COMMANDS_SEEN, LIMITED
from cogs.answers import say
from cogs.cooldowns import COMMANDS, LINKS, LINKS_WAIT_S, PRESSES, Cooldown, Place, TooFast
from cogs.doors import Doors
from cogs.languages import speak_to
from cogs.turns import TooBusy

PAUSED = N_("Whoever runs me has paused me for a while; please try again later.")
OPERATOR = "admin"


class Gate(commands.Cog):
    """Asked before a message is read, a command is run or a press is answered.

    Parameters:
        paused: begin paused, whatever the archive knows.
    """

    def __init__(
        self, bot: commands.AutoShardedBot, archive: Archive, *, paused: bool = False
    ) -> None:
        self._bot = bot
        self._archive = archive
        self._paused = paused
        self._ignored: set[int] = set()
        self._commands = Cooldown(COMMANDS)
        self._presses = Cooldown(PRESSES)
        self._links = Cooldown(LINKS, patience_s=LINKS_WAIT_S)
        self.doors = Doors()

    async def cog_load(self) -> None:
        self._ignored = await self._archive.people.ignored()
        self._paused = self._paused or await self._archive.operating.paused_since() is not None
        self._before = self._bot.tree.interaction_check
        self._bot.tree.interaction_check = self._admit_command

    async def cog_unload(self) -> None:
        self._bot.tree.interaction_check = self._before

    # ------------------------------------------------------------------------- the pause

    @property
    def paused(self) -> bool:
        """Whether the operator has stopped all reading and answering."""
        return self._paused

    async def pause(self) -> None:
        """Stop, also after a restart."""
        self._paused = True
        await self._archive.operating.pause()

    async def resume(self) -> None:
        """Go on."""
        await self._archive.operating.unpause()
        self._paused = False

    # --------------------------------------------------------------------------- links

    def ignores(self, author_id: int) -> bool:
        """Whether somebody wants no link of theirs read."""
        return author_id in self._ignored

    async def ignore(self, author_id: int) -> None:
        """Read no link of theirs any more, anywhere."""
        await self._archive.people.ignore(author_id)
        self._ignored.add(author_id)

    async def heed(self, author_id: int) -> None:
        """Read their links again."""
        await self._archive.people.heed(author_id)
        self._ignored.discard(author_id)

    def admits(self, message: discord.Message) -> bool:
        """Whether a message may be read now."""
        return not (
            self._paused or self.ignores(message.author.id) or self.doors.shut(message.channel.id)
        )

    async def turn(self, seen: Sighting, links: int) -> None:
        """Wait until so many links of a message may be read.

        Raises:
            TooBusy: it would take too long.
        """
        try:
            wait = self._links.take(Place(seen.author_id, seen.channel_id, seen.guild_id), links)
        except TooFast as error:
            LIMITED.labels("link").inc()
            raise TooBusy(
                N_("Too many links came at once; choose Find quotes on this message in a minute.")
            ) from error
        if wait:
            LIMITED.labels("link_delayed").inc()
            await asyncio.sleep(wait)

    # ------------------------------------------------------------------------ commands

    async def _admit_command(self, interaction: discord.Interaction) -> bool:
        speak_to(interaction)
        data = cast("Mapping[str, Any]", interaction.data or {})
        if interaction.type is discord.InteractionType.autocomplete:
            return not self._paused
        interaction.extras["began"] = time.monotonic()
        operator = data.get("name") == OPERATOR
        return await self._admit(interaction, self._commands, "command", paused_too=operator)

    async def admit_press(self, interaction: discord.Interaction) -> bool:
        """Whether a press is to be answered; who pressed is told if not."""
        return await self._admit(interaction, self._presses, "press")

    async def _admit(
        self,
        interaction: discord.Interaction,
        cooldown: Cooldown,
        what: str,
        *,
        paused_too: bool = False,
    ) -> bool:
        if self._paused and not paused_too:
            await say(interaction, _(PAUSED))
            return False
        channel_id = interaction.channel_id or 0
        try:
            cooldown.take(Place(interaction.user.id, channel_id, interaction.guild_id))
        except TooFast as error:
            LIMITED.labels(what).inc()
            await say(interaction, error.in_words())
            return False
        return True

    @commands.Cog.listener()
    async def on_app_command_completion(
        self,
        interaction: discord.Interaction,
        command: discord.app_commands.Command[Any, ..., Any] | discord.app_commands.ContextMenu,
    ) -> None:
        COMMANDS_SEEN.labels(command.qualified_name, "answered").inc()
        began: float | None = interaction.extras.get("began")
        if began is not None:
            COMMAND_SECONDS.labels(command.qualified_name).observe(time.monotonic() - began)

    # --------------------------------------------------------------------------- doors

    @commands.Cog.listener()
    async def on_guild_channel_update(
        self, _: discord.abc.GuildChannel, after: discord.abc.GuildChannel
    ) -> None:
        self.doors.opened(after.id)
        # Threads and forum posts go by the rules of their channel.
        for thread in getattr(after, "threads", []):
            self.doors.opened(thread.id)

    @commands.Cog.listener()
    async def on_raw_thread_update(self, payload: discord.RawThreadUpdateEvent) -> None:
        self.doors.opened(payload.thread_id)

    @commands.Cog.listener()
    async def on_guild_role_update(self, _: discord.Role, after: discord.Role) -> None:
        self.doors.opened_all(after.guild)

    @commands.Cog.listener()
    async def on_member_update(self, _: discord.Member, after: discord.Member) -> None:
        """Discord tells us of our own roles, whatever the intents."""
        if after == after.guild.me:
            self.doors.opened_all(after.guild)

    @commands.Cog.listener()
    async def on_guild_join(self, guild: discord.Guild) -> None:
        self.doors.opened_all(guild)


async def may_press(interaction: discord.Interaction) -> bool:
    """Whether a button, select or form is to be answered now; who sent it is told if not.

    From here on we speak the language of who sent it.
    """
    speak_to(interaction)
    gate = cast("commands.AutoShardedBot", interaction.client).get_cog("Gate")
    return not isinstance(gate, Gate) or await gate.admit_press(interaction)
