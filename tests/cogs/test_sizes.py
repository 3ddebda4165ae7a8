"""The sizes and places of cards, as a channel chooses them."""

from dataclasses import replace

import discord
import pytest
import simcord

from cogs.messages import may_suppress_embed
from cogs.replying import OFFER
from tests.cogs.newsroom import BRIDGE, BROKEN, MILL, Newsroom, content

PICTURE = "https://valley.example/mill.jpg"


def answered(result: simcord.InteractionResult) -> simcord.ResponseMessage:
    assert result.response
    assert result.response.ephemeral
    return result.response


def parts(message: object) -> list[int]:
    """The types of a message's components, nested ones too."""
    found: list[int] = []

    def walk(part: object) -> None:
        data = part if isinstance(part, dict) else part.to_dict()  # type: ignore[union-attr]
        found.append(data["type"])
        for child in (*data.get("components", []), data.get("accessory")):
            if child:
                walk(child)

    for part in message.components:  # type: ignore[attr-defined]
        walk(part)
    return found


# ------------------------------------------------------------------------------- sizes


async def test_a_compact_card_has_one_quote_and_the_names(newsroom: Newsroom) -> None:
    newsroom.choose(size="compact")
    await newsroom.alice.send(newsroom.news, MILL)
    [reply] = newsroom.replies()
    assert content(reply).count("❝") == 1
    assert "👤 `Ada\u00a0Marsh` `Tom\u00a0Reed`" in content(reply)
    assert "Nobody thought" in content(
        answered(await newsroom.bob.click(reply, label="All 3 quotes"))
    )


@pytest.mark.parametrize("quotes", [1, 2])
async def test_a_card_has_as_many_quotes_as_is_chosen(newsroom: Newsroom, quotes: int) -> None:
    newsroom.choose(quotes=quotes)
    await newsroom.alice.send(newsroom.news, MILL)
    assert content(newsroom.replies()[0]).count("❝") == quotes


@pytest.mark.parametrize("restarted", [False, True])
async def test_a_reaction_is_offered_and_the_first_click_posts_the_card(
    newsroom: Newsroom, restarted: bool
) -> None:
    newsroom.choose(size="reaction")
    pasted = await newsroom.alice.send(newsroom.news, MILL)
    assert newsroom.replies() == []
    assert newsroom.reactions(pasted) == [OFFER]
    assert await newsroom.archive.waiting() == []
    if restarted:
        await newsroom.restart()
    await newsroom.bob.react(pasted, OFFER)
    [reply] = newsroom.replies()
    assert reply.reference
    assert reply.reference.message_id == pasted.id
    assert "The wheel will turn again in spring." in content(reply)
    await newsroom.mod.react(pasted, OFFER)
    assert len(newsroom.replies()) == 1
    await newsroom.alice.delete(pasted)
    assert newsroom.replies() == []


async def test_another_reaction_or_a_bots_posts_nothing(newsroom: Newsroom) -> None:
    newsroom.choose(size="reaction")
    pasted = await newsroom.alice.send(newsroom.news, MILL)
    await newsroom.bob.react(pasted, "👍")
    robot = newsroom.guild.add_member(newsroom.env.create_user("robot", bot=True))
    await robot.react(pasted, OFFER)
    assert newsroom.replies() == []


async def test_a_click_where_a_card_stands_already_posts_no_other(newsroom: Newsroom) -> None:
    pasted = await newsroom.alice.send(newsroom.news, MILL)
    await newsroom.bob.react(pasted, OFFER)
    assert len(newsroom.replies()) == 1


async def test_two_links_are_offered_by_one_reaction(newsroom: Newsroom) -> None:
    newsroom.choose(size="reaction")
    pasted = await newsroom.alice.send(newsroom.news, f"{MILL} {BRIDGE}")
    assert newsroom.reactions(pasted) == [OFFER]
    await newsroom.bob.react(pasted, OFFER)
    assert len(newsroom.replies()) == 2


async def test_where_we_may_not_react_somebody_elses_reaction_will_do(newsroom: Newsroom) -> None:
    newsroom.choose(size="reaction")
    quiet = newsroom.channel_without("add_reactions")
    pasted = await newsroom.alice.send(quiet, MILL)
    assert newsroom.reactions(pasted) == []
    await newsroom.bob.react(pasted, OFFER)
    assert len(newsroom.replies(quiet)) == 1


# ------------------------------------------------------------------------------ places


