"""The slash commands as Discord shows them to people of other languages.

Descriptions, options, choices and menus are in the language of whoever sees them; the names of the
commands stay as they are: members of one server speak several languages and tell each other what
to type, and our sentences name commands, too.
"""

import asyncio
from collections.abc import Iterator, Mapping, Sequence
from importlib import import_module
from pathlib import Path
from typing import IO, Any

import discord
from discord import app_commands
from discord.ext import commands

from bot.languages import ENGLISH, _, language_of, load, pgettext, speaking

_Command = app_commands.Command[Any, ..., Any] | app_commands.Group
_At = app_commands.TranslationContextLocation
_NAMES = {_At.command_name, _At.group_name}
#: The context of choices in the catalogues.
CHOICE = "choice"


class CommandTranslator(app_commands.Translator):
    """Asked by discord.py for every word of every command, whenever it tells Discord of them."""

    async def load(self) -> None:
        """Read the catalogues now, beside the event loop: later they are asked for within it."""
        await asyncio.to_thread(load)

    async def translate(
        self,
        string: app_commands.locale_str,
        locale: discord.Locale,
        context: app_commands.TranslationContextTypes,
    ) -> str | None:
        """A word or sentence of a command; None where it stays as it is."""
        spoken = language_of(locale.value)
        if spoken is None or spoken == ENGLISH:
            return None
        if context.location in _NAMES and not isinstance(context.data, app_commands.ContextMenu):
            return None
        with speaking(spoken):
            translated = _translated(string.message, context)
        return None if translated == string.message else translated


def extract(
    file: IO[bytes],
    keywords: Mapping[str, Any],  # noqa: ARG001  (Babel's way of calling an extractor)
    comment_tags: Sequence[str],  # noqa: ARG001
    options: Mapping[str, Any],  # noqa: ARG001
) -> Iterator[tuple[int, str, str | tuple[str, str], list[str]]]:
    """What the commands of a module of this room say, for the catalogues; see ``bot.languages``."""
    module = import_module(f"cogs.{Path(file.name).stem}")
    for cog in vars(module).values():
        if (
            isinstance(cog, type)
            and issubclass(cog, commands.Cog)
            and cog.__module__ == module.__name__
        ):
            yield from _words_of_cog(cog)


def _words_of_cog(
    cog: type[commands.Cog],
) -> Iterator[tuple[int, str, str | tuple[str, str], list[str]]]:
    described = "Discord shows 100 characters at most."
    named = "Lower case, no spaces, 32 characters at most; people type it."
    own_group = str(cog.__cog_group_name__) if cog.__cog_is_app_commands_group__ else None
    if own_group:
        yield 1, "gettext", str(cog.__cog_group_description__), [f"/{own_group}", described]
    for command in _all_commands(cog.__cog_app_commands__):
        name = " ".join(filter(None, (own_group, command.qualified_name)))
        group = own_group or (command.parent.name if command.parent else None)
        yield 1, "gettext", command.description, [f"/{name}", described]
        for option in () if isinstance(command, app_commands.Group) else command.parameters:
            where = f"/{name} {option.display_name}"
            yield 1, "pgettext", (_option_of(group), option.display_name), [where, named]
            yield 1, "gettext", str(option.description), [where, described]
            for choice in option.choices:
                yield 1, "pgettext", (CHOICE, choice.name), [where]


def _all_commands(found: Sequence[_Command]) -> Iterator[_Command]:
    for command in found:
        yield command
        if isinstance(command, app_commands.Group):
            yield from _all_commands(command.commands)


def _translated(word: str, context: app_commands.TranslationContextTypes) -> str:
    if isinstance(context.data, app_commands.Parameter) and context.location is _At.parameter_name:
        command = context.data.command
        return pgettext(_option_of(command.parent.name if command.parent else None), word)
    if context.location is _At.choice_name:
        return pgettext(CHOICE, word)
    return _(word)


def _option_of(group: str | None) -> str:
    """The context of an option's name: in a group one word may mean something else."""
    return f"option of /{group}" if group else "option"
