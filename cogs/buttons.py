"""What the buttons of a card do, also when an earlier run of the bot sent it."""

import re
from contextlib import suppress
from typing import Any, Self, cast

import discord
from discord.ext import commands

from bot.archive import Archive
from bot.cards import (
    Action,
    Press,
    View,
    names_page,
    quotes_page,
    speaker_page,
    speakers_page,
)
from bot.domain import PullquoteError, Share, StoredReport
from cogs.answers import NO_PINGS, answering
from cogs.gate import may_press


class NotKept(PullquoteError):
    """The article of a card has gone from the archive."""

    kind = "not_kept"


class NotYours(PullquoteError):
    """Somebody else's reply was to be deleted."""

    kind = "not_yours"


class Buttons(commands.Cog):
    """Answers whoever presses, and nobody else."""

    def __init__(self, bot: commands.AutoShardedBot, archive: Archive) -> None:
        self._bot = bot
        self._archive = archive

    async def cog_load(self) -> None:
        self._bot.add_dynamic_items(CardPress)

    async def cog_unload(self) -> None:
        self._bot.remove_dynamic_items(CardPress)

    async def answer(self, interaction: discord.Interaction, press: Press) -> None:
        """Do what a press asks for.

        Raises:
            NotKept: the article has gone.
            NotYours: the reply is not theirs to delete.
        """
        # Answered within three seconds, however long the archive takes.
        opens = press.action.opens
        await interaction.response.defer(ephemeral=opens, thinking=opens)
        share = await self._archive.share(press.share_id)
        # A new archive counts its shares anew; an old card must not open another channel's.
        if share and share.seen.channel_id != interaction.channel_id:
            share = None
        if press.action is Action.DELETE:
            await _delete(interaction, share)
            return
        stored = await self._stored(share)
        if share is None or stored is None:
            raise NotKept("This article is not kept any more; paste its link to have it read anew.")
        view = _view(press, stored, share)
        if opens:
            await interaction.followup.send(view=view, ephemeral=True, allowed_mentions=NO_PINGS)
        else:
            await interaction.edit_original_response(view=view, allowed_mentions=NO_PINGS)

    async def _stored(self, share: Share | None) -> StoredReport | None:
        if share is None or share.article_id is None:
            return None
        return await self._archive.report(share.article_id, share.id)


class CardPress(
    discord.ui.DynamicItem[discord.ui.Item[discord.ui.LayoutView]], template=Press.TEMPLATE
):
    """A button or select on any card of ours, known by its custom id alone."""

    def __init__(self, item: discord.ui.Item[Any], press: Press) -> None:
        super().__init__(item)
        self._press = press

    @classmethod
    async def from_custom_id(
        cls, _: discord.Interaction, item: discord.ui.Item[Any], match: re.Match[str], /
    ) -> Self:
        return cls(item, Press.of(match))

    async def interaction_check(self, interaction: discord.Interaction, /) -> bool:
        return await may_press(interaction)

    async def callback(self, interaction: discord.Interaction) -> None:
        press = self._press
        if isinstance(self.item, discord.ui.Select):
            press = press.choosing(self.item.values[0])
        buttons = cast("commands.AutoShardedBot", interaction.client).get_cog("Buttons")
        async with answering(interaction):
            await cast("Buttons", buttons).answer(interaction, press)


def _view(press: Press, stored: StoredReport, share: Share) -> View:
    match press.action:
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
    posted = share is not None and share.seen.author_id == interaction.user.id
    moderates = interaction.permissions.manage_messages
    if not (posted or moderates or interaction.guild_id is None):
        raise NotYours(
            "Only who pasted the link, or a moderator, can delete this; please ask them."
        )
    if interaction.message:
        with suppress(discord.NotFound):
            await interaction.message.delete()
