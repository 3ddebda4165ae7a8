"""Where Discord has refused us we don't knock again, until it may have changed its mind."""

from types import SimpleNamespace

import discord
import pytest

from cogs.doors import Doors, Knock
from tests.cogs.newsroom import BRIDGE, BROKEN, MILL, Newsroom


def refusal(status: int, code: int) -> discord.HTTPException:
    response = SimpleNamespace(status=status, reason="refused")
    return discord.HTTPException(response, {"code": code, "message": "no"})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("status", "code", "shut"),
    [
        (403, 50013, True),
        (403, 50001, True),
        (404, 10003, True),
        (404, 10008, False),  # one message is gone
        (403, 90001, False),  # one author has blocked us
        (500, 0, False),
        (429, 0, False),
    ],
)
def test_what_holds_for_the_channel_is_remembered(status: int, code: int, shut: bool) -> None:
    doors = Doors()
    with doors.knocking(7, Knock.ANSWER):
        raise refusal(status, code)
    assert doors.shut(7) is shut
    assert not doors.shut(7, Knock.REACT)
    assert not doors.shut(8)


def test_a_refusal_is_forgotten_after_a_while() -> None:
    now = 0.0
    doors = Doors(for_s=60, clock=lambda: now)
    doors.note(7, Knock.TYPE, refusal(403, 50013))
    now = 59
    assert doors.shut(7, Knock.TYPE)
    now = 61
    assert not doors.shut(7, Knock.TYPE)


def test_memory_is_bounded() -> None:
    doors = Doors()
    for channel in range(10_100):
        doors.note(channel, Knock.ANSWER, refusal(403, 50013))
    assert len(doors._until) == 10_000
    assert doors.shut(5)


async def refused_once(newsroom: Newsroom) -> None:
    """A reply that Discord refuses although the permissions say that we may."""
    newsroom.env.inject_error("POST", "/channels/*/messages", status=403, code=50013)
    await newsroom.alice.send(newsroom.news, MILL)
    assert newsroom.replies() == []


async def test_a_channel_that_refused_us_is_neither_read_nor_answered(newsroom: Newsroom) -> None:
    await refused_once(newsroom)
    await newsroom.alice.send(newsroom.news, BRIDGE)
    assert newsroom.pages.fetched == [MILL]
    assert len(newsroom.requests("POST", "/messages")) == 1
    other = newsroom.guild.create_text_channel("other")
    await newsroom.alice.send(other, BRIDGE)
    assert len(newsroom.replies(other)) == 1


async def test_new_rules_of_a_channel_open_it_again(newsroom: Newsroom) -> None:
    await refused_once(newsroom)
    channel = newsroom.bot.get_channel(newsroom.news.id)
    assert isinstance(channel, discord.TextChannel)
    await channel.edit(topic="News of the valley")
    await newsroom.env.settle()
    await newsroom.alice.send(newsroom.news, BRIDGE)
    assert len(newsroom.replies()) == 1


async def test_a_new_role_of_ours_opens_all_channels_again(newsroom: Newsroom) -> None:
    await refused_once(newsroom)
    guild = newsroom.bot.get_guild(newsroom.guild.id)
    assert guild
    more = guild.default_role.permissions | discord.Permissions(manage_nicknames=True)
    await guild.default_role.edit(permissions=more)
    await newsroom.env.settle()
    await newsroom.alice.send(newsroom.news, BRIDGE)
    assert len(newsroom.replies()) == 1


async def test_reactions_that_are_refused_are_not_tried_again(newsroom: Newsroom) -> None:
    newsroom.env.inject_error("PUT", "*/reactions/*", status=403, code=50013, times=None)
    await newsroom.alice.send(newsroom.news, BROKEN)
    await newsroom.alice.send(newsroom.news, BROKEN)
    assert len(newsroom.requests("PUT", "/@me")) == 1
    await newsroom.alice.send(newsroom.news, MILL)
    assert len(newsroom.replies()) == 1


async def test_typing_that_is_refused_is_not_tried_again(newsroom: Newsroom) -> None:
    newsroom.env.inject_error("POST", "*/typing", status=403, code=50013, times=None)
    await newsroom.alice.send(newsroom.news, MILL)
    await newsroom.alice.send(newsroom.news, BRIDGE)
    assert len(newsroom.replies()) == 2
    assert len(newsroom.requests("POST", "/typing")) == 1


async def test_a_role_that_we_are_given_opens_all_channels_again(newsroom: Newsroom) -> None:
    await refused_once(newsroom)
    guild = newsroom.bot.get_guild(newsroom.guild.id)
    assert guild
    role = await guild.create_role(name="reader")
    await newsroom.env.settle()
    await guild.me.add_roles(role)
    await newsroom.env.settle()
    await newsroom.alice.send(newsroom.news, BRIDGE)
    assert len(newsroom.replies()) == 1


async def test_what_waits_where_we_may_not_look_any_more_is_given_up_at_a_start(
    newsroom: Newsroom,
) -> None:
    newsroom.env.inject_error("POST", "/channels/*/messages", status=500, times=1)
    pasted = await newsroom.alice.send(newsroom.news, MILL)
    assert len(await newsroom.archive.waiting()) == 1
    path = f"/channels/{newsroom.news.id}/messages/{pasted.id}"
    newsroom.env.inject_error("GET", path, status=403, code=50001, times=None)
    await newsroom.restart()
    assert await newsroom.archive.waiting() == []
    await newsroom.restart()
    assert len(newsroom.requests("GET", f"/{pasted.id}")) == 1
