"""What a person decides: /privacy, /ignore-me, /forget-me and /export-me."""

import gzip
import json
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from bot.archive import Holding
from bot.domain import Sighting
from cogs.privacy import _export
from tests.cogs.newsroom import BRIDGE, MILL, Newsroom, content
from tests.cogs.test_find_quotes import FIND
from tests.cogs.told import answer, told


async def test_what_is_stored_is_told_in_words_to_the_asker_alone(newsroom: Newsroom) -> None:
    await newsroom.alice.send(newsroom.news, f"{MILL} {BRIDGE}")
    await newsroom.bob.send(newsroom.news, BRIDGE)
    words = told(await newsroom.alice.slash(newsroom.news, "privacy"))
    assert "**Links that you shared:** 2 (servers: 1;" in words
    assert "**Cards and other answers to them:** 2" in words
    assert "**Articles that they led to:** 2 (quotes in those that nobody else shared: 3)" in words
    assert "No word of your messages is stored" in words
    assert "**Your links are read.**" in words


async def test_who_shared_nothing_is_told_so(newsroom: Newsroom) -> None:
    await newsroom.alice.send(newsroom.news, MILL)
    assert "No link of yours is stored." in told(await newsroom.bob.slash(newsroom.news, "privacy"))


async def test_who_is_ignored_has_no_link_read_anywhere_until_they_take_it_back(
    newsroom: Newsroom,
) -> None:
    assert "no link of yours" in told(await newsroom.alice.slash(newsroom.news, "ignore-me"))
    other = newsroom.guild.create_text_channel("other")
    pasted = await newsroom.alice.send(newsroom.news, MILL)
    await newsroom.alice.send(other, MILL)
    await newsroom.alice.send_dm(MILL)
    assert newsroom.pages.fetched == []
    refused = told(await newsroom.bob.context_menu(newsroom.news, FIND, pasted))
    assert "wants no link read" in refused
    assert newsroom.pages.fetched == []
    await newsroom.bob.send(newsroom.news, BRIDGE)
    assert len(newsroom.replies()) == 1
    assert "as you asked on" in told(await newsroom.alice.slash(newsroom.news, "privacy"))
    await newsroom.restart()
    await newsroom.alice.send(newsroom.news, MILL)
    assert newsroom.pages.fetched == [BRIDGE]
    assert "again" in told(await newsroom.alice.slash(newsroom.news, "ignore-me"))
    await newsroom.alice.send(newsroom.news, MILL)
    assert newsroom.pages.fetched == [BRIDGE, MILL]


async def test_who_is_ignored_can_still_take_a_card_away_by_editing(newsroom: Newsroom) -> None:
    pasted = await newsroom.alice.send(newsroom.news, MILL)
    await newsroom.alice.slash(newsroom.news, "ignore-me")
    await newsroom.alice.edit(pasted, f"no more, but {BRIDGE}")
    assert newsroom.replies() == []
    assert newsroom.pages.fetched == [MILL]


@pytest.mark.parametrize("restarted", [False, True])
async def test_forgetting_asks_then_takes_links_quotes_and_cards(
    newsroom: Newsroom, restarted: bool
) -> None:
    await newsroom.alice.send(newsroom.news, MILL)
    await newsroom.bob.send(newsroom.news, BRIDGE)
    asked = await newsroom.alice.slash(newsroom.news, "forget-me")
    assert "**Links that you shared, here and anywhere:** 1" in told(asked)
    assert len(newsroom.replies()) == 2
    if restarted:
        await newsroom.restart()
    pressed = await newsroom.alice.click(answer(asked), label="Delete it all")
    await newsroom.env.settle()
    assert pressed.acknowledged
    assert "Done, 1 forgotten: your links are gone" in said_now(newsroom, asked, newsroom.alice)
    [left] = newsroom.replies()
    assert "A bridge for the valley" in content(left)
    assert await newsroom.archive.people.removals() == []
    assert await newsroom.archive.people.holding(newsroom.alice.id) == Holding(0, 0, 0, 0, 0)
    assert (await newsroom.archive.people.holding(newsroom.bob.id)).links == 1


def said_now(newsroom: Newsroom, result: Any, viewer: Any) -> str:
    """The text of an answer after its edits."""
    id_ = answer(result).id
    return next(content(m) for m in newsroom.news.history(viewer=viewer) if m.id == id_)


async def test_forgetting_can_be_left_alone(newsroom: Newsroom) -> None:
    await newsroom.alice.send(newsroom.news, MILL)
    asked = await newsroom.alice.slash(newsroom.news, "forget-me")
    await newsroom.alice.click(answer(asked), label="Keep it")
    assert said_now(newsroom, asked, newsroom.alice) == "Nothing was deleted."
    assert len(newsroom.replies()) == 1


