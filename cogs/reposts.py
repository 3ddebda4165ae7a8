"""Which card a link that was shared before may be pointed to."""

from collections.abc import Sequence

import discord
from discord.ext import commands

from bot.cards import FirstCard
from bot.domain import Share

_Rules = dict[int, tuple[bool | None, ...]]


async def card_to_point_to(
    bot: commands.AutoShardedBot, message: discord.Message, earlier: Sequence[Share]
) -> FirstCard | None:
    """The first card that still stands where all who read the message may read, too."""
    for share in earlier:
        if not _all_may_follow(message, share) or not _we_may_read(message, share):
            continue
        if first := await _standing(bot, share):
            return first
    return None


def _all_may_follow(message: discord.Message, share: Share) -> bool:
    if share.seen.channel_id == message.channel.id:
        return True
    guild, here = message.guild, message.channel
    there = guild.get_channel_or_thread(share.seen.channel_id) if guild else None
    if there is None or not isinstance(here, discord.abc.GuildChannel | discord.Thread):
        return False
    if isinstance(there, discord.Thread) and there.is_private():
        return False
    inner, outer = _room(there), _room(here)
    if inner is None or outer is None:
        return False
    return inner == outer or (
        (not _of_age(inner) or _of_age(outer))
        and (_is_open(inner) or _rules(inner) == _rules(outer))
    )


def _we_may_read(message: discord.Message, share: Share) -> bool:
    """Whether we may look for the card; else Discord would refuse us each time."""
    guild = message.guild
    there = guild.get_channel_or_thread(share.seen.channel_id) if guild else None
    if guild is None or there is None or (isinstance(there, discord.Thread) and not there.parent):
        return guild is None or share.seen.channel_id == message.channel.id
    permissions = there.permissions_for(guild.me)
    return permissions.view_channel and permissions.read_message_history


async def _standing(bot: commands.AutoShardedBot, share: Share) -> FirstCard | None:
    """The card of a share, unless it or its message was deleted, perhaps while we were away."""
    channel = bot.get_partial_messageable(share.reply_channel_id, guild_id=share.seen.guild_id)
    try:
        reply = await channel.fetch_message(share.reply_id or 0)
    except discord.HTTPException:
        return None
    answered = reply.reference.resolved if reply.reference else None
    if isinstance(answered, discord.DeletedReferencedMessage):
        return None
    return FirstCard(share, answered.author.display_name if answered else None)


def _room(place: discord.abc.GuildChannel | discord.Thread) -> discord.abc.GuildChannel | None:
    """The channel whose rules a channel or thread goes by."""
    return place.parent if isinstance(place, discord.Thread) else place


def _of_age(channel: discord.abc.GuildChannel) -> bool:
    """Whether it is age-restricted."""
    return bool(getattr(channel, "nsfw", False))


def _is_open(channel: discord.abc.GuildChannel) -> bool:
    """Whether every member of the server may read it."""
    everyone = channel.permissions_for(channel.guild.default_role)
    closed_to_some = any(False in rule for rule in _rules(channel).values())
    return everyone.view_channel and everyone.read_message_history and not closed_to_some


def _rules(channel: discord.abc.GuildChannel) -> _Rules:
    """Who is let in or kept out of reading, by role and member; what is not ruled is left out."""
    rules = {
        target.id: (rule.view_channel, rule.read_message_history, rule.connect)
        for target, rule in channel.overwrites.items()
    }
    return {id_: rule for id_, rule in rules.items() if any(said is not None for said in rule)}
