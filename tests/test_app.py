"""The client itself: what /admin reload applies, and what a monitor is told."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any, cast

import discord
import pytest
import simcord

from bot.analysis import Model
from bot.app import Pullquote, Services
from bot.archive import ArchiveUnavailable, open_archive
from bot.engine import Engine
from bot.reading import Reading
from tests.cogs.newsroom import BRIDGE, MILL, ByHeart, Pages
from tests.cogs.told import told


@dataclass(slots=True)
class Running:
    """Our own client in a server with one channel and its operator."""

    env: simcord.Env
    bot: Pullquote
    services: Services
    pages: Pages
    news: simcord.ChannelHandle
    operator: simcord.MemberActor


@pytest.fixture
async def running(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Running]:
    monkeypatch.chdir(tmp_path)
    async with open_archive(tmp_path / "pullquote.db") as archive:
        pages = Pages()
        reading = Reading(
            pages, ByHeart(pages), archive, model=Model(), fresh_for=timedelta(hours=1)
        )
        services = Services(archive, reading, cast("Engine", None))
        bot = Pullquote(services)
        env = simcord.Env(bot, shard_count=1)
        await env.start()
        try:
            guild = env.create_guild("The Valley")
            admins = guild.create_role(
                "admins", permissions=discord.Permissions(administrator=True)
            )
            operator = guild.add_member(env.create_user("operator"), roles=[admins])
            bot.owner_id = operator.id
            news = guild.create_text_channel("news")
            yield Running(env, bot, services, pages, news, operator)
        finally:
            await env.shutdown()
        env.raise_errors()


async def reloaded(running: Running) -> str:
    return told(await running.operator.slash(running.news, "admin reload"))


@pytest.fixture(autouse=True)
def same_log(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, str]]:
    """How the log was set up, which is left as the tests have it."""
    asked: list[tuple[str, str]] = []
    monkeypatch.setattr("bot.app.configure_logging", lambda *how: asked.append(how))
    return asked


async def test_settings_are_read_anew(
    running: Running, monkeypatch: pytest.MonkeyPatch, same_log: list[tuple[str, str]]
) -> None:
    await running.operator.send(running.news, f"{MILL} {BRIDGE}")
    assert set(running.pages.fetched) == {MILL, BRIDGE}
    monkeypatch.setenv("PULLQUOTE_LINKS_PER_MESSAGE", "1")
    monkeypatch.setenv("PULLQUOTE_LOG_LEVEL", "warning")
    assert "apply now" in await reloaded(running)
    assert same_log == [("warning", "auto")]
    third, fourth = "https://valley.example/third", "https://valley.example/fourth"
    await running.operator.send(running.news, f"{third} {fourth}")
    assert running.pages.fetched[2:] == [third]


async def test_a_setting_that_makes_no_sense_changes_nothing(
    running: Running, monkeypatch: pytest.MonkeyPatch, same_log: list[tuple[str, str]]
) -> None:
    monkeypatch.setenv("PULLQUOTE_LINKS_PER_MESSAGE", "many")
    assert "must be a whole number" in await reloaded(running)
    assert same_log == []


async def test_a_monitor_is_told_what_is_well(
    running: Running, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert await running.bot.health() == {"discord": True, "archive": True}

    async def fails(*_: Any) -> None:
        raise ArchiveUnavailable("The archive is busy; try again later.")

    monkeypatch.setattr(running.services.archive.operating, "paused_since", fails)
    assert await running.bot.health() == {"discord": True, "archive": False}
