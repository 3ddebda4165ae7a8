"""A channel's history, oldest message first: its own, then that of its threads."""

import asyncio
from collections.abc import AsyncGenerator, Awaitable, Callable, Sequence

import discord
import structlog
from discord.ext import commands

from bot.archive import Archive, ArchiveError, Backfill, BackfillState, ShareGone
from bot.domain import PullquoteError, Share
from bot.languages import N_
from bot.reading import Reading
from cogs.answers import UNFORESEEN
from cogs.decisions import Decisions
from cogs.gate import Gate
from cogs.messages import sighting
from cogs.turns import Turns

_log: structlog.stdlib.BoundLogger = structlog.stdlib.get_logger(__name__)

Readable = discord.TextChannel | discord.VoiceChannel | discord.StageChannel | discord.Thread
Channel = Readable | discord.ForumChannel

GONE = N_("The channel was deleted, or hidden from me.")
CLOSED = N_(
    "I may not read the history there; let me view the channel and read its message history, then"
    " begin again."
)

_AT_A_TIME = 100  # messages in one answer of Discord's
_MOST_THREADS = 1_000


class Histories:
    """Reads histories into the archive, behind all links that people paste."""

    def __init__(
        self,
        bot: commands.AutoShardedBot,
        reading: Reading,
        archive: Archive,
        gate: Gate,
        turns: Turns,
        decisions: Decisions,
        *,
        links_per_message: int,
    ) -> None:
        self._bot = bot
        self._reading = reading
        self._archive = archive
        self._gate = gate
        self._turns = turns
        self.links_per_message = links_per_message
        self._decisions = decisions

    async def read(
        self, backfill_id: int, show: Callable[[Backfill], Awaitable[None]]
    ) -> Backfill | None:
        """Read a backfill's history from where it is to the moment at which it was begun.

        Parameters:
            show: is told now and then how far it is.

        Returns:
            How it ended; None if it had been ended meanwhile.

        Raises:
            ArchiveError, discord.HTTPException: it stays where it is, to be read on later.
        """
        backfill = await self._archive.backfills.get(backfill_id)
        if backfill is None or backfill.state is not BackfillState.RUNNING:
            return None
        end = self._archive.backfills.end
        try:
            channel = await _find_channel(self._bot, backfill.channel_id)
            if channel is None:
                return await end(backfill_id, BackfillState.FAILED, GONE)
            if not may_read_history(channel):
                return await end(backfill_id, BackfillState.FAILED, CLOSED)
            await self._read(backfill, channel, show)
        except discord.NotFound:
            return await end(backfill_id, BackfillState.FAILED, GONE)
        except discord.Forbidden:
            return await end(backfill_id, BackfillState.FAILED, CLOSED)
        return await end(backfill_id, BackfillState.DONE)

    async def _read(
        self, backfill: Backfill, channel: Channel, show: Callable[[Backfill], Awaitable[None]]
    ) -> None:
        since = discord.utils.time_snowflake(backfill.since)
        # What comes after is read as it comes.
        before = discord.utils.time_snowflake(backfill.begun_at, high=True)
        async for place in _places(channel, backfill.place_id):
            here = place.id == backfill.place_id
            after = max(since, backfill.message_id or 0) if here else since
            try:
                while messages := await _messages_after(place, after, before):
                    after = messages[-1].id
                    now = await self._go_on(backfill, place, messages)
                    if now is None:
                        return
                    await show(now)
            except (discord.NotFound, discord.Forbidden):
                # A thread may be deleted, or closed to us, while its channel stays.
                if place.id == channel.id:
                    raise

    async def _go_on(
        self, backfill: Backfill, place: Readable, messages: Sequence[discord.Message]
    ) -> Backfill | None:
        read = await self._read_links(messages)
        return await self._archive.backfills.go_on(
            backfill.id,
            place.id,
            messages[-1].id,
            messages=len(messages),
            links=read.count(True),
            failed=read.count(False),
        )

    async def _read_links(self, messages: Sequence[discord.Message]) -> list[bool | None]:
        """Whether each new link of some messages could be read; None where it has gone."""
        # All are noted at once: of what is deleted from now on we hear.
        shares = await self._archive.see_quietly(
            [
                sighting(message, link, message.guild and message.guild.id, message.channel.id)
                for message in messages
                if self._decisions.wants(message, self._bot.user)
                and not self._gate.ignores(message.author.id)
                for link in self._decisions.links(message)[: self.links_per_message]
            ]
        )
        read = await asyncio.gather(*map(self._take, shares), return_exceptions=True)
        if failed := next((one for one in read if isinstance(one, BaseException)), None):
            raise failed
        return [one for one in read if not isinstance(one, BaseException)]

    async def _take(self, share: Share) -> bool | None:
        async with self._turns.late():
            try:
                await self._reading.take(share)
            except ShareGone:
                return None
            except ArchiveError:
                raise
            except PullquoteError:
                return False
            except Exception as error:  # noqa: BLE001 (one link must not end all others)
                _log.error("link_broke", share=share.id, exc_info=error)
                await self._archive.fail(share.id, "unforeseen", UNFORESEEN)
                return False
        return True


def may_read_history(channel: Channel) -> bool:
    """Whether we may read what was written there before."""
    if isinstance(channel, discord.Thread) and channel.parent is None:
        return False
    permissions = channel.permissions_for(channel.guild.me)
    return permissions.view_channel and permissions.read_message_history


async def _find_channel(bot: commands.AutoShardedBot, id_: int) -> Channel | None:
    """A channel or thread by its id; None where it is of a kind that has no history.

    Raises:
        discord.NotFound, discord.Forbidden: it was deleted, or we must not see it.
    """
    channel = bot.get_channel(id_) or await bot.fetch_channel(id_)
    return channel if isinstance(channel, Channel) else None


async def _places(channel: Channel, first: int | None) -> AsyncGenerator[Readable]:
    """The channel itself and then its public threads, oldest first.

    Parameters:
        first: where an earlier run was; what it had read is left out.
    """
    if not isinstance(channel, discord.ForumChannel) and first in {None, channel.id}:
        yield channel
    if isinstance(channel, discord.TextChannel | discord.ForumChannel):
        begun = 0 if first in {None, channel.id} else first or 0
        for thread in await _threads(channel):
            if thread.id >= begun:
                yield thread


async def _messages_after(place: Readable, after: int, before: int) -> list[discord.Message]:
    """The next messages between two snowflakes, oldest first; empty where there are no more."""
    history = place.history(
        limit=_AT_A_TIME,
        after=discord.Object(after),
        before=discord.Object(before),
        oldest_first=True,
    )
    return [message async for message in history]


async def _threads(channel: discord.TextChannel | discord.ForumChannel) -> list[discord.Thread]:
    found = {thread.id: thread for thread in channel.threads if not thread.is_private()}
    async for thread in channel.archived_threads(limit=_MOST_THREADS):
        found[thread.id] = thread
    return [found[id_] for id_ in sorted(found)]
