"""The buttons of a card, pressed by people, before and after a restart."""

import sqlite3
from contextlib import closing
from datetime import UTC, datetime

import discord
import pytest
import simcord

from bot.cards import mark_of
from tests.cogs.newsroom import MILL, QUIET, Newsroom, content, told

LONG = "https://valley.example/long"


async def card(newsroom: Newsroom, link: str = MILL) -> discord.Message:
    await newsroom.alice.send(newsroom.news, link)
    return newsroom.replies()[-1]


def answered(result: simcord.InteractionResult) -> simcord.ResponseMessage:
    told = result.followups[-1] if result.followups else result.response
    assert told
    assert told.ephemeral
    return told


@pytest.mark.parametrize("restarted", [False, True])
async def test_every_button_answers_the_presser_alone(newsroom: Newsroom, restarted: bool) -> None:
    reply = await card(newsroom)
    if restarted:
        await newsroom.restart()
    quotes = answered(await newsroom.bob.click(reply, label="All 3 quotes"))
    assert "Nobody thought that we could." in content(quotes)
    names = answered(await newsroom.bob.click(reply, label="Names"))
    assert "**People**\nAda Marsh" in content(names)
    speakers = answered(await newsroom.bob.click(reply, label="By speaker"))
    chosen = await newsroom.bob.select(speakers, [str(mark_of("Tom Reed"))])
    assert chosen.response
    assert "**Tom Reed**: 1 quote" in content(chosen.response)
    assert "The wheel will turn" not in content(chosen.response)
    assert len(newsroom.replies()) == 1


async def test_pages_turn_in_place_also_after_a_restart(newsroom: Newsroom) -> None:
    lines = [("Ada Marsh", f"This is line {number} of a long speech.") for number in range(30)]
    newsroom.pages.reports[LONG] = told("A long speech", *lines, url=LONG)
    reply = await card(newsroom, LONG)
    page = answered(await newsroom.bob.click(reply, label="All 30 quotes"))
    assert "This is line 0 of" in content(page)
    await newsroom.bob.click(page, label="›")
    assert "This is line 0 of" not in content(newsroom.latest(page))
    await newsroom.restart()
    await newsroom.bob.click(newsroom.latest(page), label="‹")
    assert "This is line 0 of" in content(newsroom.latest(page))
    by_ada = answered(await newsroom.bob.click(reply, label="By speaker"))
    await newsroom.bob.select(by_ada, [str(mark_of("Ada Marsh"))])
    await newsroom.bob.click(newsroom.latest(by_ada), label="›")
    assert "**Ada Marsh**: 30 quotes" in content(newsroom.latest(by_ada))
    assert "This is line 0 of" not in content(newsroom.latest(by_ada))


async def test_who_pasted_the_link_may_delete_the_card(newsroom: Newsroom) -> None:
    await newsroom.alice.click(await card(newsroom), label="🗑")
    assert newsroom.replies() == []


async def test_a_moderator_may_delete_the_card_after_a_restart(newsroom: Newsroom) -> None:
    reply = await card(newsroom)
    await newsroom.restart()
    await newsroom.mod.click(reply, label="🗑")
    assert newsroom.replies() == []


async def test_nobody_else_may_delete_the_card(newsroom: Newsroom) -> None:
    result = await newsroom.bob.click(await card(newsroom), label="🗑")
    assert content(answered(result)) == (
        "Only who pasted the link, or a moderator, can delete this; please ask them."
    )
    assert len(newsroom.replies()) == 1


async def test_a_card_without_quotes_has_no_buttons_for_them(newsroom: Newsroom) -> None:
    newsroom.pages.reports[QUIET] = told("A quiet day", url=QUIET)
    result = await newsroom.alice.click(await card(newsroom, QUIET), label="🗑")
    assert result.acknowledged
    assert newsroom.replies() == []


async def test_an_article_that_is_gone_is_told_as_gone(newsroom: Newsroom) -> None:
    reply = await card(newsroom)
    await newsroom.archive.expire(datetime(2100, 1, 1, tzinfo=UTC))
    result = await newsroom.bob.click(reply, label="Names")
    assert "not kept any more" in content(answered(result))


async def test_an_old_card_does_not_open_what_was_shared_elsewhere(newsroom: Newsroom) -> None:
    reply = await card(newsroom)
    # As in a new archive, which counts its shares anew: this number is another server's now.
    with closing(sqlite3.connect(newsroom.database)) as database, database:
        database.execute("UPDATE shares SET guild_id = 1, channel_id = 2")
    result = await newsroom.bob.click(reply, label="Names")
    assert "not kept any more" in content(answered(result))