async def test_there_may_be_nothing_to_forget(newsroom: Newsroom) -> None:
    words = told(await newsroom.bob.slash(newsroom.news, "forget-me"))
    assert words == "No link or change of yours is stored, so there is nothing to forget."


async def test_cards_that_could_not_be_deleted_go_at_the_next_start(newsroom: Newsroom) -> None:
    await newsroom.alice.send(newsroom.news, MILL)
    asked = await newsroom.alice.slash(newsroom.news, "forget-me")
    newsroom.env.inject_error("DELETE", "/channels/*/messages/*", status=500, times=None)
    await newsroom.alice.click(answer(asked), label="Delete it all")
    await newsroom.env.settle()
    assert len(newsroom.replies()) == 1
    assert await newsroom.archive.people.removals()
    newsroom.env.backend.faults.clear()
    await newsroom.restart()
    assert newsroom.replies() == []
    assert await newsroom.archive.people.removals() == []


async def test_a_card_that_is_gone_already_keeps_no_other_from_going(newsroom: Newsroom) -> None:
    await newsroom.alice.send(newsroom.news, MILL)
    await newsroom.alice.send(newsroom.news, BRIDGE)
    await newsroom.mod.delete(newsroom.replies()[-1])
    asked = await newsroom.alice.slash(newsroom.news, "forget-me")
    await newsroom.alice.click(answer(asked), label="Delete it all")
    await newsroom.env.settle()
    assert newsroom.replies() == []


async def test_the_export_is_a_file_for_the_asker_alone(newsroom: Newsroom) -> None:
    await newsroom.alice.send(newsroom.news, f"look at this {MILL}")
    await newsroom.bob.send(newsroom.news, BRIDGE)
    result = await newsroom.alice.slash(newsroom.news, "export-me")
    assert "for your eyes only" in told(result)
    [attachment] = answer(result).attachments
    exported = json.loads(await attachment.read())
    assert exported["person"] == newsroom.alice.id
    [link] = exported["links"]
    assert (link["link"], link["title"]) == (MILL, "The mill reopens")
    assert link["reply"] == newsroom.replies()[0].id
    assert "look at this" not in json.dumps(exported)


def test_a_large_export_is_packed() -> None:
    holding = Holding(1, 1, 1, 1, 1)
    links = [{"link": "https://a.example/" + "x" * 1000}] * 9000
    name, data = _export(7, holding, links, {})
    assert name.endswith(".json.gz")
    assert len(data) < 10 * 1024 * 1024
    assert json.loads(gzip.decompress(data))["links"] == links
    assert _export(7, holding, links[:1], {})[0].endswith(".json")


async def test_a_link_that_is_read_while_its_poster_is_forgotten_leaves_nothing(
    newsroom: Newsroom,
) -> None:
    async def forget() -> None:
        await newsroom.archive.people.forget(newsroom.alice.id)

    newsroom.pages.meanwhile[MILL] = forget
    await newsroom.alice.send(newsroom.news, MILL)
    assert newsroom.replies() == []
    assert await newsroom.archive.people.holding(newsroom.alice.id) == Holding(0, 0, 0, 0, 0)


async def test_thousands_of_links_are_forgotten(newsroom: Newsroom) -> None:
    when = datetime(2025, 9, 6, tzinfo=UTC)
    one = Sighting(MILL, newsroom.guild.id, newsroom.news.id, 1, newsroom.alice.id, when)
    await newsroom.archive.see([replace(one, message_id=number) for number in range(1, 2001)])
    asked = await newsroom.alice.slash(newsroom.news, "forget-me")
    assert "here and anywhere:** 2,000" in told(asked)
    await newsroom.alice.click(answer(asked), label="Delete it all")
    assert "Done, 2,000 forgotten" in said_now(newsroom, asked, newsroom.alice)


async def test_it_works_in_direct_messages(newsroom: Newsroom) -> None:
    def cards() -> list[str]:
        shown = map(content, newsroom.replies(newsroom.alice.user.dm_channel))
        return [card for card in shown if "The mill reopens" in card]

    await newsroom.alice.send_dm(MILL)
    assert len(cards()) == 1
    user = newsroom.alice.user
    assert "**Links that you shared:** 1" in told(await user.slash("privacy"))
    await user.click(answer(await user.slash("forget-me")), label="Delete it all")
    await newsroom.env.settle()
    assert cards() == []
