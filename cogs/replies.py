"""What stands in Discord of a message and of our replies to it."""

from collections.abc import Iterable
from contextlib import suppress

import discord
from discord.ext import commands

from bot.cards import Press
from bot.domain import Share

_LOOKED_AT = 100


async def message_of(
    bot: commands.AutoShardedBot, channel_id: int, message_id: int
) -> discord.Message | None:
    """A message as it is now; None where its channel is of a kind that has none.

    Raises:
        discord.NotFound: it was deleted.
        discord.HTTPException: Discord doesn't give it to us.
    """
    channel = bot.get_channel(channel_id) or await bot.fetch_channel(channel_id)
    if not isinstance(channel, discord.abc.Messageable):
        return None
    return await channel.fetch_message(message_id)


async def replies_to(bot: commands.AutoShardedBot, message: discord.Message) -> dict[int, int]:
    """Our replies to a message, by the share that each one answers."""
    replies: dict[int, int] = {}
    async for reply in message.channel.history(after=message, limit=_LOOKED_AT):
        answers = reply.reference.message_id if reply.reference else None
        if answers == message.id and reply.author == bot.user:
            replies |= dict.fromkeys(_shares_on(reply), reply.id)
    return replies


async def remove_replies(bot: commands.AutoShardedBot, gone: Iterable[Share]) -> None:
    """Delete what we answered to shares that are gone."""
    for share in gone:
        if share.reply_id is None:
            continue
        seen = share.seen
        channel = bot.get_partial_messageable(seen.channel_id, guild_id=seen.guild_id)
        with suppress(discord.HTTPException):
            await channel.get_partial_message(share.reply_id).delete()


def nonce_of(share: Share) -> str:
    """The same for every try at a share's reply, and for no other's, of another archive's either.

    At most 25 characters: 16 for the message, 1, and 8 for the share.
    """
    return f"{share.seen.message_id:x}-{share.id:x}"


def _shares_on(reply: discord.Message) -> set[int]:
    """The shares that the buttons of a card of ours belong to."""
    items = discord.ui.LayoutView.from_message(reply, timeout=None).walk_children()
    ids = (getattr(item, "custom_id", None) or "" for item in items)
    return {Press.of(match).share_id for id_ in ids if (match := Press.TEMPLATE.fullmatch(id_))}
