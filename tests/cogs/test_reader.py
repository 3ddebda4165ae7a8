"""The watcher, as people in a channel see it."""

import sqlite3
from contextlib import closing

import discord
import pytest

from cogs.reader import FAILED
from tests.cogs.newsroom import BRIDGE, BROKEN, MILL, NOWHERE, QUIET, Newsroom, content, told

MAY_NOT = [
    "send_messages",
    "embed_links",
    "read_message_history",
]


async def test_a_link_is_answered_with_its_card(newsroom: Newsroom) -> None:
    pasted = await newsroom.alice.send(newsroom.news, f"have you seen this? {MILL}")
    [reply] = newsroom.replies()
    assert reply.reference
    assert reply.reference.message_id == pasted.id
    assert "❝ The wheel will turn again in spring. ❞\n-# — **Ada Marsh**" in content(reply)
    [share] = await newsroom.archive.shares_of_message(pasted.id)
    assert share.reply_id == reply.id
    assert await newsroom.archive.waiting() == []


async def test_a_card_pings_nobody_and_is_sent_once(newsroom: Newsroom) -> None:
    await newsroom.alice.send(newsroom.news, BRIDGE)
    [reply] = newsroom.replies()
    assert not reply.mention_everyone
    assert reply.mentions == []
    assert "@\u200beveryone \\*\\*We\\*\\*" in content(reply)
    [sent] = newsroom.requests("POST", "/messages")
    assert reply.reference
    assert sent.json["nonce"] == f"{reply.reference.message_id:x}-1"
    assert sent.json["enforce_nonce"] is True
    assert sent.json["allowed_mentions"] == {"parse": [], "replied_user": False}


async def test_ten_links_get_ten_cards_in_their_order(newsroom: Newsroom) -> None:
    links = [f"{MILL}/{number}" for number in range(12)]
    newsroom.pages.reports |= {link: told(link, ("Ada Marsh", "Honk.")) for link in links}
    pasted = await newsroom.alice.send(newsroom.news, " ".join(links))
    shares = await newsroom.archive.shares_of_message(pasted.id)
    assert [share.seen.url for share in shares] == links[:10]
    assert [share.reply_id for share in shares] == [reply.id for reply in newsroom.replies()]


async def test_the_same_link_twice_gets_one_card_a_message(newsroom: Newsroom) -> None:
    await newsroom.alice.send(newsroom.news, f"{MILL} and again {MILL}")
    assert len(newsroom.replies()) == 1
    await newsroom.bob.send(newsroom.news, MILL)
    assert len(newsroom.replies()) == 2
    assert newsroom.pages.fetched == [MILL]


@pytest.mark.parametrize("words", [f"`{MILL}`", f"```\n{MILL}\n```", f"<{MILL}>", "no link"])
async def test_what_is_no_link_to_its_author_is_left_alone(newsroom: Newsroom, words: str) -> None:
    await newsroom.alice.send(newsroom.news, words)
    assert newsroom.replies() == []
    assert newsroom.pages.fetched == []


async def test_a_spoiler_has_its_card_in_a_spoiler(newsroom: Newsroom) -> None:
    await newsroom.alice.send(newsroom.news, f"||{MILL}||")
    [reply] = newsroom.replies()
    assert reply.components[0].to_dict()["spoiler"] is True


async def test_a_forwarded_link_is_read(newsroom: Newsroom) -> None:
    lounge = newsroom.guild.create_text_channel("lounge")
    pasted = await newsroom.alice.send(newsroom.news, MILL)
    forwarded = await newsroom.bob.forward(pasted, lounge)
    [reply] = newsroom.replies(lounge)
    assert reply.reference
    assert reply.reference.message_id == forwarded.id


async def test_an_article_without_quotes_says_so(newsroom: Newsroom) -> None:
    await newsroom.alice.send(newsroom.news, QUIET)
    assert "This article quotes nobody." in content(newsroom.replies()[0])


async def test_a_forwarded_embed_is_read(newsroom: Newsroom) -> None:
    lounge = newsroom.guild.create_text_channel("lounge")
    webhook = newsroom.guild.create_webhook(newsroom.news)
    posted = await webhook.send(embed=discord.Embed(title="The mill", url=MILL))
    await newsroom.bob.forward(posted, lounge)
    assert len(newsroom.replies(lounge)) == 1


