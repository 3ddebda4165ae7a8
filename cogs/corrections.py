"""✎ on a card: who posted the link, and moderators, say what is wrong in it."""

import re
from collections.abc import Sequence
from contextlib import suppress
from typing import Any, cast

import discord
import structlog
from discord.ext import commands

from bot.archive import Archive
from bot.cards import (
    NOBODY,
    SOMEBODY_ELSE,
    Act,
    Mend,
    mend_quote_page,
    mending_page,
    name_by_value,
    plain,
    report_card,
    speaker_form,
)
from bot.domain import Correction, CorrectionKind, Quote, Share, StoredReport
from bot.languages import N_, speaking
from cogs.answers import NO_PINGS, answering
from cogs.buttons import NotKept
from cogs.gate import may_press
from cogs.languages import of_card
from cogs.owning import of_here, require_own
from cogs.pressing import pressing
from cogs.replying import Choices

_log: structlog.stdlib.BoundLogger = structlog.stdlib.get_logger(__name__)

_NOT_YOURS = N_("Only who pasted the link, or a moderator, can correct this; please ask them.")
_GONE = N_("This article is not kept any more; paste its link to have it read anew.")
_CHANGED = N_("That quote has changed meanwhile; press ✎ on the card again.")


class Corrections(commands.Cog):
    """Keeps what people say is wrong, for their server, and shows it at once."""

    def __init__(self, bot: commands.AutoShardedBot, archive: Archive, choices: Choices) -> None:
        self._bot = bot
        self._archive = archive
        self._choices = choices
        self._presses = pressing(Mend.TEMPLATE, self._pressed)

    async def cog_load(self) -> None:
        self._bot.add_dynamic_items(self._presses)

    async def cog_unload(self) -> None:
        self._bot.remove_dynamic_items(self._presses)

    async def _pressed(
        self, interaction: discord.Interaction, match: re.Match[str], chosen: Sequence[str]
    ) -> None:
        await self.answer(interaction, Mend.of(match), chosen[0] if chosen else "")

    @commands.Cog.listener()
    async def on_interaction(self, interaction: discord.Interaction) -> None:
        """A form comes back, perhaps after a restart: discord.py knows it no more, but we do."""
        if interaction.type is not discord.InteractionType.modal_submit:
            return
        data = cast("dict[str, Any]", interaction.data or {})
        match = Mend.TEMPLATE.fullmatch(str(data.get("custom_id", "")))
        if match and await may_press(interaction):
            async with answering(interaction):
                await self.answer(interaction, Mend.of(match), _typed(data))

    async def answer(self, interaction: discord.Interaction, press: Mend, value: str) -> None:
        """Do what a press asks for.

        Parameters:
            value: what was chosen or typed.

        Raises:
            NotYours: the presser may not correct this card.
            NotKept: the article, or the quote meant, is there no more.
        """
        if press.act is Act.SPEAKER and value == SOMEBODY_ELSE:
            # A form can't be shown any more once an answer is promised; who may send it is asked
            # when it comes back.
            await interaction.response.send_modal(speaker_form(press))
            return
        # Answered within three seconds, however long the archive takes.
        opens = press.act is Act.OPEN
        await interaction.response.defer(ephemeral=opens, thinking=opens)
        share = of_here(interaction, await self._archive.share(press.share_id))
        require_own(interaction, share, _NOT_YOURS)
        stored = share and await self._archive.report(share.article_id or 0, share.id)
        if share is None or stored is None:
            raise NotKept(_GONE)
        match press.act:
            case Act.OPEN | Act.PAGE:
                await self._show(interaction, press, share, stored)
            case Act.UNDO:
                stored = await self._archive.undo_correction(share.id, interaction.user.id)
                _log.info("correction_undone", share=share.id, by=interaction.user.id)
                await self._done(interaction, press, share, stored)
            case Act.ARTICLE:
                correction = Correction(CorrectionKind.WRONG_ARTICLE)
                await self._correct(interaction, press, share, correction)
            case _:
                await self._answer_quote(interaction, press, share, stored, value)

    async def _answer_quote(
        self,
        interaction: discord.Interaction,
        press: Mend,
        share: Share,
        stored: StoredReport,
        value: str,
    ) -> None:
        if press.act is Act.QUOTE:
            press = press.choosing(value)
        quote = press.quote_in(stored.report)
        if quote is None:
            raise NotKept(_CHANGED)
        if press.act is Act.QUOTE:
            view = mend_quote_page(stored, share, quote)
            await interaction.edit_original_response(view=view, allowed_mentions=NO_PINGS)
        else:
            correction = _correction(press, stored, quote, value)
            await self._correct(interaction, press, share, correction)

    async def _correct(
        self, interaction: discord.Interaction, press: Mend, share: Share, correction: Correction
    ) -> None:
        stored = await self._archive.correct(share.id, correction, interaction.user.id)
        _log.info("corrected", share=share.id, kind=correction.kind, by=interaction.user.id)
        await self._done(interaction, press, share, stored)

    async def _done(
        self, interaction: discord.Interaction, press: Mend, share: Share, stored: StoredReport
    ) -> None:
        await self._show(interaction, press, share, stored)
        if share.reply_id is None:
            return
        choices = self._choices(share.seen.guild_id, share.seen.channel_id)
        channel = self._bot.get_partial_messageable(
            share.reply_channel_id, guild_id=share.seen.guild_id
        )
        # All see the card, whatever the language of who corrects it.
        with speaking(of_card(choices, interaction.guild)):
            view = report_card(stored, share, choices)
        # It may have been deleted, or have been one person's alone.
        with suppress(discord.HTTPException):
            await channel.get_partial_message(share.reply_id).edit(
                view=view, allowed_mentions=NO_PINGS
            )

    async def _show(
        self, interaction: discord.Interaction, press: Mend, share: Share, stored: StoredReport
    ) -> None:
        made = await self._archive.corrections(stored.article_id, share.seen.place_id)
        view = mending_page(stored, share, made, press.page)
        await interaction.edit_original_response(view=view, allowed_mentions=NO_PINGS)


def _correction(press: Mend, stored: StoredReport, quote: Quote, value: str) -> Correction:
    if press.act is Act.NOT_A_QUOTE:
        return Correction(CorrectionKind.NOT_A_QUOTE, quote.content, before=quote.speaker)
    if press.act is Act.TYPED:
        speaker = plain(value, 80) or None
    elif value == NOBODY:
        speaker = None
    else:
        speaker = name_by_value(stored.report, quote, value)
        if speaker is None:
            raise NotKept(_CHANGED)
    return Correction(CorrectionKind.SPEAKER, quote.content, speaker, quote.speaker)


def _typed(data: dict[str, Any]) -> str:
    """What was typed into a form's only field."""
    for part in cast("list[dict[str, Any]]", data.get("components", [])):
        field = cast("dict[str, Any]", part.get("component", {}))
        if "value" in field:
            return str(field["value"])
    return ""
