"""No command, and no list of suggestions, tells what its asker may not read."""

from collections.abc import Awaitable, Callable
from typing import Any

import discord
import pytest
from discord import app_commands

from cogs.cooldowns import COMMANDS, Cooldown
from cogs.gate import Gate
from tests.cogs.newsroom import MILL, Newsroom, content, told
from tests.cogs.test_scope import text_channel, thread_in

# Asked in small letters, so that none of these stands in an echo of the question.
SECRETS = (
    "Tom Reed",
    "Ada Marsh",
    "The roof comes later",
    "The **roof**",
    "The wheel will turn",
    "The mill reopens",
    "The Valley Post",
)
ASKED: dict[str, tuple[str, dict[str, Any]]] = {
    "all": ("quotes", {}),
    "speaker": ("quotes", {"speaker": "reed"}),
    "beginning": ("quotes", {"speaker": "re"}),
    "about": ("quotes", {"about": "roof"}),
    "title": ("quotes", {"about": "mill"}),
    "both": ("quotes", {"speaker": "marsh", "about": "mills"}),
    "site": ("quotes", {"site": "the valley post"}),
    "days": ("quotes", {"from": "2025-09-05", "to": "2025-09-05"}),
    "kind": ("quotes", {"kind": "direct"}),
    "oldest": ("quotes", {"order": "oldest"}),
    "best": ("quotes", {"speaker": "marsh", "order": "best"}),
    "search": ("search", {"words": "roof OR mill"}),
    "speakers": ("speakers", {}),
    "new speakers": ("speakers", {"order": "new"}),
    "speakers about": ("speakers", {"about": "roof"}),
    "who": ("who", {"name": "tom reed"}),
    "who, a part": ("who", {"name": "reed"}),
    "versus": ("versus", {"a": "reed", "b": "marsh"}),
    "versus about": ("versus", {"a": "reed", "b": "marsh", "about": "mill"}),
    "article": ("article", {"link": MILL}),
    "timeline": ("timeline", {"speaker": "reed"}),
    "timeline, two": ("timeline", {"speaker": "reed", "versus": "marsh", "about": "mill"}),
    "export": ("export", {"as": "csv", "speaker": "reed"}),
}
# What those who run a server or a channel do there is tested with each of them.
MANAGING = {"backfill", "names", "settings", "doctor", "admin", "wipe-server"} | {
    *("privacy", "export-me", "forget-me", "ignore-me")
}
SUGGESTED = [
    ("quotes", "speaker", "re"),
    ("quotes", "speaker", ""),
    ("quotes", "site", "valley"),
    ("quotes", "site", ""),
    ("who", "name", "re"),
    ("versus", "a", "re"),
    ("versus", "b", "re"),
    ("timeline", "speaker", "re"),
    ("timeline", "versus", "re"),
    ("export", "speaker", "re"),
    ("names merge", "name", "re"),
    ("names merge", "into", "re"),
    ("names split", "name", "re"),
    ("names split", "form", "re"),
    ("names rename", "name", "re"),
    ("names in-article", "name", "re"),
    ("names in-article", "person", "re"),
]


async def hidden(newsroom: Newsroom) -> None:
    closed = discord.PermissionOverwrite(view_channel=False)
    board = newsroom.guild.create_text_channel("board", overwrites={newsroom.bob: closed})
    await newsroom.alice.send(board, MILL)


async def without_history(newsroom: Newsroom) -> None:
    closed = discord.PermissionOverwrite(read_message_history=False)
    board = newsroom.guild.create_text_channel("board", overwrites={newsroom.bob: closed})
    await newsroom.alice.send(board, MILL)


async def private_thread(newsroom: Newsroom) -> None:
    await thread_in(newsroom, discord.ChannelType.private_thread, newsroom.alice)


async def other_server(newsroom: Newsroom) -> None:
    elsewhere = newsroom.env.create_guild("Elsewhere")
    hall = elsewhere.create_text_channel("hall")
    await elsewhere.add_member(newsroom.env.create_user("far")).send(hall, MILL)


async def direct_message(newsroom: Newsroom) -> None:
    await newsroom.alice.send_dm(MILL)


async def deleted_channel(newsroom: Newsroom) -> None:
    board = newsroom.guild.create_text_channel("board")
    await newsroom.alice.send(board, MILL)
    await text_channel(newsroom, board).delete()
    await newsroom.env.settle()


PLACES = [hidden, without_history, private_thread, other_server, direct_message, deleted_channel]


