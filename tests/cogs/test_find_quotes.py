"""The message menu "Find quotes"."""

import sqlite3
from contextlib import closing
from typing import Any

import discord
import pytest
import simcord
import simcord.interactions

from cogs.reader import FAILED
from tests.cogs.newsroom import BROKEN, MILL, Newsroom, content
from tests.cogs.test_settings import controls

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
    assert "The mill reopens" in words
    assert nothing_kept(newsroom)


ELSEWHERE = 999
SOMEWHERE_ELSE = {
    "a server without the bot": {
        "guild_id": str(ELSEWHERE),
        "guild": {"id": str(ELSEWHERE), "features": [], "locale": "en-US"},
        "authorizing_integration_owners": {"1": "1"},
        "context": 0,
    },
    "direct messages of others": {
        "guild_id": None,
        "authorizing_integration_owners": {"1": "1"},
        "context": 2,
    },
}


@pytest.mark.parametrize("where", SOMEWHERE_ELSE)
async def test_where_the_bot_is_not_the_asker_is_answered_and_nothing_kept(
    newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch, where: str
) -> None:
    hidden = newsroom.channel_without("view_channel")
    pasted = await newsroom.alice.send(hidden, f"{MILL} {BROKEN}")
    as_here = simcord.interactions.base_payload

    def as_there(*args: Any, **options: Any) -> tuple[Any, dict[str, Any]]:
        record, payload = as_here(*args, **options)
        if SOMEWHERE_ELSE[where]["guild_id"] is None:
            del payload["guild_id"]
            payload["user"] = payload.pop("member")["user"]
        return record, payload | {k: v for k, v in SOMEWHERE_ELSE[where].items() if v}

    monkeypatch.setattr(simcord.interactions, "base_payload", as_there)
    result = await newsroom.bob.context_menu(hidden, FIND, pasted)
    first, second = told(result)
    assert "The wheel will turn again in spring." in first
    assert "can't be reached" in second
    assert controls(result.response.message) == []
    assert nothing_kept(newsroom)


async def test_what_is_known_already_is_not_fetched_for_a_look(newsroom: Newsroom) -> None:
    await newsroom.alice.send(newsroom.news, MILL)
    hidden = newsroom.channel_without("view_channel")
    pasted = await newsroom.alice.send(hidden, f"||{MILL}||")
    [words] = told(await newsroom.bob.context_menu(hidden, FIND, pasted))
    assert "The wheel will turn again in spring." in words
    assert newsroom.pages.fetched == [MILL]
    assert await newsroom.archive.shares_of_message(pasted.id) == []


async def test_only_the_menu_goes_along_with_its_user(newsroom: Newsroom) -> None:
    tree = newsroom.bot.tree
    commands = [*tree.get_commands(), *tree.get_commands(type=discord.AppCommandType.message)]
    sent = {command.name: command.to_dict(tree) for command in commands}
    menu = sent.pop(FIND)
    assert menu["integration_types"] == [0, 1]
    assert menu["contexts"] == [0, 1, 2]
    assert all(command["integration_types"] == [0] for command in sent.values())
    assert all(2 not in command["contexts"] for command in sent.values())
    assert sent["settings"]["contexts"] == [0]


async def test_links_elsewhere_are_no_more_than_discord_lets_us_answer(
    newsroom: Newsroom,
) -> None:
    hidden = newsroom.channel_without("view_channel")
    links = " ".join(f"https://valley.example/{number}" for number in range(9))
    pasted = await newsroom.alice.send(hidden, links)
    result = await newsroom.bob.context_menu(hidden, FIND, pasted)
    assert len({message.id for message in (result.response, *result.followups) if message}) <= 5
    assert len(newsroom.pages.fetched) == 5


def nothing_kept(newsroom: Newsroom) -> bool:
    with closing(sqlite3.connect(newsroom.database)) as connection:
        counts = [
            connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0]
            for table in ("shares", "articles", "quotes", "inbox", "article_keys", "speakers")
        ]
    return counts == [0] * 6


async def test_asking_too_often_is_told_politely(newsroom: Newsroom) -> None:
    message = await newsroom.alice.send(newsroom.news, MILL)
    for _ in range(5):
        await newsroom.bob.context_menu(newsroom.news, FIND, message)
    [words] = told(await newsroom.bob.context_menu(newsroom.news, FIND, message))
    assert words.startswith("That was a lot at once; please ask again in")
