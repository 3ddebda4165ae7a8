"""Whom an asker means by a name: asked back where several fit, offered the nearest where none."""

from bot.archive import Archive
from bot.cards import Asked, View, did_you_mean_card, which_card
from bot.domain import Scope


async def who_is_meant(archive: Archive, typed: str, scope: Scope, asked: Asked) -> str | View:
    """What to ask the archive for, or a card that asks the asker back.

    An exact full name, or one behind an equals sign as autocomplete and our selects give it, is
    never asked back. A name that nobody is like, or that stands in an article although nobody of
    that name is quoted, comes back as it was typed.

    Parameters:
        asked: the question with the name left open, for the select on that card.
    """
    names = archive.names
    # Only /who knows of those who are mentioned and never quoted.
    found = await (names.anybody if asked.command == "who" else names.candidates)(typed, scope)
    if len(found) == 1:
        return found[0].exactly
    if found:
        # Only of people who have the very same name there are several here.
        return typed if typed.startswith("=") else which_card(typed, found, asked)
    near = await names.near(typed, scope)
    if not near or (await archive.who(typed, scope)).who:
        return typed
    return did_you_mean_card(typed, near, asked)
