"""Who may delete or correct a card: who posted the link, and whoever moderates."""

import discord

from bot.domain import PullquoteError, Share


class NotYours(PullquoteError):
    """Somebody else's reply was to be deleted or corrected."""

    kind = "not_yours"


def require_own(interaction: discord.Interaction, share: Share | None, sentence: str) -> None:
    """Raise NotYours, with a sentence, for whoever may not change the answer to a share."""
    posted = share is not None and share.seen.author_id == interaction.user.id
    moderates = interaction.permissions.manage_messages
    if not (posted or moderates or interaction.guild_id is None):
        raise NotYours(sentence)


def of_here(interaction: discord.Interaction, share: Share | None) -> Share | None:
    """A share, if it belongs to the channel, or to the thread on it, that was pressed in.

    A new archive counts its shares anew; an old card must not open another channel's.
    """
    if share is None:
        return None
    here = {share.seen.channel_id, share.reply_channel_id}
    return share if interaction.channel_id in here else None
