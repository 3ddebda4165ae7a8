"""The `pullquote` command as people and scripts use it."""

import asyncio
import json
import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import discord
import jsonschema
import pytest
from structlog.testing import capture_logs

from bot.__main__ import main
from bot.archive import open_archive
from bot.domain import Article, Quote, QuoteKind, Report

ROOT = Path(__file__).parent.parent
SCHEMA = json.loads((ROOT / "docs" / "report.schema.json").read_text("utf-8"))

pytestmark = pytest.mark.usefixtures("nothing_set")

HARBOUR = (
    "\ufeffFerries will sail all night\r\n\r\n"
    "“Nobody should be stranded on the island after dark,” said Ines Okafor, the harbour"
    " master of Port Ellery, on Monday.\r\n\r\n"
    "The ferry company agreed to the new timetable last week, after months of talks with the"
    " town council and two public meetings.\r\n"
)
MARKET = """<!doctype html>
<html lang="en"><head><title>Market hall to reopen in spring</title></head><body>
<article><h1>Market hall to reopen in spring</h1>
<p>The market hall of Port Ellery will open its doors again in April, the town council decided
on Tuesday night after a long debate about the cost of the roof.</p>
<p>“We have waited nine years for this roof,” said Lee Park, who sells bread in the hall. “Now I
want to see the lights on.”</p>
<p>The works will cost about two million and were delayed twice, first by a storm and then by the
discovery of an older wall under the eastern entrance.</p>
<p>Stallholders will move back in stages, and the council has promised them half rent for the
first year.</p></article></body></html>
"""


@dataclass(frozen=True)
class Outcome:
    status: int
    out: str
    err: str

    @property
    def objects(self) -> list[dict[str, Any]]:
        return [json.loads(line) for line in self.out.splitlines()]


Pullquote = Callable[..., Outcome]


@pytest.fixture(autouse=True)
def hook_as_before(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)


@pytest.fixture
def pullquote(capsys: pytest.CaptureFixture[str]) -> Pullquote:
    def run(*arguments: str) -> Outcome:
        with pytest.raises(SystemExit) as end:
            main(arguments)
        captured = capsys.readouterr()
        return Outcome(int(end.value.code or 0), captured.out, captured.err)

    return run


def environment() -> dict[str, str]:
    ours = {name: value for name, value in os.environ.items() if not name.startswith("PULLQUOTE_")}
    return {**ours, "PYTHONPATH": str(ROOT)}


def command(*arguments: str, folder: Path, typed: str = "") -> Outcome:
    """The command as a process of its own, its streams piped."""
    done = subprocess.run(
        [sys.executable, "-m", "bot", *arguments],
        cwd=folder,
        env=environment(),
        input=typed.encode(),
        capture_output=True,
        timeout=120,
        check=False,
    )
    return Outcome(done.returncode, done.stdout.decode(), done.stderr.decode())


@pytest.fixture(scope="module")
def analysed(tmp_path_factory: pytest.TempPathFactory) -> Outcome:
    """One run over good and bad sources of every kind."""
    folder = tmp_path_factory.mktemp("sources")
    (folder / "harbour.txt").write_bytes(HARBOUR.encode())
    (folder / "market.html").write_text(MARKET, "utf-8")
    (folder / "latin.txt").write_bytes("Le café est fermé.".encode("latin-1"))
    sources = (
        "harbour.txt", "gone.txt", "market.html", "latin.txt", "-", "http://127.0.0.1:9/private",
        "./harbour.txt",
    )  # fmt: skip
    return command("analyze", *sources, "--jsonl", folder=folder, typed=MARKET)


def test_every_source_has_its_line_in_the_order_given(analysed: Outcome) -> None:
    assert [value["source"] for value in analysed.objects] == [
        "harbour.txt", "gone.txt", "market.html", "latin.txt", "-", "http://127.0.0.1:9/private",
        "./harbour.txt",
    ]  # fmt: skip
    assert ["error" in value for value in analysed.objects] == [
        False, True, False, True, False, True, False,
    ]  # fmt: skip
    for value in analysed.objects:
        jsonschema.validate(value, SCHEMA, jsonschema.Draft202012Validator)


