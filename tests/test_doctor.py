"""`pullquote doctor`, before a Discord that answers over HTTP on loopback."""

import asyncio
import json
import threading
from collections.abc import Generator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from discord.http import Route
from rich.console import Console

from bot.app import NEEDED, BadToken, DiscordUnreachable, look_around
from bot.archive import open_archive
from bot.doctor import Check, examine, shown
from tests.archive.test_failing import filled, rot

pytestmark = pytest.mark.usefixtures("nothing_set")

BOT, GUILD, ROLE = "500", "600", "601"
VIEW, SEND = 1 << 10, 1 << 11

Answers = dict[str, Any]


def person() -> Answers:
    return {
        "id": BOT, "username": "Pullquote", "discriminator": "0", "avatar": None,
        "global_name": None, "bot": True,
    }  # fmt: skip


def application(flags: int) -> Answers:
    return {
        "id": BOT, "name": "Pullquote", "icon": None, "description": "", "bot_public": True,
        "bot_require_code_grant": False, "verify_key": "00", "flags": flags, "team": None,
        "owner": person(),
    }  # fmt: skip


def role(role_id: str, permissions: int) -> Answers:
    return {
        "id": role_id, "name": "role", "permissions": str(permissions), "position": 0, "color": 0,
        "colors": {"primary_color": 0, "secondary_color": None, "tertiary_color": None},
        "hoist": False, "managed": False, "mentionable": False, "flags": 0,
    }  # fmt: skip


def guild(permissions: int) -> Answers:
    return {
        "id": GUILD, "name": "Harbour club", "owner_id": "1", "icon": None, "features": [],
        "roles": [role(GUILD, 0), role(ROLE, permissions)], "emojis": [], "stickers": [],
        "verification_level": 0, "default_message_notifications": 0, "mfa_level": 0,
        "explicit_content_filter": 0, "afk_timeout": 300, "preferred_locale": "en-GB",
        "nsfw_level": 0, "premium_tier": 0, "system_channel_flags": 0,
    }  # fmt: skip


def channel(name: str, number: int, denied: int = 0) -> Answers:
    rule = {"id": ROLE, "type": 0, "allow": "0", "deny": str(denied)}
    return {
        "id": str(number), "type": 0, "guild_id": GUILD, "name": name, "position": 0,
        "permission_overwrites": [rule], "nsfw": False, "parent_id": None, "topic": None,
    }  # fmt: skip


