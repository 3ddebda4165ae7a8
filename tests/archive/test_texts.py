"""Texts come back letter for letter, by SQLite's own shell too; what is damaged is no text."""

import sqlite3
import zlib
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlite_utils import Database

from bot.archive import Archive, open_archive, opening
from bot.archive.migrations import migrations
from bot.archive.texts import keep_text, text_of
from tests.archive.samples import pasted, said, sighting
from tests.archive.test_migrations import LONG_AGO, before_one_story
from tests.archive.test_stories import ANA, BO, story


def bytes_of(file: Path) -> int:
    return file.stat().st_size


@pytest.fixture(scope="module")
def tables(tmp_path_factory: pytest.TempPathFactory) -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(tmp_path_factory.mktemp("texts") / "archive.db")) as connection:
        migrations.apply(Database(connection))
        yield connection


@given(text=st.text(max_size=300) | st.text("ab ", max_size=300))
def test_a_text_comes_back_as_it_was(tables: sqlite3.Connection, text: str) -> None:
    keep_text(tables, 1, "another")
    keep_text(tables, 1, text)
    assert text_of(tables, 1) == text
    # The shell's sqlar_uncompress: https://www.sqlite.org/sqlar.html
    [size, stored] = tables.execute("SELECT size, text FROM texts").fetchone()
    assert (stored if size == len(stored) else zlib.decompress(stored)) == text.encode()
    assert len(stored) <= size


@given(size=st.integers(0, 10**12), stored=st.binary(max_size=40))
def test_what_makes_no_sense_is_no_text(
    tables: sqlite3.Connection, size: int, stored: bytes
) -> None:
    tables.execute("INSERT OR REPLACE INTO texts VALUES (2, ?, ?)", (size, stored))
    text = text_of(tables, 2)
    assert text is None or len(text.encode()) == size


def test_a_text_that_would_blow_up_is_not_unpacked(tables: sqlite3.Connection) -> None:
    bomb = zlib.compress(bytes(50_000_000))
    for size in (10, 50_000_000):
        tables.execute("INSERT OR REPLACE INTO texts VALUES (3, ?, ?)", (size, bomb))
        assert text_of(tables, 3) is None
    assert text_of(tables, 4) is None


async def test_a_text_of_before_is_the_text_of_now(path: Path) -> None:
    before_one_story(path, "The ferry", "A ferry")
    async with open_archive(path) as archive:
        for key in ("key 1", "key 2"):
            stored = await archive.known(key, LONG_AGO)
            assert stored
            assert stored.report.article.text == story(ANA, BO).article.text


@pytest.mark.parametrize("fits", [True, False])
async def test_the_room_that_texts_took_is_given_back_where_there_is_disk(
    path: Path, monkeypatch: pytest.MonkeyPatch, fits: bool
) -> None:
    with closing(sqlite3.connect(path)) as connection:
        migrations.apply(Database(connection), stop_before="texts")
        connection.executemany(
            "INSERT INTO articles (title, authors, language, kind, fingerprint, words, kept,"
            " analyser, read_at, text) VALUES ('T', '[]', 'en', 'article', ?, 1, 1, '', '', ?)",
            [(str(number), f"{number} " * 700) for number in range(300)],
        )
        connection.commit()
    before = bytes_of(path)
    if not fits:
        monkeypatch.setattr(opening, "_WRITE_ANEW", "VACUUM nowhere")
    async with open_archive(path) as archive:
        stored = await archive.report(300)
        assert stored
        assert stored.report.article.text == "299 " * 700
    assert (bytes_of(path) < before / 2) == fits


async def test_a_damaged_text_holds_up_no_story_that_is_like_it(
    archive: Archive, path: Path
) -> None:
    _, first = await pasted(archive, story(ANA, BO), sighting("a"))
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("UPDATE texts SET size = 7")
    longer = story(ANA, BO, ("Cy Odell", "The harbour will stay open."))
    share, second = await pasted(archive, longer, sighting("b"))
    assert second.article_id != first.article_id
    assert await archive.earlier(share.id) == []
    await archive.drop_texts()


async def test_a_text_goes_with_its_article(archive: Archive, path: Path) -> None:
    share, _ = await pasted(archive, said(("Yes.", "Ana Ruiz")), sighting())
    await archive.forget_message(share.seen.message_id)
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("SELECT count(*) FROM texts").fetchone() == (0,)
