"""What the buttons of a card do, also when an earlier run of the bot sent it."""

import re
from collections.abc import Sequence
from contextlib import suppress

import discord
from discord.ext import commands

from bot.archive import Archive
from bot.cards import (
    Action,
    Asked,
    Press,
    View,
    asked_card,
    names_page,
    quotes_page,
    speaker_by_mark,
    speaker_page,
    speakers_page,
)
from bot.domain import CardChoices, PullquoteError, Share, StoredReport
from bot.languages import N_
from cogs.answers import NO_PINGS
from cogs.owning import of_here, require_own
from cogs.paging import Paging
from cogs.pressing import pressing
from cogs.replying import Choices
from cogs.scope import Threads, visible_scope


class NotKept(PullquoteError):
    """The article of a card has gone from the archive."""

    kind = "not_kept"


class Buttons(commands.Cog):
    """Answers whoever presses, and nobody else."""

    def __init__(self, bot: commands.AutoShardedBot, archive: Archive, choices: Choices) -> None:
        self._bot = bot
        self._archive = archive
        self._choices = choices
        self._threads = Threads()
        self._presses = pressing(Press.TEMPLATE, self._pressed)

    async def cog_load(self) -> None:
        self._bot.add_dynamic_items(self._presses)

    async def cog_unload(self) -> None:
        self._bot.remove_dynamic_items(self._presses)

    async def _pressed(
        self, interaction: discord.Interaction, match: re.Match[str], chosen: Sequence[str]
    ) -> None:
        press = Press.of(match)
        await self.answer(interaction, press.choosing(chosen[0]) if chosen else press)

    async def answer(self, interaction: discord.Interaction, press: Press) -> None:
        """Do what a press asks for.

        Raises:
            NotKept: the article has gone.
            NotYours: the reply is not theirs to delete.
        """
        # Answered within three seconds, however long the archive takes.
        opens = press.action.opens or press.action is Action.SEARCH
        await interaction.response.defer(ephemeral=opens, thinking=opens)
        share = await self._archive.share(press.share_id)
        # A new archive counts its shares anew; an old card must not open what may not be seen.
        if press.action is Action.DELETE:
            await _delete(interaction, of_here(interaction, share))
            return
        if share and not await self._may_see(interaction, share):
            share = None
        stored = await self._stored(share)
        if share is None or stored is None:
            raise NotKept(
                N_("This article is not kept any more; paste its link to have it read anew.")
            )
        if press.action is Action.SEARCH:
            await self._search(interaction, press, stored)
            return
        choices = self._choices(share.seen.guild_id, share.seen.channel_id)
        view = _view(press, stored, share, choices)
        if opens:
            await interaction.followup.send(view=view, ephemeral=True, allowed_mentions=NO_PINGS)
        else:
            await interaction.edit_original_response(view=view, allowed_mentions=NO_PINGS)

    async def _may_see(self, interaction: discord.Interaction, share: Share) -> bool:
        """Whether the article was shared right here, or where the presser may read."""
        if of_here(interaction, share):
            return True
        if share.seen.guild_id is None or share.seen.guild_id != interaction.guild_id:
            return False
        scope = await visible_scope(interaction, [share.seen.channel_id], self._threads)
        return share.seen.channel_id in scope.channel_ids

    async def _search(
        self, interaction: discord.Interaction, press: Press, stored: StoredReport
    ) -> None:
        """Ask for a speaker's words as /quotes does, in an answer beside this one."""
        speaker = speaker_by_mark(stored.report, press.speaker)
        paging = self._bot.get_cog("Paging")
        if speaker is None or not isinstance(paging, Paging):
            raise NotKept(N_("That speaker is not quoted here any more; choose another one."))
        asked = Asked("quotes", {"speaker": f"={speaker}"})
        await paging.answer(interaction, asked, beside=True)

    async def _stored(self, share: Share | None) -> StoredReport | None:
        if share is None or share.article_id is None:
            return None
        return await self._archive.report(share.article_id, share.id)


def _view(press: Press, stored: StoredReport, share: Share, choices: CardChoices) -> View:
    match press.action:
        case Action.CARD:
            return asked_card(stored, share, choices)
        case Action.NAMES | Action.NAMES_PAGE:
            return names_page(stored, share, press.page)
        case Action.SPEAKERS:
            return speakers_page(stored, share)
        case Action.SPEAKER | Action.SPEAKER_PAGE:
            return speaker_page(stored, share, press.speaker, press.page)
        case _:
            return quotes_page(stored, share, press.page)


async def _delete(interaction: discord.Interaction, share: Share | None) -> None:
    """Delete the reply that the button stands on."""
    require_own(
        interaction,
        share,
        N_("Only who pasted the link, or a moderator, can delete this; please ask them."),
    )
    if interaction.message:
        with suppress(discord.NotFound):
            await interaction.message.delete()
