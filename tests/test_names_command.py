"""Who is who on the command line: asked back, corrected, decided and undone."""

import asyncio
import re
import sys
from pathlib import Path

import pytest

from bot.__main__ import main
from bot.archive import open_archive
from tests.archive.samples import said

pytestmark = pytest.mark.usefixtures("nothing_set", "kims")


@pytest.fixture
def kims(nothing_set: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)

    async def fill() -> None:
        report = said(
            ("The border opens.", "Kim Jong Un"),
            ("The border closes.", "Kim Jong-un"),
            ("No comment.", "Kim Yo Jong"),
            ("Who, me?", "Kim"),
        )
        async with open_archive(Path("pullquote.db")) as archive:
            await archive.record(None, "a", report, "rules-1")

    asyncio.run(fill())


def pullquote(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    with pytest.raises(SystemExit) as end:
        main(arguments)
    captured = capsys.readouterr()
    return int(end.value.code or 0), captured.out, captured.err


def quotes(capsys: pytest.CaptureFixture[str], *arguments: str) -> list[str]:
    status, out, _ = pullquote(capsys, "quotes", *arguments, "--jsonl")
    assert status == 0
    return sorted(re.findall(r'"words": "([^"]*)"', out))


def test_several_are_named_and_nobody_is_guessed(capsys: pytest.CaptureFixture[str]) -> None:
    status, out, err = pullquote(capsys, "quotes", "kim")
    assert (status, out) == (1, "")
    assert err == (
        "pullquote: kim may be several people, name one of them in full:"
        ' Kim Jong Un 2, "=Kim" 1, Kim Yo Jong 1.\n'
    )
    assert len(quotes(capsys, "kim", "--all")) == 4
    assert quotes(capsys, "=Kim") == ["Who, me?"]
    for name in ("kim jong un", "Jong-un", "=Kim Jong-un"):
        assert quotes(capsys, name) == ["The border closes.", "The border opens."]


@pytest.mark.parametrize(
    ("asked", "offered"),
    [
        (("quotes", "Kim Yo Jng"), "nobody is called Kim Yo Jng; did you mean Kim Yo Jong?"),
        (("quotes", "Nobody"), "nobody is called Nobody; try another part of the name."),
        (("search", "bordr"), "nothing found; did you mean: border?"),
    ],
)
def test_a_slip_of_the_pen_is_offered_the_nearest(
    capsys: pytest.CaptureFixture[str], asked: tuple[str, ...], offered: str
) -> None:
    status, out, err = pullquote(capsys, *asked)
    assert (status, out) == (int(asked[0] == "quotes"), "")
    assert offered in err


def test_what_is_decided_holds_until_it_is_undone(capsys: pytest.CaptureFixture[str]) -> None:
    assert "nothing has been changed" in pullquote(capsys, "names", "log")[2]
    status, out, _ = pullquote(capsys, "names", "merge", "=Kim", "Kim Yo Jong")
    assert status == 0
    assert re.fullmatch(r"1 \d{4}-\d\d-\d\d \d\d:\d\d merge Kim -> Kim Yo Jong\n", out)
    assert quotes(capsys, "yo jong") == ["No comment.", "Who, me?"]
    assert pullquote(capsys, "names", "rename", "yo jong", "Yo")[0] == 0
    assert quotes(capsys, "yo") == ["No comment.", "Who, me?"]
    assert pullquote(capsys, "names", "split", "=Yo", "Kim")[0] == 0
    assert quotes(capsys, "=Kim") == ["Who, me?"]
    for number in ("3", "2", "1"):
        assert pullquote(capsys, "names", "undo", number)[0] == 0
    assert quotes(capsys, "yo jong") == ["No comment."]
    _, out, _ = pullquote(capsys, "names", "log")
    assert [line.split()[0] for line in out.splitlines()] == ["3", "2", "1"]
    assert out.count(", undone ") == 3


@pytest.mark.parametrize(
    ("command", "said"),
    [
        (("merge", "kim", "Kim Yo Jong"), "kim may be several people"),
        (("rename", "Kmi Yo Jong", "Yo"), "did you mean Kim Yo Jong?"),
        (("split", "Kim Yo Jong", "Ana"), "is no name of Kim Yo Jong"),
        (("undo", "7"), "There is no change 7 to undo"),
    ],
)
def test_what_cannot_be_done_is_one_sentence(
    capsys: pytest.CaptureFixture[str], command: tuple[str, ...], said: str
) -> None:
    status, out, err = pullquote(capsys, "names", *command)
    assert (status, out) == (1, "")
    assert said in err
    assert err.count("\n") == 1
