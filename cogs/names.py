"""``/names``: moderators say who is who in their server, and take it back."""

import re
from collections.abc import Sequence

import discord
from discord import app_commands
from discord.ext import commands

from bot.archive import Archive, Candidate
from bot.cards import Undo, decided_card, log_card, plain, undone_card
from bot.domain import PullquoteError, Scope
from bot.languages import N_
from cogs.answers import NO_PINGS, answering
from cogs.article import LONGEST_LINK, shared_link
from cogs.pressing import pressing
from cogs.scope import Threads, asker_scope
from cogs.suggestions import in_time

_NAME = 100
_NEW_NAME = 80
_SHOWN = 10
_Name = app_commands.Range[str, 1, _NAME]


class NotAModerator(PullquoteError):
    """Somebody wanted to change names who may not."""

    kind = "not_a_moderator"


class WhichName(PullquoteError):
    """A name fits nobody in scope, or several."""

    kind = "which_name"


class Names(commands.Cog):
    """Merges, splits and renames people, in one server alone, by its moderators."""

    names = app_commands.Group(
        name="names", description="Say who is who in this server", guild_only=True
    )

    def __init__(self, bot: commands.AutoShardedBot, archive: Archive) -> None:
        self._bot = bot
        self._archive = archive
        self._threads = Threads()
        self._presses = pressing(Undo.TEMPLATE, self._pressed)

    async def cog_load(self) -> None:
        self._bot.add_dynamic_items(self._presses)

    async def cog_unload(self) -> None:
        self._bot.remove_dynamic_items(self._presses)

    async def _pressed(
        self, interaction: discord.Interaction, match: re.Match[str], chosen: Sequence[str]
    ) -> None:
        """A change is taken back, whoever of the moderators presses."""
        change_id = int(chosen[0]) if chosen else Undo.of(match).change_id
        await self.take_back(interaction, change_id or 0)

    @names.command()
    @app_commands.describe(name="Who is somebody else", into="Who that really is")
    async def merge(self, interaction: discord.Interaction, name: _Name, into: _Name) -> None:
        """Two names are one person"""
        async with answering(interaction):
            scope = await self._moderating(interaction)
            one, other = await self._one(name, scope), await self._one(into, scope)
            change = await self._archive.names.merge(
                interaction.guild_id, interaction.user.id, one.identity_id, other.identity_id
            )
            await _show(interaction, decided_card(change))

    @names.command()
    @app_commands.describe(name="Who has a name too many", form="The name that is somebody else's")
    async def split(self, interaction: discord.Interaction, name: _Name, form: _Name) -> None:
        """One of somebody's names is another person's"""
        async with answering(interaction):
            scope = await self._moderating(interaction)
            one = await self._one(name, scope)
            change = await self._archive.names.split(
                interaction.guild_id, interaction.user.id, one.identity_id, form
            )
            await _show(interaction, decided_card(change))

    @names.command()
    @app_commands.describe(name="Who is to be called otherwise", to="How")
    async def rename(self, interaction: discord.Interaction, name: _Name, to: _Name) -> None:
        """Somebody is called otherwise in this server"""
        async with answering(interaction):
            scope = await self._moderating(interaction)
            one = await self._one(name, scope)
            change = await self._archive.names.rename(
                interaction.guild_id, interaction.user.id, one.identity_id, to
            )
            await _show(interaction, decided_card(change))

    @names.command(name="in-article")
    @app_commands.describe(
        link="The article, as it was shared",
        name="Who is quoted there",
        person="Who that is: somebody quoted elsewhere, or a new name such as “John Smith, mayor”",
    )
    async def in_article(
        self,
        interaction: discord.Interaction,
        link: app_commands.Range[str, 1, LONGEST_LINK],
        name: _Name,
        person: app_commands.Range[str, 1, _NEW_NAME],
    ) -> None:
        """In one article a name is somebody else's"""
        async with answering(interaction):
            scope = await self._moderating(interaction)
            share = await shared_link(self._archive, link, scope)
            becomes = person.removeprefix("=")
            found = await self._archive.names.anybody(f"={becomes}", scope)
            known = found[0] if found else None
            change = await self._archive.names.in_article(
                scope.guild_id or 0,
                interaction.user.id,
                share.article_id or 0,
                name.removeprefix("="),
                known.name if known else becomes,
                known.identity_id if known else None,
            )
            await _show(interaction, decided_card(change))

    @names.command()
    async def log(self, interaction: discord.Interaction) -> None:
        """What was changed about names in this server, by whom and when"""
        async with answering(interaction):
            scope = await self._moderating(interaction)
            changes = await self._archive.names.log(interaction.guild_id, _SHOWN, scope)
            await _show(interaction, log_card(changes))

    @names.command()
    @app_commands.describe(number="The change's number in /names log")
    async def undo(
        self, interaction: discord.Interaction, number: app_commands.Range[int, 1, 10**15]
    ) -> None:
        """Take a change of names back"""
        async with answering(interaction):
            await self.take_back(interaction, number)

    @merge.autocomplete("name")
    @merge.autocomplete("into")
    @split.autocomplete("name")
    @rename.autocomplete("name")
    @in_article.autocomplete("name")
    @in_article.autocomplete("person")
    async def people(
        self, interaction: discord.Interaction, typed: str
    ) -> list[app_commands.Choice[str]]:
        """The people whom the moderator may see quoted or mentioned."""
        found: list[Candidate] = []
        async with in_time():
            scope = await asker_scope(interaction, self._archive)
            found = await self._archive.names.anybody(typed, scope)
        return [_choice(who.name, who.exactly) for who in found if plain(who.name, _NAME)]

    @split.autocomplete("form")
    async def forms(
        self, interaction: discord.Interaction, typed: str
    ) -> list[app_commands.Choice[str]]:
        """The names of the person already given, as far as the moderator may see them."""
        forms: list[str] = []
        async with in_time():
            scope = await asker_scope(interaction, self._archive)
            found = await self._archive.names.anybody(str(interaction.namespace.name), scope)
            if len(found) == 1:
                forms = await self._archive.names.forms(found[0].identity_id, scope)
        fitting = [form for form in forms if typed.casefold() in form.casefold()]
        return [_choice(form, form) for form in fitting if plain(form, _NAME)]

    async def take_back(self, interaction: discord.Interaction, change_id: int) -> None:
        """Undo a change; raises NotAModerator, or NoSuchChange of the archive."""
        await self._moderating(interaction)
        change = await self._archive.names.undo(
            interaction.guild_id, interaction.user.id, change_id
        )
        await _show(interaction, undone_card(change))

    async def _moderating(self, interaction: discord.Interaction) -> Scope:
        """What a moderator may see; raises NotAModerator."""
        allowed = interaction.permissions
        if not (allowed.manage_messages or allowed.manage_guild):
            raise NotAModerator(
                N_("Only who may manage messages or the server can change names; please ask them.")
            )
        await interaction.response.defer(ephemeral=True)
        return await asker_scope(interaction, self._archive, self._threads)

    async def _one(self, name: str, scope: Scope) -> Candidate:
        found = await self._archive.names.anybody(name, scope)
        if not found:
            raise WhichName(
                N_(
                    "Nobody called “{name}” is quoted or mentioned here;"
                    " pick one of the suggestions."
                ),
                name=name,
            )
        if len(found) > 1:
            raise WhichName(
                N_("Several people here are called “{name}”; pick one of the suggestions."),
                name=name,
            )
        return found[0]


async def _show(interaction: discord.Interaction, view: discord.ui.LayoutView) -> None:
    await interaction.edit_original_response(view=view, allowed_mentions=NO_PINGS)


def _choice(label: str, value: str) -> app_commands.Choice[str]:
    return app_commands.Choice(name=plain(label, _NAME), value=plain(value, _NAME))
