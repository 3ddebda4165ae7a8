"""What the bot does in Discord, a cog for each way in."""

from discord import app_commands
from discord.ext import commands

from bot.archive import Archive
from bot.reading import Reading
from cogs.answers import on_command_error
from cogs.buttons import Buttons
from cogs.decisions import Decisions
from cogs.doctor import Doctor
from cogs.find_quotes import FindQuotes
from cogs.quotes import Quotes
from cogs.reader import Reader
from cogs.search import Searching
from cogs.servers import Servers
from cogs.settings import SettingsCog
from cogs.welcome import Welcome


async def add_cogs(
    bot: commands.AutoShardedBot,
    reading: Reading,
    archive: Archive,
    *,
    links_per_message: int = 10,
    read_bots: bool = False,
    keep_days: int | None = None,
) -> None:
    """Give a bot all that it does: the watcher, the card's buttons, the menu, /quotes and /search.

    Parameters:
        links_per_message: how many links of one message are read.
        read_bots: read what other bots and webhooks write, too, unless a server says otherwise.
        keep_days: for how many days what was shared is kept; None for ever.
    """
    # Only what says so can be used where we are not, or in the direct messages of others.
    bot.tree.allowed_installs = app_commands.AppInstallationType(guild=True)
    bot.tree.allowed_contexts = app_commands.AppCommandContext(guild=True, dm_channel=True)
    decisions = Decisions(archive, bot.get_guild, read_bots=read_bots, keep_days=keep_days)
    await decisions.load()
    reader = Reader(bot, reading, archive, decisions, links_per_message=links_per_message)
    await bot.add_cog(reader)
    await bot.add_cog(FindQuotes(bot, reading, archive, links_per_message=links_per_message))
    await bot.add_cog(Buttons(bot, archive))
    await bot.add_cog(Quotes(bot, archive))
    await bot.add_cog(Searching(bot, archive))
    await bot.add_cog(Servers(bot, archive))
    await bot.add_cog(SettingsCog(bot, archive, decisions))
    await bot.add_cog(Welcome(bot, decisions))
    await bot.add_cog(Doctor(bot, archive, decisions, reader))
    bot.tree.error(on_command_error)
