"""What the bot does in Discord, a cog for each way in."""

import discord
from discord.ext import commands

from bot.archive import Archive
from bot.reading import Reading
from cogs.admin import Admin, Reload
from cogs.answers import on_command_error
from cogs.buttons import Buttons
from cogs.find_quotes import FindQuotes
from cogs.gate import Gate
from cogs.privacy import Privacy
from cogs.quotes import Quotes
from cogs.reader import Reader
from cogs.search import Searching
from cogs.servers import Servers
from cogs.sweeper import Sweeper
from cogs.wiping import Wiping


async def add_cogs(
    bot: commands.AutoShardedBot,
    reading: Reading,
    archive: Archive,
    *,
    links_per_message: int = 10,
    read_bots: bool = False,
    paused: bool = False,
    admin_server: int | None = None,
    reload: Reload | None = None,
) -> None:
    """Give a bot all that it does: the watcher, the card's buttons, the menu, /quotes and /search.

    Parameters:
        links_per_message: how many links of one message are read.
        read_bots: read the links in what other bots and webhooks write, too.
        paused: read and answer nothing until the operator says so.
        admin_server: the id of the one server that has /admin; None for all.
        reload: what /admin reload does.
    """
    gate = Gate(bot, archive, paused=paused)
    reader = Reader(
        bot, reading, archive, gate, links_per_message=links_per_message, read_bots=read_bots
    )
    await bot.add_cog(gate)
    await bot.add_cog(reader)
    await bot.add_cog(FindQuotes(bot, reading, archive, gate, links_per_message=links_per_message))
    await bot.add_cog(Buttons(bot, archive))
    await bot.add_cog(Quotes(bot, archive))
    await bot.add_cog(Searching(bot, archive))
    await bot.add_cog(Servers(bot, archive))
    await bot.add_cog(Sweeper(bot, archive))
    await bot.add_cog(Privacy(bot, archive, gate))
    await bot.add_cog(Wiping(bot, archive))
    admin = Admin(bot, archive, gate, reload)
    if admin_server is None:
        await bot.add_cog(admin)
    else:
        await bot.add_cog(admin, guild=discord.Object(admin_server))
    bot.tree.error(on_command_error)


def reset_cogs(bot: commands.AutoShardedBot, *, links_per_message: int, read_bots: bool) -> None:
    """Change what can be set while the bot runs; see add_cogs."""
    for cog in bot.cogs.values():
        if isinstance(cog, Reader | FindQuotes):
            cog.links_per_message = links_per_message
        if isinstance(cog, Reader):
            cog.read_bots = read_bots
