"""Wherever a link can be pasted it is answered, and the card goes when the link goes."""

import discord
import pytest
import simcord

from bot.domain import Sighting
from tests.cogs.newsroom import BRIDGE, MILL, Newsroom, content
from tests.cogs.test_find_quotes import FIND
from tests.cogs.told import told

_IS_CROSSPOSTED = 1 << 1
_SOURCE_DELETED = 1 << 3


async def thread_of(
    newsroom: Newsroom, kind: discord.ChannelType = discord.ChannelType.public_thread
) -> tuple[discord.Thread, simcord.ChannelHandle]:
    news = newsroom.bot.get_channel(newsroom.news.id)
    assert isinstance(news, discord.TextChannel)
    thread = await news.create_thread(name="mill", type=kind)
    for member in (newsroom.alice, newsroom.bob):
        await thread.add_user(discord.Object(member.id))
    [handle] = newsroom.news.threads
    return thread, handle


def post_in(
    newsroom: Newsroom, forum: simcord.ChannelHandle, words: str, monkeypatch: pytest.MonkeyPatch
) -> tuple[simcord.ChannelHandle, int]:
    """A post of alice's; SimCord lets only the bot open one, so that is whom it takes her for."""
    backend = newsroom.env.backend
    with monkeypatch.context() as hers:
        hers.setattr(backend, "bot_user", backend.get_user(newsroom.alice.id))
        starter = backend.prepare_message(forum.id, newsroom.alice.id, words)
        _, message = backend.create_forum_post(forum.id, "the mill", starter)
    [handle] = forum.threads
    return handle, message.id


@pytest.mark.parametrize(
    "kind", [discord.ChannelType.public_thread, discord.ChannelType.private_thread]
)
async def test_a_thread_is_answered_in_the_thread(
    newsroom: Newsroom, kind: discord.ChannelType
) -> None:
    _, handle = await thread_of(newsroom, kind)
    pasted = await newsroom.alice.send(handle, MILL)
    assert len(newsroom.replies(handle)) == 1
    assert not [it for it in newsroom.replies() if "The mill" in content(it)]
    await newsroom.alice.delete(pasted)
    assert newsroom.replies(handle) == []
    assert await newsroom.archive.channels(newsroom.guild.id) == []