@pytest.mark.parametrize("restarted", [False, True])
async def test_a_card_stands_in_a_thread_on_the_message(
    newsroom: Newsroom, restarted: bool
) -> None:
    newsroom.choose(place="thread")
    pasted = await newsroom.alice.send(newsroom.news, MILL)
    assert newsroom.replies() == []
    [thread] = newsroom.news.threads
    assert thread.id == pasted.id
    [reply] = newsroom.replies(thread)
    assert "The wheel will turn again in spring." in content(reply)
    if restarted:
        await newsroom.restart()
    opened = answered(await newsroom.bob.click(reply, label="All 3 quotes"))
    assert "Nobody thought that we could." in content(opened)
    await newsroom.mod.click(reply, label="🗑")
    assert newsroom.replies(thread) == []


async def test_the_card_in_a_thread_goes_with_its_message(newsroom: Newsroom) -> None:
    newsroom.choose(place="thread")
    pasted = await newsroom.alice.send(newsroom.news, MILL)
    [thread] = newsroom.news.threads
    await newsroom.alice.delete(pasted)
    assert newsroom.replies(thread) == []


async def test_a_repost_points_into_the_thread(newsroom: Newsroom) -> None:
    newsroom.choose(place="thread")
    await newsroom.alice.send(newsroom.news, MILL)
    [thread] = newsroom.news.threads
    [card] = newsroom.replies(thread)
    await newsroom.bob.send(newsroom.news, MILL)
    [pointer] = newsroom.replies()
    assert f"/{thread.id}/{card.id}>" in content(pointer)


async def test_two_links_stand_in_one_thread(newsroom: Newsroom) -> None:
    newsroom.choose(place="thread")
    await newsroom.alice.send(newsroom.news, f"{MILL} {BRIDGE}")
    [thread] = newsroom.news.threads
    assert len(newsroom.replies(thread)) == 2


@pytest.mark.parametrize("permission", ["create_public_threads", "send_messages_in_threads"])
async def test_where_there_can_be_no_thread_the_card_is_a_reply(
    newsroom: Newsroom, permission: str
) -> None:
    newsroom.choose(place="thread")
    quiet = newsroom.channel_without(permission)
    await newsroom.alice.send(quiet, MILL)
    assert len(newsroom.replies(quiet)) == 1
    pasted = await newsroom.alice.send_dm(MILL)
    [share] = await newsroom.archive.shares_of_message(pasted.id)
    assert share.reply_id


