"""``pullquote timeline`` and ``pullquote export`` on an archive of two articles."""

import asyncio
import csv
import json
import sqlite3
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from bot.__main__ import main
from bot.archive import open_archive
from tests.archive.samples import pasted, said, sighting

Run = Callable[..., tuple[int, str, str]]

pytestmark = pytest.mark.usefixtures("nothing_set")


async def _fill(path: Path) -> None:
    async with open_archive(path) as archive:
        first = said(("Ferries sail all night.", "Ines Okafor"), ("Good.", "Lee Park"), title="F")
        await pasted(archive, first, sighting("https://news.example/f"))
        later = said(("Nobody is stranded.", "Ines Okafor"), title="L", published="2026-02-27")
        await pasted(archive, later, sighting("https://news.example/l", minutes=1))


@pytest.fixture
def pullquote(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, nothing_set: None
) -> Run:
    """The command, in a folder with an archive."""
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)  # main sets its own
    asyncio.run(_fill(Path("pullquote.db")))

    def run(*arguments: str) -> tuple[int, str, str]:
        with pytest.raises(SystemExit) as end:
            main(arguments)
        captured = capsys.readouterr()
        return int(end.value.code or 0), captured.out, captured.err

    return run


def test_a_timeline_is_a_small_chart_with_key_quotes(pullquote: Run) -> None:
    status, out, _ = pullquote("timeline", "okafor")
    assert status == 0
    assert "Quotes by Ines Okafor" in out
    assert "2 quotes by day, 27 Feb – 1 Mar 2026" in out
    lines = [line.rstrip() for line in out.splitlines()]
    bar = "█" * 40
    assert f"  27 Feb 2026 {bar} 1" in lines
    assert "  28 Feb 2026" in lines
    assert f"  1 Mar 2026  {bar} 1" in lines
    assert "Nobody is stranded." in out


def test_two_speakers_stand_side_by_side(pullquote: Run) -> None:
    _, out, _ = pullquote("timeline", "okafor", "--versus", "park", "--from", "2026-03-01")
    assert "Quotes by Ines Okafor and Lee Park" in out
    [line] = [line for line in out.splitlines() if "█" in line]
    assert line.count("█" * 20) == 2


def test_a_timeline_can_be_a_picture(pullquote: Run) -> None:
    status, out, _ = pullquote("timeline", "--about", "stranded", "--png", "chart.png")
    assert status == 0
    assert out.startswith("chart.png: Bar chart by day, 27 Feb 2026: Quotes about “stranded”, 1")
    assert Path("chart.png").read_bytes().startswith(b"\x89PNG")


def test_a_picture_that_cannot_be_written_is_told(pullquote: Run) -> None:
    status, _, err = pullquote("timeline", "--png", "nowhere/chart.png")
    assert status == 1
    assert "cannot be written; name a file in a folder" in err


def test_nothing_found_is_told(pullquote: Run) -> None:
    assert "nothing found; try another part" in pullquote("timeline", "Nobody")[2]
    assert "nothing found" in pullquote("timeline", "--to", "2025-01-01")[2]


def test_an_export_is_as_its_file_ends_or_as_is_said(pullquote: Run) -> None:
    status, out, _ = pullquote("export", "quotes.csv")
    assert status == 0
    assert out == f"quotes.csv holds 3 quotes, {Path('quotes.csv').stat().st_size:,} bytes.\n"
    with Path("quotes.csv").open(encoding="utf-8-sig", newline="") as text:
        words = [row["words"] for row in csv.DictReader(text)]
    assert words == ["Nobody is stranded.", "Ferries sail all night.", "Good."]
    pullquote("export", "all", "--format", "jsonl")
    assert [json.loads(line)["words"] for line in Path("all").read_text("ascii").splitlines()] == (
        words
    )
    pullquote("export", "copy.db")
    with closing(sqlite3.connect("copy.db")) as database:
        assert database.execute("SELECT words FROM quotes").fetchall() == [
            (said,) for said in words
        ]


def test_speaker_words_and_days_choose_what_is_exported(pullquote: Run) -> None:
    chosen = (
        "--speaker",
        "okafor",
        "--about",
        "ferry",
        "--from",
        "2026-03-01",
        "--to",
        "2026-03-01",
    )
    pullquote("export", "some.jsonl", *chosen)
    [line] = Path("some.jsonl").read_text("ascii").splitlines()
    assert json.loads(line)["words"] == "Ferries sail all night."


def test_a_file_that_is_there_is_only_replaced_by_force(pullquote: Run) -> None:
    Path("mine.csv").write_text("mine", "utf-8")
    status, _, err = pullquote("export", "mine.csv")
    assert (status, Path("mine.csv").read_text("utf-8")) == (1, "mine")
    assert "is there already; name another file, or say --force." in err
    assert pullquote("export", "mine.csv", "--force")[0] == 0
    assert "Ferries" in Path("mine.csv").read_text("utf-8")


def test_the_archive_and_folders_are_not_replaced(pullquote: Run) -> None:
    assert "is the archive itself" in pullquote("export", "pullquote.db", "--force")[2]
    Path("folder.csv").mkdir()
    assert "is a folder" in pullquote("export", "folder.csv", "--force")[2]


def test_an_ending_that_says_nothing_is_misuse(pullquote: Run) -> None:
    status, _, err = pullquote("export", "quotes.txt")
    assert status == 2
    assert "say --format csv, jsonl or sqlite" in err


def test_an_archive_that_is_not_there_is_told(pullquote: Run) -> None:
    for command in (("timeline", "Kim"), ("export", "quotes.csv")):
        status, _, err = pullquote(*command, "--database", "gone.db")
        assert status == 1
        assert "There is no archive at" in err
