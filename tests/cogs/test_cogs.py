"""All cogs together."""

from collections import Counter

import discord
import pytest
from discord import app_commands

from cogs.answers import UNFORESEEN
from tests.cogs.newsroom import MILL, Newsroom, content


async def test_commands_have_names_of_their_own_and_say_what_they_do(newsroom: Newsroom) -> None:
    commands = newsroom.bot.tree.get_commands()
    names = Counter((command.name, type(command)) for command in commands)
    assert set(names.values()) == {1}
    for command in newsroom.bot.tree.walk_commands():
        assert command.description != "…"
        assert isinstance(command, app_commands.Group) or all(
            option.description != "…" for option in command.parameters
        )


async def test_all_goes_when_the_cogs_go(newsroom: Newsroom) -> None:
    for name in list(newsroom.bot.cogs):
        await newsroom.bot.remove_cog(name)
    assert newsroom.bot.tree.get_commands() == []
    assert newsroom.bot.tree.get_commands(type=discord.AppCommandType.message) == []
    await newsroom.alice.send(newsroom.news, MILL)
    assert newsroom.replies() == []


async def test_what_nobody_foresaw_is_told_in_one_sentence(
    newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def broken(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(newsroom.archive, "quotes", broken)
    result = await newsroom.bob.slash(newsroom.news, "quotes", speaker="Ada")
    assert result.ephemeral
    told = [message for message in (result.response, *result.followups) if message]
    assert {content(message) for message in told} - {""} == {UNFORESEEN}
