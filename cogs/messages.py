"""What a message tells us: its links, where it was seen, and whether we may answer it."""

from collections.abc import Sequence

import discord

from bot.domain import Link, Sighting
from bot.links import find_links, link_key

_READABLE = {discord.MessageType.default, discord.MessageType.reply}


def from_a_person(message: discord.Message) -> bool:
    """Whether somebody wrote it, and not a bot, a webhook or Discord itself.

    What a channel that we are in follows is somebody's announcement, though a webhook brings it.
    """
    written = not message.author.bot and message.webhook_id is None
    return (written or message.flags.is_crossposted) and message.type in _READABLE


def may_be_read(message: discord.Message, us: discord.abc.User | None, *, bots: bool) -> bool:
    """Whether we read it unasked: what people write and, with ``bots``, bots and webhooks too.

    Never what Discord itself says, nor what we do, nor a bot's answer to us: it would never end.
    """
    if from_a_person(message):
        return True
    answered = message.reference.resolved if message.reference else None
    ours = message.author == us or (isinstance(answered, discord.Message) and answered.author == us)
    return bots and message.type in _READABLE and not ours


def links_in(message: discord.Message) -> list[Link]:
    """The links of a message and of the messages forwarded in it, each once.

    Of a bot's message its embeds too: that is where bots write. A person's embeds are Discord's
    pictures of their links; only a forwarded message that has no other link is read by them.
    """
    links = find_links(message.content)
    if message.author.bot or message.webhook_id:
        links += _embedded(message.embeds)
    for forward in message.message_snapshots:
        links += find_links(forward.content) or _embedded(forward.embeds)
    found: dict[str, Link] = {}
    for link in links:
        key = link_key(link.url)
        if key not in found or (found[key].spoiler and not link.spoiler):
            found[key] = link
    return list(found.values())


def _embedded(embeds: Sequence[discord.Embed]) -> list[Link]:
    """The links of embeds as their bot wrote them: behind the title, then in the text."""
    texts = [
        text
        for embed in embeds
        if embed.type == "rich"
        for text in (embed.url, embed.description, *(field.value for field in embed.fields))
        if text
    ]
    return [link for text in texts for link in find_links(text)]


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


def may_open_thread(message: discord.Message) -> bool:
    """Whether there can be a thread of ours on it."""
    permissions = _permissions(message)
    return (
        isinstance(message.channel, discord.TextChannel)
        and permissions.create_public_threads
        and permissions.send_messages_in_threads
    )


def may_suppress_embed(message: discord.Message) -> bool:
    """Whether we may take its embeds away: never a forum post's, which shows its picture by one."""
    begins_a_thread = message.channel.id == message.id
    return _permissions(message).manage_messages and not begins_a_thread


def _permissions(message: discord.Message) -> discord.Permissions:
    channel = message.channel
    if message.guild is None or isinstance(channel, discord.PartialMessageable):
        return discord.Permissions.none()
    if isinstance(channel, discord.Thread) and channel.parent is None:
        return discord.Permissions.none()
    return channel.permissions_for(message.guild.me)
