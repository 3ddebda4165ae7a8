"""What the bot does in Discord, a cog for each way in."""

import discord
from discord import app_commands
from discord.ext import commands

from bot.archive import Archive
from bot.domain import CardChoices
from bot.engine import Engine
from bot.reading import Reading
from cogs.admin import Admin, Reload
from cogs.answerer import Answerer
from cogs.answers import on_command_error
from cogs.article import Articles
from cogs.backfill import Backfilling
from cogs.buttons import Buttons
from cogs.corrections import Corrections
from cogs.decisions import Decisions
from cogs.doctor import Doctor
from cogs.export import Exports
from cogs.find_quotes import FindQuotes
from cogs.gate import Gate
from cogs.history import Histories
from cogs.localised import CommandTranslator
from cogs.names import Names
from cogs.offers import Offers
from cogs.paging import Paging
from cogs.privacy import Privacy
from cogs.quotes import Quotes
from cogs.reader import Reader
from cogs.replying import Replying
from cogs.search import Searching
from cogs.servers import Servers
from cogs.settings import SettingsCog
from cogs.speakers import Speakers
from cogs.sweeper import Sweeper
from cogs.timeline import Timelines
from cogs.turns import Turns
from cogs.versus import Versus
from cogs.welcome import Welcome
from cogs.who import WhoIs
from cogs.wiping import Wiping

_DEFAULT = CardChoices()


async def add_cogs(  # noqa: PLR0913  (all that can be set)
    bot: commands.AutoShardedBot,
    reading: Reading,
    archive: Archive,
    engine: Engine,
    *,
    card: CardChoices = _DEFAULT,
    links_per_message: int = 10,
    read_bots: bool = False,
    keep_days: int | None = None,
    paused: bool = False,
    admin_server: int | None = None,
    reload: Reload | None = None,
) -> None:
    """Give a bot all that it does: the watcher, the card's buttons, the menu, the slash commands.

    Parameters:
        card: how links are answered, unless a server says otherwise.
        links_per_message: how many links of one message are read.
        read_bots: read what other bots and webhooks write, too, unless a server says otherwise.
        keep_days: for how many days what was shared is kept; None for ever.
        paused: read and answer nothing until the operator says so.
        admin_server: the id of the one server that has /admin; None for all.
        reload: what /admin reload does.
    """
    # Only what says so can be used where we are not, or in the direct messages of others.
    bot.tree.allowed_installs = app_commands.AppInstallationType(guild=True)
    bot.tree.allowed_contexts = app_commands.AppCommandContext(guild=True, dm_channel=True)
    decisions = Decisions(
        archive, bot.get_guild, read_bots=read_bots, keep_days=keep_days, card=card
    )
    await decisions.load()
    choices, most, turns = decisions.choices, links_per_message, Turns()
    gate = Gate(bot, archive, paused=paused)
    await bot.add_cog(gate)
    replying = Replying(bot, archive, choices, gate.doors)
    answerer = Answerer(reading, archive, gate, turns, replying, decisions)
    reader = Reader(bot, archive, gate, replying, decisions, answerer, links_per_message=most)
    await bot.add_cog(reader)
    histories = Histories(bot, reading, archive, gate, turns, decisions, links_per_message=most)
    backfilling = Backfilling(bot, archive, gate, histories)
    await bot.add_cog(backfilling)
    await bot.add_cog(FindQuotes(bot, reading, archive, gate, choices, links_per_message=most))
    await bot.add_cog(Offers(bot, archive, gate, replying))
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
    await bot.add_cog(Sweeper(bot, archive))
    await bot.add_cog(Privacy(bot, archive, gate, decisions))
    await bot.add_cog(Wiping(bot, archive, decisions))
    admin = Admin(bot, archive, gate, (reader, backfilling), reload)
    if admin_server is None:
        await bot.add_cog(admin)
    else:
        await bot.add_cog(admin, guild=discord.Object(admin_server))
    bot.tree.error(on_command_error)
    await bot.tree.set_translator(CommandTranslator())


def reset_cogs(
    bot: commands.AutoShardedBot, *, card: CardChoices, links_per_message: int, read_bots: bool
) -> None:
    """Change what can be set while the bot runs; see add_cogs."""
    for cog in bot.cogs.values():
        match cog:
            case Reader() | FindQuotes():
                cog.links_per_message = links_per_message
            case Backfilling():
                cog.histories.links_per_message = links_per_message
            case SettingsCog():
                cog.decisions.card = card
                cog.decisions.read_bots = read_bots
            case _:
                pass
