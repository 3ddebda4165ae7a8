"""Reads the links of a message when their turn has come, and answers each one."""

import asyncio
from collections.abc import Sequence
from contextlib import AsyncExitStack

import discord
import structlog

from bot.archive import Archive, ArchiveError
from bot.domain import PullquoteError, Share, StoredReport
from bot.metrics import ANSWERS
from bot.reading import Reading
from cogs.answers import UNFORESEEN
from cogs.decisions import Decisions
from cogs.doors import Knock
from cogs.gate import Gate
from cogs.replying import Replying
from cogs.turns import TooBusy, Turns

_log: structlog.stdlib.BoundLogger = structlog.stdlib.get_logger(__name__)

FAILED = "⚠️"


class Answerer:
    """Has a message's links read, and each answered by its card or with a reason kept."""

    def __init__(
        self,
        reading: Reading,
        archive: Archive,
        gate: Gate,
        turns: Turns,
        replying: Replying,
        decisions: Decisions,
    ) -> None:
        self._reading = reading
        self._archive = archive
        self._gate = gate
        self._turns = turns
        self._replying = replying
        self._decisions = decisions

    async def answer_in_turn(self, message: discord.Message, shares: Sequence[Share]) -> None:
        try:
            await self._gate.turn(shares[0].seen, len(shares))
        except TooBusy as error:
            await self.refuse(message, shares, error)
            return
        with ANSWERS.time():
            await self._answer(message, shares)

    async def refuse(
        self, message: discord.Message, shares: Sequence[Share], error: TooBusy
    ) -> None:
        for share in shares:
            await self._failed(share, error)
        await self.mark_failures(message)

    async def _answer(self, message: discord.Message, shares: Sequence[Share]) -> None:
        """Read all links of a message at once, and reply to them in their order."""
        begun = asyncio.Event()
        readings = [asyncio.create_task(self._read(share, begun)) for share in shares]
        async with AsyncExitStack() as typing:
            try:
                # Who types while they wait for their turn would do so in a thousand places.
                await begun.wait()
                doors, here = self._gate.doors, message.channel.id
                if not doors.shut(here, Knock.TYPE):
                    with doors.knocking(here, Knock.TYPE):
                        await typing.enter_async_context(message.channel.typing())
                for share, reading in zip(shares, readings, strict=True):
                    await asyncio.wait([reading])
                    error = reading.exception()
                    if not self._decisions.answers(share, error or reading.result()):
                        await self._archive.forget_link(message.id, share.seen.url)
                    elif error:
                        await self._failed(share, error)
                    else:
                        await self._replying.reply(message, share, reading.result())
            finally:
                for reading in readings:
                    reading.cancel()
        await self.mark_failures(message)

    async def mark_failures(self, message: discord.Message) -> None:
        if await self._archive.failures(message.id):
            await self._replying.react(message, FAILED)
        else:
            await self._replying.suppress_embed(message)

    async def _read(self, share: Share, begun: asyncio.Event) -> StoredReport:
        try:
            async with self._turns.of(share.seen.place_id):
                begun.set()
                return await self._reading.take(share)
        finally:
            begun.set()

    async def _failed(self, share: Share, error: BaseException) -> None:
        """A link could not be read; where it was the page, reading has told the inbox why."""
        if isinstance(error, TooBusy):
            await self._archive.fail(share.id, error.kind, str(error))
        elif isinstance(error, PullquoteError):
            _log.info("link_failed", share=share.id, kind=error.kind)
            if isinstance(error, ArchiveError):
                self._replying.try_later(share)
        else:
            _log.error("link_broke", share=share.id, exc_info=error)
            await self._archive.fail(share.id, "unforeseen", UNFORESEEN)