def test_failures_set_the_status_and_are_said_on_stderr(analysed: Outcome) -> None:
    assert analysed.status == 1
    failed = [value for value in analysed.objects if "error" in value]
    assert [value["error"]["kind"] for value in failed][:2] == ["no_such_file", "not_text"]
    said = analysed.err.splitlines()
    assert said == [f"pullquote: {v['source']}: {v['error']['message']}" for v in failed]


def test_a_text_keeps_its_every_code_point(analysed: Outcome) -> None:
    assert analysed.objects[0]["text"] == HARBOUR
    assert analysed.objects[0]["url"] is None


def test_the_offsets_lead_to_the_words(analysed: Outcome) -> None:
    (quote,) = (q for q in analysed.objects[0]["quotes"] if q["kind"] == "direct")
    (start, end), *_ = quote["quoted"]
    assert "Nobody should be stranded on the island after dark" in HARBOUR[start:end]
    assert quote["speaker"] == "Ines Okafor"
    for value in analysed.objects:
        spans = [
            span
            for quote in value.get("quotes", [])
            for part in ("content", "quoted", "cue", "mention")
            for span in quote[part]
        ] + [span for entity in value.get("entities", []) for span in entity["mentions"]]
        assert all(0 <= start < end <= len(value["text"]) for start, end in spans)


def test_a_page_is_read_as_an_article_from_a_file_and_from_stdin(analysed: Outcome) -> None:
    from_file, from_stdin = analysed.objects[2], analysed.objects[4]
    assert from_file["title"] == "Market hall to reopen in spring"
    assert from_file["url"] is None
    assert "Lee Park" in {quote["speaker"] for quote in from_file["quotes"]}
    assert {**from_stdin, "source": "market.html"} == from_file


def test_a_person_gets_a_page_and_nothing_moves_where_nobody_watches(
    tmp_path: Path, pullquote: Pullquote
) -> None:
    (tmp_path / "harbour.txt").write_bytes(HARBOUR.encode())
    done = pullquote("analyze", "harbour.txt")
    assert (done.status, done.err) == (0, "")
    assert done.out.split(maxsplit=1)[0] == "harbour.txt"
    assert "❝ Nobody should be stranded on the island after dark ❞" in done.out
    assert "— Ines Okafor" in done.out
    assert "\x1b" not in done.out


def test_a_pipeline_that_is_not_there_is_an_error_of_its_own(
    tmp_path: Path, pullquote: Pullquote
) -> None:
    (tmp_path / "harbour.txt").write_bytes(HARBOUR.encode())
    done = pullquote("analyze", "harbour.txt", "--pipeline", "en_never_heard_of", "--jsonl")
    assert done.status == 1
    assert done.objects[0]["error"]["kind"] == "pipeline_missing"
    assert "en_never_heard_of" in done.err


