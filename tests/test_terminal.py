"""What reaches a person's terminal."""

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.terminal import busy, complain, printable, progress


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@given(st.text())
def test_what_is_printable_has_no_controls_and_keeps_its_letters(text: str) -> None:
    shown = printable(text)
    assert not any(ord(sign) < 32 or 127 <= ord(sign) < 160 for sign in shown)
    assert [c for c in shown if c.isalnum()] == [c for c in text if c.isalnum()]


@pytest.mark.parametrize("sign", "\x1b\x07\x9b\r\n\t\x00\x85\u2028\u202e\u2066\u200f\ufeff")
def test_what_could_steer_is_a_space(sign: str) -> None:
    assert printable(f"a{sign}b") == "a b"


def test_a_complaint_is_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    complain("No file\n\x1b[2J here.")
    assert capsys.readouterr().err == "pullquote: No file [2J here.\n"


def test_nothing_moves_where_nobody_watches(capsys: pytest.CaptureFixture[str]) -> None:
    with busy("Reading"):
        pass
    with progress("Copying") as told:
        told(1, 2)
    assert capsys.readouterr() == ("", "")


def test_on_a_terminal_the_work_is_named_and_then_wiped_away(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("TERM", "xterm")
    terminal = Terminal()
    monkeypatch.setattr("sys.stderr", terminal)
    with busy("Reading [b]\x07one[/b].txt"):
        pass
    written = terminal.getvalue()
    assert "Reading [b] one[/b].txt" in written
    assert "\x07" not in written
    assert written.endswith("\x1b[2K")


def test_on_a_terminal_a_bar_shows_how_much_is_done_and_is_then_wiped_away(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("TERM", "xterm")
    terminal = Terminal()
    monkeypatch.setattr("sys.stderr", terminal)
    with progress("Copying [b]\x07one[/b].db") as told:
        told(3, 4)
    written = terminal.getvalue()
    assert "Copying [b] one[/b].db" in written
    assert "75%" in written
    assert "\x07" not in written
    assert written.endswith("\x1b[2K")
