"""What a message tells us: its links, where it was seen, and whether we may answer it."""

import discord

from bot.domain import Link, Sighting
from bot.links import find_links

_READABLE = {discord.MessageType.default, discord.MessageType.reply}


def from_a_person(message: discord.Message) -> bool:
    """Whether somebody wrote it; what bots, webhooks and Discord itself write is left alone."""
    return not message.author.bot and message.webhook_id is None and message.type in _READABLE


def links_in(message: discord.Message) -> list[Link]:
    """The links of a message and of the messages forwarded in it, each once."""
    texts = (message.content, *(forward.content for forward in message.message_snapshots))
    found: dict[str, Link] = {}
    for text in texts:
        for link in find_links(text):
            found.setdefault(link.url, link)
    return list(found.values())


def sighting(
    message: discord.Message, link: Link, guild_id: int | None, channel_id: int
) -> Sighting:
    """A link as the archive's inbox takes it."""
    return Sighting(
        url=link.url,
        guild_id=guild_id,
        channel_id=channel_id,
        message_id=message.id,
        author_id=message.author.id,
        shared_at=message.created_at,
        spoiler=link.spoiler,
    )


def may_answer(message: discord.Message) -> bool:
    """Whether we may reply with a card. Asked before sending: Discord counts refused requests."""
    if message.guild is None:
        return True
    permissions = _permissions(message)
    channel = message.channel
    if isinstance(channel, discord.Thread):
        locked = channel.locked and not permissions.manage_threads
        may_send = permissions.send_messages_in_threads and not locked
    else:
        may_send = permissions.send_messages
    return (
        may_send
        and permissions.view_channel
        and permissions.embed_links
        and permissions.read_message_history
    )


def may_react(message: discord.Message) -> bool:
    """Whether we may put a reaction under it."""
    if message.guild is None:
        return True
    permissions = _permissions(message)
    return permissions.add_reactions and permissions.read_message_history


def _permissions(message: discord.Message) -> discord.Permissions:
    channel = message.channel
    if message.guild is None or isinstance(channel, discord.PartialMessageable):
        return discord.Permissions.none()
    if isinstance(channel, discord.Thread) and channel.parent is None:
        return discord.Permissions.none()
    return channel.permissions_for(message.guild.me)
