"""What the bot does in Discord, a cog for each way in."""

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
from cogs.export import Exports
from cogs.find_quotes import FindQuotes
from cogs.names import Names
from cogs.offers import Offers
from cogs.paging import Paging
from cogs.quotes import Quotes
from cogs.reader import Reader
from cogs.replying import Choices, Replying
from cogs.search import Searching
from cogs.servers import Servers
from cogs.speakers import Speakers
from cogs.timeline import Timelines
from cogs.turns import Turns
from cogs.versus import Versus
from cogs.who import WhoIs

_DEFAULT = CardChoices()


def as_by_default(_guild_id: int | None, _channel_id: int) -> CardChoices:
    """Every channel is answered by a full card below the message."""
    return _DEFAULT


async def add_cogs(
    bot: commands.AutoShardedBot,
    reading: Reading,
    archive: Archive,
    engine: Engine,
    *,
    choices: Choices = as_by_default,
    links_per_message: int = 10,
    read_bots: bool = False,
) -> None:
    """Give a bot all that it does: the watcher, the card's buttons, the menu, the slash commands.

    Parameters:
        choices: how the links of a channel are answered, by the ids of its server and itself.
        links_per_message: how many links of one message are read.
        read_bots: read the links in what other bots and webhooks write, too.
    """
    turns = Turns()
    replying = Replying(bot, archive, choices)
    most, bots = links_per_message, read_bots
    await bot.add_cog(
        Reader(bot, reading, archive, turns, replying, links_per_message=most, read_bots=bots)
    )
    backfilling = Backfilling(bot, reading, archive, turns, links_per_message=most, read_bots=bots)
    await bot.add_cog(backfilling)
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
    bot.tree.error(on_command_error)
