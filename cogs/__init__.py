"""What the bot does in Discord, a cog for each way in."""

from discord.ext import commands

from bot.archive import Archive
from bot.engine import Engine
from bot.reading import Reading
from cogs.answers import on_command_error
from cogs.buttons import Buttons
from cogs.export import Exports
from cogs.find_quotes import FindQuotes
from cogs.quotes import Quotes
from cogs.reader import Reader
from cogs.search import Searching
from cogs.servers import Servers
from cogs.timeline import Timelines


async def add_cogs(
    bot: commands.AutoShardedBot,
    reading: Reading,
    archive: Archive,
    engine: Engine,
    *,
    links_per_message: int = 10,
    read_bots: bool = False,
) -> None:
    """Give a bot all that it does: the watcher, the card's buttons, the menu, and commands.

    Parameters:
        links_per_message: how many links of one message are read.
        read_bots: read the links in what other bots and webhooks write, too.
    """
    reader = Reader(bot, reading, archive, links_per_message=links_per_message, read_bots=read_bots)
    await bot.add_cog(reader)
    await bot.add_cog(FindQuotes(bot, reading, archive, links_per_message=links_per_message))
    await bot.add_cog(Buttons(bot, archive))
    await bot.add_cog(Quotes(bot, archive))
    await bot.add_cog(Searching(bot, archive))
    await bot.add_cog(Timelines(bot, archive, engine))
    await bot.add_cog(Exports(bot, archive, engine))
    await bot.add_cog(Servers(bot, archive))
    bot.tree.error(on_command_error)
