"""How a link is answered: by a card, a pointer, a reaction; below the message or in a thread."""

import asyncio
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass, replace
from weakref import WeakValueDictionary

import discord
import structlog
from discord.ext import commands

from bot.archive import Archive, ShareGone
from bot.cards import FirstCard, View, plain, report_card, repost_card
from bot.domain import CardChoices, Share, StoredReport
from bot.languages import N_, _, speaking
from cogs.answers import NO_PINGS
from cogs.doors import Doors, Knock
from cogs.languages import of_card
from cogs.messages import from_a_person, may_open_thread, may_react, may_suppress_embed
from cogs.replies import nonce_of
from cogs.reposts import card_to_point_to

_log: structlog.stdlib.BoundLogger = structlog.stdlib.get_logger(__name__)

#: What the links of a channel are answered with, by the ids of its server and itself.
Choices = Callable[[int | None, int], CardChoices]

OFFER = "🗞️"
_INVALID_FORM = 50035
_HAS_A_THREAD = 160004
_THREAD_NAME = 90  # characters


@dataclass(frozen=True, slots=True)
class _Answer:
    """A card or a pointer, and how it is to be sent."""

    view: View
    choices: CardChoices
    topic: str  # what a thread for it is called
    nonce: str


class Replying:
    """Answers each link once, as its channel wants it."""

    def __init__(
        self, bot: commands.AutoShardedBot, archive: Archive, choices: Choices, doors: Doors
    ) -> None:
        self._bot = bot
        self._archive = archive
        self._choices = choices
        self._doors = doors
        #: Asks for a share that may yet succeed to be tried again.
        self.try_later: Callable[[Share], None] = lambda _: None
        self._answering: WeakValueDictionary[tuple[int, int], asyncio.Lock] = WeakValueDictionary()

    def choices(self, message: discord.Message) -> CardChoices:
        return self._choices(message.guild.id if message.guild else None, message.channel.id)

    async def reply(self, message: discord.Message, share: Share, stored: StoredReport) -> None:
        """Answer with the card, or with a pointer to the one that stands in this server already.

        Where cards come by a reaction it is put under the message, and the card waits.
        """
        # Pasted twice in one moment, a story has its card before the second is looked at.
        key = share.seen.place_id, stored.article_id
        async with self._answering.setdefault(key, asyncio.Lock()):
            # The message may have gone, or its link been edited out or answered, while we read.
            now = await self._archive.share(share.id)
            if now is None or now.reply_id:
                return
            earlier = await self._archive.earlier(share.id)
            # Two addresses of one story in one message are as one link twice.
            if any(other.seen.message_id == message.id for other in earlier):
                await self._archive.forget_link(message.id, share.seen.url)
                return
            first = await card_to_point_to(self._bot, message, earlier)
            if first and not from_a_person(message):
                await self._archive.forget_link(message.id, share.seen.url)
                return
            choices = self.choices(message)
            if first and not choices.reposts:
                await self._archive.offer(share.id)
            elif first:
                await self._point(message, share, stored, first)
            elif choices.size == "reaction":
                await self._archive.offer(share.id)
                await self.react(message, OFFER)
            else:
                await self.post(message, share, stored)

    async def post(self, message: discord.Message, share: Share, stored: StoredReport) -> None:
        """Answer a link with its card, as its server has corrected it."""
        choices = self.choices(message)
        stored = await self._archive.report(stored.article_id, share.id) or stored

        def answer(choices: CardChoices) -> _Answer:
            with speaking(of_card(choices, message.guild)):
                card = report_card(stored, share, choices)
                topic = plain(stored.report.article.title or "", _THREAD_NAME) or _("Quotes")
            return _Answer(card, choices, topic, nonce_of(share))

        try:
            reply = await _send(message, answer(choices))
        except discord.HTTPException as error:
            if not (choices.thumbnail and error.code == _INVALID_FORM):
                await self._not_sent(share, error)
                return
            # It may be the picture that Discord doesn't like; a card without one is a card.
            try:
                reply = await _send(message, answer(replace(choices, thumbnail=False)))
            except discord.HTTPException as again:
                await self._not_sent(share, again)
                return
        await self._answered(share, reply)

    async def react(self, message: discord.Message, emoji: str) -> None:
        """Put a reaction under a message, where we may."""
        here = message.channel.id
        if may_react(message) and not self._doors.shut(here, Knock.REACT):
            with self._doors.knocking(here, Knock.REACT):
                await message.add_reaction(emoji)

    async def suppress_embed(self, message: discord.Message) -> None:
        """Take Discord's own picture of a link away, where that is wanted and allowed.

        What only offers a card by a reaction leaves the picture.
        """
        if not self.choices(message).suppress_embed or not may_suppress_embed(message):
            return
        here = message.channel.id
        if await self._archive.offers(message.id) or self._doors.shut(here, Knock.SUPPRESS):
            return
        with self._doors.knocking(here, Knock.SUPPRESS):
            await message.edit(suppress=True)

    async def refused(self, share: Share) -> None:
        """Note that we may not answer a share."""
        sentence = N_(
            "I may not answer in this channel; ask a moderator to let me send messages here."
        )
        await self._archive.fail(share.id, "forbidden", sentence)

    async def remove(self, gone: Iterable[Share]) -> None:
        """Delete our replies to shares that are no more."""
        for share in gone:
            if share.reply_id is None:
                continue
            channel = self._bot.get_partial_messageable(
                share.reply_channel_id, guild_id=share.seen.guild_id
            )
            with suppress(discord.HTTPException):
                await channel.get_partial_message(share.reply_id).delete()

    async def _point(
        self, message: discord.Message, share: Share, stored: StoredReport, first: FirstCard
    ) -> None:
        await self._archive.no_card(share.id)
        choices = replace(self.choices(message), place="reply")
        with speaking(of_card(choices, message.guild)):
            view = repost_card(stored, share, first)
        try:
            reply = await _send(message, _Answer(view, choices, "", nonce_of(share)))
        except discord.HTTPException as error:
            await self._not_sent(share, error)
            return
        await self._answered(share, reply)

    async def _answered(self, share: Share, reply: discord.Message) -> None:
        here = reply.channel.id
        try:
            thread_id = None if here == share.seen.channel_id else here
            await self._archive.answered(share.id, reply.id, thread_id)
        except ShareGone:
            await reply.delete()

    async def _not_sent(self, share: Share, error: discord.HTTPException) -> None:
        """A reply was refused. What may yet succeed stays in the inbox, to be tried again."""
        _log.warning("reply_refused", share=share.id, status=error.status, code=error.code)
        self._doors.note(share.seen.channel_id, Knock.ANSWER, error)
        answers_nothing = error.code == _INVALID_FORM and "message_reference" in error.text
        if isinstance(error, discord.NotFound) or answers_nothing:
            await self._archive.forget_message(share.seen.message_id)
        elif isinstance(error, discord.Forbidden):
            await self.refused(share)
        else:
            self.try_later(share)


async def _send(message: discord.Message, answer: _Answer) -> discord.Message:
    wanted = answer.choices.place == "thread"
    thread = await _thread_on(message, answer.topic) if wanted else None
    if thread is not None:
        with suppress(discord.Forbidden, discord.NotFound):
            return await thread.send(
                view=answer.view,
                nonce=answer.nonce,
                silent=answer.choices.silent,
                allowed_mentions=NO_PINGS,
            )
    return await message.reply(
        view=answer.view,
        nonce=answer.nonce,
        silent=answer.choices.silent,
        mention_author=False,
        allowed_mentions=NO_PINGS,
    )


async def _thread_on(message: discord.Message, topic: str) -> discord.Thread | None:
    """The thread on a message, opened where there is none; None where there can be none."""
    if message.guild is None or not may_open_thread(message):
        return None
    if message.thread:
        return message.thread
    try:
        return await message.create_thread(name=topic)
    except discord.HTTPException as error:
        if error.code != _HAS_A_THREAD:
            return None
    with suppress(discord.HTTPException, discord.InvalidData):
        # A thread has the id of the message that it is on.
        found = await message.guild.fetch_channel(message.id)
        return found if isinstance(found, discord.Thread) else None
    return None
