"""Questions that no button has room for: kept once, for a week, and only so many."""

import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlite_utils import Database

from bot.archive import Archive, ArticleDamaged, open_archive, questions
from bot.archive.migrations import migrations
from tests.archive.test_migrations import before_one_story


class Clock(datetime):
    """A clock that stands still."""

    today = datetime(2026, 3, 1, tzinfo=UTC)

    @classmethod
    def now(cls, tz: object = None) -> datetime:
        return cls.today


async def test_a_question_is_kept_once_and_found_by_its_digest(archive: Archive) -> None:
    asked = {"speaker": "Ada \ud800?", "about": "“mill” – 🦆"}
    digest = await archive.keep_question(asked)
    assert await archive.keep_question(asked) == digest
    assert await archive.kept_question(digest) == asked | {"speaker": "Ada \ufffd?"}
    assert await archive.keep_question({"speaker": "Ada"}) != digest
    assert await archive.kept_question("none") is None


async def test_a_question_goes_after_a_week(
    archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(questions, "datetime", Clock)
    old = await archive.keep_question({"about": "old"})
    monkeypatch.setattr(Clock, "today", datetime(2026, 3, 8, tzinfo=UTC))
    assert await archive.keep_question({"about": "new"})
    assert await archive.kept_question(old)
    monkeypatch.setattr(Clock, "today", datetime(2026, 3, 8, 1, tzinfo=UTC))
    assert await archive.keep_question({"about": "new"})
    assert await archive.kept_question(old) is None


async def test_only_the_newest_questions_are_kept(
    archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(questions, "_MOST", 2)
    digests = [await archive.keep_question({"about": str(number)}) for number in range(3)]
    assert [await archive.kept_question(digest) for digest in digests] == [
        None,
        {"about": "1"},
        {"about": "2"},
    ]


async def test_a_damaged_question_is_a_named_error(archive: Archive, path: Path) -> None:
    digest = await archive.keep_question({"about": "mill"})
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("UPDATE questions SET asked = '[1]'")
        connection.commit()
    with pytest.raises(ArticleDamaged):
        await archive.kept_question(digest)


async def test_an_archive_of_before_keeps_questions(path: Path) -> None:
    before_one_story(path, "The ferry")
    with closing(sqlite3.connect(path)) as connection:
        migrations.apply(Database(connection), stop_before="questions")
    async with open_archive(path) as archive:
        digest = await archive.keep_question({"about": "mill"})
        assert await archive.kept_question(digest) == {"about": "mill"}
