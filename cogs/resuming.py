"""What an earlier run of the bot has answered already, as Discord has it."""

import discord

from bot.cards import Press

_REPLIES_LOOKED_AT = 100


async def replies_to(
    message: discord.Message, us: discord.abc.User | None
) -> dict[int, discord.Message]:
    """Our replies to a message, below it and in its thread, by the share that each one answers."""
    replies: dict[int, discord.Message] = {}
    async for reply in message.channel.history(after=message, limit=_REPLIES_LOOKED_AT):
        answers = reply.reference.message_id if reply.reference else None
        if answers == message.id and reply.author == us:
            replies |= dict.fromkeys(_shares_on(reply), reply)
    if message.thread:
        async for reply in message.thread.history(limit=_REPLIES_LOOKED_AT, oldest_first=True):
            if reply.author == us:
                replies |= dict.fromkeys(_shares_on(reply), reply)
    return replies


def _shares_on(reply: discord.Message) -> set[int]:
    """The shares that the buttons of a card of ours belong to."""
    items = discord.ui.LayoutView.from_message(reply, timeout=None).walk_children()
    ids = (getattr(item, "custom_id", None) or "" for item in items)
    return {Press.of(match).share_id for id_ in ids if (match := Press.TEMPLATE.fullmatch(id_))}
