"""🗞 under a message: whoever clicks it first has the card posted."""

import asyncio
from weakref import WeakValueDictionary

import discord
from discord.ext import commands

from bot.archive import Archive
from cogs.gate import Gate
from cogs.messages import may_answer
from cogs.replying import OFFER, Replying

_VARIATION = "\ufe0f"  # an emoji may come with it or without


class Offers(commands.Cog):
    """Keeps what the reader offered by a reaction."""

    def __init__(
        self, bot: commands.AutoShardedBot, archive: Archive, gate: Gate, replying: Replying
    ) -> None:
        self._bot = bot
        self._archive = archive
        self._gate = gate
        self._replying = replying
        self._posting: WeakValueDictionary[int, asyncio.Lock] = WeakValueDictionary()

    @commands.Cog.listener()
    async def on_raw_reaction_add(self, payload: discord.RawReactionActionEvent) -> None:
        if not _is_ours(payload.emoji) or not self._by_a_person(payload):
            return
        if self._gate.paused or self._gate.doors.shut(payload.channel_id):
            return
        # The second of two clicks in one moment finds the card posted.
        async with self._posting.setdefault(payload.message_id, asyncio.Lock()):
            shares = await self._archive.offers(payload.message_id)
            message = await self._message(payload) if shares else None
            if message is None or not may_answer(message):
                return
            for share in shares:
                stored = await self._archive.report(share.article_id or 0, share.id)
                if stored:
                    await self._replying.post(message, share, stored)
            await self._replying.suppress_embed(message)

    def _by_a_person(self, payload: discord.RawReactionActionEvent) -> bool:
        us = self._bot.user.id if self._bot.user else None
        return payload.user_id != us and not (payload.member and payload.member.bot)

    async def _message(self, payload: discord.RawReactionActionEvent) -> discord.Message | None:
        try:
            id_ = payload.channel_id
            channel = self._bot.get_channel(id_) or await self._bot.fetch_channel(id_)
            if not isinstance(channel, discord.abc.Messageable):
                return None
            return await channel.fetch_message(payload.message_id)
        except discord.HTTPException:
            return None


def _is_ours(emoji: discord.PartialEmoji) -> bool:
    return emoji.id is None and emoji.name.rstrip(_VARIATION) == OFFER.rstrip(_VARIATION)
