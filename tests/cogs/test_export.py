"""``/export``: a file of what the asker may see, never more, and nothing left behind."""

import csv
import io
import json
import sqlite3
import tempfile
import zipfile
from contextlib import closing
from pathlib import Path
from typing import Any

import discord
import pytest
import simcord

from bot.archive import ExportFailed
from bot.engine import WorkerTimeout
from cogs import export as exporting
from tests.cogs.newsroom import BRIDGE, MILL, Newsroom, content, told

LONG = "https://valley.example/long"


@pytest.fixture(autouse=True)
def scratch(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where temporary files go in these tests; each must leave it empty."""
    folder = tmp_path / "scratch"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    return folder


def begin(file: Path) -> None:
    file.write_text("half a file")


def left_in(folder: Path) -> list[Path]:
    return list(folder.iterdir())


async def ask(
    newsroom: Newsroom, form: str, asker: simcord.MemberActor | None = None, **options: str
) -> simcord.ResponseMessage:
    result = await (asker or newsroom.bob).slash(newsroom.news, "export", **{"as": form, **options})
    assert result.response
    assert result.response.ephemeral
    return result.response


async def rows(answer: simcord.ResponseMessage) -> list[dict[str, str]]:
    [file] = answer.attachments
    assert file.filename == "quotes.csv"
    text = (await file.read()).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline="")))


async def test_csv_has_a_line_for_each_quote(newsroom: Newsroom, scratch: Path) -> None:
    pasted = await newsroom.alice.send(newsroom.news, MILL)
    answer = await ask(newsroom, "csv", speaker="reed")
    assert "**Quotes by Tom Reed**\n-# 1 quote" in content(answer)
    [row] = await rows(answer)
    shared_at = row.pop("shared_at")
    assert shared_at.startswith(pasted.created_at.date().isoformat())
    assert row == {
        "words": "The roof comes later.",
        "kind": "direct",
        "speaker": "Tom Reed",
        "relay": "",
        "addressee": "",
        "confidence": "0.9",
        "title": "The mill reopens",
        "site": "The Valley Post",
        "url": MILL,
        "published": "2025-09-05",
        "message": pasted.jump_url,
    }
    assert left_in(scratch) == []


async def test_json_lines_have_the_same_fields(newsroom: Newsroom) -> None:
    await newsroom.alice.send(newsroom.news, MILL)
    answer = await ask(newsroom, "jsonl", about="roof")
    [file] = answer.attachments
    [line] = (await file.read()).splitlines()
    assert json.loads(line)["words"] == "The roof comes later."
    assert json.loads(line)["relay"] is None


async def test_a_database_holds_only_what_was_asked_for(newsroom: Newsroom, tmp_path: Path) -> None:
    await newsroom.alice.send(newsroom.news, f"{MILL} {BRIDGE}")
    answer = await ask(newsroom, "sqlite", speaker="reed", **{"from": "2025-09-01"})
    [file] = answer.attachments
    assert file.filename == "quotes.sqlite"
    copy = tmp_path / "copy.sqlite"
    copy.write_bytes(await file.read())
    with closing(sqlite3.connect(copy)) as database:
        tables = dict(database.execute("SELECT name, sql FROM sqlite_schema WHERE type = 'table'"))
        assert all("STRICT" in sql for sql in tables.values())
        assert set(tables) == {"articles", "quotes", "quote_speakers"}
        assert database.execute("SELECT DISTINCT speaker FROM quote_speakers").fetchall() == [
            ("Tom Reed",)
        ]
        assert len(database.execute("SELECT * FROM articles").fetchall()) == 2
    held = copy.read_bytes()
    assert b"Ada Marsh" not in held
    for member in (newsroom.alice, newsroom.bob):
        assert str(member.user.id).encode() not in held


@pytest.mark.parametrize("form", ["csv", "jsonl", "sqlite"])
async def test_what_the_asker_cannot_see_is_not_in_the_file(newsroom: Newsroom, form: str) -> None:
    closed = discord.PermissionOverwrite(view_channel=False)
    board = newsroom.guild.create_text_channel("board", overwrites={newsroom.bob: closed})
    await newsroom.alice.send(board, MILL)
    elsewhere = newsroom.env.create_guild("Elsewhere")
    hall = elsewhere.create_text_channel("hall")
    far = elsewhere.add_member(newsroom.env.create_user("far"))
    newsroom.pages.reports[LONG] = told("Far away", ("Amos Far", "Not for you."), url=LONG)
    await far.send(hall, f"{LONG} {BRIDGE}")
    pasted = await newsroom.alice.send(newsroom.news, BRIDGE)
    answer = await ask(newsroom, form)
    assert "-# 2 quotes" in content(answer)
    held = await answer.attachments[0].read()
    assert b"It will be closed for a week." in held
    assert b"The roof comes later." not in held
    assert b"Not for you." not in held
    assert pasted.jump_url.encode() in held
    assert str(elsewhere.id).encode() not in held
    assert str(board.id).encode() not in held


async def test_in_a_direct_message_its_own_articles_are_exported(newsroom: Newsroom) -> None:
    await newsroom.alice.send(newsroom.news, MILL)
    await newsroom.bob.send_dm(BRIDGE)
    result = await newsroom.bob.user.slash("export", **{"as": "csv"})
    assert result.response
    assert {row["url"] for row in await rows(result.response)} == {BRIDGE}


async def test_nothing_found_says_what_to_try(newsroom: Newsroom, scratch: Path) -> None:
    answer = await ask(newsroom, "csv", speaker="Nobody")
    assert content(answer).startswith("Quotes by Nobody: there are none here; try a part of")
    assert answer.attachments == []
    assert left_in(scratch) == []


async def test_more_than_there_is_room_for_is_cut_and_told(
    newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(exporting, "MOST_QUOTES", 2)
    await newsroom.alice.send(newsroom.news, MILL)
    answer = await ask(newsroom, "csv")
    assert (
        "Only the newest 2 of 3 quotes fit; for the rest ask again with a speaker, words or days"
    ) in content(answer)
    assert len(await rows(answer)) == 2


async def test_a_large_file_is_packed(newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch) -> None:
    lines = [("Ada Marsh", f"This is line {number} of a speech.") for number in range(100)]
    newsroom.pages.reports[LONG] = told("A long speech", *lines, url=LONG)
    await newsroom.alice.send(newsroom.news, LONG)
    guild = newsroom.bot.get_guild(newsroom.guild.id)
    assert guild
    monkeypatch.setattr(exporting, "_ROOM_FOR_THE_REST", guild.filesize_limit - 10_000)
    answer = await ask(newsroom, "csv")
    [file] = answer.attachments
    assert file.filename == "quotes.csv.zip"
    with zipfile.ZipFile(io.BytesIO(await file.read())) as packed:
        assert packed.namelist() == ["quotes.csv"]
        assert len(packed.read("quotes.csv").splitlines()) == 101


async def test_who_asks_for_many_waits(newsroom: Newsroom) -> None:
    await newsroom.alice.send(newsroom.news, MILL)
    for _ in range(3):
        await ask(newsroom, "csv")
    assert content(await ask(newsroom, "csv")).startswith("That was a lot at once")


async def test_a_worker_that_fails_is_told_and_leaves_nothing(
    newsroom: Newsroom, scratch: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    await newsroom.alice.send(newsroom.news, MILL)

    async def slow(
        _engine: object, _function: object, _path: Path, file: Path, *_: Any, **__: Any
    ) -> Any:
        begin(file)
        raise WorkerTimeout("This page took too long to read; please share a shorter one.")

    monkeypatch.setattr(type(newsroom.bot.engine), "run", slow)
    result = await newsroom.bob.slash(newsroom.news, "export", **{"as": "csv"})
    told = [message for message in (result.response, *result.followups) if message]
    assert any("takes too long; ask for less" in content(message) for message in told)
    assert left_in(scratch) == []


async def test_a_full_disk_is_told_without_a_path(
    newsroom: Newsroom, scratch: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    await newsroom.alice.send(newsroom.news, MILL)

    async def full(*_: Any, **__: Any) -> Any:
        raise ExportFailed(f"The export cannot be written to {scratch}; make room there.")

    monkeypatch.setattr(type(newsroom.bot.engine), "run", full)
    result = await newsroom.bob.slash(newsroom.news, "export", **{"as": "csv"})
    told = [content(message) for message in (result.response, *result.followups) if message]
    assert any("whoever runs the bot should make room" in words for words in told)
    assert not any(str(scratch) in words for words in told)


async def test_speakers_of_this_server_are_suggested(newsroom: Newsroom) -> None:
    await newsroom.alice.send(newsroom.news, MILL)
    choices = await newsroom.bob.autocomplete(newsroom.news, "export", "speaker", "re")
    assert [choice["value"] for choice in choices] == ["Tom Reed"]