def test_an_early_end_of_the_reader_is_quiet(tmp_path: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-m", "bot", "analyze", *["gone.txt"] * 2000, "--jsonl"],
        cwd=tmp_path,
        env=environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as process:
        assert process.stdout
        assert process.stderr
        assert json.loads(process.stdout.readline())["source"] == "gone.txt"
        process.stdout.close()
        said = process.stderr.read().decode()
    assert {line.partition(":")[0] for line in said.splitlines()} <= {"pullquote"}
    assert "Broken pipe" not in said
    assert process.returncode != 0


def test_ctrl_c_ends_quietly(pullquote: Pullquote, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted() -> bytes:
        raise KeyboardInterrupt

    monkeypatch.setattr("bot.sources.read_stdin", interrupted)
    assert pullquote("analyze", "-") == Outcome(130, "", "")


LOADED = """
import sys, bot.__main__ as command
try:
    command.main(["--help"])
finally:
    print(sorted({"spacy", "discord", "pydantic", "rich"} & set(sys.modules)))
"""


def test_help_names_the_commands_and_loads_nothing_heavy() -> None:
    shown = subprocess.run(
        [sys.executable, "-c", LOADED], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout
    for name in ("run", "demo", "analyze", "quotes", "search", "timeline", "export", "doctor"):
        assert f"  {name} " in shown
    assert shown.endswith("[]\n")


def test_the_version_is_the_project_s(pullquote: Pullquote) -> None:
    done = pullquote("--version")
    assert done.status == 0
    assert f'version = "{done.out.split()[1]}"' in (ROOT / "pyproject.toml").read_text("utf-8")


@pytest.mark.parametrize(
    "arguments", [("analyse", "a.txt"), ("analyze",), ("quotes", "Xi", "--since", "soon")]
)
def test_misuse_has_status_2(pullquote: Pullquote, arguments: tuple[str, ...]) -> None:
    done = pullquote(*arguments)
    assert (done.status, done.out) == (2, "")
    assert "Error: " in done.err


def test_a_bad_setting_is_one_sentence(
    pullquote: Pullquote, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PULLQUOTE_WORKERS", "lots")
    done = pullquote("analyze", "a.txt")
    assert (done.status, done.out) == (1, "")
    assert done.err.startswith("pullquote: PULLQUOTE_WORKERS must be a whole number")
    assert done.err.count("\n") == 1


def test_without_a_token_the_bot_does_not_start(pullquote: Pullquote) -> None:
    done = pullquote("run")
    assert done.status == 1
    assert done.err.startswith("pullquote: There is no DISCORD_TOKEN")
    assert done.err.count("\n") == 1


@pytest.mark.parametrize(
    ("step", "refusal", "advice"),
    [
        ("login", discord.LoginFailure("401"), "Reset Token"),
        ("login", ConnectionRefusedError(), "check the connection"),
        ("connect", discord.PrivilegedIntentsRequired(None), "Message Content Intent"),
    ],
)
def test_what_keeps_the_bot_out_is_one_sentence(
    pullquote: Pullquote,
    monkeypatch: pytest.MonkeyPatch,
    step: str,
    refusal: Exception,
    advice: str,
) -> None:
    async def fine(*args: object) -> None:
        pass

    async def refused(*args: object) -> None:
        raise refusal

    monkeypatch.setattr("bot.logs.configure_logging", lambda *args: None)
    for name in ("login", "connect"):
        monkeypatch.setattr(f"bot.app.Pullquote.{name}", refused if name == step else fine)
    monkeypatch.setenv("DISCORD_TOKEN", "some.bot.token")
    with capture_logs():
        done = pullquote("run")
    assert (done.status, done.out) == (1, "")
    assert advice in done.err
    assert done.err.count("\n") == 1
    assert "some.bot.token" not in done.err


def test_the_doctor_s_findings_set_the_status(pullquote: Pullquote) -> None:
    done = pullquote("doctor")
    assert done.status == 1
    assert "✓ Archive" in done.out
    assert "✗ Token" in done.out


def test_a_bug_is_said_in_a_sentence_and_shown_on_request(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken() -> None:
        raise KeyError("\x1b[2Jnowhere")

    monkeypatch.setattr("bot.settings.load_settings", broken)
    with pytest.raises(KeyError) as bug:
        main(["analyze", "a.txt"])
    sys.excepthook(bug.type, bug.value, bug.tb)
    said = capsys.readouterr().err
    assert said.startswith("pullquote: something broke that should not have (KeyError")
    assert "--debug" in said
    assert said.count("\n") == 1
    assert "\x1b" not in said

    with pytest.raises(KeyError):
        main(["--debug", "analyze", "a.txt"])
    assert sys.excepthook is sys.__excepthook__


async def fill(path: Path) -> None:
    article = Article(
        HARBOUR,
        url="https://post.example/ferries",
        title="Ferries",
        site="The Post",
        published="2026-03-04",
    )
    start = HARBOUR.index("“")
    said = (start, HARBOUR.index("”") + 1)
    quote = Quote(
        QuoteKind.DIRECT,
        content=(said,),
        quoted=((said[0] + 1, said[1] - 1),),
        speakers=("Ines Okafor",),
        speaker_type="PERSON",
        confidence=0.9,
    )
    async with open_archive(path) as archive:
        await archive.record(None, "post.example/ferries", Report(article, (quote,)), "test")


async def fill_kims(path: Path) -> None:
    text = "“Yes.” said Kim. “No.” said Kim Jong Un."
    quotes = [
        Quote(
            QuoteKind.DIRECT,
            content=((start, start + len(words)),),
            speakers=(speaker,),
            speaker_type="PERSON",
            confidence=0.9,
        )
        for words, speaker in (("“Yes.”", "Kim"), ("“No.”", "Kim Jong Un"))
        for start in (text.index(words),)
    ]
    article = Article(text, url="https://post.example/kims", title="Kims", site="The Post")
    async with open_archive(path) as archive:
        await archive.record(None, "post.example/kims", Report(article, tuple(quotes)), "test")


def test_the_archive_answers(tmp_path: Path, pullquote: Pullquote) -> None:
    asyncio.run(fill(tmp_path / "old.db"))
    (hit,) = pullquote("quotes", "okafor", "--database", "old.db", "--jsonl").objects
    assert hit["speaker"] == "Ines Okafor"
    assert "stranded on the island" in hit["words"]
    assert hit["url"] == "https://post.example/ferries"
    shown = pullquote("quotes", "Ines", "--about", "island", "--database", "old.db")
    assert shown.status == 0
    assert "— Ines Okafor" in shown.out


def test_the_archive_s_questions_are_narrowed(
    tmp_path: Path, pullquote: Pullquote, monkeypatch: pytest.MonkeyPatch
) -> None:
    asyncio.run(fill(tmp_path / "set.db"))
    monkeypatch.setenv("PULLQUOTE_DATABASE", "set.db")
    assert pullquote("quotes", "Okafor", "--since", "2026-03-04", "--jsonl").out
    same = ("--from", "2026-03-04", "--to", "2026-03-04", "--site", "the post")
    asked = (*same, "--kind", "direct", "--order", "best")
    assert pullquote("quotes", "Okafor", *asked, "--jsonl").out
    for more in (
        ("--since", "2026-03-05"),
        ("--to", "2026-03-03"),
        ("--about", "mountain"),
        ("--site", "The Herald"),
        ("--kind", "mixed"),
    ):
        done = pullquote("quotes", "Okafor", *more, "--jsonl")
        assert (done.status, done.out) == (0, "")
    assert "nothing found" in pullquote("quotes", "Nobody").err


def test_the_archive_is_searched(tmp_path: Path, pullquote: Pullquote) -> None:
    asyncio.run(fill(tmp_path / "old.db"))
    (hit,) = pullquote("search", "strand", "OR", "zebra", "--database", "old.db", "--jsonl").objects
    assert (hit["kind"], hit["speaker"]) == ("direct", "Ines Okafor")
    assert [hit["excerpt"][start:end] for start, end in hit["marks"]] == ["stranded"]
    (title,) = pullquote("search", "ferry", "--database", "old.db", "--jsonl").objects
    assert (title["kind"], title["excerpt"]) == (None, "Ferries")
    shown = pullquote("search", '"the island"', "--database", "old.db")
    assert shown.status == 0
    assert "— Ines Okafor" in shown.out
    assert "1 of 1 found" in shown.out
    for words in (("zebra",), ("stranded", "--", "-island"), ('"',), ("OR",)):
        done = pullquote("search", "--database", "old.db", *words)
        assert (done.status, done.out) == (0, "")
        assert done.err == "pullquote: nothing found; try fewer or other words.\n"


def test_the_archive_tells_who_is_quoted(tmp_path: Path, pullquote: Pullquote) -> None:
    asyncio.run(fill(tmp_path / "pullquote.db"))
    quoted = {"name": "Ines Okafor", "quotes": 1, "first": "2026-03-04", "last": "2026-03-04"}
    assert pullquote("speakers", "--jsonl").objects == [quoted]
    assert pullquote("speakers", "--new", "--about", "island", "--jsonl").objects == [quoted]
    assert "Ines Okafor" in pullquote("speakers").out
    assert "nobody found" in pullquote("speakers", "--about", "zebra").err
    (known,) = pullquote("who", "ines okafor", "--jsonl").objects
    assert (known["name"], known["quotes"], known["first"]) == ("Ines Okafor", 1, "2026-03-04")
    shown = pullquote("who", "Okafor")
    assert shown.status == 0
    assert "1 in 1 articles" in shown.out
    assert "nobody found" in pullquote("who", "Nobody").err


def test_two_speakers_are_set_side_by_side(tmp_path: Path, pullquote: Pullquote) -> None:
    asyncio.run(fill(tmp_path / "pullquote.db"))
    asyncio.run(fill_kims(tmp_path / "pullquote.db"))
    (hit,) = pullquote("versus", "okafor", "jong", "--about", "island", "--jsonl").objects
    assert (hit["asked"], hit["speaker"]) == ("okafor", "Ines Okafor")
    both = pullquote("versus", "Ines", "Jong").out
    assert "— Ines Okafor" in both
    assert "— Kim Jong Un" in both
    assert "nothing found" in pullquote("versus", "okafor", "zebediah").err


def test_whom_a_name_means_is_asked_back(tmp_path: Path, pullquote: Pullquote) -> None:
    asyncio.run(fill_kims(tmp_path / "pullquote.db"))
    for question in (("who", "kim"), ("quotes", "kim"), ("versus", "kim", "un")):
        done = pullquote(*question)
        assert (done.status, done.out) == (1, "")
        assert 'several people, name one of them in full: "=Kim" 1, Kim Jong Un 1.' in done.err
    (known,) = pullquote("who", "=Kim", "--jsonl").objects
    assert (known["name"], known["quotes"]) == ("Kim", 1)


def test_no_archive_is_one_sentence(pullquote: Pullquote) -> None:
    done = pullquote("quotes", "Okafor", "--database", "gone.db")
    assert (done.status, done.out) == (1, "")
    assert "gone.db" in done.err
    assert done.err.count("\n") == 1


def test_a_backup_holds_what_the_archive_holds(tmp_path: Path, pullquote: Pullquote) -> None:
    asyncio.run(fill(tmp_path / "pullquote.db"))
    done = pullquote("backup", "copy.db")
    assert (done.status, done.err) == (0, "")
    assert "copy.db holds the whole archive" in done.out
    assert pullquote("quotes", "okafor", "--database", "copy.db", "--jsonl").objects


def test_a_backup_replaces_a_file_only_when_told_to(tmp_path: Path, pullquote: Pullquote) -> None:
    asyncio.run(fill(tmp_path / "pullquote.db"))
    assert pullquote("backup", "copy.db").status == 0
    refused = pullquote("backup", "copy.db")
    assert (refused.status, refused.out) == (1, "")
    assert "--force" in refused.err
    assert pullquote("backup", "copy.db", "--force").status == 0


def test_a_page_to_look_at_holds_every_article(tmp_path: Path) -> None:
    (tmp_path / "harbour.txt").write_bytes(HARBOUR.encode())
    done = command("analyze", "harbour.txt", "gone.txt", "--html", "page.html", folder=tmp_path)
    assert done.status == 1  # gone.txt
    assert done.out == ""
    page = (tmp_path / "page.html").read_text("utf-8")
    assert page.count("<h1>") == 1
    assert 'class="begins quote' in page


def test_a_page_that_cannot_be_written_is_said(
    tmp_path: Path, pullquote: Pullquote, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "harbour.txt").write_bytes(HARBOUR.encode())
    done = pullquote("analyze", "harbour.txt", "--html", "no/such/folder.html")
    assert done.status == 1
    assert "give another file to --html" in done.err
