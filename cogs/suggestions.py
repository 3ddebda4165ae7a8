"""What is suggested while somebody types: only names of what they may see."""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager, suppress

import discord
from discord import app_commands

from bot.archive import Archive, ArchiveError, SiteCount, SpeakerCount
from bot.cards import plain
from cogs.scope import asker_scope

#: The longest name and words that are asked for, in characters; Discord's limit for suggestions.
NAME = 100
WORDS = 200

SUGGESTED_WITHIN_S = 0.09

Choices = list[app_commands.Choice[str]]


@asynccontextmanager
async def in_time() -> AsyncGenerator[None]:
    """Leave off what takes too long or fails: who types on asks again."""
    with suppress(TimeoutError, ArchiveError):
        async with asyncio.timeout(SUGGESTED_WITHIN_S):
            yield


async def speaker_choices(
    interaction: discord.Interaction, archive: Archive, typed: str
) -> Choices:
    """The speakers whose names begin so, the most quoted first."""
    found: list[SpeakerCount] = []
    async with in_time():
        found = await archive.speakers(typed, await asker_scope(interaction, archive))
    return [
        app_commands.Choice(name=plain(_counted(who), 100), value=value)
        for who in found
        if (value := plain(_asked_for(who), NAME).removesuffix("…"))
    ]


async def site_choices(interaction: discord.Interaction, archive: Archive, typed: str) -> Choices:
    """The sites with such a part in their names, those shared most first."""
    found: list[SiteCount] = []
    async with in_time():
        found = await archive.sites(typed, await asker_scope(interaction, archive))
    return [
        app_commands.Choice(name=plain(f"{site.name} ({site.articles})", 100), value=site.name)
        for site in found
        if len(site.name) <= NAME
    ]


def _counted(who: SpeakerCount) -> str:
    return who.name if who.quotes is None else f"{who.name} ({who.quotes})"


def _asked_for(who: SpeakerCount) -> str:
    """A name of one word is many people's, so that the one who has no other is marked."""
    return who.name if " " in who.name else f"={who.name}"
