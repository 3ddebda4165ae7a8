"""The pages on privacy and on running the bot say what the code does."""

import re
import sqlite3
from contextlib import closing
from dataclasses import asdict, replace
from pathlib import Path

from prometheus_client import REGISTRY

from bot.archive import Retention, open_archive
from bot.archive.persons import PERSONAL
from bot.settings import Settings, variable
from cogs.cooldowns import COMMANDS, LINKS, LINKS_WAIT_S, PRESSES
from cogs.suggestions import SUGGESTED_WITHIN_S
from tests.archive.samples import sighting
from tests.cogs.newsroom import Newsroom
from tests.cogs.test_wiping import owner_of

DOCS = Path(__file__).parents[2] / "docs"
PRIVACY = (DOCS / "privacy.md").read_text("utf-8")
OPERATING = (DOCS / "operating.md").read_text("utf-8")
README = (DOCS.parent / "README.md").read_text("utf-8")


async def test_every_command_that_is_named_is_there(newsroom: Newsroom) -> None:
    there = set(owner_of(newsroom).available_commands(newsroom.news))
    named = set(re.findall(r"`/([a-z-]+(?: (?!kind)[a-z]+)?)(?: [a-z]+:)*`", PRIVACY + OPERATING))
    assert {"privacy", "forget-me", "admin queue", "wipe-server"} <= named
    assert named - there == {"admin"}


async def test_what_is_exported_is_what_the_policy_lists(tmp_path: Path) -> None:
    async with open_archive(tmp_path / "pullquote.db") as archive:
        await archive.see([sighting()])
        [link] = [link async for link in archive.people.links(300)]
    [listed] = re.findall(r"`/export-me` gives of each link: (.+)\.", PRIVACY)
    assert re.findall(r"`(\w+)`", listed) == list(link)


def test_every_column_that_names_a_member_is_named() -> None:
    for table, column in PERSONAL:
        assert f"`{table}.{column}`" in PRIVACY


async def test_no_column_could_hold_the_text_of_a_message(tmp_path: Path) -> None:
    async with open_archive(tmp_path / "pullquote.db") as archive:
        await archive.see([replace(sighting(), url="https://a.example/")])
    with closing(sqlite3.connect(tmp_path / "pullquote.db")) as connection:
        columns = connection.execute("PRAGMA table_info(shares)").fetchall()
        texts = {name for _, name, kind, *_ in columns if kind == "TEXT"}
    assert texts == {"url", "shared_at", "key"}


def test_the_settings_that_are_named_exist_with_the_defaults_that_are_told() -> None:
    known = {variable(field) for field in Settings.model_fields}
    named = set(re.findall(r"PULLQUOTE_\w+", PRIVACY + OPERATING))
    assert named <= known
    assert asdict(Retention()) == {"days": None, "text": True, "left_days": 7}
    assert "`PULLQUOTE_KEEP_LEFT_DAYS` (7; after leaving a server)" in PRIVACY
    assert "the same after 7 days" in PRIVACY


def test_the_limits_are_as_they_are_told() -> None:
    assert COMMANDS.member.per_s == COMMANDS.channel.per_s == COMMANDS.server.per_s == 20
    for said in (
        f"{COMMANDS.member.burst} commands at once and as many again in 20 s",
        f"(a channel {COMMANDS.channel.burst}, a server {COMMANDS.server.burst})",
        f"{PRESSES.member.burst} button presses ({PRESSES.channel.burst}, {PRESSES.server.burst})",
        f"Links: {LINKS.member.burst} of a member, {LINKS.channel.burst} of a channel",
        f"{LINKS.server.burst} of a server in a minute",
        f"within {SUGGESTED_WITHIN_S * 1000:.0f} ms",
    ):
        assert said in OPERATING
    assert LINKS.member.per_s == 60
    assert LINKS_WAIT_S == 5 * 60


def test_every_metric_is_told() -> None:
    ours = {it.name for it in REGISTRY.collect() if it.name.startswith("pullquote_")}
    told = {name.removesuffix("_total") for name in re.findall(r"`(pullquote_\w+)", OPERATING)}
    assert told == ours


def test_every_setting_stands_in_the_readme() -> None:
    for field in Settings.model_fields:
        assert f"`{variable(field)}`" in README, field
