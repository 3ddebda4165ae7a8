"""What ``/quotes`` may show: only what the asker can read at that moment."""

import discord
import pytest
import simcord

from cogs.scope import Threads
from tests.cogs.newsroom import MILL, Newsroom, content, told

LONG = "https://valley.example/long"
CLOSED = discord.PermissionOverwrite(view_channel=False)
OPEN = discord.PermissionOverwrite(view_channel=True)


async def asked(
    newsroom: Newsroom, asker: simcord.MemberActor, speaker: str = "Reed"
) -> simcord.ResponseMessage:
    result = await asker.slash(newsroom.news, "quotes", speaker=speaker)
    assert result.response
    return result.response


async def sees_the_mill(newsroom: Newsroom, asker: simcord.MemberActor) -> bool:
    words = content(await asked(newsroom, asker))
    assert ("The roof comes later." in words) != words.startswith("No quotes by Reed here")
    return "The roof comes later." in words


def text_channel(newsroom: Newsroom, channel: simcord.ChannelHandle) -> discord.TextChannel:
    found = newsroom.env.bot.get_channel(channel.id)
    assert isinstance(found, discord.TextChannel)
    return found


async def thread_in(
    newsroom: Newsroom, kind: discord.ChannelType, *members: simcord.MemberActor
) -> simcord.ChannelHandle:
    """A thread in #news that the bot is in, with a link to the mill's article by alice."""
    thread = await text_channel(newsroom, newsroom.news).create_thread(name="mill", type=kind)
    for member in members:
        await thread.add_user(discord.Object(member.id))
    [handle] = [each for each in newsroom.news.threads if each.id == thread.id]
    await newsroom.alice.send(handle, MILL)
    assert len(newsroom.replies(handle)) == 1
    return handle


@pytest.mark.parametrize("hidden", ["view_channel", "read_message_history"])
async def test_a_channel_that_the_asker_may_not_read_stays_unseen(
    newsroom: Newsroom, hidden: str
) -> None:
    denied = discord.PermissionOverwrite(**{hidden: False})
    board = newsroom.guild.create_text_channel("board", overwrites={newsroom.bob: denied})
    await newsroom.alice.send(board, MILL)
    assert await sees_the_mill(newsroom, newsroom.alice)
    assert not await sees_the_mill(newsroom, newsroom.bob)
    assert await newsroom.bob.autocomplete(newsroom.news, "quotes", "speaker", "Re") == []


async def test_a_page_shows_nothing_of_a_channel_closed_in_the_meantime(
    newsroom: Newsroom,
) -> None:
    board = newsroom.guild.create_text_channel("board")
    lines = [("Ada Marsh", f"This is line {number}.") for number in range(12)]
    newsroom.pages.reports[LONG] = told("A long speech", *lines, url=LONG)
    await newsroom.alice.send(board, LONG)
    answer = await asked(newsroom, newsroom.bob, "Ada")
    assert "1–5 of 12" in content(answer)
    channel = text_channel(newsroom, board)
    await channel.set_permissions(channel.guild.default_role, overwrite=CLOSED)
    await newsroom.bob.click(answer, label="›")
    assert "No quotes by Ada Marsh here" in content(newsroom.latest(answer))


async def test_a_role_opens_a_channel_for_those_who_have_it(newsroom: Newsroom) -> None:
    role = newsroom.guild.create_role("board")
    assert newsroom.env.bot.user
    board = newsroom.guild.create_text_channel(
        "board",
        overwrites={
            newsroom.guild.default_role: CLOSED,
            role: OPEN,
            newsroom.env.bot.user: OPEN,
        },
    )
    member = newsroom.guild.add_member(newsroom.env.create_user("cleo"), roles=[role])
    await member.send(board, MILL)
    assert await sees_the_mill(newsroom, member)
    assert not await sees_the_mill(newsroom, newsroom.bob)


