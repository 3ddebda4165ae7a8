"""What the bot does in Discord, a cog for each way in."""

from discord import app_commands
from discord.ext import commands

from bot.archive import Archive
from bot.domain import CardChoices
from bot.engine import Engine
from bot.reading import Reading
from cogs.answers import on_command_error
from cogs.article import Articles
from cogs.backfill import Backfilling
from cogs.buttons import Buttons
from cogs.corrections import Corrections
from cogs.decisions import Decisions
from cogs.doctor import Doctor
from cogs.export import Exports
from cogs.find_quotes import FindQuotes
from cogs.names import Names
from cogs.offers import Offers
from cogs.paging import Paging
from cogs.quotes import Quotes
from cogs.reader import Reader
from cogs.replying import Replying
from cogs.search import Searching
from cogs.servers import Servers
from cogs.settings import SettingsCog
from cogs.speakers import Speakers
from cogs.timeline import Timelines
from cogs.turns import Turns
from cogs.versus import Versus
from cogs.welcome import Welcome
from cogs.who import WhoIs

_DEFAULT = CardChoices()


async def add_cogs(
    bot: commands.AutoShardedBot,
    reading: Reading,
    archive: Archive,
    engine: Engine,
    *,
    card: CardChoices = _DEFAULT,
    links_per_message: int = 10,
    read_bots: bool = False,
    keep_days: int | None = None,
) -> None:
    """Give a bot all that it does: the watcher, the card's buttons, the menu, the slash commands.

    Parameters:
        card: how links are answered, unless a server says otherwise.
        links_per_message: how many links of one message are read.
        read_bots: read what other bots and webhooks write, too, unless a server says otherwise.
        keep_days: for how many days what was shared is kept; None for ever.
    """
    # Only what says so can be used where we are not, or in the direct messages of others.
    bot.tree.allowed_installs = app_commands.AppInstallationType(guild=True)
    bot.tree.allowed_contexts = app_commands.AppCommandContext(guild=True, dm_channel=True)
    decisions = Decisions(
        archive, bot.get_guild, read_bots=read_bots, keep_days=keep_days, card=card
    )
    await decisions.load()
    choices, most, turns = decisions.choices, links_per_message, Turns()
    replying = Replying(bot, archive, choices)
    reader = Reader(bot, reading, archive, turns, replying, decisions, links_per_message=most)
    await bot.add_cog(reader)
    await bot.add_cog(Backfilling(bot, reading, archive, turns, decisions, links_per_message=most))
    await bot.add_cog(FindQuotes(bot, reading, archive, choices, links_per_message=most))
    await bot.add_cog(Offers(bot, archive, replying))
    await bot.add_cog(Buttons(bot, archive, choices))
    await bot.add_cog(Corrections(bot, archive, choices))
    await bot.add_cog(Names(bot, archive))
    paging = Paging(bot, archive)
    await bot.add_cog(paging)
    for cog in (Quotes, Searching, Speakers, WhoIs, Versus, Articles):
        await bot.add_cog(cog(archive, paging))
    await bot.add_cog(Timelines(archive, paging, engine))
    await bot.add_cog(Exports(bot, archive, paging, engine))
    await bot.add_cog(Servers(bot, archive))
    await bot.add_cog(SettingsCog(bot, archive, decisions))
    await bot.add_cog(Welcome(bot, decisions))
    await bot.add_cog(Doctor(bot, archive, decisions, reader))
    bot.tree.error(on_command_error)
