"""The names that a command suggests while somebody types one."""

import discord
from discord import app_commands

from bot.archive import Archive
from bot.cards import SPEAKER, plain
from cogs.scope import asker_scope


async def suggested_speakers(
    interaction: discord.Interaction, archive: Archive, typed: str
) -> list[app_commands.Choice[str]]:
    """Speakers whose words the asker may see and whose names begin so, the most quoted first."""
    scope = await asker_scope(interaction, archive)
    names = [who.name for who in await archive.speakers(typed, scope)]
    return [
        app_commands.Choice(name=plain(name, 100), value=value)
        for name in names
        if (value := plain(name, SPEAKER).removesuffix("…"))
    ]
