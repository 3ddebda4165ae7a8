"""A server for the cog tests: the real bot, archive and path, and pages that we wrote."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any

import discord
import simcord
from discord.ext import commands

from bot.analysis import Model
from bot.archive import Archive, marks
from bot.domain import Article, CardChoices, Entity, Page, PullquoteError, Quote, QuoteKind, Report
from bot.reading import Reading, marked_report_on
from cogs import add_cogs
from cogs.decisions import Decisions
from cogs.settings import SettingsCog

VALLEY = 1_000_000_000_000_000_000
MILL = "https://valley.example/mill"
BRIDGE = "https://valley.example/bridge"
QUIET = "https://valley.example/quiet"
BROKEN = "https://valley.example/broken"
NOWHERE = "https://valley.example/nowhere"


class Unreachable(PullquoteError):
    kind = "unreachable"


def told(title: str, *said: tuple[str, str], url: str = MILL) -> Report:
    """A report of an article in which each speaker says a sentence."""
    text, quotes = "", []
    for rank, (speaker, words) in enumerate(said, start=1):
        span = (len(text) + 1, len(text) + 1 + len(words))
        text += f"“{words}” said {speaker}.\n"
        quotes.append(
            Quote(
                QuoteKind.DIRECT,
                (span,),
                (span,),
                speakers=(speaker,),
                speaker_type="PERSON",
                confidence=0.9,
                rank=rank,
            )
        )
    names = dict.fromkeys(speaker for speaker, _ in said)
    entities = tuple(Entity(name, "PERSON", salience=0.5) for name in names)
    article = Article(text or "It rained.", url, title, "The Valley Post", published="2025-09-05")
    return Report(article, tuple(quotes), entities)


REPORTS = {
    MILL: told(
        "The mill reopens",
        ("Ada Marsh", "The wheel will turn again in spring."),
        ("Tom Reed", "The roof comes later."),
        ("Ada Marsh", "Nobody thought that we could."),
    ),
    BRIDGE: told(
        "A bridge for the valley",
        ("Iris Holt", "@everyone **We** start on Monday, see https://evil.example"),
        ("Tom Reed", "It will be closed for a week."),
        url=BRIDGE,
    ),
    QUIET: told("A quiet day", url=QUIET),
}


@dataclass(slots=True)
class Pages:
    """Pages by their address, with what is to happen ``meanwhile`` one is on its way."""

    fetched: list[str] = field(default_factory=list)
    reports: dict[str, Report] = field(default_factory=lambda: dict(REPORTS))
    meanwhile: dict[str, Callable[[], Awaitable[None]]] = field(default_factory=dict)

    async def fetch(self, url: str) -> Page:
        self.fetched.append(url)
        if url in self.meanwhile:
            await self.meanwhile[url]()
        if url not in self.reports:
            raise Unreachable("That page can't be reached; try again later.")
        return Page(url, 200, {}, b"")


@dataclass(slots=True)
class ByHeart:
    """An engine whose readings are known beforehand; whatever else it does in a thread."""

    pages: Pages

    async def run(self, function: Callable[..., Any], *args: Any, **options: Any) -> Any:
        match args:
            case Page(url), Model():
                report = self.pages.reports[url]
                return (report, marks(report.article)) if function is marked_report_on else report
            case _:
                return await asyncio.to_thread(function, *args, **options)


class Bot(commands.AutoShardedBot):
    def __init__(
        self,
        archive: Archive,
        reading: Reading,
        engine: ByHeart,
        *,
        read_bots: bool = False,
        card: CardChoices | None = None,
        paused: bool = False,
        admin_server: int | None = None,
    ) -> None:
        intents = discord.Intents.none()
        intents.guilds = intents.messages = intents.message_content = intents.reactions = True
        super().__init__(
            command_prefix=commands.when_mentioned,
            intents=intents,
            help_command=None,
            max_messages=None,
            member_cache_flags=discord.MemberCacheFlags.none(),
            chunk_guilds_at_startup=False,
        )
        self.archive = archive
        self.reading = reading
        self.engine = engine
        self.read_bots = read_bots
        self.card = card or CardChoices()
        self.paused = paused
        self.admin_server = admin_server

    @property
    def decisions(self) -> Decisions:
        cog = self.get_cog("Settings")
        assert isinstance(cog, SettingsCog)
        return cog.decisions

    async def setup_hook(self) -> None:
        await add_cogs(
            self,
            self.reading,
            self.archive,
            self.engine,
            card=self.card,
            read_bots=self.read_bots,
            paused=self.paused,
            admin_server=self.admin_server,
        )
        await self.tree.sync()
        if self.admin_server is not None:
            await self.tree.sync(guild=discord.Object(self.admin_server))


@dataclass(slots=True)
class Newsroom:
    """A server with #news, two members and a moderator."""

    env: simcord.Env
    database: Path
    archive: Archive
    pages: Pages
    guild: simcord.GuildHandle
    news: simcord.ChannelHandle
    alice: simcord.MemberActor
    bob: simcord.MemberActor
    mod: simcord.MemberActor

    def choose(self, **choices: Any) -> None:
        """Have links answered so from now on."""
        self.bot.card = self.bot.decisions.card = CardChoices(**choices)

    @property
    def bot(self) -> Bot:
        assert isinstance(self.env.bot, Bot)
        return self.env.bot

    async def restart(self, **options: Any) -> None:
        """Go on with a fresh bot that remembers nothing but what it was told to choose."""
        bot = new_bot(self.archive, self.pages, card=self.bot.card, **options)
        await self.env.restart_bot(bot)
        await self.env.settle()

    async def deny(self, channel: simcord.ChannelHandle, permission: str) -> None:
        """Take a permission from the bot."""
        found = self.env.bot.get_channel(channel.id)
        assert isinstance(found, discord.TextChannel)
        denied = discord.PermissionOverwrite(**{permission: False})
        await found.set_permissions(found.guild.me, overwrite=denied)
        await self.env.settle()

    def replies(self, channel: simcord.ChannelHandle | None = None) -> list[discord.Message]:
        """What the bot has said, for all to see."""
        assert self.env.bot.user
        history = (channel or self.news).history()
        ours = [m for m in history if m.author.id == self.env.bot.user.id]
        # Discord tells of a new thread in the name of who opened it.
        told = discord.MessageType.thread_created
        return [m for m in ours if not m.flags.ephemeral and m.type is not told]

    def requests(self, method: str, ending: str) -> list[simcord.HttpLogEntry]:
        """What the bot asked of Discord in channels."""
        return [
            request
            for request in self.env.http_requests
            if request.method == method
            and request.path.startswith("/channels/")
            and (ending == "*" or request.path.endswith(ending))
        ]

    def latest(self, message: simcord.ResponseMessage) -> discord.Message:
        """A message to bob as it is now, after its edits."""
        [found] = [m for m in self.news.history(viewer=self.bob) if m.id == message.id]
        return found

    def reactions(self, message: discord.Message) -> list[str]:
        channels = self.guild.channels.values()
        [channel] = [channel for channel in channels if channel.id == message.channel.id]
        [found] = [other for other in channel.history() if other.id == message.id]
        return [str(reaction.emoji) for reaction in found.reactions]

    def channel_without(self, permission: str) -> simcord.ChannelHandle:
        """A channel in which the bot lacks a permission."""
        assert self.env.bot.user
        denied = discord.PermissionOverwrite(**{permission: False})
        return self.guild.create_text_channel("quiet", overwrites={self.env.bot.user: denied})


