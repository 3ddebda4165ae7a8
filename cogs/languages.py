"""Which language we speak: to one person their own, and to all what their server prefers."""

import discord

from bot.domain import CardChoices
from bot.languages import ENGLISH, Language, language_of, speak


def speak_to(interaction: discord.Interaction) -> None:
    """Say all that comes in this task in the language of whoever asks."""
    speak(language_of(str(interaction.locale.value)) or ENGLISH)


def of_server(guild: discord.Guild | None) -> Language:
    """The language of what all of a server see; English in direct messages."""
    return (guild and language_of(str(guild.preferred_locale.value))) or ENGLISH


def of_card(choices: CardChoices, guild: discord.Guild | None) -> Language:
    """The language of a card that all see: what was chosen for its channel, else the server's."""
    return of_server(guild) if choices.language == "server" else choices.language
