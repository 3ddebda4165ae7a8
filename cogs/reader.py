"""Watches messages, hands their links to reading, and answers each link once."""

import asyncio
from collections import deque
from collections.abc import Iterable, Sequence
from contextlib import AsyncExitStack, suppress
from datetime import timedelta
from itertools import groupby
from weakref import WeakValueDictionary

import discord
import structlog
from discord.ext import commands

from bot.archive import Archive, ArchiveError, ShareGone
from bot.cards import FirstCard, report_card, repost_card
from bot.domain import PullquoteError, Share, StoredReport
from bot.reading import Reading
from cogs.answers import NO_PINGS, UNFORESEEN
from cogs.messages import from_a_person, links_in, may_answer, may_be_read, may_react, sighting
from cogs.patience import Patience
from cogs.replies import message_of, nonce_of, remove_replies, replies_to
from cogs.reposts import card_to_point_to
from cogs.turns import TooBusy, Turns

_log: structlog.stdlib.BoundLogger = structlog.stdlib.get_logger(__name__)

FAILED = "⚠️"
REFUSED = "I may not answer in this channel; ask a moderator to let me send messages here."
# Discord also tells of an edit when an old message is pinned or gets a thread.
_EDITED_LATELY = timedelta(days=1)
_MISSED = 500  # messages whose links could not be noted
_INVALID_FORM = 50035


