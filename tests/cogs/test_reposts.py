"""A story that has its card in a server is pointed to, where all who read may follow."""

from dataclasses import replace

import discord
import pytest
import simcord

from bot.domain import Report
from tests.cogs.newsroom import BRIDGE, MILL, QUIET, Newsroom, content, told

OTHER_PAPER = "https://hill.example/the-mill"


def retold(report: Report, site: str, title: str) -> Report:
    return replace(report, article=replace(report.article, url=OTHER_PAPER, site=site, title=title))


async def share(room: Newsroom, where: simcord.ChannelHandle, link: str) -> str:
    """What bob is answered to a link."""
    before = len(room.replies(where))
    await room.bob.send(where, link)
    [answer] = room.replies(where)[before:]
    return content(answer)


def is_card(answer: str) -> bool:
    return "❝" in answer


async def test_a_repost_points_to_the_first_card_and_pings_nobody(newsroom: Newsroom) -> None:
    pasted = await newsroom.alice.send(newsroom.news, MILL)
    [card] = newsroom.replies()
    lounge = newsroom.guild.create_text_channel("lounge")
    await newsroom.bob.send(lounge, MILL)
    [pointer] = newsroom.replies(lounge)
    jump = f"https://discord.com/channels/{newsroom.guild.id}/{newsroom.news.id}/{card.id}"
    assert content(pointer) == (
        f"[The mill reopens](<{MILL}>)\n"
        f"-# shared <t:{int(pasted.created_at.timestamp())}:R> by alice"
        f" in <#{newsroom.news.id}> · [see the card](<{jump}>)"
    )
    assert pointer.mentions == []
    sent = newsroom.requests("POST", "/messages")[-1]
    assert sent.json["allowed_mentions"] == {"parse": [], "replied_user": False}
    assert newsroom.pages.fetched == [MILL]


async def test_a_third_share_is_pointed_to_the_card_not_to_the_pointer(newsroom: Newsroom) -> None:
    await newsroom.alice.send(newsroom.news, MILL)
    [card] = newsroom.replies()
    for _ in range(2):
        assert f"/{card.id}>)" in await share(newsroom, newsroom.news, MILL)


async def test_a_pointer_has_the_quotes_for_who_presses(newsroom: Newsroom) -> None:
    await newsroom.alice.send(newsroom.news, MILL)
    await newsroom.bob.send(newsroom.news, MILL)
    pointer = newsroom.replies()[1]
    opened = await newsroom.bob.click(pointer, label="All 3 quotes")
    assert "The wheel will turn again in spring." in content(opened.response)


async def test_the_same_story_in_another_paper_is_pointed_to_under_its_own_name(
    newsroom: Newsroom,
) -> None:
    story = told("The mill reopens", ("Ada Marsh", "Honk, honk and honk. " * 20))
    newsroom.pages.reports[MILL] = story
    newsroom.pages.reports[OTHER_PAPER] = retold(story, "The Hill Times", "Mill to reopen")
    await newsroom.alice.send(newsroom.news, MILL)
    answer = await share(newsroom, newsroom.news, OTHER_PAPER)
    assert not is_card(answer)
    assert answer.startswith(f"[Mill to reopen](<{OTHER_PAPER}>)")


async def test_a_spoiler_is_pointed_to_within_a_spoiler(newsroom: Newsroom) -> None:
    await newsroom.alice.send(newsroom.news, MILL)
    await newsroom.bob.send(newsroom.news, f"||{MILL}||")
    assert newsroom.replies()[1].components[0].to_dict()["spoiler"] is True


async def test_another_server_has_a_card_of_its_own(newsroom: Newsroom) -> None:
    await newsroom.alice.send(newsroom.news, MILL)
    other = newsroom.env.create_guild("The Hill")
    there = other.create_text_channel("there")
    newcomer = other.add_member(newsroom.env.create_user("carol"))
    await newcomer.send(there, MILL)
    [answer] = newsroom.replies(there)
    assert is_card(content(answer))


async def test_direct_messages_have_cards(newsroom: Newsroom) -> None:
    for _ in range(2):
        pasted = await newsroom.alice.send_dm(MILL)
        [seen] = await newsroom.archive.shares_of_message(pasted.id)
        assert seen.reply_id
        assert await newsroom.archive.earlier(seen.id) == []


# ----------------------------------------------------------------------- who may follow


async def hidden(room: Newsroom, name: str = "council") -> simcord.ChannelHandle:
    """A channel that only moderators and the bot may read."""
    channel = room.guild.create_text_channel(name)
    found = room.env.bot.get_channel(channel.id)
    assert isinstance(found, discord.TextChannel)
    mods = discord.utils.get(found.guild.roles, name="mods")
    assert mods
    for target, allowed in (
        (mods, True),
        (found.guild.me, True),
        (found.guild.default_role, False),
    ):
        await found.set_permissions(target, view_channel=allowed)
    await room.env.settle()
    return channel


async def test_nobody_is_sent_where_some_may_not_read(newsroom: Newsroom) -> None:
    council = await hidden(newsroom)
    await newsroom.mod.send(council, MILL)
    assert is_card(await share(newsroom, newsroom.news, MILL))


async def test_who_may_read_a_hidden_channel_is_sent_to_an_open_one(newsroom: Newsroom) -> None:
    council = await hidden(newsroom)
    await newsroom.alice.send(newsroom.news, MILL)
    await newsroom.mod.send(council, MILL)
    [answer] = newsroom.replies(council)
    assert not is_card(content(answer))