async def test_a_deleted_channel_is_not_asked_about(newsroom: Newsroom) -> None:
    board = newsroom.guild.create_text_channel("board")
    await newsroom.alice.send(board, MILL)
    assert await sees_the_mill(newsroom, newsroom.bob)
    await text_channel(newsroom, board).delete()
    await newsroom.env.settle()
    assert not await sees_the_mill(newsroom, newsroom.bob)


async def test_a_voice_channel_is_read_by_those_who_may_connect(newsroom: Newsroom) -> None:
    stage = newsroom.guild.create_voice_channel("talk")
    await newsroom.alice.send(stage, MILL)
    assert await sees_the_mill(newsroom, newsroom.bob)
    found = newsroom.env.bot.get_channel(stage.id)
    assert isinstance(found, discord.VoiceChannel)
    deaf = discord.PermissionOverwrite(connect=False)
    await found.set_permissions(found.guild.default_role, overwrite=deaf)
    assert not await sees_the_mill(newsroom, newsroom.bob)


async def test_a_public_thread_is_seen_by_who_sees_its_channel(newsroom: Newsroom) -> None:
    await thread_in(newsroom, discord.ChannelType.public_thread)
    assert await sees_the_mill(newsroom, newsroom.bob)
    closed = discord.PermissionOverwrite(read_message_history=False)
    channel = text_channel(newsroom, newsroom.news)
    await channel.set_permissions(channel.guild.default_role, overwrite=closed)
    assert not await sees_the_mill(newsroom, newsroom.bob)


async def test_a_private_thread_is_seen_by_its_members_and_moderators(newsroom: Newsroom) -> None:
    await thread_in(newsroom, discord.ChannelType.private_thread, newsroom.alice)
    assert await sees_the_mill(newsroom, newsroom.alice)
    assert await sees_the_mill(newsroom, newsroom.mod)
    assert not await sees_the_mill(newsroom, newsroom.bob)
    for asker in (newsroom.alice, newsroom.bob):
        # Suggestions must come at once, so they leave out what Discord would have to be asked.
        assert await asker.autocomplete(newsroom.news, "quotes", "speaker", "Re") == []


async def test_an_archived_thread_is_asked_for_once(newsroom: Newsroom) -> None:
    handle = await thread_in(newsroom, discord.ChannelType.public_thread)
    thread = newsroom.env.bot.get_channel(handle.id)
    assert isinstance(thread, discord.Thread)
    await thread.edit(archived=True)
    await newsroom.env.settle()
    assert newsroom.env.bot.get_channel(handle.id) is None
    assert await sees_the_mill(newsroom, newsroom.bob)
    assert await sees_the_mill(newsroom, newsroom.bob)
    assert len(newsroom.requests("GET", f"/{handle.id}")) == 1


@pytest.mark.parametrize(
    ("status", "code", "asked"), [(403, 50001, 1), (404, 10003, 1), (500, 0, 2)]
)
async def test_a_thread_that_we_are_refused_is_not_asked_for_again_for_a_while(
    newsroom: Newsroom, status: int, code: int, asked: int
) -> None:
    handle = await thread_in(newsroom, discord.ChannelType.public_thread)
    thread = newsroom.env.bot.get_channel(handle.id)
    assert isinstance(thread, discord.Thread)
    await thread.edit(archived=True)
    await newsroom.env.settle()
    path = f"/channels/{handle.id}"
    newsroom.env.inject_error("GET", path, status=status, code=code, times=1)
    now = 0.0
    threads = Threads(clock=lambda: now)
    guild = newsroom.bot.get_guild(newsroom.guild.id)
    assert guild
    assert await threads.find(guild, [handle.id]) == []
    again = await threads.find(guild, [handle.id])
    assert len(newsroom.requests("GET", f"/{handle.id}")) == asked
    assert bool(again) is (asked == 2)
    now = 3601
    assert [it.id for it in await threads.find(guild, [handle.id])] == [handle.id]
