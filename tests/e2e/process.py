"""`pullquote --debug run`, with Discord and the web on loopback.

``python -m tests.e2e.process DISCORD SITE_PORT``: the address of the double, and the one port of
this machine that counts as the public web. It prints the replies that the archive has noted.
"""

import sys
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager


def speak_to(discord_url: str) -> None:
    """Point discord.py at the double."""
    from discord.gateway import DiscordWebSocket
    from discord.http import Route
    from yarl import URL

    Route.BASE = f"{discord_url}/api/v10"
    DiscordWebSocket.DEFAULT_GATEWAY = URL(f"{discord_url}/gateway").with_scheme("ws")


def read_from(site_port: int) -> None:
    """Let the bot's real reader dial the test's site, which its guard refuses, and nothing else."""
    import bot.app
    from bot.web import PageSource, user_agent
    from bot.web.limits import Limits
    from bot.web.reader import open_guarded
    from tests.web.site import Names

    @asynccontextmanager
    async def open_site(*, contact: str | None = None) -> AsyncGenerator[PageSource]:
        async with open_guarded(
            user_agent(contact),
            gate=lambda ip, port: (ip, port) == ("127.0.0.1", site_port),
            resolver=Names(),
            limits=Limits(),
        ) as reader:
            yield reader

    bot.app.open_reader = open_site


def tell_what_is_noted() -> None:
    """Print the id of each reply once the archive has noted it; nothing outside shows that."""
    from bot.archive import Archive

    note = Archive.answered

    async def note_and_tell(
        self: Archive, share_id: int, reply_id: int, thread_id: int | None = None
    ) -> None:
        await note(self, share_id, reply_id, thread_id)
        sys.stdout.write(f"{reply_id}\n")
        sys.stdout.flush()

    Archive.answered = note_and_tell


if __name__ == "__main__":
    from bot.__main__ import main

    speak_to(sys.argv[1])
    read_from(int(sys.argv[2]))
    tell_what_is_noted()
    main(["--debug", "run"])