async def test_an_answer_that_was_sent_into_a_thread_is_not_sent_again(
    newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    newsroom.choose(place="thread")

    async def die(*_: object) -> None:
        raise RuntimeError

    with monkeypatch.context() as patched:
        patched.setattr(newsroom.archive, "answered", die)
        pasted = await newsroom.alice.send(newsroom.news, MILL)
    [thread] = newsroom.news.threads
    assert len(await newsroom.archive.waiting()) == 1
    await newsroom.restart()
    assert await newsroom.archive.waiting() == []
    assert len(newsroom.replies(thread)) == 1
    [share] = await newsroom.archive.shares_of_message(pasted.id)
    assert share.reply_channel_id == thread.id


@pytest.mark.parametrize("restarted", [False, True])
async def test_on_request_the_card_is_for_whoever_presses(
    newsroom: Newsroom, restarted: bool
) -> None:
    newsroom.choose(place="request")
    await newsroom.alice.send(newsroom.news, MILL)
    [reply] = newsroom.replies()
    assert "❝" not in content(reply)
    if restarted:
        await newsroom.restart()
    shown = answered(await newsroom.bob.click(reply, label="Show 3 quotes"))
    assert "The wheel will turn again in spring." in content(shown)
    names = answered(await newsroom.bob.click(shown, label="Names"))
    assert "Ada Marsh" in content(names)
    assert len(newsroom.replies()) == 1


# ----------------------------------------------------------------------------- options


@pytest.mark.parametrize("place", ["reply", "thread"])
@pytest.mark.parametrize("silent", [False, True])
async def test_a_silent_card_notifies_nobody(newsroom: Newsroom, place: str, silent: bool) -> None:
    newsroom.choose(place=place, silent=silent)
    await newsroom.alice.send(newsroom.news, MILL)
    where = newsroom.news if place == "reply" else newsroom.news.threads[0]
    [reply] = newsroom.replies(where)
    assert reply.flags.suppress_notifications is silent


@pytest.mark.parametrize("wanted", [False, True])
async def test_the_original_embed_goes_when_it_is_to(newsroom: Newsroom, wanted: bool) -> None:
    newsroom.choose(suppress_embed=wanted)
    pasted = await newsroom.alice.send(newsroom.news, MILL)
    edits = [(request.path, request.json["flags"]) for request in newsroom.requests("PATCH", "*")]
    path = f"/channels/{newsroom.news.id}/messages/{pasted.id}"
    assert edits == ([(path, 4)] if wanted else [])


async def test_the_embed_of_a_link_that_failed_stays(newsroom: Newsroom) -> None:
    newsroom.choose(suppress_embed=True)
    await newsroom.alice.send(newsroom.news, f"{MILL} {BROKEN}")
    assert newsroom.requests("PATCH", "*") == []


async def test_an_embed_goes_only_with_a_card(newsroom: Newsroom) -> None:
    newsroom.choose(suppress_embed=True, size="reaction")
    pasted = await newsroom.alice.send(newsroom.news, MILL)
    assert newsroom.requests("PATCH", "*") == []
    await newsroom.bob.react(pasted, OFFER)
    assert len(newsroom.requests("PATCH", "*")) == 1


async def test_without_the_permission_nothing_is_asked(newsroom: Newsroom) -> None:
    newsroom.choose(suppress_embed=True)
    quiet = newsroom.channel_without("manage_messages")
    await newsroom.alice.send(quiet, MILL)
    assert len(newsroom.replies(quiet)) == 1
    assert newsroom.requests("PATCH", "*") == []


async def test_a_forum_post_keeps_the_embed_that_is_its_picture(newsroom: Newsroom) -> None:
    newsroom.choose(suppress_embed=True)
    forum = newsroom.guild.create_forum_channel("talk")
    channel = newsroom.env.bot.get_channel(forum.id)
    assert isinstance(channel, discord.ForumChannel)
    await channel.create_thread(name="The mill", content="What of it?")
    [post] = forum.threads
    answer = await newsroom.alice.send(post, MILL)
    assert len(newsroom.requests("PATCH", "*")) == 1
    # A post's first message has the id of its thread, which the simulation doesn't know.
    assert may_suppress_embed(answer)
    answer.id = post.id
    assert not may_suppress_embed(answer)


@pytest.mark.parametrize("wanted", [False, True])
async def test_the_pages_picture_is_shown_when_it_is_to(newsroom: Newsroom, wanted: bool) -> None:
    report = newsroom.pages.reports[MILL]
    pictured = replace(report, article=replace(report.article, image=PICTURE))
    newsroom.pages.reports[MILL] = pictured
    newsroom.choose(thumbnail=wanted)
    await newsroom.alice.send(newsroom.news, MILL)
    [reply] = newsroom.replies()
    thumbnail = discord.ComponentType.thumbnail.value
    assert (thumbnail in parts(reply)) is wanted
    sent = newsroom.requests("POST", "/messages")[-1]
    assert (PICTURE in str(sent.json)) is wanted


async def test_a_picture_that_discord_refuses_costs_no_card(newsroom: Newsroom) -> None:
    report = newsroom.pages.reports[MILL]
    pictured = replace(report, article=replace(report.article, image=PICTURE))
    newsroom.pages.reports[MILL] = pictured
    newsroom.choose(thumbnail=True)
    newsroom.env.inject_error("POST", "/channels/*/messages", status=400, code=50035)
    await newsroom.alice.send(newsroom.news, MILL)
    [reply] = newsroom.replies()
    assert discord.ComponentType.thumbnail.value not in parts(reply)


async def test_reposts_go_unanswered_where_they_are_to(newsroom: Newsroom) -> None:
    newsroom.choose(reposts=False)
    await newsroom.alice.send(newsroom.news, MILL)
    again = await newsroom.bob.send(newsroom.news, MILL)
    assert len(newsroom.replies()) == 1
    assert newsroom.reactions(again) == []
    assert await newsroom.archive.waiting() == []


# ------------------------------------------------------------------- search this speaker


@pytest.mark.parametrize("restarted", [False, True])
async def test_a_speaker_is_searched_beside_their_page(newsroom: Newsroom, restarted: bool) -> None:
    await newsroom.alice.send(newsroom.news, BRIDGE)
    await newsroom.alice.send(newsroom.news, MILL)
    secret = newsroom.channel_without("add_reactions")
    await newsroom.alice.send(secret, MILL + "/secret")
    reply = newsroom.replies()[-1]
    view = answered(await newsroom.bob.click(reply, label="By speaker"))
    tom = next(
        option["value"]
        for option in view.components[0]["components"][-1]["components"][0]["options"]
        if option["label"] == "Tom Reed"
    )
    page = answered(await newsroom.bob.select(view, [tom]))
    if restarted:
        await newsroom.restart()
    found = await newsroom.bob.click(newsroom.latest(page), label="Search this speaker")
    words = content(answered(found))
    assert "Quotes by Tom Reed" in words
    assert "It will be closed for a week." in words
    assert "The roof comes later." in words
    assert "**Tom Reed**: 1 quote" in content(newsroom.latest(page))
