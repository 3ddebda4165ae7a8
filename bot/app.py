"""The bot itself: opens the services, loads the cogs, closes them."""

import asyncio
import gc
import signal
from collections.abc import AsyncGenerator, Mapping
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from typing import cast

import discord
import structlog
from discord.ext import commands

from bot.analysis import load
from bot.archive import Archive, ArchiveError, daily_rounds, open_archive
from bot.domain import CardChoices, PullquoteError
from bot.engine import Engine, open_engine
from bot.languages import N_
from bot.logs import configure_logging
from bot.metrics import GATEWAY, SERVERS
from bot.reading import Reading
from bot.settings import Settings, load_settings
from bot.web import PageSource, counted_requests, open_reader, open_status
from cogs import add_cogs, reset_cogs
from cogs.permissions import NEEDED, missing

_log: structlog.stdlib.BoundLogger = structlog.stdlib.get_logger(__name__)

_HEALTHY_WITHIN_S = 2

_DEFAULT = CardChoices()


class BadToken(PullquoteError):
    """Discord doesn't know the token."""

    kind = "bad_token"


class IntentMissing(PullquoteError):
    """The portal doesn't grant the message-content intent."""

    kind = "intent_missing"


class DiscordUnreachable(PullquoteError):
    """No way to Discord, or Discord has trouble of its own."""

    kind = "discord_unreachable"


@dataclass(frozen=True, slots=True)
class Services:
    """What the cogs work with."""

    archive: Archive
    reading: Reading
    engine: Engine


@asynccontextmanager
async def open_services(
    settings: Settings, *, pages: PageSource | None = None
) -> AsyncGenerator[Services]:
    """The services that the settings ask for, closed on leaving.

    Parameters:
        pages: where pages come from, if not from the web.

    Raises:
        PullquoteError: the archive can't be opened.
    """
    async with (
        open_archive(settings.database) as archive,
        daily_rounds(archive, settings.retention()),
        open_engine(
            workers=settings.workers,
            timeout_s=settings.analysis_timeout,
            warm=partial(load, settings.model()),
        ) as engine,
        open_reader(contact=settings.contact_url) as web,
    ):
        reading = Reading(
            pages or web,
            engine,
            archive,
            model=settings.model(),
            fresh_for=timedelta(hours=settings.fresh_for),
        )
        # What is loaded by now stays: walking it again and again would hold up the event loop.
        gc.collect()
        gc.freeze()
        yield Services(archive, reading, engine)


class Pullquote(commands.AutoShardedBot):
    """The Discord client: what we ask of the gateway, and the cogs."""

    def __init__(
        self,
        services: Services,
        *,
        card: CardChoices = _DEFAULT,
        links_per_message: int = 10,
        read_bots: bool = False,
        keep_days: int | None = None,
        paused: bool = False,
        admin_server: int | None = None,
    ) -> None:
        intents = discord.Intents.none()
        intents.guilds = True
        intents.messages = True
        intents.message_content = True
        intents.reactions = True  # the click that asks for a card
        super().__init__(
            command_prefix=commands.when_mentioned,
            help_command=None,
            intents=intents,
            allowed_mentions=discord.AllowedMentions.none(),
            member_cache_flags=discord.MemberCacheFlags.none(),
            chunk_guilds_at_startup=False,
            max_messages=None,
            http_trace=counted_requests(),
        )
        self._services = services
        self._card = card
        self._links_per_message = links_per_message
        self._read_bots = read_bots
        self._keep_days = keep_days
        self._paused = paused
        self._admin_server = admin_server
        GATEWAY.set_function(lambda: self.latency)
        SERVERS.set_function(lambda: len(self.guilds))

    async def setup_hook(self) -> None:
        await add_cogs(
            self,
            self._services.reading,
            self._services.archive,
            self._services.engine,
            card=self._card,
            links_per_message=self._links_per_message,
            read_bots=self._read_bots,
            keep_days=self._keep_days,
            paused=self._paused,
            admin_server=self._admin_server,
            reload=self._reload,
        )
        await self.tree.sync()
        if self._admin_server is not None:
            try:
                await self.tree.sync(guild=discord.Object(self._admin_server))
            except discord.Forbidden:
                _log.warning("admin_server_unknown", server=self._admin_server)

    async def health(self) -> Mapping[str, bool]:
        """What a monitor is told: whether Discord and the archive answer."""
        return {"discord": self.is_ready(), "archive": await _answers(self._services.archive)}

    async def _reload(self) -> str:
        """Read the settings anew, and say what of them applies while the bot runs."""
        settings = await asyncio.to_thread(load_settings)
        configure_logging(settings.log_level, settings.log_format)
        reset_cogs(
            self,
            card=settings.card(),
            links_per_message=settings.links_per_message,
            read_bots=settings.read_bots,
        )
        return N_(
            "The settings were read anew: links per message, reading bots, cards and the log apply"
            " now, all others at the next start."
        )


