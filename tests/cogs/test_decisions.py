"""What servers decided, in memory."""

from dataclasses import replace
from datetime import UTC, datetime

import discord

from bot.domain import CardChoices, GuildSettings
from tests.cogs.newsroom import Newsroom

SOON = datetime(2100, 1, 1, tzinfo=UTC)


async def test_a_server_that_was_forgotten_is_a_stranger_when_we_come_back(
    newsroom: Newsroom,
) -> None:
    decisions, here = newsroom.bot.decisions, newsroom.guild.id
    await decisions.change(here, 7, lambda now: replace(now, watch_all=False))
    await newsroom.archive.leave_guild(here)
    await newsroom.archive.forget_left_guilds(SOON)
    newsroom.bot.dispatch("guild_remove", discord.Object(here))
    await newsroom.env.settle()
    assert await decisions.meet({here: 9}) == [here]
    assert decisions.settings(here) == GuildSettings()
    assert await decisions.meet({here: 500}) == []


async def test_a_server_that_we_left_for_a_moment_keeps_what_it_decided(
    newsroom: Newsroom,
) -> None:
    decisions, here = newsroom.bot.decisions, newsroom.guild.id
    await newsroom.env.settle()
    await decisions.change(here, 7, lambda now: replace(now, watch_all=False))
    newsroom.bot.dispatch("guild_remove", discord.Object(here))
    await newsroom.env.settle()
    assert await decisions.meet({here: 500}) == []
    assert decisions.settings(here).watch_all is False
    channel = newsroom.bot.get_channel(newsroom.news.id)
    assert isinstance(channel, discord.TextChannel)
    assert decisions.place(channel).members < 10


async def test_a_thread_that_discord_has_not_told_of_goes_by_its_server(
    newsroom: Newsroom,
) -> None:
    decisions, here = newsroom.bot.decisions, newsroom.guild.id
    await decisions.change(here, 7, lambda now: replace(now, cards={here: {"quotes": 2}}))
    assert decisions.choices(here, 12345) == CardChoices(quotes=2)
    assert decisions.choices(4321, 12345) == CardChoices()