async def test_two_channels_with_the_same_readers_share_a_card(newsroom: Newsroom) -> None:
    council, chamber = await hidden(newsroom), await hidden(newsroom, "chamber")
    await newsroom.mod.send(council, MILL)
    await newsroom.mod.send(chamber, MILL)
    [answer] = newsroom.replies(chamber)
    assert not is_card(content(answer))


async def test_a_member_who_is_kept_out_of_an_open_channel_is_not_sent_there(
    newsroom: Newsroom,
) -> None:
    await newsroom.alice.send(newsroom.news, MILL)
    news = newsroom.env.bot.get_channel(newsroom.news.id)
    assert isinstance(news, discord.TextChannel)
    mods = discord.utils.get(news.guild.roles, name="mods")
    assert mods
    await news.set_permissions(mods, read_message_history=False)
    await newsroom.env.settle()
    assert is_card(await share(newsroom, newsroom.guild.create_text_channel("lounge"), MILL))


@pytest.mark.parametrize(("private", "card"), [(True, True), (False, False)])
async def test_a_thread_is_followed_unless_it_is_private(
    newsroom: Newsroom, private: bool, card: bool
) -> None:
    news = newsroom.env.bot.get_channel(newsroom.news.id)
    assert isinstance(news, discord.TextChannel)
    kind = discord.ChannelType.private_thread if private else discord.ChannelType.public_thread
    thread = await news.create_thread(name="mill", type=kind)
    [handle] = newsroom.news.threads
    await thread.add_user(discord.Object(newsroom.mod.id))
    await newsroom.env.settle()
    await newsroom.mod.send(handle, MILL)
    assert is_card(await share(newsroom, newsroom.news, MILL)) is card


async def test_an_age_restricted_card_is_not_shown_to_all(newsroom: Newsroom) -> None:
    await newsroom.alice.send(newsroom.news, MILL)
    channel = newsroom.env.bot.get_channel(newsroom.news.id)
    assert isinstance(channel, discord.TextChannel)
    channel.nsfw = True  # the simulation can't set it
    assert is_card(await share(newsroom, newsroom.guild.create_text_channel("lounge"), MILL))


# ---------------------------------------------------------------------- cards that went


async def test_a_card_that_was_deleted_is_made_anew(newsroom: Newsroom) -> None:
    await newsroom.alice.send(newsroom.news, MILL)
    [card] = newsroom.replies()
    await newsroom.mod.delete(card)
    assert is_card(await share(newsroom, newsroom.news, MILL))


async def test_when_the_first_share_goes_the_next_has_a_card(newsroom: Newsroom) -> None:
    pasted = await newsroom.alice.send(newsroom.news, MILL)
    assert not is_card(await share(newsroom, newsroom.news, MILL))
    await newsroom.alice.delete(pasted)
    assert is_card(await share(newsroom, newsroom.news, MILL))


async def test_what_only_one_person_saw_is_no_card_to_point_to(newsroom: Newsroom) -> None:
    quiet = newsroom.channel_without("send_messages")
    pasted = await newsroom.alice.send(quiet, MILL)
    await newsroom.bob.context_menu(quiet, "Find quotes", pasted)
    assert is_card(await share(newsroom, newsroom.news, MILL))


# ------------------------------------------------------------- one story in one message


async def test_two_addresses_of_a_story_in_one_message_are_answered_once(
    newsroom: Newsroom,
) -> None:
    newsroom.pages.reports[OTHER_PAPER] = newsroom.pages.reports[MILL]
    pasted = await newsroom.alice.send(newsroom.news, f"{MILL} {OTHER_PAPER}")
    assert len(newsroom.replies()) == 1
    assert len(await newsroom.archive.shares_of_message(pasted.id)) == 1
    await newsroom.alice.edit(pasted, OTHER_PAPER)
    [reply] = newsroom.replies()
    assert is_card(content(reply))
    assert f"(<{OTHER_PAPER}>)" in content(reply)


async def test_two_people_at_once_get_one_card(newsroom: Newsroom) -> None:
    async def let_bob_paste() -> None:
        newsroom.pages.meanwhile.clear()
        newsroom.env.backend.create_message(newsroom.news.id, newsroom.bob.id, MILL)

    newsroom.pages.meanwhile[MILL] = let_bob_paste
    await newsroom.alice.send(newsroom.news, MILL)
    await newsroom.env.settle()
    answers = [is_card(content(reply)) for reply in newsroom.replies()]
    assert sorted(answers) == [False, True]


async def test_a_bot_that_repeats_a_story_is_not_answered(newsroom: Newsroom) -> None:
    await newsroom.restart(read_bots=True)
    await newsroom.alice.send(newsroom.news, MILL)
    webhook = newsroom.guild.create_webhook(newsroom.news)
    await webhook.send(f"{MILL} {BRIDGE}")
    assert [is_card(content(reply)) for reply in newsroom.replies()] == [True, True]
    assert await newsroom.archive.waiting() == []


async def test_an_article_with_nothing_in_it_is_pointed_to_as_well(newsroom: Newsroom) -> None:
    newsroom.pages.reports[QUIET] = told("A quiet day", url=QUIET)
    await newsroom.alice.send(newsroom.news, QUIET)
    assert "see the card" in await share(newsroom, newsroom.news, QUIET)


async def test_where_we_may_not_read_any_more_we_do_not_look_for_the_first_card(
    newsroom: Newsroom,
) -> None:
    await newsroom.alice.send(newsroom.news, MILL)
    other = newsroom.guild.create_text_channel("other")
    await newsroom.deny(newsroom.news, "read_message_history")
    await newsroom.bob.send(other, MILL)
    [reply] = newsroom.replies(other)
    assert "The wheel will turn again" in content(reply)
    assert not newsroom.requests("GET", "*")
