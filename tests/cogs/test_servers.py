"""Leaving a server, and coming back."""

from datetime import UTC, datetime

import discord

from tests.cogs.newsroom import MILL, Newsroom


async def stays_for_good(newsroom: Newsroom) -> bool:
    """Whether the link that was shared is still kept, long after we have left."""
    await newsroom.archive.forget_left_guilds(datetime(2100, 1, 1, tzinfo=UTC))
    return bool(await newsroom.archive.channels(newsroom.guild.id))


def guild_of(newsroom: Newsroom) -> discord.Guild:
    guild = newsroom.bot.get_guild(newsroom.guild.id)
    assert guild
    return guild


async def leave(newsroom: Newsroom) -> discord.Guild:
    guild = guild_of(newsroom)
    await guild.leave()
    await newsroom.env.settle()
    return guild


async def test_what_was_shared_goes_some_time_after_we_left(newsroom: Newsroom) -> None:
    await newsroom.alice.send(newsroom.news, MILL)
    await leave(newsroom)
    before = datetime(2000, 1, 1, tzinfo=UTC)
    await newsroom.archive.forget_left_guilds(before)
    assert await newsroom.archive.channels(newsroom.guild.id)
    assert not await stays_for_good(newsroom)


async def test_what_was_shared_stays_if_we_come_back(newsroom: Newsroom) -> None:
    await newsroom.alice.send(newsroom.news, MILL)
    guild = await leave(newsroom)
    newsroom.bot.dispatch("guild_join", guild)
    await newsroom.env.settle()
    assert await stays_for_good(newsroom)


async def test_a_start_notices_where_we_are(newsroom: Newsroom) -> None:
    await newsroom.alice.send(newsroom.news, MILL)
    await newsroom.archive.leave_guild(newsroom.guild.id)
    await newsroom.restart()
    assert await stays_for_good(newsroom)
