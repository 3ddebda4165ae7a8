"""Watches messages, hands their links to reading, and answers each link once."""

import asyncio
from collections import deque
from collections.abc import Sequence
from contextlib import suppress
from datetime import timedelta
from itertools import groupby

import discord
import structlog
from discord.ext import commands

from bot.archive import Archive, ArchiveError
from bot.domain import Share
from cogs.answerer import FAILED, Answerer
from cogs.decisions import Decisions
from cogs.gate import Gate
from cogs.hand import Hand
from cogs.messages import links_in, may_answer, sighting
from cogs.patience import Patience
from cogs.replies import message_of, replies_to
from cogs.replying import Replying
from cogs.turns import TooBusy

_log: structlog.stdlib.BoundLogger = structlog.stdlib.get_logger(__name__)

# Discord also tells of an edit when an old message is pinned or gets a thread.
_EDITED_LATELY = timedelta(days=1)
_MISSED = 500  # messages whose links could not be noted


class Reader(commands.Cog):
    """The watcher: a link in a message becomes a card below it."""

    def __init__(
        self,
        bot: commands.AutoShardedBot,
        archive: Archive,
        gate: Gate,
        replying: Replying,
        decisions: Decisions,
        answerer: Answerer,
        *,
        links_per_message: int = 10,
    ) -> None:
        self._bot = bot
        self._archive = archive
        self._gate = gate
        self._replying = replying
        self.links_per_message = links_per_message
        self._decisions = decisions
        self._answerer = answerer
        self._hand = Hand()
        self._missed: deque[tuple[int, int]] = deque(maxlen=_MISSED)
        self._patience = Patience(self.try_again)
        replying.try_later = self._try_later
        self._tasks: set[asyncio.Task[None]] = set()

    async def cog_unload(self) -> None:
        await self.rest()
        await self._patience.close()

    async def rest(self) -> None:
        """Break off: what is not answered waits in the inbox until we go on, or start again."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

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
                await self._replying.remove([gone] if gone else [])
        await self._take(message)

    @commands.Cog.listener()
    async def on_raw_message_delete(self, payload: discord.RawMessageDeleteEvent) -> None:
        await self._replying.remove(await self._archive.forget_message(payload.message_id))

    @commands.Cog.listener()
    async def on_raw_bulk_message_delete(self, payload: discord.RawBulkMessageDeleteEvent) -> None:
        for message_id in payload.message_ids:
            gone = await self._archive.forget_message(message_id)
            left = [share for share in gone if share.reply_id not in payload.message_ids]
            await self._replying.remove(left)

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
        if await self.try_again():
            self._patience.ask()

    def _may_read(self, message: discord.Message) -> bool:
        return self._decisions.wants(message, self._bot.user)

    async def _take(self, message: discord.Message) -> None:
        links = self._decisions.links(message)[: self.links_per_message]
        if not links or not self._gate.admits(message) or not may_answer(message):
            return
        guild_id = message.guild.id if message.guild else None
        sightings = [sighting(message, link, guild_id, message.channel.id) for link in links]
        try:
            seen = await self._archive.see(sightings)
        except ArchiveError as error:
            self._missed.append((message.channel.id, message.id))
            self._patience.ask()
            _log.error("inbox_failed", message=message.id, kind=error.kind, problem=str(error))
            await self._replying.react(message, FAILED)
            return
        if not seen:
            return
        if self._hand.takes(seen):
            self._begin(message, seen)
            return
        try:
            self._hand.leave(seen)
        except TooBusy as error:
            await self._answerer.refuse(message, seen, error)

    def _begin(self, message: discord.Message, shares: Sequence[Share]) -> None:
        """Answer the shares of a message, unless another task is at it."""
        if not (fresh := self._hand.hold(shares)):
            return
        task = asyncio.create_task(self._answerer.answer_in_turn(message, fresh))
        self._tasks.add(task)

        def done(task: asyncio.Task[None]) -> None:
            self._tasks.discard(task)
            self._hand.let_go(fresh)
            if task.cancelled():
                return
            if error := task.exception():
                for share in fresh:
                    self._try_later(share)
                _log.error("answer_failed", message=message.id, exc_info=error)
            self._take_up_soon(fresh[0].seen.place_id)

        task.add_done_callback(done)

    def _try_later(self, share: Share) -> None:
        self._hand.set_aside(share)
        self._patience.ask()

    def _take_up_soon(self, server: int) -> None:
        if not self._hand.is_due(server) or self._gate.paused:
            return
        task = asyncio.create_task(self._take_up(server))
        self._tasks.add(task)

        def done(task: asyncio.Task[None]) -> None:
            self._tasks.discard(task)
            if not task.cancelled() and (error := task.exception()):
                self._patience.ask()
                _log.warning("inbox_failed", server=server, exc_info=error)

        task.add_done_callback(done)

    async def try_again(self) -> bool:
        """Try what the archive or Discord did not take; whether there was anything."""
        if self._gate.paused:
            return False
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
            await self._answerer.mark_failures(message)

    async def _finish(self) -> bool:
        """Answer what waits and nobody has in hand; whether there was anything."""
        self._hand.try_all()
        waiting = await self._archive.waiting_by_place(self._hand.not_now)
        self._hand.leave_all(waiting)
        for server in waiting:
            await self._take_up(server)
        return bool(waiting)

    async def _take_up(self, server: int) -> None:
        """Take in hand what waits of a server in the inbox alone, as far as there is room."""
        while self._hand.is_due(server):
            if not await self._take_some_up(server):
                self._patience.ask()
                return

    async def _take_some_up(self, server: int) -> bool:
        left, room = self._hand.begin(server), self._hand.room(server)
        try:
            shares = await self._archive.waiting(server, self._hand.not_now, messages=room)
            messages = [list(it) for _, it in groupby(shares, lambda one: one.seen.message_id)]
            left = max(1, left - len(shares)) if len(messages) == room else 0
            return all([await self._resume(of_message) for of_message in messages])
        finally:
            self._hand.end(server, left)

    async def _resume(self, shares: Sequence[Share]) -> bool:
        """Answer what an earlier run saw in a message and did not, or could not note, answer.

        Returns:
            Whether Discord let us.
        """
        seen = shares[0].seen
        try:
            message = await message_of(self._bot, seen.channel_id, seen.message_id)
        except discord.NotFound:
            await self._archive.forget_message(seen.message_id)
            return True
        except discord.Forbidden:
            for share in shares:
                await self._replying.refused(share)
            return True
        except discord.HTTPException as error:
            _log.warning("resume_failed", share=shares[0].id, status=error.status, code=error.code)
            return False
        if message is None or not may_answer(message):
            for share in shares:
                await self._replying.refused(share)
            return True
        read = any(share.article_id for share in shares)
        replies = await replies_to(message, self._bot.user) if read else {}
        for share in shares:
            if reply := replies.get(share.id):
                thread_id = None if reply.channel.id == message.channel.id else reply.channel.id
                await self._archive.answered(share.id, reply.id, thread_id)
        self._begin(message, [share for share in shares if share.id not in replies])
        return True

    async def retry(self, message_id: int) -> None:
        """Read the links of a message again that could not be read."""
        shares = await self._archive.shares_of_message(message_id)
        if unread := [share for share in shares if share.article_id is None]:
            await self._resume(unread)
