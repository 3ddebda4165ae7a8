"""Answers to questions, page by page, also of those asked before a restart."""

import re
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace

import discord
from discord.ext import commands

from bot.archive import Archive, ArchiveError
from bot.cards import Asked, View
from bot.domain import PullquoteError, Scope
from bot.languages import N_
from cogs.answers import NO_PINGS
from cogs.pressing import pressing
from cogs.scope import Threads, asker_scope, in_channel
from cogs.who_is_meant import who_is_meant


@dataclass(frozen=True, slots=True)
class WithFile:
    """A page that shows, or hands out, a file."""

    view: View
    file: discord.File


#: Makes one page of an answer out of what the asker may see.
Answer = Callable[[Asked, Scope], Awaitable[View | WithFile]]

_NAMES = frozenset({"speaker", "versus", "name", "a", "b"})  # options that name somebody
_TOO_OLD = N_("This question is too old to turn its pages; please ask it again.")


class TooOld(PullquoteError):
    """A question is kept no more."""

    kind = "question_too_old"


class Paging(commands.Cog):
    """Answers whoever asks, for their eyes alone; what they may see is looked up each time."""

    def __init__(self, bot: commands.AutoShardedBot, archive: Archive) -> None:
        self._bot = bot
        self._archive = archive
        self._threads = Threads()
        self._answers: dict[str, Answer] = {}
        self._presses = pressing(Asked.TEMPLATE, self._pressed)

    async def cog_load(self) -> None:
        self._bot.add_dynamic_items(self._presses)

    async def cog_unload(self) -> None:
        self._bot.remove_dynamic_items(self._presses)

    async def _pressed(
        self, interaction: discord.Interaction, match: re.Match[str], chosen: Sequence[str]
    ) -> None:
        """The pages are turned, or it is said who is meant."""
        await self.answer(interaction, Asked.of(match), chosen[0] if chosen else None)

    def answer_with(self, command: str, answer: Answer) -> None:
        """Let a command's questions be answered so."""
        self._answers[command] = answer

    async def answer(
        self,
        interaction: discord.Interaction,
        asked: Asked,
        chosen: str | None = None,
        *,
        beside: bool = False,
    ) -> None:
        """Answer a question with one page, where it was asked; may raise any PullquoteError.

        Parameters:
            chosen: what was chosen for the option that the question left to a select.
            beside: leave the message whose button asked as it is, and answer with another.
        """
        if not interaction.response.is_done():
            await interaction.response.defer(ephemeral=True, thinking=beside)
        asked = await self._whole(asked)
        if chosen is not None:
            asked = asked.choosing(chosen)
        scope = await asker_scope(interaction, self._archive, self._threads)
        if channel := asked.said.get("channel"):
            scope = in_channel(interaction, scope, int(channel), self._threads)
        page = await self._page(asked, scope)
        view, files = (page.view, [page.file]) if isinstance(page, WithFile) else (page, [])
        await interaction.edit_original_response(
            view=view, attachments=files, allowed_mentions=NO_PINGS
        )

    async def _page(self, asked: Asked, scope: Scope) -> View | WithFile:
        """The page that was asked for, or a card that asks back who is meant by a name."""
        answer = self._answers.get(asked.command)
        if answer is None:
            raise TooOld(_TOO_OLD)
        for option in [option for option in asked.said if option in _NAMES]:
            open_ = await self._kept(asked.leaving_open(option))
            meant = await who_is_meant(self._archive, asked.said[option], scope, open_)
            if isinstance(meant, View):
                return meant
            asked = asked.saying(option, meant)
        return await answer(await self._kept(asked), scope)

    async def _whole(self, asked: Asked) -> Asked:
        """The question with all that was said; raises TooOld if it isn't kept any more."""
        if not asked.digest:
            return asked
        said = await self._archive.kept_question(asked.digest)
        if said is None:
            raise TooOld(_TOO_OLD)
        return replace(asked, said=said)

    async def _kept(self, asked: Asked) -> Asked:
        """The question, kept where its buttons have no room for it."""
        if asked.has_room or asked.digest:
            return asked
        # Where nothing can be written just now, there is an answer still: its first page.
        with suppress(ArchiveError):
            return replace(asked, digest=await self._archive.keep_question(asked.said))
        return asked