class Reader(commands.Cog):
    """The watcher: a link in a message becomes a card below it."""

    def __init__(
        self,
        bot: commands.AutoShardedBot,
        reading: Reading,
        archive: Archive,
        turns: Turns,
        *,
        links_per_message: int = 10,
        read_bots: bool = False,
    ) -> None:
        self._bot = bot
        self._reading = reading
        self._archive = archive
        self._links_per_message = links_per_message
        self._read_bots = read_bots
        self._turns = turns
        self._in_hand: set[int] = set()
        self._missed: deque[tuple[int, int]] = deque(maxlen=_MISSED)
        self._patience = Patience(self.try_again)
        self._tasks: set[asyncio.Task[None]] = set()
        self._answering: WeakValueDictionary[tuple[int, int], asyncio.Lock] = WeakValueDictionary()

    async def cog_unload(self) -> None:
        # What is not answered waits in the inbox for the next start.
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await self._patience.close()

    @commands.Cog.listener()
    async def on_message(self, message: discord.Message) -> None:
        if self._may_read(message):
            await self._take(message)

    @commands.Cog.listener()
    async def on_raw_message_edit(self, payload: discord.RawMessageUpdateEvent) -> None:
        message = payload.message
        edited = message.edited_at
        if not edited or edited < discord.utils.utcnow() - _EDITED_LATELY:
            return
        if not self._may_read(message):
            return
        kept = {link.url for link in links_in(message)}
        for share in await self._archive.shares_of_message(message.id):
            if share.seen.url not in kept:
                gone = await self._archive.forget_link(message.id, share.seen.url)
                await remove_replies(self._bot, [gone] if gone else [])
        await self._take(message)

    @commands.Cog.listener()
    async def on_raw_message_delete(self, payload: discord.RawMessageDeleteEvent) -> None:
        await remove_replies(self._bot, await self._archive.forget_message(payload.message_id))

    @commands.Cog.listener()
    async def on_raw_bulk_message_delete(self, payload: discord.RawBulkMessageDeleteEvent) -> None:
        for message_id in payload.message_ids:
            gone = await self._archive.forget_message(message_id)
            left = (one for one in gone if one.reply_id not in payload.message_ids)
            await remove_replies(self._bot, left)

    @commands.Cog.listener()
    async def on_guild_channel_delete(self, channel: discord.abc.GuildChannel) -> None:
        await self._archive.forget_channel(channel.guild.id, channel.id)

    @commands.Cog.listener()
    async def on_raw_thread_delete(self, payload: discord.RawThreadDeleteEvent) -> None:
        await self._archive.forget_channel(payload.guild_id, payload.thread_id)

    @commands.Cog.listener()
    async def on_ready(self) -> None:
        """Finish what was begun; READY comes again later, and finds what is in hand in hand."""
        if await self._finish():
            self._patience.ask()

    def _may_read(self, message: discord.Message) -> bool:
        return may_be_read(message, self._bot.user, bots=self._read_bots)

    async def _take(self, message: discord.Message) -> None:
        links = links_in(message)[: self._links_per_message]
        if not links or not may_answer(message):
            return
        guild_id = message.guild.id if message.guild else None
        sightings = [sighting(message, link, guild_id, message.channel.id) for link in links]
        try:
            seen = await self._archive.see(sightings)
        except ArchiveError as error:
            self._missed.append((message.channel.id, message.id))
            self._patience.ask()
            _log.error("inbox_failed", message=message.id, kind=error.kind, problem=str(error))
            await self._mark_failed(message)
            return
        self._begin(message, seen)

    def _begin(self, message: discord.Message, shares: Iterable[Share]) -> None:
        """Answer the shares of a message, unless another task is at it."""
        fresh = [share for share in shares if share.id not in self._in_hand]
        if not (ids := {share.id for share in fresh}):
            return
        self._in_hand |= ids
        task = asyncio.create_task(self._answer(message, fresh))
        self._tasks.add(task)

        def done(task: asyncio.Task[None]) -> None:
            self._tasks.discard(task)
            self._in_hand -= ids
            if not task.cancelled() and (error := task.exception()):
                self._patience.ask()
                _log.error("answer_failed", message=message.id, exc_info=error)

        task.add_done_callback(done)

    async def _answer(self, message: discord.Message, shares: Sequence[Share]) -> None:
        """Read all links of a message at once, and reply to them in their order."""
        async with AsyncExitStack() as typing:
            with suppress(discord.HTTPException):
                await typing.enter_async_context(message.channel.typing())
            readings = [asyncio.create_task(self._read(share)) for share in shares]
            try:
                for share, reading in zip(shares, readings, strict=True):
                    await asyncio.wait([reading])
                    if error := reading.exception():
                        await self._failed(share, error)
                    else:
                        await self._reply(message, share, reading.result())
            finally:
                for reading in readings:
                    reading.cancel()
        await self._mark_failures(message)

    async def _mark_failures(self, message: discord.Message) -> None:
        if await self._archive.failures(message.id):
            await self._mark_failed(message)

    async def _mark_failed(self, message: discord.Message) -> None:
        if may_react(message):
            with suppress(discord.HTTPException):
                await message.add_reaction(FAILED)

    async def _read(self, share: Share) -> StoredReport:
        async with self._turns.of(share.seen.guild_id or share.seen.channel_id):
            return await self._reading.take(share)

    async def _failed(self, share: Share, error: BaseException) -> None:
        """A link could not be read; where it was the page, reading has told the inbox why."""
        if isinstance(error, TooBusy):
            await self._archive.fail(share.id, error.kind, str(error))
        elif isinstance(error, PullquoteError):
            _log.info("link_failed", share=share.id, kind=error.kind)
            if isinstance(error, ArchiveError):
                self._patience.ask()
        else:
            _log.error("link_broke", share=share.id, exc_info=error)
            await self._archive.fail(share.id, "unforeseen", UNFORESEEN)

    async def _reply(self, message: discord.Message, share: Share, stored: StoredReport) -> None:
        """Answer with the card, or with a pointer to the one that stands in this server already."""
        place = share.seen.guild_id or share.seen.channel_id
        # Pasted twice in one moment, a story has its card before the second is looked at.
        async with self._answering.setdefault((place, stored.article_id), asyncio.Lock()):
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
            await self._send(message, share, stored, first)

    async def _send(
        self, message: discord.Message, share: Share, stored: StoredReport, first: FirstCard | None
    ) -> None:
        if first:
            await self._archive.no_card(share.id)
        try:
            reply = await message.reply(
                view=repost_card(stored, share, first) if first else report_card(stored, share),
                nonce=nonce_of(share),
                mention_author=False,
                allowed_mentions=NO_PINGS,
            )
        except discord.HTTPException as error:
            await self._not_sent(share, error)
            return
        try:
            await self._archive.answered(share.id, reply.id)
        except ShareGone:
            await reply.delete()

    async def _not_sent(self, share: Share, error: discord.HTTPException) -> None:
        """A reply was refused. What may yet succeed stays in the inbox, to be tried again."""
        _log.warning("reply_refused", share=share.id, status=error.status, code=error.code)
        answers_nothing = error.code == _INVALID_FORM and "message_reference" in error.text
        if isinstance(error, discord.NotFound) or answers_nothing:
            await self._archive.forget_message(share.seen.message_id)
        elif isinstance(error, discord.Forbidden):
            await self._refused(share)
        else:
            self._patience.ask()

    async def _refused(self, share: Share) -> None:
        await self._archive.fail(share.id, "forbidden", REFUSED)

    async def try_again(self) -> bool:
        """Try what the archive or Discord did not take; whether there was anything."""
        missed, self._missed = self._missed, deque[tuple[int, int]](maxlen=_MISSED)
        try:
            for where in missed:
                await self._take_missed(*where)
            return await self._finish() or bool(missed)
        except ArchiveError as error:
            _log.warning("inbox_failed", kind=error.kind, problem=str(error))
            return True

    async def _take_missed(self, channel_id: int, message_id: int) -> None:
        """Note the links of a message that could not be noted when it came."""
        try:
            message = await message_of(self._bot, channel_id, message_id)
        except (discord.HTTPException, discord.InvalidData) as error:
            if isinstance(error, discord.DiscordServerError):
                self._missed.append((channel_id, message_id))
            return
        if message is None or not self._may_read(message):
            return
        await self._take(message)
        if self._bot.user and (channel_id, message_id) not in self._missed:
            with suppress(discord.HTTPException):
                await message.remove_reaction(FAILED, self._bot.user)
            await self._mark_failures(message)

    async def _finish(self) -> bool:
        """Answer what waits and nobody has in hand; whether there was anything."""
        waiting = [one for one in await self._archive.waiting() if one.id not in self._in_hand]
        for _, shares in groupby(waiting, key=lambda share: share.seen.message_id):
            await self._resume(list(shares))
        return bool(waiting)

    async def _resume(self, shares: Sequence[Share]) -> None:
        """Answer what an earlier run saw in a message and did not, or could not note, answer."""
        seen = shares[0].seen
        try:
            message = await message_of(self._bot, seen.channel_id, seen.message_id)
        except discord.NotFound:
            await self._archive.forget_message(seen.message_id)
            return
        except discord.HTTPException as error:
            _log.warning("resume_failed", share=shares[0].id, status=error.status, code=error.code)
            return
        if message is None or not may_answer(message):
            for share in shares:
                await self._refused(share)
            return
        known = any(share.article_id for share in shares)
        replies = await replies_to(self._bot, message) if known else {}
        for id_ in replies.keys() & {share.id for share in shares}:
            await self._archive.answered(id_, replies[id_])
        self._begin(message, [share for share in shares if share.id not in replies])
