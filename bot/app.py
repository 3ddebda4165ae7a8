"""The bot itself: opens the services, loads the cogs, closes them."""

import asyncio
import signal
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from datetime import timedelta
from functools import partial

import discord
from discord.ext import commands

from bot.analysis import load
from bot.archive import Archive, open_archive
from bot.engine import open_engine
from bot.reading import Reading
from bot.settings import Settings
from bot.web import PageSource, open_reader
from cogs.quotes import Quotes
from cogs.reader import Reader


@dataclass(frozen=True, slots=True)
class Services:
    """What the cogs work with."""

    archive: Archive
    reading: Reading


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
        open_engine(
            workers=settings.workers,
            timeout_s=settings.analysis_timeout,
            warm=partial(load, settings.pipeline),
        ) as engine,
        open_reader(contact=settings.contact_url) as web,
    ):
        reading = Reading(
            pages or web,
            engine,
            archive,
            pipeline=settings.pipeline,
            fresh_for=timedelta(hours=settings.fresh_for),
        )
        yield Services(archive, reading)


class Pullquote(commands.AutoShardedBot):
    """The Discord client: what we ask of the gateway, and the cogs."""

    def __init__(self, services: Services, *, links_per_message: int = 10) -> None:
        intents = discord.Intents.none()
        intents.guilds = True
        intents.messages = True
        intents.message_content = True
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
        self._links_per_message = links_per_message

    async def setup_hook(self) -> None:
        archive, reading = self._services.archive, self._services.reading
        await self.add_cog(
            Reader(self, reading, archive, links_per_message=self._links_per_message)
        )
        await self.add_cog(Quotes(self, archive))
        await self.tree.sync()


async def run(settings: Settings) -> None:
    """Be the bot until somebody stops it (Ctrl-C, SIGTERM).

    Raises:
        PullquoteError: the archive can't be opened.
        discord.LoginFailure: Discord doesn't know the token.
        discord.PrivilegedIntentsRequired: the portal doesn't grant the message-content intent.
    """
    async with (
        open_services(settings) as services,
        Pullquote(services, links_per_message=settings.links_per_message) as bot,
    ):
        # Windows has no signal handlers on its loop; Ctrl-C ends the run there.
        with suppress(NotImplementedError):
            loop = asyncio.get_running_loop()
            loop.add_signal_handler(signal.SIGTERM, lambda: loop.create_task(bot.close()))
        await bot.start(settings.token())