def new_bot(archive: Archive, pages: Pages, **options: Any) -> Bot:
    engine = ByHeart(pages)
    reading = Reading(pages, engine, archive, model=Model(), fresh_for=timedelta(hours=1))
    return Bot(archive, reading, engine, **options)


async def open_newsroom(database: Path, archive: Archive) -> Newsroom:
    pages = Pages()
    # The bot has been there for long: it doesn't introduce itself.
    await archive.servers.meet({VALLEY: 4})
    env = simcord.Env(new_bot(archive, pages), shard_count=1)
    await env.start()
    guild = env.create_guild("The Valley", id=VALLEY)
    news = guild.create_text_channel("news")
    moderators = guild.create_role(
        "mods", permissions=discord.Permissions(manage_messages=True, manage_threads=True)
    )
    alice, bob = (guild.add_member(env.create_user(name)) for name in ("alice", "bob"))
    mod = guild.add_member(env.create_user("mod"), roles=[moderators])
    return Newsroom(env, database, archive, pages, guild, news, alice, bob, mod)


def content(message: Any) -> str:
    """All text on a card, sent or answered."""
    return "\n".join(_texts(message))


def _texts(message: Any) -> list[str]:
    raw = getattr(message, "components", [])
    found: list[str] = []

    def walk(part: Any) -> None:
        data = part if isinstance(part, dict) else part.to_dict()
        if "content" in data:
            found.append(data["content"])
        for child in data.get("components", []):
            walk(child)

    for part in raw:
        walk(part)
    return found