@pytest.fixture
def discord_says(monkeypatch: pytest.MonkeyPatch) -> Generator[Answers]:
    """What Discord answers by path; 401 where nothing is there."""
    answers: Answers = {
        "/users/@me": person(),
        "/oauth2/applications/@me": application(1 << 19),
        "/users/@me/guilds": [{"id": GUILD, "name": "Harbour club", "icon": None, "features": []}],
        f"/guilds/{GUILD}": guild(NEEDED.value),
        f"/guilds/{GUILD}/members/{BOT}": {
            "user": person(), "roles": [ROLE], "joined_at": "2026-01-01T00:00:00+00:00",
            "deaf": False, "mute": False, "flags": 0,
        },
        f"/guilds/{GUILD}/channels": [channel("news", 701)],
    }  # fmt: skip

    class Discord(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            answer = answers.get(self.path.split("?", 1)[0])
            body = json.dumps({"message": "Who?"} if answer is None else answer).encode()
            self.send_response(401 if answer is None else 200)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *args: object) -> None:
            """Keep quiet."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Discord)
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    monkeypatch.setattr(Route, "BASE", f"http://127.0.0.1:{server.server_port}")
    yield answers
    server.shutdown()
    server.server_close()


def checks(what: str) -> list[Check]:
    return [check for check in examine() if check.what == what]


async def test_a_server_that_gives_all_is_well(discord_says: Answers) -> None:
    access = await look_around("token")
    assert (access.name, access.message_content) == ("Pullquote", True)
    assert [(s.name, s.missing, s.closed) for s in access.servers] == [("Harbour club", (), ())]
    assert f"client_id={BOT}" in access.invite
    assert f"permissions={NEEDED.value}" in access.invite


async def test_missing_permissions_are_named_as_discord_names_them(discord_says: Answers) -> None:
    discord_says[f"/guilds/{GUILD}"] = guild(NEEDED.value & ~SEND & ~VIEW)
    (server,) = (await look_around("token")).servers
    assert sorted(server.missing) == ["Send Messages", "View Channels"]
    assert server.closed == ()


async def test_channels_where_the_bot_must_stay_silent_are_named(discord_says: Answers) -> None:
    discord_says[f"/guilds/{GUILD}/channels"] = [
        channel("news", 701),
        channel("rules", 702, denied=SEND),
        channel("staff", 703, denied=VIEW),
    ]
    (server,) = (await look_around("token")).servers
    assert server.closed == ("rules",)


async def test_an_administrator_lacks_nothing(discord_says: Answers) -> None:
    discord_says[f"/guilds/{GUILD}"] = guild(1 << 3)
    (server,) = (await look_around("token")).servers
    assert server.missing == server.closed == ()


async def test_an_unknown_token_is_a_bad_one(discord_says: Answers) -> None:
    discord_says.clear()
    with pytest.raises(BadToken, match="Reset Token"):
        await look_around("token")


async def test_no_way_to_discord_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Route, "BASE", "http://127.0.0.1:9")
    with pytest.raises(DiscordUnreachable, match="check the connection"):
        await look_around("token")


def test_with_everything_in_place_all_is_well(
    discord_says: Answers, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DISCORD_TOKEN", "token")
    seen = list(examine())
    assert [check.what for check in seen] == [
        "Settings", "Pipeline", "Archive", "Token", "Intents", "Permissions",
    ]  # fmt: skip
    assert all(check.well for check in seen)
    assert not any("token" in check.words for check in seen)


def test_without_a_token_the_rest_is_checked(monkeypatch: pytest.MonkeyPatch) -> None:
    seen = {check.what: check for check in examine()}
    assert not seen["Token"].well
    assert "discord.com/developers" in seen["Token"].words
    assert seen["Pipeline"].well
    assert seen["Archive"].well


def test_what_discord_withholds_comes_with_what_to_do(
    discord_says: Answers, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DISCORD_TOKEN", "token")
    discord_says["/oauth2/applications/@me"] = application(0)
    discord_says["/users/@me/guilds"] = []
    seen = {check.what: check for check in examine()}
    assert not seen["Intents"].well
    assert "Switch on Message Content Intent" in seen["Intents"].words
    assert not seen["Servers"].well
    assert "oauth2/authorize" in seen["Servers"].words


def test_a_channel_s_own_rules_are_told_but_are_no_fault(
    discord_says: Answers, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DISCORD_TOKEN", "token")
    discord_says[f"/guilds/{GUILD}/channels"] = [
        channel(f"room-{number}", 700 + number, denied=SEND) for number in range(7)
    ]
    (check,) = checks("Permissions")
    assert check.well
    assert "#room-0, #room-1, #room-2, #room-3, #room-4 and 2 more" in check.words


def test_a_bad_setting_ends_the_visit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PULLQUOTE_WORKERS", "none")
    (only,) = examine()
    assert (only.what, only.well) == ("Settings", False)
    assert "PULLQUOTE_WORKERS" in only.words


def test_a_pipeline_that_is_not_there_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PULLQUOTE_PIPELINE", "en_never_heard_of")
    (check,) = checks("Pipeline")
    assert not check.well
    assert "en_never_heard_of" in check.words


def test_a_file_that_is_no_archive_is_named(tmp_path: Path) -> None:
    (tmp_path / "pullquote.db").write_text("not a database, but long enough to look like a file")
    (check,) = checks("Archive")
    assert not check.well
    assert "pullquote.db" in check.words


async def make_archive(path: Path) -> None:
    async with open_archive(path):
        pass


def test_an_archive_that_is_damaged_somewhere_says_what_to_do(tmp_path: Path) -> None:
    path = tmp_path / "pullquote.db"
    asyncio.run(filled(path, "Heron", "Otter"))
    rot(path, b"Heron 50 Heron 50", leaf=True)
    (check,) = checks("Archive")
    assert not check.well
    assert "backup" in check.words


def test_an_archive_says_how_much_it_holds(tmp_path: Path) -> None:
    asyncio.run(make_archive(tmp_path / "pullquote.db"))
    (check,) = checks("Archive")
    assert check.well
    assert "holds 0 quotes" in check.words


def test_a_folder_that_is_not_there_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PULLQUOTE_DATABASE", "nowhere/pullquote.db")
    (check,) = checks("Archive")
    assert not check.well
    assert "nowhere" in check.words


def test_a_check_is_a_line_without_what_steers_a_terminal() -> None:
    console = Console(width=60, record=True, force_terminal=False)
    console.print(shown(Check("Servers", False, "\x1b[2J[bold]club[/]: " + "long words " * 9)))
    lines = console.export_text().splitlines()
    assert lines[0].startswith("✗ Servers     [2J[bold]club[/]:")
    assert len(lines) > 1
    assert "\x1b" not in "".join(lines)
