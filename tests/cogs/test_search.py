"""``/search``: words in quotes and titles, paged, and never beyond what the asker may see."""

import discord
import pytest
import simcord

from tests.cogs.newsroom import BRIDGE, MILL, Newsroom, content, told

LONG = "https://valley.example/long"


async def search(
    newsroom: Newsroom, words: str, asker: simcord.MemberActor | None = None
) -> simcord.ResponseMessage:
    result = await (asker or newsroom.bob).slash(newsroom.news, "search", words=words)
    assert result.response
    assert result.response.ephemeral
    return result.response


async def test_words_are_found_in_quotes_and_titles(newsroom: Newsroom) -> None:
    pasted = await newsroom.alice.send(newsroom.news, f"{MILL} {BRIDGE}")
    words = content(await search(newsroom, "roofs OR mills"))
    assert "**Found for “roofs OR mills”**\n-# 1–2 of 2" in words
    assert "The **roof** comes later.\n-# — **Tom Reed**\n-# [The mill reopens]" in words
    assert f"The **mill** reopens\n-# [the article](<{MILL}>) · The Valley Post" in words
    assert f"[jump\u00a0to\u00a0the\u00a0message]({pasted.jump_url})" in words
    assert "closed for a week" not in words


async def test_what_is_found_pings_nobody(newsroom: Newsroom) -> None:
    await newsroom.alice.send(newsroom.news, BRIDGE)
    words = content(await search(newsroom, "everyone monday"))
    assert "@\u200b**everyone** \\*\\*We\\*\\* start on **Monday**" in words
    assert "https:\u200b//evil" in words


@pytest.mark.parametrize("typed", ["zebra", "-mill", '"', "OR", "@here"])
async def test_nothing_found_says_what_to_try(newsroom: Newsroom, typed: str) -> None:
    await newsroom.alice.send(newsroom.news, MILL)
    words = content(await search(newsroom, typed))
    assert words.startswith("Nothing with “")
    assert words.endswith("here; try fewer or other words, or `this OR that`.")
    assert "@here" not in words


async def test_pages_turn_also_after_a_restart(newsroom: Newsroom) -> None:
    lines = [("Ada Marsh", f"This is line {number}.") for number in range(12)]
    newsroom.pages.reports[LONG] = told("A long speech", *lines, url=LONG)
    await newsroom.alice.send(newsroom.news, LONG)
    answer = await search(newsroom, '"this is" lines!')
    assert "1–5 of 12" in content(answer)
    await newsroom.bob.click(answer, label="›")
    assert "6–10 of 12" in content(newsroom.latest(answer))
    await newsroom.restart()
    await newsroom.bob.click(newsroom.latest(answer), label="›")
    assert "11–12 of 12" in content(newsroom.latest(answer))
    await newsroom.bob.click(newsroom.latest(answer), label="‹")
    assert "6–10 of 12" in content(newsroom.latest(answer))


async def test_a_channel_that_the_asker_cannot_see_stays_unseen(newsroom: Newsroom) -> None:
    closed = discord.PermissionOverwrite(view_channel=False)
    board = newsroom.guild.create_text_channel("board", overwrites={newsroom.bob: closed})
    await newsroom.alice.send(board, MILL)
    assert "The **roof** comes" in content(await search(newsroom, "roof", newsroom.alice))
    assert content(await search(newsroom, "roof")).startswith("Nothing with")
    assert content(await search(newsroom, "mill")).startswith("Nothing with")


async def test_a_page_shows_nothing_of_a_channel_closed_in_the_meantime(
    newsroom: Newsroom,
) -> None:
    board = newsroom.guild.create_text_channel("board")
    lines = [("Ada Marsh", f"This is line {number}.") for number in range(12)]
    newsroom.pages.reports[LONG] = told("A long speech", *lines, url=LONG)
    await newsroom.alice.send(board, LONG)
    answer = await search(newsroom, "line")
    channel = newsroom.env.bot.get_channel(board.id)
    assert isinstance(channel, discord.TextChannel)
    closed = discord.PermissionOverwrite(view_channel=False)
    await channel.set_permissions(channel.guild.default_role, overwrite=closed)
    await newsroom.bob.click(answer, label="›")
    assert content(newsroom.latest(answer)).startswith("Nothing with “line” here")


async def test_a_deleted_channel_is_not_searched(newsroom: Newsroom) -> None:
    board = newsroom.guild.create_text_channel("board")
    await newsroom.alice.send(board, MILL)
    channel = newsroom.env.bot.get_channel(board.id)
    assert isinstance(channel, discord.TextChannel)
    assert "The **roof** comes" in content(await search(newsroom, "roof"))
    await channel.delete()
    await newsroom.env.settle()
    assert content(await search(newsroom, "roof")).startswith("Nothing with")


async def test_another_server_stays_unseen(newsroom: Newsroom) -> None:
    elsewhere = newsroom.env.create_guild("Elsewhere")
    hall = elsewhere.create_text_channel("hall")
    await elsewhere.add_member(newsroom.env.create_user("far")).send(hall, MILL)
    assert content(await search(newsroom, "roof")).startswith("Nothing with")


async def test_in_a_direct_message_its_own_articles_are_found(newsroom: Newsroom) -> None:
    await newsroom.alice.send(newsroom.news, MILL)
    await newsroom.bob.send_dm(BRIDGE)
    result = await newsroom.bob.user.slash("search", words="roof OR week")
    assert result.response
    words = content(result.response)
    assert "closed for a **week**" in words
    assert "roof** comes" not in words
