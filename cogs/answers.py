"""What we tell the one person who asked: a sentence, for their eyes only."""

import math
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager, suppress

import discord
import structlog
from discord import app_commands

from bot.cards import clean, notice
from bot.domain import PullquoteError
from bot.languages import N_, _
from bot.metrics import COMMANDS_SEEN, REFUSED

_log: structlog.stdlib.BoundLogger = structlog.stdlib.get_logger(__name__)

NO_PINGS = discord.AllowedMentions.none()
UNFORESEEN = N_("Something went wrong on my side; please try again in a minute.")


async def say(interaction: discord.Interaction, sentence: str) -> None:
    """Answer with one sentence that nobody else sees."""
    view = notice(sentence)
    # Whoever waited too long for us has gone, and their interaction with them.
    with suppress(discord.NotFound):
        if interaction.response.is_done():
            await interaction.followup.send(view=view, ephemeral=True, allowed_mentions=NO_PINGS)
        else:
            await interaction.response.send_message(
                view=view, ephemeral=True, allowed_mentions=NO_PINGS
            )


@asynccontextmanager
async def answering(interaction: discord.Interaction) -> AsyncGenerator[None]:
    """Tell the asker in a sentence what goes wrong inside; what nobody foresaw is raised again."""
    try:
        yield
    except PullquoteError as error:
        REFUSED.labels(error.kind).inc()
        # A sentence of ours may hold words that came from a page or a person.
        await say(interaction, clean(error.in_words(), 400))
    except Exception:
        await say(interaction, _(UNFORESEEN))
        raise


async def on_command_error(
    interaction: discord.Interaction, error: app_commands.AppCommandError
) -> None:
    """The command tree's last resort: one sentence where none was said, the rest to the log."""
    if isinstance(error, app_commands.CommandOnCooldown):
        seconds = math.ceil(error.retry_after)
        sentence = _("That was a lot at once; please ask again in {seconds} s.")
        await say(interaction, sentence.format(seconds=seconds))
        return
    if isinstance(error, app_commands.CheckFailure):
        # Whoever refused it has said why.
        return
    cause = error.original if isinstance(error, app_commands.CommandInvokeError) else error
    command = interaction.command.qualified_name if interaction.command else None
    COMMANDS_SEEN.labels(command or "", "failed").inc()
    _log.error("command_failed", command=command, exc_info=cause)
    if not interaction.response.is_done():
        await say(interaction, _(UNFORESEEN))