async def _answers(archive: Archive) -> bool:
    try:
        async with asyncio.timeout(_HEALTHY_WITHIN_S):
            await archive.operating.paused_since()
    except (ArchiveError, TimeoutError):
        return False
    return True


async def run(settings: Settings) -> None:
    """Be the bot until somebody stops it (Ctrl-C, SIGTERM).

    Raises:
        NoToken, BadToken, IntentMissing, DiscordUnreachable: Discord doesn't let us in.
        PullquoteError: the archive can't be opened.
    """
    token = settings.token()
    # The bot never speaks: discord.py need not warn that it lacks the libraries for voice.
    discord.VoiceClient.warn_nacl = discord.VoiceClient.warn_dave = False
    async with AsyncExitStack() as opened:
        services = await opened.enter_async_context(open_services(settings))
        bot = await opened.enter_async_context(
            Pullquote(
                services,
                card=settings.card(),
                links_per_message=settings.links_per_message,
                read_bots=settings.read_bots,
                keep_days=settings.keep_days,
                paused=settings.paused,
                admin_server=settings.admin_server,
            )
        )
        if settings.metrics_port is not None:
            status = open_status(settings.metrics_host, settings.metrics_port, bot.health)
            await opened.enter_async_context(status)
        # Windows has no signal handlers on its loop; Ctrl-C ends the run there.
        with suppress(NotImplementedError):
            loop = asyncio.get_running_loop()
            loop.add_signal_handler(signal.SIGTERM, lambda: loop.create_task(bot.close()))
        try:
            await _log_in(bot, token)
            await bot.connect()
        except discord.PrivilegedIntentsRequired:
            raise IntentMissing(
                "Discord doesn't let the bot read messages: switch on Message Content Intent on the"
                " Bot page of its application at https://discord.com/developers/applications."
            ) from None
        except Exception:
            # Stopped before it was connected, it loses the requests that were under way.
            if not bot.is_closed():
                raise


@dataclass(frozen=True, slots=True)
class ServerAccess:
    """What a server lets the bot do.

    ``missing`` are permissions that its roles there don't give it, by Discord's names for them;
    ``closed`` are, if none is missing, the text channels it sees whose own rules withhold one.
    """

    name: str
    missing: tuple[str, ...]
    closed: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Access:
    """What Discord lets the bot do; ``invite`` is the link that brings it into a server."""

    name: str
    message_content: bool
    invite: str
    servers: tuple[ServerAccess, ...]
    more_servers: bool


async def look_around(token: str, *, servers: int = 10) -> Access:
    """Ask Discord what it lets the bot do, for ``servers`` servers at most.

    Raises:
        BadToken, DiscordUnreachable: Discord doesn't let us in.
    """
    async with discord.Client(intents=discord.Intents(guilds=True)) as client:
        await _log_in(client, token)
        application = cast("discord.AppInfo", client.application)
        flags = application.flags
        joined = [guild async for guild in client.fetch_guilds(limit=servers + 1)]
        return Access(
            name=str(client.user),
            message_content=flags.gateway_message_content or flags.gateway_message_content_limited,
            invite=discord.utils.oauth_url(application.id, permissions=NEEDED),
            servers=tuple([await _access(client, guild.id) for guild in joined[:servers]]),
            more_servers=len(joined) > servers,
        )


async def _access(client: discord.Client, guild_id: int) -> ServerAccess:
    guild = await client.fetch_guild(guild_id)
    me = await guild.fetch_member(cast("discord.ClientUser", client.user).id)
    if lacking := missing(me.guild_permissions):
        return ServerAccess(guild.name, lacking, ())
    rights = [
        (channel.name, channel.permissions_for(me))
        for channel in await guild.fetch_channels()
        if isinstance(channel, discord.TextChannel)
    ]
    closed = [name for name, given in rights if given.view_channel and missing(given)]
    return ServerAccess(guild.name, (), tuple(closed))


async def _log_in(client: discord.Client, token: str) -> None:
    try:
        await client.login(token)
    except discord.LoginFailure:
        raise BadToken(
            "Discord doesn't know this DISCORD_TOKEN: press Reset Token on the Bot page of your"
            " application at https://discord.com/developers/applications and copy the new one."
        ) from None
    except (OSError, discord.DiscordServerError) as error:
        raise DiscordUnreachable(
            "Discord can't be reached; check the connection to the internet and try again."
        ) from error
