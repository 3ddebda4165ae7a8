"""What ``/timeline`` and ``/export`` may hold: only what the asker can read at that moment."""

import discord
import pytest
import simcord

from tests.cogs.newsroom import MILL, Newsroom, content
from tests.cogs.test_scope import CLOSED, OPEN, text_channel, thread_in

COMMANDS = pytest.mark.parametrize(
    ("command", "options"), [("timeline", {}), ("export", {"as": "jsonl"})]
)


async def sees_the_mill(
    newsroom: Newsroom, asker: simcord.MemberActor, command: str, options: dict[str, str]
) -> bool:
    result = await asker.slash(newsroom.news, command, speaker="Reed", **options)
    assert result.response
    files = result.response.attachments
    assert bool(files) != ("there are none here" in content(result.response))
    if files and command == "export":
        assert b"The roof comes later." in await files[0].read()
    return bool(files)


@COMMANDS
@pytest.mark.parametrize("hidden", ["view_channel", "read_message_history"])
async def test_a_channel_that_the_asker_may_not_read_stays_unseen(
    newsroom: Newsroom, command: str, options: dict[str, str], hidden: str
) -> None:
    denied = discord.PermissionOverwrite(**{hidden: False})
    board = newsroom.guild.create_text_channel("board", overwrites={newsroom.bob: denied})
    await newsroom.alice.send(board, MILL)
    assert await sees_the_mill(newsroom, newsroom.alice, command, options)
    assert not await sees_the_mill(newsroom, newsroom.bob, command, options)
    assert await newsroom.bob.autocomplete(newsroom.news, command, "speaker", "Re") == []


@COMMANDS
async def test_a_role_opens_a_channel_for_those_who_have_it(
    newsroom: Newsroom, command: str, options: dict[str, str]
) -> None:
    role = newsroom.guild.create_role("board")
    assert newsroom.env.bot.user
    rules = {newsroom.guild.default_role: CLOSED, role: OPEN, newsroom.env.bot.user: OPEN}
    board = newsroom.guild.create_text_channel("board", overwrites=rules)
    member = newsroom.guild.add_member(newsroom.env.create_user("cleo"), roles=[role])
    await member.send(board, MILL)
    assert await sees_the_mill(newsroom, member, command, options)
    assert not await sees_the_mill(newsroom, newsroom.bob, command, options)


@COMMANDS
@pytest.mark.parametrize("deleted", [False, True], ids=["closed", "deleted"])
async def test_a_channel_that_was_closed_or_deleted_is_left_out(
    newsroom: Newsroom, command: str, options: dict[str, str], deleted: bool
) -> None:
    board = newsroom.guild.create_text_channel("board")
    await newsroom.alice.send(board, MILL)
    assert await sees_the_mill(newsroom, newsroom.bob, command, options)
    channel = text_channel(newsroom, board)
    if deleted:
        await channel.delete()
    else:
        await channel.set_permissions(channel.guild.default_role, overwrite=CLOSED)
    await newsroom.env.settle()
    assert not await sees_the_mill(newsroom, newsroom.bob, command, options)


@COMMANDS
async def test_a_private_thread_is_for_its_members_and_moderators(
    newsroom: Newsroom, command: str, options: dict[str, str]
) -> None:
    await thread_in(newsroom, discord.ChannelType.private_thread, newsroom.alice)
    assert await sees_the_mill(newsroom, newsroom.alice, command, options)
    assert await sees_the_mill(newsroom, newsroom.mod, command, options)
    assert not await sees_the_mill(newsroom, newsroom.bob, command, options)