async def test_webhooks_and_bots_are_left_alone(newsroom: Newsroom) -> None:
    webhook = newsroom.guild.create_webhook(newsroom.news)
    await webhook.send(MILL, embed=discord.Embed(url=BRIDGE))
    robot = newsroom.guild.add_member(newsroom.env.create_user("robot", bot=True))
    await robot.send(newsroom.news, MILL)
    assert newsroom.pages.fetched == []


async def test_a_setting_has_the_links_and_embeds_of_bots_read(newsroom: Newsroom) -> None:
    await newsroom.restart(read_bots=True)
    webhook = newsroom.guild.create_webhook(newsroom.news)
    feed = discord.Embed(title="The mill", url=MILL, description=f"and [more]({QUIET}) `{BROKEN}`")
    feed.add_field(name="Also", value=BRIDGE)
    await webhook.send(f"News! <{BROKEN}>", embed=feed)
    assert sorted(newsroom.pages.fetched) == sorted([MILL, QUIET, BRIDGE])
    assert len(newsroom.replies()) == 3


async def test_a_bot_that_answers_us_is_never_answered(newsroom: Newsroom) -> None:
    await newsroom.restart(read_bots=True)
    await newsroom.alice.send(newsroom.news, MILL)
    [card] = newsroom.replies()
    robot = newsroom.guild.add_member(newsroom.env.create_user("robot", bot=True))
    await robot.send(newsroom.news, BRIDGE, reply_to=card)
    assert newsroom.replies() == [card]


# ------------------------------------------------------------------------- failing


async def test_a_page_that_fails_gets_one_reaction_and_no_message(newsroom: Newsroom) -> None:
    pasted = await newsroom.alice.send(newsroom.news, f"{BROKEN} {NOWHERE}")
    assert newsroom.replies() == []
    assert newsroom.reactions(pasted) == [FAILED]
    assert await newsroom.archive.failures(pasted.id) == [
        (BROKEN, "That page can't be reached; try again later."),
        (NOWHERE, "That page can't be reached; try again later."),
    ]


async def test_a_good_link_beside_a_bad_one_is_answered(newsroom: Newsroom) -> None:
    pasted = await newsroom.alice.send(newsroom.news, f"{BROKEN} {MILL}")
    assert len(newsroom.replies()) == 1
    assert newsroom.reactions(pasted) == [FAILED]


async def test_a_failure_is_silent_where_reactions_are_not_allowed(newsroom: Newsroom) -> None:
    quiet = newsroom.channel_without("add_reactions")
    pasted = await newsroom.alice.send(quiet, BROKEN)
    assert newsroom.reactions(pasted) == []
    assert newsroom.requests("PUT", "/@me") == []


async def test_a_link_that_breaks_us_costs_its_neighbours_nothing(newsroom: Newsroom) -> None:
    async def break_down() -> None:
        raise ZeroDivisionError

    newsroom.pages.meanwhile[BROKEN] = break_down
    pasted = await newsroom.alice.send(newsroom.news, f"{BROKEN} {MILL}")
    assert len(newsroom.replies()) == 1
    assert newsroom.reactions(pasted) == [FAILED]
    [(_, sentence)] = await newsroom.archive.failures(pasted.id)
    assert sentence == "Something went wrong on my side; please try again in a minute."


# ---------------------------------------------------------------------- permissions


@pytest.mark.parametrize("missing", MAY_NOT)
async def test_nothing_is_read_or_kept_where_we_may_not_answer(
    newsroom: Newsroom, missing: str
) -> None:
    quiet = newsroom.channel_without(missing)
    pasted = await newsroom.alice.send(quiet, MILL)
    assert newsroom.pages.fetched == []
    assert await newsroom.archive.shares_of_message(pasted.id) == []
    assert newsroom.requests("POST", "*") == []


async def test_a_locked_thread_is_left_alone(newsroom: Newsroom) -> None:
    news = newsroom.env.bot.get_channel(newsroom.news.id)
    assert isinstance(news, discord.TextChannel)
    thread = await news.create_thread(name="mill", type=discord.ChannelType.public_thread)
    [handle] = newsroom.news.threads
    await newsroom.alice.send(handle, MILL)
    assert len(newsroom.replies(handle)) == 1
    await thread.edit(locked=True)
    await newsroom.deny(newsroom.news, "manage_threads")
    await newsroom.mod.send(handle, BRIDGE)
    assert len(newsroom.replies(handle)) == 1