def told_of(words: str) -> list[str]:
    return [secret for secret in SECRETS if secret in words]


async def answered(newsroom: Newsroom, command: str, options: dict[str, Any]) -> str:
    """All that a command says to bob, which nobody else may see, however often he asks."""
    gate = newsroom.bot.get_cog("Gate")
    assert isinstance(gate, Gate)
    gate._commands = Cooldown(COMMANDS)
    result = await newsroom.bob.slash(newsroom.news, command, **options)
    said = [message for message in (result.response, *result.followups) if message]
    assert said
    assert all(message.ephemeral for message in said)
    return "\n".join(content(message) for message in said)


async def suggested(newsroom: Newsroom, command: str, option: str, typed: str) -> list[str]:
    given = {"name": "reed"} if option == "form" else {}
    choices = await newsroom.bob.autocomplete(newsroom.news, command, option, typed, **given)
    return [choice["name"] for choice in choices]


async def test_every_question_to_the_archive_is_asked_here(newsroom: Newsroom) -> None:
    commands = [
        command
        for command in newsroom.bot.tree.walk_commands()
        if isinstance(command, app_commands.Command)
    ]
    roots = {(command.root_parent or command).name for command in commands}
    assert roots - MANAGING == {command for command, _ in ASKED.values()}
    completed = {
        (command.qualified_name, option.name)
        for command in commands
        for option in command.parameters
        if option.autocomplete
    }
    assert completed == {(command, option) for command, option, _ in SUGGESTED}


async def test_what_may_be_seen_is_told(newsroom: Newsroom) -> None:
    await newsroom.alice.send(newsroom.news, MILL)
    for name, (command, options) in ASKED.items():
        assert told_of(await answered(newsroom, command, options)), name
    for asked in SUGGESTED:
        assert told_of("\n".join(await suggested(newsroom, *asked))), asked


@pytest.mark.parametrize("place", PLACES)
async def test_what_may_not_be_seen_is_not_told(
    newsroom: Newsroom, place: Callable[[Newsroom], Awaitable[None]]
) -> None:
    await place(newsroom)
    for name, (command, options) in ASKED.items():
        assert told_of(await answered(newsroom, command, options)) == [], name
    for asked in SUGGESTED:
        assert await suggested(newsroom, *asked) == []


@pytest.mark.parametrize(("command", "options"), ASKED.values(), ids=ASKED)
async def test_in_a_direct_message_all_is_told_that_was_shared_there(
    newsroom: Newsroom, command: str, options: dict[str, Any]
) -> None:
    await newsroom.bob.send_dm(MILL)
    mine = await newsroom.bob.user.slash(command, **options)
    assert mine.response
    assert told_of(content(mine.response))
    others = await newsroom.alice.user.slash(command, **options)
    said = [message for message in (others.response, *others.followups) if message]
    assert told_of("\n".join(map(content, said))) == []


PAGED = {
    "quotes": {"speaker": "cyd"},
    "search": {"words": "line"},
    "versus": {"a": "cyd", "b": "dan"},
    "speakers": {},
}


@pytest.mark.parametrize(("command", "options"), PAGED.items(), ids=PAGED)
async def test_no_page_shows_a_channel_that_was_closed_in_the_meantime(
    newsroom: Newsroom, command: str, options: dict[str, str]
) -> None:
    long = "https://valley.example/long"
    board = newsroom.guild.create_text_channel("board")
    lines = [
        (f"{first} {last}", f"This is line {last} of {first}.")
        for first in ("Ada", "Tom")
        for last in ("Ash", "Birch", "Cedar", "Elm", "Fir", "Hazel", "Oak", "Yew")
    ]
    lines += [(name, f"This is Ash {number}.") for name in ("Cyd", "Dan") for number in range(9)]
    newsroom.pages.reports[long] = told("A long speech", *lines, url=long)
    await newsroom.alice.send(board, long)
    result = await newsroom.bob.slash(newsroom.news, command, **options)
    assert result.response
    assert "Ash" in content(result.response)
    channel = text_channel(newsroom, board)
    closed = discord.PermissionOverwrite(view_channel=False)
    await channel.set_permissions(channel.guild.default_role, overwrite=closed)
    await newsroom.bob.click(result.response, label="›")
    turned = content(newsroom.latest(result.response))
    # Whoever was asked about is named by the question itself.
    names = {name for name, _ in lines if name.casefold() not in options.values()}
    assert not [told for told in (*names, *(words for _, words in lines)) if told in turned]
