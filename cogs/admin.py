"""``/admin``: what whoever runs the bot does without a shell."""

from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime
from typing import Protocol

import discord
from discord import app_commands
from discord.ext import commands

from bot.archive import Archive
from bot.cards import clean, notice
from bot.languages import N_, _, number
from cogs.answers import NO_PINGS, answering, say
from cogs.gate import Gate

#: Reads the settings anew, applies what can be applied, and says in a sentence what that is.
Reload = Callable[[], Awaitable[str]]

_QUEUE = N_("""\
### Queue
**Waiting:** {waiting}
**Failed:** {failed}
**Done:** {done}
**Answers to be deleted:** {removals}
**Now:** {state}""")
# Translators: how many links wait, and how long ago the oldest came.
_WAITING = N_("{count}, the oldest {oldest}")
_NOT_YOURS = N_("Only whoever runs me can use this; ask them.")
_PAUSED = N_(
    "Paused: I read nothing and answer nobody, also after a restart, until `/admin resume`; what"
    " was being read waits."
)
_RESUMED = N_("I read and answer again; what had to wait goes on now.")
_STILL_PAUSED = N_("I am paused, so nothing was tried again; use `/admin resume` first.")
_RETRIED = N_("Reading again: {count}; `/admin queue` shows how they fare.")
_NONE_FAILED = N_("No link has failed.")
_NO_RELOAD = N_("Nothing can be reloaded here; restart me instead.")


class Working(Protocol):
    """What reads by itself, and rests during a pause."""

    async def rest(self) -> None: ...

    async def go_on(self) -> None: ...


@app_commands.default_permissions(administrator=True)
class Admin(commands.GroupCog, name="admin", group_description="For whoever runs the bot"):
    """Answers the owner of the application, or a member of its team, and nobody else."""

    def __init__(
        self,
        bot: commands.AutoShardedBot,
        archive: Archive,
        gate: Gate,
        working: Sequence[Working],
        reload: Reload | None = None,
    ) -> None:
        self._bot = bot
        self._archive = archive
        self._gate = gate
        self._working = working
        self._reload = reload

    async def interaction_check(self, interaction: discord.Interaction, /) -> bool:  # pyright: ignore[reportIncompatibleMethodOverride]
        # Who owns the application is asked of Discord once, and that may take a while.
        await interaction.response.defer(ephemeral=True, thinking=True)
        if await self._bot.is_owner(interaction.user):
            return True
        await say(interaction, _(_NOT_YOURS))
        return False

    @app_commands.command()
    async def queue(self, interaction: discord.Interaction) -> None:
        """See how many links wait, failed and are done"""
        async with answering(interaction):
            queue = await self._archive.operating.queue()
            waiting = _(_WAITING).format(count=number(queue.waiting), oldest=_when(queue.oldest))
            text = _(_QUEUE).format(
                waiting=waiting if queue.waiting else number(0),
                failed=number(queue.failed),
                done=number(queue.done),
                removals=number(queue.removals),
                state=_("paused") if self._gate.paused else _("at work"),
            )
            await _show(interaction, text)

    @app_commands.command()
    async def failed(self, interaction: discord.Interaction) -> None:
        """See why links failed, and how many"""
        async with answering(interaction):
            reasons = await self._archive.operating.failed()
            lines = (
                _("**{reason}:** {count}, last {when}").format(
                    reason=clean(it.kind, 60), count=number(it.count), when=_when(it.last)
                )
                for it in reasons
            )
            head = "### " + _("Failed links")
            await _show(interaction, "\n".join((head, *lines)) if reasons else _(_NONE_FAILED))

    @app_commands.command()
    @app_commands.describe(kind="Only those that failed for this reason, as /admin failed names it")
    async def retry(
        self, interaction: discord.Interaction, kind: app_commands.Range[str, 1, 60] | None = None
    ) -> None:
        """Read up to a hundred failed links again, the newest first"""
        async with answering(interaction):
            if self._gate.paused:
                await _show(interaction, _(_STILL_PAUSED))
                return
            count = await self._archive.operating.retry(kind)
            retried = _(_RETRIED).format(count=number(count))
            await _show(interaction, retried if count else _(_NONE_FAILED))
            await self._go_on()

    @app_commands.command()
    async def pause(self, interaction: discord.Interaction) -> None:
        """Stop all reading and answering, also after a restart"""
        async with answering(interaction):
            try:
                await self._gate.pause()
            finally:
                # Also where the pause can't be noted: it holds until the next start then.
                for one in self._working:
                    await one.rest()
            await _show(interaction, _(_PAUSED))

    @app_commands.command()
    async def resume(self, interaction: discord.Interaction) -> None:
        """Go on after a pause"""
        async with answering(interaction):
            await self._gate.resume()
            await _show(interaction, _(_RESUMED))
            await self._go_on()

    @app_commands.command()
    async def reload(self, interaction: discord.Interaction) -> None:
        """Read the settings anew and apply those that can change while I run"""
        async with answering(interaction):
            await _show(interaction, _(await self._reload() if self._reload else _NO_RELOAD))

    async def _go_on(self) -> None:
        for one in self._working:
            await one.go_on()


async def _show(interaction: discord.Interaction, text: str) -> None:
    await interaction.followup.send(view=notice(text), ephemeral=True, allowed_mentions=NO_PINGS)


def _when(moment: datetime | None) -> str:
    return discord.utils.format_dt(moment, "R") if moment else _("never")