async def test_a_link_in_a_direct_message_is_answered(newsroom: Newsroom) -> None:
    pasted = await newsroom.alice.send_dm(MILL)
    [share] = await newsroom.archive.shares_of_message(pasted.id)
    assert share.seen.guild_id is None
    assert share.reply_id


async def test_a_channel_without_typing_is_answered_all_the_same(newsroom: Newsroom) -> None:
    newsroom.env.inject_error("POST", "/channels/*/typing", status=403, code=50013)
    await newsroom.alice.send(newsroom.news, MILL)
    assert len(newsroom.replies()) == 1


async def test_a_reply_that_is_refused_all_the_same_is_given_up(newsroom: Newsroom) -> None:
    newsroom.env.inject_error("POST", "/channels/*/messages", status=403, code=50013)
    pasted = await newsroom.alice.send(newsroom.news, MILL)
    assert newsroom.replies() == []
    assert await newsroom.archive.waiting() == []
    assert len(await newsroom.archive.failures(pasted.id)) == 1


# ---------------------------------------------------------------- messages that change


async def test_a_link_edited_in_is_read(newsroom: Newsroom) -> None:
    pasted = await newsroom.alice.send(newsroom.news, "wait for it")
    await newsroom.alice.edit(pasted, f"here: {MILL}")
    assert len(newsroom.replies()) == 1
    await newsroom.alice.edit(pasted, f"here it is: {MILL}")
    assert len(newsroom.replies()) == 1


async def test_a_link_edited_out_takes_its_card_along(newsroom: Newsroom) -> None:
    pasted = await newsroom.alice.send(newsroom.news, f"{MILL} {BRIDGE}")
    await newsroom.alice.edit(pasted, BRIDGE)
    [reply] = newsroom.replies()
    assert "A bridge for the valley" in content(reply)
    [share] = await newsroom.archive.shares_of_message(pasted.id)
    assert share.seen.url == BRIDGE


async def test_the_card_goes_when_its_message_goes(newsroom: Newsroom) -> None:
    pasted = await newsroom.alice.send(newsroom.news, MILL)
    await newsroom.alice.delete(pasted)
    assert newsroom.news.history() == []
    assert await newsroom.archive.channels(newsroom.guild.id) == []


async def test_the_cards_go_when_a_moderator_sweeps(newsroom: Newsroom) -> None:
    pasted = [await newsroom.alice.send(newsroom.news, link) for link in (MILL, BRIDGE)]
    channel = newsroom.env.bot.get_channel(newsroom.news.id)
    assert isinstance(channel, discord.TextChannel)
    await channel.delete_messages(pasted)
    await newsroom.env.settle()
    assert newsroom.news.history() == []
    assert await newsroom.archive.channels(newsroom.guild.id) == []


async def test_a_message_deleted_while_we_read_gets_no_card_and_leaves_nothing(
    newsroom: Newsroom,
) -> None:
    async def delete() -> None:
        [share] = await newsroom.archive.waiting()
        newsroom.env.backend.delete_message(share.seen.channel_id, share.seen.message_id)
        while await newsroom.archive.share(share.id):
            pass

    newsroom.pages.meanwhile[MILL] = delete
    await newsroom.alice.send(newsroom.news, MILL)
    assert newsroom.pages.fetched == [MILL]
    assert newsroom.requests("POST", "/messages") == []
    assert newsroom.news.history() == []
    assert await newsroom.archive.report(1) is None


async def test_a_link_edited_out_while_we_read_gets_no_card(newsroom: Newsroom) -> None:
    async def edit() -> None:
        [share] = await newsroom.archive.waiting()
        newsroom.env.backend.edit_message(
            share.seen.channel_id, share.seen.message_id, {"content": "never mind"}
        )
        while await newsroom.archive.share(share.id):
            pass

    newsroom.pages.meanwhile[MILL] = edit
    await newsroom.alice.send(newsroom.news, MILL)
    assert newsroom.replies() == []
    assert await newsroom.archive.report(1) is None


async def test_a_message_deleted_between_two_of_its_cards_gets_neither(newsroom: Newsroom) -> None:
    async def read_the_other_and_delete() -> None:
        shares = await newsroom.archive.waiting()
        while not shares[1].article_id:
            shares = await newsroom.archive.waiting()
        seen = shares[0].seen
        newsroom.env.backend.delete_message(seen.channel_id, seen.message_id)
        while await newsroom.archive.shares_of_message(seen.message_id):
            pass

    newsroom.pages.meanwhile[MILL] = read_the_other_and_delete
    await newsroom.alice.send(newsroom.news, f"{MILL} {BRIDGE}")
    assert newsroom.requests("POST", "/messages") == []
    assert await newsroom.archive.channels(newsroom.guild.id) == []


