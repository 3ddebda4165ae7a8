"""Whom an asker means by a name: asked back where several fit, offered the nearest where none."""

import discord

from bot.archive import Archive
from bot.cards import View, did_you_mean_card, who_card
from bot.domain import Scope
from cogs.answers import NO_PINGS


async def who_is_meant(
    interaction: discord.Interaction,
    archive: Archive,
    typed: str,
    scope: Scope,
    custom_id: str,
) -> str | None:
    """What to ask the archive for, or None where a card has asked the asker back instead.

    An exact full name, or one behind an equals sign as autocomplete and our selects give it, is
    never asked back. A name that nobody is like comes back as it was typed.

    Parameters:
        interaction: deferred; a card replaces its answer.
        custom_id: of the select on that card. Whose press it is gets the chosen name as the
            select's value, and asks again with it.
    """
    found = await archive.names.candidates(typed, scope)
    if len(found) == 1:
        return found[0].exactly
    if found:
        # Only of people who have the very same name there are several here.
        if typed.startswith("="):
            return typed
        return await _ask(interaction, who_card(typed, found, custom_id))
    near = await archive.names.near(typed, scope)
    if near:
        return await _ask(interaction, did_you_mean_card(typed, near, custom_id))
    return typed


async def _ask(interaction: discord.Interaction, view: View) -> None:
    await interaction.edit_original_response(view=view, allowed_mentions=NO_PINGS)
