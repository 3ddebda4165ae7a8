"""What `analyze` may be given, and the order in which it is read."""

import asyncio
import os
from contextlib import aclosing
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain import Page, PullquoteError
from bot.sources import (
    LONGEST_FILE,
    FileEmpty,
    FileTooLong,
    FileUnreadable,
    NoSuchFile,
    NotASource,
    NotText,
    content,
    in_order,
)

PROSE = st.text(st.characters(codec="utf-8", exclude_categories=["Cc"]), min_size=1).filter(
    str.strip
)


@given(PROSE, st.sampled_from(["\r\n", "\n", "\r", "\u2028", "\ufeff"]))
def test_a_text_is_unchanged_to_the_code_point(
    tmp_path_factory: pytest.TempPathFactory, text: str, between: str
) -> None:
    path = tmp_path_factory.mktemp("texts") / "article.TXT"
    whole = "\ufeff" + text + between + text + "\n"
    path.write_bytes(whole.encode())
    assert content(str(path)) == whole
    assert content("-", ("-" + whole).encode()) == "-" + whole


@pytest.mark.parametrize("name", ["a.html", "a.HTM", "a.xhtml"])
def test_a_page_keeps_its_bytes(tmp_path: Path, name: str) -> None:
    body = "<p>d\xe9j\xe0 vu".encode("latin-1")
    (tmp_path / name).write_bytes(body)
    page = content(str(tmp_path / name))
    assert isinstance(page, Page)
    assert (page.body, page.status) == (body, 200)


@pytest.mark.parametrize(
    "typed", [b"<!doctype html><p>Hi", b"\xef\xbb\xbf\n <!DOCTYPE  HTML>", b"<HTML lang=en>"]
)
def test_what_looks_like_a_page_on_stdin_is_one(typed: bytes) -> None:
    assert isinstance(content("-", typed), Page)


@pytest.mark.parametrize("typed", [b"<p>is a tag, she said", b"html is", b"<htmlish> words"])
def test_other_input_is_a_text(typed: bytes) -> None:
    assert content("-", typed) == typed.decode()


@pytest.mark.parametrize(
    ("name", "body", "error", "words"),
    [
        ("empty.txt", b"", FileEmpty, "is empty"),
        ("blank.html", b" \r\n\t", FileEmpty, "is empty"),
        ("latin.txt", b"caf\xe9", NotText, "byte 3 is wrong"),
        ("utf16.txt", "words".encode("utf-16"), NotText, "UTF-8"),
        ("picture.txt", b"\x00\x01PNG", NotText, "binary"),
        ("long.txt", b"a" * (LONGEST_FILE + 1), FileTooLong, "16 MiB"),
        ("paper.pdf", b"%PDF", NotASource, "an .html or .txt file"),
        ("noending", b"words", NotASource, "an .html or .txt file"),
    ],
)
def test_what_cannot_be_read_is_named_in_a_sentence(
    tmp_path: Path, name: str, body: bytes, error: type[PullquoteError], words: str
) -> None:
    path = tmp_path / name
    path.write_bytes(body)
    with pytest.raises(error) as caught:
        content(str(path))
    sentence = str(caught.value)
    assert str(path) in sentence
    assert words in sentence
    assert "\n" not in sentence


def test_a_missing_file_a_folder_and_a_pipe_are_named(tmp_path: Path) -> None:
    with pytest.raises(NoSuchFile, match="There is no file"):
        content(str(tmp_path / "gone.txt"))
    with pytest.raises(NotASource, match="is a folder"):
        content(str(tmp_path))
    if hasattr(os, "mkfifo"):
        os.mkfifo(tmp_path / "pipe.txt")
        with pytest.raises(NotASource, match="a device or a pipe"):
            content(str(tmp_path / "pipe.txt"))


@pytest.mark.parametrize("name", ["x" * 5000 + ".txt", "a\0b.txt"])
def test_an_impossible_name_is_an_error_like_others(name: str) -> None:
    with pytest.raises((FileUnreadable, NoSuchFile)):
        content(name)


@pytest.mark.parametrize("body", [b"", b"\xff", b"a" * (LONGEST_FILE + 1)])
def test_bad_input_is_called_the_input(body: bytes) -> None:
    with pytest.raises(PullquoteError, match=r"^The input is"):
        content("-", body)


async def test_the_order_stays_whoever_is_first() -> None:
    second_done = asyncio.Event()

    async def work(item: int) -> int:
        if item == 1:
            await second_done.wait()
        if item == 2:
            second_done.set()
        return item * 10

    async with aclosing(in_order([1, 2, 3, 4, 5], work, ahead=2)) as begun:
        assert [(item, await work) async for item, work in begun] == [
            (1, 10),
            (2, 20),
            (3, 30),
            (4, 40),
            (5, 50),
        ]


async def test_no_more_is_begun_than_asked_for() -> None:
    running = most = 0

    async def work(item: int) -> int:
        nonlocal running, most
        running += 1
        most = max(most, running)
        await asyncio.sleep(0)
        running -= 1
        return item

    async with aclosing(in_order(range(50), work, ahead=4)) as begun:
        assert [await work async for _, work in begun] == list(range(50))
    assert most == 4


async def test_a_failure_is_heard_in_its_turn_and_the_rest_goes_on() -> None:
    async def work(item: int) -> int:
        if item == 2:
            raise NoSuchFile("There is no 2.")
        return item

    heard: list[int | str] = []
    async with aclosing(in_order([1, 2, 3], work, ahead=3)) as begun:
        async for _, task in begun:
            try:
                heard.append(await task)
            except NoSuchFile as error:
                heard.append(str(error))
    assert heard == [1, "There is no 2.", 3]


async def test_what_was_begun_is_called_off_when_nobody_asks_any_more() -> None:
    called_off: list[int] = []

    async def work(item: int) -> None:
        try:
            if item:
                await asyncio.Event().wait()
        except asyncio.CancelledError:
            called_off.append(item)
            raise

    async with aclosing(in_order(range(9), work, ahead=3)) as begun:
        async for _, first in begun:
            await first
            break
    assert called_off == [1, 2]
