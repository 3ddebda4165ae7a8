"""The message menu "Find quotes"."""

import simcord

from cogs.reader import FAILED
from tests.cogs.newsroom import BROKEN, MILL, Newsroom, content

FIND = "Find quotes"


def told(result: simcord.InteractionResult) -> list[str]:
    """What the asker alone was told, card by card."""
    messages = [message for message in (result.response, *result.followups) if message]
    assert all(message.ephemeral for message in messages)
    return list(dict.fromkeys(content(message) for message in messages))


async def test_a_message_that_was_answered_is_answered_again_for_the_asker(
    newsroom: Newsroom,
) -> None:
    pasted = await newsroom.alice.send(newsroom.news, MILL)
    [words] = told(await newsroom.bob.context_menu(newsroom.news, FIND, pasted))
    assert "The wheel will turn again in spring." in words
    assert newsroom.pages.fetched == [MILL]
    assert len(newsroom.replies()) == 1


async def test_a_message_we_let_pass_is_read_for_the_asker(newsroom: Newsroom) -> None:
    quiet = newsroom.channel_without("send_messages")
    pasted = await newsroom.alice.send(quiet, MILL)
    result = await newsroom.bob.context_menu(quiet, FIND, pasted)
    assert "The mill reopens" in told(result)[0]
    assert newsroom.replies(quiet) == []
    [share] = await newsroom.archive.shares_of_message(pasted.id)
    assert share.seen.guild_id == newsroom.guild.id
    assert share.seen.channel_id == quiet.id
    assert share.seen.author_id == newsroom.alice.id
    assert await newsroom.archive.waiting() == []


async def test_why_a_link_failed_is_told_and_it_is_tried_again(newsroom: Newsroom) -> None:
    pasted = await newsroom.alice.send(newsroom.news, BROKEN)
    assert newsroom.reactions(pasted) == [FAILED]
    [words] = told(await newsroom.bob.context_menu(newsroom.news, FIND, pasted))
    assert words == "**valley.example**: That page can't be reached; try again later."
    newsroom.pages.reports[BROKEN] = newsroom.pages.reports[MILL]
    [words] = told(await newsroom.bob.context_menu(newsroom.news, FIND, pasted))
    assert "The mill reopens" in words
    assert await newsroom.archive.failures(pasted.id) == []


async def test_every_link_of_a_message_is_answered(newsroom: Newsroom) -> None:
    pasted = await newsroom.alice.send(newsroom.news, f"{MILL} {BROKEN}")
    first, second = told(await newsroom.bob.context_menu(newsroom.news, FIND, pasted))
    assert "The mill reopens" in first
    assert "can't be reached" in second


async def test_a_message_without_a_link_says_so(newsroom: Newsroom) -> None:
    message = await newsroom.alice.send(newsroom.news, "good morning")
    [words] = told(await newsroom.bob.context_menu(newsroom.news, FIND, message))
    assert words == "This message has no link; choose one that has."


async def test_nothing_is_kept_of_a_channel_that_we_cannot_see(newsroom: Newsroom) -> None:
    hidden = newsroom.channel_without("view_channel")
    pasted = await newsroom.alice.send(hidden, MILL)
    [words] = told(await newsroom.bob.context_menu(hidden, FIND, pasted))
    assert words == "I can't see this channel; ask a moderator to let me view it."
    assert await newsroom.archive.shares_of_message(pasted.id) == []


async def test_asking_too_often_is_told_politely(newsroom: Newsroom) -> None:
    message = await newsroom.alice.send(newsroom.news, MILL)
    for _ in range(5):
        await newsroom.bob.context_menu(newsroom.news, FIND, message)
    [words] = told(await newsroom.bob.context_menu(newsroom.news, FIND, message))
    assert words.startswith("That was a lot at once; please ask again in")
