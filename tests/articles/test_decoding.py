"""Bytes that lie about their encoding, or say nothing of it."""

import pytest

from bot.articles.decoding import decode
from bot.domain import Page
from tests.articles.paper import SENTENCES, page

FRENCH_NAMES = "Zoë Gruyère met François Côté at the café in Besançon on a Tuesday in août."


@pytest.mark.parametrize(
    ("encoding", "header", "head"),
    [
        ("utf-8", "", ""),
        ("utf-8-sig", "", ""),
        ("utf-8", "text/html; charset=iso-8859-1", ""),
        ("utf-8", "", '<meta charset="windows-1252">'),
        ("cp1252", "text/html; charset=windows-1252", ""),
        ("cp1252", "text/html; charset=iso-8859-1", ""),
        ("cp1252", "", '<meta charset="iso-8859-1">'),
        ("cp1252", "text/html; charset=utf-8", ""),
        ("cp1252", "", ""),
        ("cp1252", "text/html; charset=klingon", ""),
        ("utf-16", "", ""),
    ],
)
def test_marks_and_names_survive(encoding: str, header: str, head: str) -> None:
    source = page(
        head=head,
        body=f"<p>{SENTENCES[2]} {FRENCH_NAMES}</p>",
        headers={"content-type": header},
        encoding=encoding,
    )
    assert f"{SENTENCES[2]} {FRENCH_NAMES}" in decode(source)


def test_one_bad_byte_stays_one_bad_character() -> None:
    good = page(body="".join(f"<p>{line}</p>" for line in SENTENCES * 5))
    broken = Page(good.url, 200, {}, good.body.replace(b"canal", b"can\xe9l", 1))
    assert decode(broken) == good.body.decode().replace("canal", "can\ufffdl", 1)


def test_a_page_cut_inside_a_character_is_still_utf_8() -> None:
    body = ("<p>“Gates” </p>" * 50).encode()[:-9]
    assert decode(Page("https://x.example/", 200, {}, body)).startswith("<p>“Gates” </p>")


@pytest.mark.parametrize(
    ("encoding", "text"),
    [
        ("cp1252", "Only one word here is not plain: café. The rest of the text is as it was."),
        ("cp1252", "“Only the marks are not plain,” she said. The rest of the text is as it was."),
        ("cp1251", "Паром через пролив снова пойдёт в понедельник, сообщила администрация порта."),
        (
            "shift_jis",
            "月曜日から運河の水門が閉まります。港の責任者は「仕方がない」と話しています。",
        ),
    ],
)
def test_an_encoding_nobody_declared_is_guessed(encoding: str, text: str) -> None:
    body = f"<html><body><p>{text}</p></body></html>".encode(encoding)
    assert text in decode(Page("https://x.example/", 200, {}, body))
