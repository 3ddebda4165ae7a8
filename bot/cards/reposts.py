"""The short answer to a link whose story has its card already."""

from dataclasses import dataclass

from bot.cards.heads import title
from bot.cards.pages import View, card
from bot.cards.reports import answer_buttons
from bot.cards.text import clean
from bot.domain import Share, StoredReport
from bot.languages import _


@dataclass(frozen=True, slots=True)
class FirstCard:
    """The card that stands for a story in a server, and the name of who shared it, if we know."""

    share: Share
    who: str | None = None

    @property
    def jump_url(self) -> str:
        """Where Discord shows the card."""
        place = f"{self.share.seen.guild_id}/{self.share.reply_channel_id}/{self.share.reply_id}"
        return f"https://discord.com/channels/{place}"


def repost_card(stored: StoredReport, share: Share, first: FirstCard) -> View:
    """``shared 3 days ago by alice in #news · see the card``.

    The time and the channel are Discord's to write, for each reader in their own way. Who shared
    it is named in plain words, since a mention could ping.
    """
    seen = first.share.seen
    who = clean(first.who or "", 40)
    # Translators: {when} is "3 days ago", {channel} a channel's name; [see the card] is a link.
    sentence = (
        _("shared {when} by {who} in {channel} · [see the card]({url})")
        if who
        else _("shared {when} in {channel} · [see the card]({url})")
    )
    told = sentence.format(
        when=f"<t:{int(seen.shared_at.timestamp())}:R>",
        who=who,
        channel=f"<#{seen.channel_id}>",
        url=f"<{first.jump_url}>",
    )
    return card(
        f"{title(stored.report, share, 160)}\n-# {told}",
        answer_buttons(stored.report, share),
        spoiler=share.seen.spoiler,
    )
