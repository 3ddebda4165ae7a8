"""Watches messages, hands their links to reading, and answers each link once."""

import asyncio
from collections.abc import Iterable, Sequence
from contextlib import AsyncExitStack, suppress
from datetime import timedelta
from itertools import groupby
from weakref import WeakValueDictionary

import discord
import structlog
from discord.ext import commands

from bot.archive import Archive, ArchiveError, ShareGone
from bot.cards import FirstCard, Press, report_card, repost_card
from bot.domain import PullquoteError, Share, StoredReport
from bot.metrics import ANSWERS
from bot.reading import Reading
from cogs.answers import NO_PINGS, UNFORESEEN
from cogs.doors import Knock
from cogs.gate import Gate
from cogs.messages import from_a_person, links_in, may_answer, may_be_read, may_react, sighting
from cogs.reposts import card_to_point_to
from cogs.turns import TooBusy, Turns

_log: structlog.stdlib.BoundLogger = structlog.stdlib.get_logger(__name__)

FAILED = "⚠️"
# Discord also tells of an edit when an old message is pinned or gets a thread.
_EDITED_LATELY = timedelta(days=1)
_REPLIES_LOOKED_AT = 100
_INVALID_FORM = 50035


class Reader(commands.Cog):
    """The watcher: a link in a message becomes a card below it."""

    def __init__(
        self,
        bot: commands.AutoShardedBot,
        reading: Reading,
        archive: Archive,
        gate: Gate,
        *,
        links_per_message: int = 10,
        read_bots: bool = False,
    ) -> None:
        self._bot = bot
        self._reading = reading
        self._archive = archive
        self._gate = gate
        self.links_per_message = links_per_message
        self.read_bots = read_bots
        self._turns = Turns()
        self._in_hand: set[int] = set()
        self._tasks: set[asyncio.Task[None]] = set()
        self._answering: WeakValueDictionary[tuple[int, int], asyncio.Lock] = WeakValueDictionary()

    async def cog_unload(self) -> None:
        await self.rest()

    async def rest(self) -> None:
        """Break off: what is not answered waits in the inbox until we go on, or start again."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    # ------------------------------------------------------------------ what we hear of

    @commands.Cog.listener()
    async def on_message(self, message: discord.Message) -> None:
        if self._may_read(message):
            await self._take(message)

    @commands.Cog.listener()
    async def on_raw_message_edit(self, payload: discord.RawMessageUpdateEvent) -> None:
        message = payload.message
        edited = message.edited_at
        lately = edited is not None and edited > discord.utils.utcnow() - _EDITED_LATELY
        if not lately and not message.flags.source_message_deleted:
            return
        if not self._may_read(message):
            return
        kept = {link.url for link in links_in(message)}
        for share in await self._archive.shares_of_message(message.id):
            if share.seen.url not in kept:
                gone = await self._archive.forget_link(message.id, share.seen.url)
                await self._remove_replies([gone] if gone else [])
        await self._take(message)

    @commands.Cog.listener()
    async def on_raw_message_delete(self, payload: discord.RawMessageDeleteEvent) -> None:
        await self._remove_replies(await self._archive.forget_message(payload.message_id))

    @commands.Cog.listener()
    async def on_raw_bulk_message_delete(self, payload: discord.RawBulkMessageDeleteEvent) -> None:
        for message_id in payload.message_ids:
            gone = await self._archive.forget_message(message_id)
            left = [share for share in gone if share.reply_id not in payload.message_ids]
            await self._remove_replies(left)

    @commands.Cog.listener()
    async def on_guild_channel_delete(self, channel: discord.abc.GuildChannel) -> None:
        await self._archive.forget_channel(channel.guild.id, channel.id)

    @commands.Cog.listener()
    async def on_raw_thread_delete(self, payload: discord.RawThreadDeleteEvent) -> None:
        await self._archive.forget_channel(payload.guild_id, payload.thread_id)

    @commands.Cog.listener()
    async def on_ready(self) -> None:
        """READY comes again later, and finds what is in hand in hand."""
        await self.go_on()

    async def go_on(self) -> None:
        """Finish what was begun, unless we are paused."""
        if self._gate.paused:
            return
        waiting = [
            share for share in await self._archive.waiting() if share.id not in self._in_hand
        ]
        for _, shares in groupby(waiting, key=lambda share: share.seen.message_id):
            await self._resume(list(shares))

    # -------------------------------------------------------------- from link to reply

    def _may_read(self, message: discord.Message) -> bool:
        return may_be_read(message, self._bot.user, bots=self.read_bots)

    async def _take(self, message: discord.Message) -> None:
        links = links_in(message)[: self.links_per_message]
        if not links or not self._gate.admits(message) or not may_answer(message):
            return
        guild_id = message.guild.id if message.guild else None
        sightings = [sighting(message, link, guild_id, message.channel.id) for link in links]
        try:
            seen = await self._archive.see(sightings)
        except ArchiveError as error:
            # "Find quotes" on the message tries again, and says what is wrong.
            _log.error("inbox_failed", message=message.id, kind=error.kind, problem=str(error))
            await self._mark_failed(message)
            return
        self._begin(message, seen)

    def _begin(self, message: discord.Message, shares: Iterable[Share]) -> None:
        """Answer the shares of a message, unless another task is at it."""
        fresh = [share for share in shares if share.id not in self._in_hand]
        if not fresh:
            return
        ids = {share.id for share in fresh}
        self._in_hand |= ids
        task = asyncio.create_task(self._answer_in_turn(message, fresh))
        self._tasks.add(task)

        def done(task: asyncio.Task[None]) -> None:
            self._tasks.discard(task)
            self._in_hand -= ids
            if not task.cancelled() and (error := task.exception()):
                _log.error("answer_failed", message=message.id, exc_info=error)

        task.add_done_callback(done)

    async def _answer_in_turn(self, message: discord.Message, shares: Sequence[Share]) -> None:
        try:
            await self._gate.turn(shares[0].seen, len(shares))
        except TooBusy as error:
            for share in shares:
                await self._failed(share, error)
            await self._mark_failed(message)
            return
        with ANSWERS.time():
            await self._answer(message, shares)

    async def _answer(self, message: discord.Message, shares: Sequence[Share]) -> None:
        """Read all links of a message at once, and reply to them in their order."""
        async with AsyncExitStack() as typing:
            doors, here = self._gate.doors, message.channel.id
            if not doors.shut(here, Knock.TYPE):
                with doors.knocking(here, Knock.TYPE):
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
        if await self._archive.failures(message.id):
            await self._mark_failed(message)

    async def _mark_failed(self, message: discord.Message) -> None:
        doors, here = self._gate.doors, message.channel.id
        if may_react(message) and not doors.shut(here, Knock.REACT):
            with doors.knocking(here, Knock.REACT):
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
        else:
            _log.error("link_broke", share=share.id, exc_info=error)
            await self._archive.fail(share.id, "unforeseen", UNFORESEEN)

    async def _reply(self, message: discord.Message, share: Share, stored: StoredReport) -> None:
        """Answer with the card, or with a pointer to the one that stands in this server already."""
        place = share.seen.guild_id or share.seen.channel_id
        # Pasted twice in one moment, a story has its card before the second is looked at.
        async with self._answering.setdefault((place, stored.article_id), asyncio.Lock()):
            # The message may have gone, or its link been edited out, while we read.
            if await self._archive.share(share.id) is None:
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
                nonce=_nonce(share),
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
        """A reply was refused. What may yet succeed stays in the inbox for the next start."""
        _log.warning("reply_refused", share=share.id, status=error.status, code=error.code)
        self._gate.doors.note(share.seen.channel_id, Knock.ANSWER, error)
        answers_nothing = error.code == _INVALID_FORM and "message_reference" in error.text
        if isinstance(error, discord.NotFound) or answers_nothing:
            await self._archive.forget_message(share.seen.message_id)
        elif isinstance(error, discord.Forbidden):
            await self._refused(share)

    async def _refused(self, share: Share) -> None:
        sentence = "I may not answer in this channel; ask a moderator to let me send messages here."
        await self._archive.fail(share.id, "forbidden", sentence)

    async def _remove_replies(self, gone: Iterable[Share]) -> None:
        for share in gone:
            if share.reply_id is None:
                continue
            channel = self._bot.get_partial_messageable(
                share.seen.channel_id, guild_id=share.seen.guild_id
            )
            with suppress(discord.HTTPException):
                await channel.get_partial_message(share.reply_id).delete()

    # ------------------------------------------------------------------ after a restart

    async def _resume(self, shares: Sequence[Share]) -> None:
        """Answer what an earlier run saw in a message and did not, or could not note, answer."""
        try:
            message = await self._message(shares[0])
        except discord.NotFound:
            await self._archive.forget_message(shares[0].seen.message_id)
            return
        except discord.Forbidden:
            for share in shares:
                await self._refused(share)
            return
        except discord.HTTPException as error:
            _log.warning("resume_failed", share=shares[0].id, status=error.status, code=error.code)
            return
        if message is None or not may_answer(message):
            for share in shares:
                await self._refused(share)
            return
        replies = await self._replies_to(message) if any(s.article_id for s in shares) else {}
        for share in shares:
            if share.id in replies:
                await self._archive.answered(share.id, replies[share.id])
        self._begin(message, [share for share in shares if share.id not in replies])

    async def _message(self, share: Share) -> discord.Message | None:
        id_ = share.seen.channel_id
        channel = self._bot.get_channel(id_) or await self._bot.fetch_channel(id_)
        if not isinstance(channel, discord.abc.Messageable):
            return None
        return await channel.fetch_message(share.seen.message_id)

    async def _replies_to(self, message: discord.Message) -> dict[int, int]:
        """Our replies to a message, by the share that each one answers."""
        replies: dict[int, int] = {}
        async for reply in message.channel.history(after=message, limit=_REPLIES_LOOKED_AT):
            answers = reply.reference.message_id if reply.reference else None
            if answers == message.id and reply.author == self._bot.user:
                replies |= dict.fromkeys(_shares_on(reply), reply.id)
        return replies


def _nonce(share: Share) -> str:
    """The same for every try at a share's reply, and for no other's, of another archive's either.

    At most 25 characters: 16 for the message, 1, and 8 for the share.
    """
    return f"{share.seen.message_id:x}-{share.id:x}"


def _shares_on(reply: discord.Message) -> set[int]:
    """The shares that the buttons of a card of ours belong to."""
    items = discord.ui.LayoutView.from_message(reply, timeout=None).walk_children()
    ids = (getattr(item, "custom_id", None) or "" for item in items)
    return {Press.of(match).share_id for id_ in ids if (match := Press.TEMPLATE.fullmatch(id_))}
