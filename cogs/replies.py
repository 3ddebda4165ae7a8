"""What stands in Discord of a message and of our replies to it."""

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


async def replies_to(
    message: discord.Message, us: discord.abc.User | None
) -> dict[int, discord.Message]:
    """Our replies to a message, below it and in its thread, by the share that each one answers."""
    replies: dict[int, discord.Message] = {}
    async for reply in message.channel.history(after=message, limit=_LOOKED_AT):
        answers = reply.reference.message_id if reply.reference else None
        if answers == message.id and reply.author == us:
            replies |= dict.fromkeys(_shares_on(reply), reply)
    if message.thread:
        async for reply in message.thread.history(limit=_LOOKED_AT, oldest_first=True):
            if reply.author == us:
                replies |= dict.fromkeys(_shares_on(reply), reply)
    return replies


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
