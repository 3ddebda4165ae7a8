"""The bot itself: opens the services, loads the cogs, closes them."""

import asyncio
import gc
import signal
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from typing import cast

import discord
from discord.ext import commands

from bot.analysis import load
from bot.archive import Archive, daily_rounds, open_archive
from bot.domain import CardChoices, PullquoteError
from bot.engine import Engine, open_engine
from bot.reading import Reading
from bot.settings import Settings
from bot.web import PageSource, open_reader
from cogs import add_cogs
from cogs.permissions import NEEDED, missing

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
        )
        self._services = services
        self._card = card
        self._links_per_message = links_per_message
        self._read_bots = read_bots
        self._keep_days = keep_days

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
        )
        await self.tree.sync()


async def run(settings: Settings) -> None:
    """Be the bot until somebody stops it (Ctrl-C, SIGTERM).

    Raises:
        NoToken, BadToken, IntentMissing, DiscordUnreachable: Discord doesn't let us in.
        PullquoteError: the archive can't be opened.
    """
    token = settings.token()
    # The bot never speaks: discord.py need not warn that it lacks the libraries for voice.
    discord.VoiceClient.warn_nacl = discord.VoiceClient.warn_dave = False
    async with (
        open_services(settings) as services,
        Pullquote(
            services,
            card=settings.card(),
            links_per_message=settings.links_per_message,
            read_bots=settings.read_bots,
            keep_days=settings.keep_days,
        ) as bot,
    ):
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