async def test_the_first_message_of_a_forum_post_is_answered_below_it(
    newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    forum = newsroom.guild.create_forum_channel("ideas")
    handle, starter_id = post_in(newsroom, forum, f"What of this? {MILL}", monkeypatch)
    await newsroom.env.settle()
    [card] = newsroom.replies(handle)
    assert card.reference
    assert card.reference.message_id == starter_id
    await newsroom.bob.send(handle, BRIDGE)
    assert len(newsroom.replies(handle)) == 2


async def test_a_link_edited_into_the_first_message_of_a_forum_post_is_read(
    newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    forum = newsroom.guild.create_forum_channel("ideas")
    handle, starter_id = post_in(newsroom, forum, "What of this?", monkeypatch)
    await newsroom.env.settle()
    starter = next(m for m in handle.history() if m.id == starter_id)
    await newsroom.alice.edit(starter, f"What of this? {MILL}")
    assert len(newsroom.replies(handle)) == 1
    await newsroom.alice.edit(starter, "What of nothing?")
    assert newsroom.replies(handle) == []


async def test_a_forum_post_that_goes_is_forgotten(
    newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    forum = newsroom.guild.create_forum_channel("ideas")
    handle, _ = post_in(newsroom, forum, MILL, monkeypatch)
    await newsroom.env.settle()
    assert await newsroom.archive.channels(newsroom.guild.id) == [handle.id]
    thread = newsroom.bot.get_channel(handle.id)
    assert isinstance(thread, discord.Thread)
    await thread.delete()
    await newsroom.env.settle()
    assert await newsroom.archive.channels(newsroom.guild.id) == []


async def test_an_announcement_is_answered_once_also_when_it_is_published(
    newsroom: Newsroom,
) -> None:
    board = newsroom.guild.create_news_channel("board")
    pasted = await newsroom.alice.send(board, MILL)
    assert len(newsroom.replies(board)) == 1
    newsroom.env.backend.crosspost_message(board.id, pasted.id)
    await newsroom.env.settle()
    assert len(newsroom.replies(board)) == 1


def followed(newsroom: Newsroom, words: str, flags: int = _IS_CROSSPOSTED) -> int:
    """An announcement of another server, as a channel that follows it gets it."""
    webhook = newsroom.guild.create_webhook(newsroom.news, "The Hill #board")
    message = newsroom.env.backend.create_message(
        newsroom.news.id,
        webhook._webhook.webhook_user_id,
        words,
        webhook_id=webhook.id,
        flags=flags,
    )
    return message.id


async def test_an_announcement_that_a_channel_follows_is_answered(newsroom: Newsroom) -> None:
    followed(newsroom, f"From the hill: {MILL}")
    await newsroom.env.settle()
    assert len(newsroom.replies()) == 1


async def test_another_webhook_is_left_alone(newsroom: Newsroom) -> None:
    followed(newsroom, MILL, flags=0)
    await newsroom.env.settle()
    assert newsroom.replies() == []


async def test_a_followed_announcement_that_is_deleted_at_home_takes_its_card_along(
    newsroom: Newsroom,
) -> None:
    message_id = followed(newsroom, MILL)
    await newsroom.env.settle()
    assert len(newsroom.replies()) == 1
    backend = newsroom.env.backend
    gone = {"content": "[Original Message Deleted]", "flags": _IS_CROSSPOSTED | _SOURCE_DELETED}
    backend.edit_message(newsroom.news.id, message_id, gone)
    await newsroom.env.settle()
    assert newsroom.replies() == []
    assert await newsroom.archive.channels(newsroom.guild.id) == []


@pytest.mark.parametrize("kind", ["voice", "stage"])
async def test_the_text_of_a_voice_channel_is_answered(newsroom: Newsroom, kind: str) -> None:
    guild = newsroom.guild
    create = guild.create_voice_channel if kind == "voice" else guild.create_stage_channel
    talk = create("talk")
    pasted = await newsroom.alice.send(talk, MILL)
    assert len(newsroom.replies(talk)) == 1
    await newsroom.alice.delete(pasted)
    assert newsroom.replies(talk) == []


async def test_direct_messages_are_answered_edited_and_deleted_as_elsewhere(
    newsroom: Newsroom,
) -> None:
    user = newsroom.alice.user
    pasted = await user.send_dm("look")
    assert newsroom.replies(user.dm_channel) == []
    await user.edit(pasted, f"look {MILL}")
    assert len(newsroom.replies(user.dm_channel)) == 1
    await user.edit(pasted, f"look {BRIDGE}")
    [card] = newsroom.replies(user.dm_channel)
    assert "A bridge for the valley" in content(card)
    await user.delete(pasted)
    assert newsroom.replies(user.dm_channel) == []
    assert (await newsroom.archive.people.holding(user.id)).links == 0


async def test_an_edit_that_swaps_one_link_for_another_swaps_the_card(newsroom: Newsroom) -> None:
    pasted = await newsroom.alice.send(newsroom.news, MILL)
    await newsroom.alice.edit(pasted, BRIDGE)
    [card] = newsroom.replies()
    assert "A bridge for the valley" in content(card)


async def test_an_edit_that_hides_a_link_takes_its_card_away(newsroom: Newsroom) -> None:
    pasted = await newsroom.alice.send(newsroom.news, MILL)
    await newsroom.alice.edit(pasted, f"`{MILL}`")
    assert newsroom.replies() == []


async def test_a_sweep_of_a_thread_takes_its_cards_along(newsroom: Newsroom) -> None:
    thread, handle = await thread_of(newsroom)
    pasted = [await newsroom.alice.send(handle, link) for link in (MILL, BRIDGE)]
    assert len(newsroom.replies(handle)) == 2
    await thread.delete_messages(pasted)
    await newsroom.env.settle()
    assert newsroom.replies(handle) == []
    assert await newsroom.archive.channels(newsroom.guild.id) == []


async def test_a_message_deleted_in_an_archived_thread_is_forgotten(newsroom: Newsroom) -> None:
    thread, handle = await thread_of(newsroom)
    pasted = await newsroom.alice.send(handle, MILL)
    await thread.edit(archived=True)
    await newsroom.env.settle()
    await newsroom.alice.delete(pasted)
    assert newsroom.replies(handle) == []
    assert await newsroom.archive.channels(newsroom.guild.id) == []


async def test_a_link_in_an_archived_thread_is_finished_after_a_restart(
    newsroom: Newsroom,
) -> None:
    thread, handle = await thread_of(newsroom)
    pasted = await newsroom.alice.send(handle, "look")
    await thread.edit(archived=True)
    seen = Sighting(
        MILL, newsroom.guild.id, handle.id, pasted.id, newsroom.alice.id, pasted.created_at
    )
    await newsroom.archive.see([seen])
    await newsroom.restart()
    assert len(newsroom.replies(handle)) == 1
    assert await newsroom.archive.waiting() == []


async def test_a_locked_thread_is_not_answered_but_can_be_asked_about(newsroom: Newsroom) -> None:
    thread, handle = await thread_of(newsroom)
    pasted = await newsroom.alice.send(handle, f"look `x` {MILL}")
    await newsroom.mod.delete(newsroom.replies(handle)[0])
    await newsroom.deny(newsroom.news, "manage_threads")
    await thread.edit(locked=True)
    await newsroom.env.settle()
    before = len(newsroom.requests("POST", "/messages"))
    await newsroom.mod.send(handle, BRIDGE)
    assert len(newsroom.requests("POST", "/messages")) == before
    assert "The mill reopens" in told(await newsroom.bob.context_menu(handle, FIND, pasted))