async def test_a_message_deleted_while_its_card_was_sent_takes_the_card_along(
    newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    noted = newsroom.archive.answered

    async def note_too_late(share_id: int, reply_id: int, thread_id: int | None) -> None:
        share = await newsroom.archive.share(share_id)
        assert share
        await newsroom.archive.forget_message(share.seen.message_id)
        await noted(share_id, reply_id)

    monkeypatch.setattr(newsroom.archive, "answered", note_too_late)
    await newsroom.alice.send(newsroom.news, MILL)
    assert len(newsroom.requests("POST", "/messages")) == 1
    assert newsroom.replies() == []


async def test_a_link_put_before_ten_others_costs_none_its_card(newsroom: Newsroom) -> None:
    links = [f"{MILL}/{number}" for number in range(11)]
    newsroom.pages.reports |= {link: told(link, ("Ada Marsh", "Honk.")) for link in links}
    pasted = await newsroom.alice.send(newsroom.news, " ".join(links[1:]))
    await newsroom.alice.edit(pasted, " ".join(links))
    assert len(newsroom.replies()) == 11


async def test_a_message_that_discord_no_longer_has_is_forgotten(newsroom: Newsroom) -> None:
    newsroom.env.inject_error(
        "POST", "/channels/*/messages", status=404, code=10008, message="Unknown Message"
    )
    pasted = await newsroom.alice.send(newsroom.news, MILL)
    assert await newsroom.archive.shares_of_message(pasted.id) == []


async def test_a_channel_that_goes_is_forgotten(newsroom: Newsroom) -> None:
    await newsroom.alice.send(newsroom.news, MILL)
    channel = newsroom.env.bot.get_channel(newsroom.news.id)
    assert isinstance(channel, discord.TextChannel)
    await channel.delete()
    await newsroom.env.settle()
    assert await newsroom.archive.channels(newsroom.guild.id) == []


# ------------------------------------------------------------------------- restarts


async def test_a_restart_finishes_what_was_begun(newsroom: Newsroom) -> None:
    newsroom.env.inject_error("POST", "/channels/*/messages", status=500, times=None)
    pasted = await newsroom.alice.send(newsroom.news, MILL)
    assert [share.seen.message_id for share in await newsroom.archive.waiting()] == [pasted.id]
    newsroom.env.backend.faults.clear()
    await newsroom.restart()
    [reply] = newsroom.replies()
    assert "The mill reopens" in content(reply)
    assert await newsroom.archive.waiting() == []


async def test_a_restart_does_not_answer_twice(newsroom: Newsroom) -> None:
    await newsroom.alice.send(newsroom.news, f"{MILL} {BRIDGE}")
    before = [reply.id for reply in newsroom.replies()]
    # As if the process had died between its replies and the notes of them.
    with closing(sqlite3.connect(newsroom.database)) as database, database:
        database.execute("UPDATE inbox SET state = 'waiting'")
        database.execute("UPDATE shares SET reply_id = NULL")
    await newsroom.restart()
    assert [reply.id for reply in newsroom.replies()] == before
    assert await newsroom.archive.waiting() == []
    assert await newsroom.archive.share_of_reply(before[1])


async def test_a_restart_forgets_a_message_deleted_in_the_meantime(newsroom: Newsroom) -> None:
    newsroom.env.inject_error("POST", "/channels/*/messages", status=500, times=None)
    pasted = await newsroom.alice.send(newsroom.news, MILL)
    newsroom.env.backend.faults.clear()
    newsroom.env.inject_error("GET", "/channels/*/messages/*", status=404, code=10008)
    await newsroom.restart()
    assert newsroom.replies() == []
    assert await newsroom.archive.shares_of_message(pasted.id) == []


async def test_a_restart_is_silent_where_it_may_not_answer_any_more(newsroom: Newsroom) -> None:
    newsroom.env.inject_error("POST", "/channels/*/messages", status=500, times=None)
    pasted = await newsroom.alice.send(newsroom.news, MILL)
    newsroom.env.backend.faults.clear()
    await newsroom.deny(newsroom.news, "send_messages")
    await newsroom.restart()
    assert newsroom.replies() == []
    assert len(await newsroom.archive.failures(pasted.id)) == 1
