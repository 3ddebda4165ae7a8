"""``/quotes`` of a site, a channel, some days, a kind; the oldest or the best first."""

import discord
import simcord

from tests.cogs.newsroom import BRIDGE, MILL, Newsroom, content, told
from tests.cogs.test_quotes import ask
from tests.cogs.test_scope import thread_in

OTHER = "https://hill.example/other"


async def ask_in(newsroom: Newsroom, channel: simcord.ChannelHandle) -> str:
    return content(await ask(newsroom, channel=channel))


async def test_only_of_a_channel_and_its_threads(newsroom: Newsroom) -> None:
    board = newsroom.guild.create_text_channel("board")
    thread = await thread_in(newsroom, discord.ChannelType.public_thread)
    await newsroom.alice.send(board, BRIDGE)
    words = await ask_in(newsroom, board)
    assert words.startswith(f"**Quotes in <#{board.id}>**\n-# 1–2 of 2")
    assert "closed for a week" in words
    assert "The roof comes later." in await ask_in(newsroom, newsroom.news)
    assert "The roof comes later." in await ask_in(newsroom, thread)
    assert "closed for a week" not in await ask_in(newsroom, newsroom.news)


async def test_a_channel_that_was_closed_in_the_meantime_has_nothing(newsroom: Newsroom) -> None:
    board = newsroom.guild.create_text_channel("board")
    await newsroom.alice.send(board, f"{MILL} {BRIDGE} {OTHER}")
    newsroom.pages.reports[OTHER] = told("Other", ("Ada Marsh", "Yes."), url=OTHER)
    await newsroom.alice.send(board, OTHER)
    answer = await ask(newsroom, channel=board)
    assert "1–5 of 6" in content(answer)
    channel = newsroom.env.bot.get_channel(board.id)
    assert isinstance(channel, discord.TextChannel)
    closed = discord.PermissionOverwrite(view_channel=False)
    await channel.set_permissions(channel.guild.default_role, overwrite=closed)
    await newsroom.bob.click(answer, label="›")
    assert content(newsroom.latest(answer)) == (
        f"No quotes in <#{board.id}> here; try another channel, or leave `channel` out."
    )


async def test_only_of_a_site(newsroom: Newsroom) -> None:
    other = told("Elsewhere", ("Ada Marsh", "Not of the valley."), url=OTHER)
    newsroom.pages.reports[OTHER] = other
    await newsroom.alice.send(newsroom.news, f"{MILL} {OTHER}")
    choices = await newsroom.bob.autocomplete(newsroom.news, "quotes", "site", "post")
    assert [(choice["name"], choice["value"]) for choice in choices] == [
        ("The Valley Post (2)", "The Valley Post")
    ]
    words = content(await ask(newsroom, site="the valley post"))
    assert "**Quotes from the valley post**" in words
    assert "pick one of the suggested sites" in content(await ask(newsroom, site="Post"))


async def test_only_of_some_days(newsroom: Newsroom) -> None:
    await newsroom.alice.send(newsroom.news, MILL)
    day = {"from": "2025-09-05", "to": "2025-09-05"}
    assert "1–3 of 3" in content(await ask(newsroom, **day))
    assert "try a later date" in content(await ask(newsroom, to="2025-09-04"))
    assert "I don't know the date “never”" in content(await ask(newsroom, to="never"))


async def test_only_of_a_kind_and_in_an_order(newsroom: Newsroom) -> None:
    await newsroom.alice.send(newsroom.news, MILL)
    await newsroom.alice.send(newsroom.news, BRIDGE)
    words = content(await ask(newsroom, kind="direct", order="oldest"))
    assert "1–5 of 5 · word for word · oldest first" in words
    assert words.index("The wheel will turn") < words.index("We\\*\\* start on Monday")
    best = content(await ask(newsroom, order="best"))
    assert best.index("We\\*\\* start") < best.index("The wheel will") < best.index("for a week")
    assert "leave `kind` out" in content(await ask(newsroom, kind="mixed"))
