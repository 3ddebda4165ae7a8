"""``/backfill``: a channel's history is read into the archive, and nobody there is answered."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime
from typing import Any, cast

import discord
import pytest
import simcord

from bot.archive import BackfillState, QuoteQuery
from bot.domain import Link
from cogs.backfill import Backfilling
from cogs.messages import sighting
from tests.cogs.newsroom import BRIDGE, BROKEN, MILL, QUIET, Newsroom, content
from tests.cogs.test_failing_archive import unwritable

LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)
NOW = datetime(2030, 1, 1, tzinfo=UTC)


@pytest.fixture
def quiet(newsroom: Newsroom) -> simcord.ChannelHandle:
    """A channel in which the bot may not write, so that it has let its links pass."""
    assert newsroom.bot.user
    denied = discord.PermissionOverwrite(send_messages=False, send_messages_in_threads=False)
    return newsroom.guild.create_text_channel("quiet", overwrites={newsroom.bot.user: denied})


async def begin(
    newsroom: Newsroom, channel: simcord.ChannelHandle, since: str = "2020-01-01"
) -> simcord.InteractionResult:
    return await newsroom.mod.slash(newsroom.news, "backfill start", channel=channel, since=since)


def said(newsroom: Newsroom, result: simcord.InteractionResult) -> str:
    """What the asker alone sees, as it is now."""
    assert result.ephemeral
    assert result.response
    messages = newsroom.news.history(viewer=newsroom.mod)
    [now] = [message for message in messages if message.id == result.response.id]
    return content(now)


def cog(newsroom: Newsroom) -> Backfilling:
    return cast("Backfilling", newsroom.bot.get_cog("Backfilling"))


async def test_a_history_is_read_and_nobody_is_answered(
    newsroom: Newsroom, quiet: simcord.ChannelHandle
) -> None:
    first = await newsroom.alice.send(quiet, f"look {MILL}")
    await newsroom.bob.send(quiet, "nice")
    broken = await newsroom.bob.send(quiet, f"{BROKEN} {BRIDGE}")
    words = said(newsroom, await begin(newsroom, quiet))
    assert words.startswith(f"Read <#{quiet.id}> since <t:1577836800:d>: ")
    assert "messages 3, links read 2, not readable 1." in words
    assert newsroom.replies(quiet) == []
    assert newsroom.reactions(broken) == []
    [share] = await newsroom.archive.shares_of_message(first.id)
    assert (share.seen.author_id, share.seen.channel_id) == (newsroom.alice.id, quiet.id)
    assert share.reply_id is None
    assert share.article_id
    hits = (await newsroom.archive.quotes(QuoteQuery())).hits
    assert {hit.share.seen.channel_id for hit in hits if hit.share} == {quiet.id}
    assert await newsroom.archive.failures(broken.id)
    await newsroom.restart()
    assert newsroom.replies(quiet) == []


async def test_what_a_history_held_has_its_card_when_it_is_pasted(
    newsroom: Newsroom, quiet: simcord.ChannelHandle
) -> None:
    await newsroom.alice.send(quiet, MILL)
    await begin(newsroom, quiet)
    await newsroom.bob.send(newsroom.news, MILL)
    [reply] = newsroom.replies()
    assert "The wheel will turn again in spring." in content(reply)
    assert newsroom.pages.fetched == [MILL]


async def test_what_was_answered_already_is_left_alone(newsroom: Newsroom) -> None:
    pasted = await newsroom.alice.send(newsroom.news, MILL)
    before = await newsroom.archive.shares_of_message(pasted.id)
    words = said(newsroom, await begin(newsroom, newsroom.news))
    assert "links read 0, not readable 0" in words
    assert await newsroom.archive.shares_of_message(pasted.id) == before
    assert len(newsroom.replies()) == 1


async def test_only_what_is_not_older_is_read(
    newsroom: Newsroom, quiet: simcord.ChannelHandle
) -> None:
    await newsroom.alice.send(quiet, MILL)
    words = said(newsroom, await begin(newsroom, quiet, "2027-01-01"))
    assert words.startswith("Read ")
    assert "messages 0," in words


async def test_what_is_written_later_is_left_to_the_watcher(
    newsroom: Newsroom, quiet: simcord.ChannelHandle
) -> None:
    await newsroom.alice.send(quiet, MILL)
    await newsroom.archive.backfills.begin(newsroom.guild.id, quiet.id, LONG_AGO, LONG_AGO)
    await newsroom.restart()
    [ended] = await newsroom.archive.backfills.of_guild(newsroom.guild.id)
    assert (ended.state, ended.messages) == (BackfillState.DONE, 0)
    assert newsroom.pages.fetched == []


async def test_threads_are_read_too(newsroom: Newsroom, quiet: simcord.ChannelHandle) -> None:
    channel = newsroom.bot.get_channel(quiet.id)
    assert isinstance(channel, discord.TextChannel)
    start = await newsroom.alice.send(quiet, MILL)
    thread = await channel.create_thread(name="more", message=discord.Object(start.id))
    await newsroom.env.settle()
    [handle] = quiet.threads
    pasted = await newsroom.alice.send(handle, BRIDGE)
    words = said(newsroom, await begin(newsroom, quiet))
    assert "links read 2" in words
    [share] = await newsroom.archive.shares_of_message(pasted.id)
    assert share.seen.channel_id == thread.id
    assert share.article_id


async def test_a_thread_that_is_deleted_meanwhile_costs_itself_alone(
    newsroom: Newsroom, quiet: simcord.ChannelHandle, monkeypatch: pytest.MonkeyPatch
) -> None:
    channel = newsroom.bot.get_channel(quiet.id)
    assert isinstance(channel, discord.TextChannel)
    for word in ("first", "second"):
        start = await newsroom.alice.send(quiet, word)
        await channel.create_thread(name=word, message=discord.Object(start.id))
    await newsroom.env.settle()
    first, second = sorted(quiet.threads, key=lambda thread: thread.id)
    await newsroom.alice.send(second, BRIDGE)
    history = discord.Thread.history

    async def deleted_first(self: discord.Thread, **options: Any) -> AsyncIterator[discord.Message]:
        if self.id == first.id:
            await self.delete()
        async for message in history(self, **options):
            yield message

    monkeypatch.setattr(discord.Thread, "history", deleted_first)
    words = said(newsroom, await begin(newsroom, quiet))
    assert words.startswith("Read ")
    assert "links read 1" in words
    assert newsroom.pages.fetched == [BRIDGE]


async def test_only_who_may_manage_messages_there_may_begin(
    newsroom: Newsroom, quiet: simcord.ChannelHandle
) -> None:
    channel = newsroom.bot.get_channel(quiet.id)
    assert isinstance(channel, discord.TextChannel)
    member = await channel.guild.fetch_member(newsroom.mod.id)
    await channel.set_permissions(member, manage_messages=False)
    await newsroom.env.settle()
    await newsroom.alice.send(quiet, MILL)
    assert "Only those who may manage messages" in said(newsroom, await begin(newsroom, quiet))
    assert newsroom.pages.fetched == []
    assert await newsroom.archive.backfills.of_guild(newsroom.guild.id) == []


async def test_a_history_that_we_may_not_read_is_told_in_a_sentence(newsroom: Newsroom) -> None:
    closed = newsroom.channel_without("read_message_history")
    words = said(newsroom, await begin(newsroom, closed))
    assert words.startswith("I may not read the history there; let me view the channel")


async def test_a_date_that_is_none_is_told_in_a_sentence(newsroom: Newsroom) -> None:
    assert "I don't know the date" in said(newsroom, await begin(newsroom, newsroom.news, "soon"))


async def test_a_restart_goes_on_where_it_was(
    newsroom: Newsroom, quiet: simcord.ChannelHandle
) -> None:
    done = await newsroom.alice.send(quiet, QUIET)
    left = await newsroom.alice.send(quiet, MILL)
    backfills = newsroom.archive.backfills
    begun = await backfills.begin(newsroom.guild.id, quiet.id, LONG_AGO, NOW)
    await backfills.go_on(begun.id, quiet.id, done.id, messages=1, links=1, failed=0)
    # Noted, but not read: there the bot was killed.
    link = Link(MILL)
    await newsroom.archive.see_quietly([sighting(left, link, newsroom.guild.id, quiet.id)])
    await newsroom.restart()
    assert newsroom.pages.fetched == [MILL]
    assert newsroom.replies(quiet) == []
    ended = await backfills.get(begun.id)
    assert ended
    assert (ended.state, ended.messages, ended.links) == (BackfillState.DONE, 2, 2)


async def test_it_can_be_stopped_and_what_was_read_stays(
    newsroom: Newsroom, quiet: simcord.ChannelHandle
) -> None:
    await newsroom.alice.send(quiet, MILL)
    backfills = newsroom.archive.backfills
    begun = await backfills.begin(newsroom.guild.id, quiet.id, LONG_AGO, NOW)
    status = await newsroom.mod.slash(newsroom.news, "backfill status")
    assert said(newsroom, status).startswith(f"Reading <#{quiet.id}> since")
    assert status.response
    pressed = await newsroom.mod.click(newsroom_message(newsroom, status), label="Stop")
    assert pressed
    assert said(newsroom, status).startswith(f"Stopped reading <#{quiet.id}>")
    ended = await backfills.get(begun.id)
    assert ended
    assert ended.state is BackfillState.STOPPED
    await newsroom.restart()
    assert newsroom.pages.fetched == []
    again = await newsroom.mod.slash(newsroom.news, "backfill stop")
    assert said(newsroom, again) == (
        "I am reading no history here; /backfill status shows the last."
    )


def newsroom_message(newsroom: Newsroom, result: simcord.InteractionResult) -> discord.Message:
    assert result.response
    messages = newsroom.news.history(viewer=newsroom.mod)
    [now] = [message for message in messages if message.id == result.response.id]
    return now


async def test_stopping_ends_the_work(newsroom: Newsroom, quiet: simcord.ChannelHandle) -> None:
    await newsroom.alice.send(quiet, MILL)
    for number in range(30):
        await newsroom.alice.send(quiet, f"https://valley.example/{number}")

    async def stop() -> None:
        [running] = await newsroom.archive.backfills.running()
        await cog(newsroom)._stop(running)

    newsroom.pages.meanwhile[MILL] = stop
    await begin(newsroom, quiet)
    assert len(newsroom.pages.fetched) < 30
    [ended] = await newsroom.archive.backfills.of_guild(newsroom.guild.id)
    assert ended.state is BackfillState.STOPPED


async def test_one_at_a_time_in_a_server(newsroom: Newsroom, quiet: simcord.ChannelHandle) -> None:
    await newsroom.archive.backfills.begin(newsroom.guild.id, quiet.id, LONG_AGO, NOW)
    words = said(newsroom, await begin(newsroom, newsroom.news))
    assert words.startswith("I am reading a history of this server already")


async def test_a_channel_that_was_deleted_ends_it_with_a_sentence(
    newsroom: Newsroom, quiet: simcord.ChannelHandle
) -> None:
    await newsroom.archive.backfills.begin(newsroom.guild.id, quiet.id, LONG_AGO, NOW)
    channel = newsroom.bot.get_channel(quiet.id)
    assert isinstance(channel, discord.TextChannel)
    await channel.delete()
    await newsroom.restart()
    words = said(newsroom, await newsroom.mod.slash(newsroom.news, "backfill status"))
    assert "The channel was deleted, or hidden from me." in words


async def test_a_history_that_was_closed_meanwhile_ends_it_with_a_sentence(
    newsroom: Newsroom, quiet: simcord.ChannelHandle
) -> None:
    await newsroom.archive.backfills.begin(newsroom.guild.id, quiet.id, LONG_AGO, NOW)
    await newsroom.deny(quiet, "read_message_history")
    await newsroom.restart()
    words = said(newsroom, await newsroom.mod.slash(newsroom.news, "backfill status"))
    assert "I may not read the history there" in words


async def test_a_message_that_is_deleted_while_it_is_read_leaves_nothing(
    newsroom: Newsroom, quiet: simcord.ChannelHandle
) -> None:
    pasted = await newsroom.alice.send(quiet, MILL)

    async def delete() -> None:
        await newsroom.archive.forget_message(pasted.id)

    newsroom.pages.meanwhile[MILL] = delete
    words = said(newsroom, await begin(newsroom, quiet))
    assert "messages 1, links read 0, not readable 0" in words
    assert (await newsroom.archive.quotes(QuoteQuery())).total == 0


async def test_a_full_disk_is_waited_out(
    newsroom: Newsroom, quiet: simcord.ChannelHandle, monkeypatch: pytest.MonkeyPatch
) -> None:
    await newsroom.alice.send(quiet, MILL)
    broken = unwritable(newsroom)
    paused: list[float] = []

    async def pause(seconds: float) -> None:
        paused.append(seconds)
        broken.__exit__(None, None, None)

    monkeypatch.setattr(cog(newsroom), "_pause", pause)

    async def fill_disk() -> None:
        newsroom.pages.meanwhile.clear()
        broken.__enter__()

    newsroom.pages.meanwhile[MILL] = fill_disk
    words = said(newsroom, await begin(newsroom, quiet))
    assert paused == [60.0]
    assert "links read 1" in words
    assert words.startswith("Read ")


async def test_status_shows_an_asker_only_channels_that_they_manage(
    newsroom: Newsroom, quiet: simcord.ChannelHandle
) -> None:
    await newsroom.archive.backfills.begin(newsroom.guild.id, quiet.id, LONG_AGO, NOW)
    channel = newsroom.bot.get_channel(quiet.id)
    assert isinstance(channel, discord.TextChannel)
    member = await channel.guild.fetch_member(newsroom.mod.id)
    await channel.set_permissions(member, view_channel=False)
    await newsroom.env.settle()
    words = said(newsroom, await newsroom.mod.slash(newsroom.news, "backfill status"))
    assert words.startswith("No history was read here yet")
    words = said(newsroom, await newsroom.mod.slash(newsroom.news, "backfill stop"))
    assert words.startswith("I am reading no history")
