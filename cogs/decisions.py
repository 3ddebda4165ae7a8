"""What servers have decided, at hand for every message: read once, and kept in memory."""

from collections.abc import Callable, Mapping
from dataclasses import replace

import discord

from bot.archive import Archive
from bot.cards import Applied
from bot.domain import CardChoices, GuildSettings, Link, PullquoteError, Share, StoredReport
from bot.handover import BadSite, site_name
from bot.watching import (
    Place,
    Writer,
    bots_are_read,
    card_choices,
    decide,
    language_is_wanted,
    site_is_wanted,
)
from cogs.messages import from_a_person, links_in, may_be_read

GuildChannel = discord.abc.GuildChannel | discord.Thread
_NOTHING = GuildSettings()
_CARD = CardChoices()


class Decisions:
    """The settings of all servers, as the archive has them; :meth:`load` first.

    Parameters:
        guilds: finds a server that we are in by its id.
        read_bots: whether bots are read in servers that have not said anything of them.
        keep_days: for how many days whoever runs the bot keeps what is shared; None for ever.
        card: how links are answered where a server has not said otherwise.
    """

    def __init__(
        self,
        archive: Archive,
        guilds: Callable[[int], discord.Guild | None],
        *,
        read_bots: bool = False,
        keep_days: int | None = None,
        card: CardChoices = _CARD,
    ) -> None:
        self._archive = archive
        self._guilds = guilds
        self.read_bots = read_bots
        self._keep_days = keep_days
        self.card = card
        self._settings: dict[int, GuildSettings] = {}
        self._members: dict[int, int] = {}

    async def load(self) -> None:
        """Read what every server has decided."""
        self._settings = await self._archive.servers.settings()
        self._members = await self._archive.servers.met()

    def settings(self, guild_id: int | None) -> GuildSettings:
        """What a server has decided; nothing in direct messages."""
        return _NOTHING if guild_id is None else self._settings.get(guild_id, _NOTHING)

    async def change(
        self, guild_id: int, user_id: int, edit: Callable[[GuildSettings], GuildSettings]
    ) -> GuildSettings:
        """Change a server's settings, here and in the archive, where it is noted who did."""
        self._settings[guild_id] = await self._archive.servers.change(guild_id, user_id, edit)
        return self._settings[guild_id]

    async def meet(self, members: Mapping[int, int]) -> list[int]:
        """Note the servers that we are in; return those that are new to the archive."""
        unknown = {id_: count for id_, count in members.items() if id_ not in self._members}
        if not unknown:
            return []
        new = await self._archive.servers.meet(unknown)
        for id_ in new:  # what it had decided went when we had left
            self._settings.pop(id_, None)
        back = await self._archive.servers.met() if len(new) < len(unknown) else {}
        self._members |= {id_: back.get(id_, count) for id_, count in unknown.items()}
        return new

    def forget(self, guild_id: int) -> None:
        """Note that the archive has forgotten what a server had decided."""
        self._settings.pop(guild_id, None)

    def leave(self, guild_id: int) -> None:
        """Note that we have left a server: when we come back, it may be a stranger."""
        self._members.pop(guild_id, None)

    def place(self, channel: GuildChannel) -> Place:
        """Where a channel or thread stands in its server."""
        guild = channel.guild
        members = self._members.get(guild.id, guild.member_count or 0)
        if not isinstance(channel, discord.Thread):
            return Place(guild.id, channel.id, channel.category_id, members=members)
        room = channel.parent
        return Place(
            guild.id, channel.parent_id, room and room.category_id, channel.id, members=members
        )

    def applied(self, channel: GuildChannel) -> Applied:
        """What applies in a channel."""
        settings = self.settings(channel.guild.id)
        return Applied(settings, self.place(channel), self.read_bots, self._keep_days, self.card)

    def choices(self, guild_id: int | None, channel_id: int) -> CardChoices:
        """How cards are shown in a channel or thread."""
        if guild_id is None:
            return self.card
        guild = self._guilds(guild_id)
        channel = guild and guild.get_channel_or_thread(channel_id)
        place = self._place_of(guild_id, channel or discord.Object(channel_id))
        return card_choices(self.settings(guild_id), place, self.card)

    def _place_of(self, guild_id: int, channel: discord.abc.Snowflake) -> Place:
        """Where a channel stands, as far as Discord has told us of it."""
        if isinstance(channel, GuildChannel):
            return self.place(channel)
        return Place(guild_id, channel.id, members=self._members.get(guild_id, 0))

    def reads_bots(self, guild: discord.Guild | None) -> bool:
        """Whether what bots and webhooks write is read in a server."""
        return bots_are_read(self.settings(guild and guild.id), read_bots=self.read_bots)

    def wants(self, message: discord.Message, us: discord.abc.User | None) -> bool:
        """Whether the links of a message are read unasked."""
        return may_be_read(message, us, bots=self.reads_bots(message.guild))

    def links(self, message: discord.Message) -> list[Link]:
        """The links of a message that its server wants read; in direct messages all."""
        if message.guild is None:
            return links_in(message)
        settings = self.settings(message.guild.id)
        place = self._place_of(message.guild.id, message.channel)
        if not decide(settings, place, _writer(message), read_bots=self.read_bots).watched:
            return []
        return [link for link in links_in(message) if _site_is_wanted(settings, link.url)]

    def answers(self, share: Share, read: StoredReport | BaseException | None) -> bool:
        """Whether what came of a link is told.

        Passed over are other languages than the server's, and denied sites that a link led to.
        """
        settings = self.settings(share.seen.guild_id)
        if isinstance(read, StoredReport):
            article = read.report.article
            denied = replace(settings, allowed_sites=frozenset())
            return language_is_wanted(settings, article.language) and (
                article.url is None or _site_is_wanted(denied, article.url)
            )
        unread = isinstance(read, PullquoteError) and read.kind == "other_language"
        return not (unread and settings.languages)


def _writer(message: discord.Message) -> Writer:
    author = message.author
    roles = author.roles if isinstance(author, discord.Member) else ()
    ids = frozenset(role.id for role in roles)
    return Writer(author.id, ids, bot=not from_a_person(message))


def _site_is_wanted(settings: GuildSettings, url: str) -> bool:
    try:
        return site_is_wanted(settings, site_name(url))
    except BadSite:  # an address without a name, such as http://192.0.2.1
        return not settings.allowed_sites
