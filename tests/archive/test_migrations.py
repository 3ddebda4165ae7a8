"""An archive of an earlier version is brought up to date, and nothing in it is lost."""

import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlite_utils import Database

from bot.archive import QuoteQuery, SpeakerCount, open_archive, speakers
from bot.archive.migrations import migrations
from bot.domain import Scope
from tests.archive.samples import sighting
from tests.archive.test_stories import ANA, BO, CY, story

LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)
NOW = "2026-03-01T12:00:00.000000+00:00"


def before_one_story(path: Path, *titles: str) -> None:
    """The first version's file, with one article under as many titles, each shared and answered."""
    text = story(ANA, BO).article.text
    first, last = 1, 1 + len(ANA[1])
    with closing(sqlite3.connect(path)) as connection:
        migrations.apply(Database(connection), stop_before="one_story")
        connection.execute("INSERT INTO speakers (id, name) VALUES (1, ?)", (ANA[0],))
        for id_, title in enumerate(titles, start=1):
            connection.execute(
                "INSERT INTO articles VALUES (?, 'https://old.example/a', ?, 'The Old', '[\"Di\"]',"
                " '2026-02-28', 'en', 'article', ?, 100, 0, 'rules-1', ?, ?)",
                (id_, title, f"old mark {id_}", NOW, text),
            )
            connection.execute("INSERT INTO article_keys VALUES (?, ?)", (f"key {id_}", id_))
            connection.execute(
                "INSERT INTO quotes VALUES (?, ?, 0, 1, 'direct', ?, ?, ?, '[]', '[]', NULL, NULL,"
                " NULL, 0.9)",
                (id_, id_, ANA[1], f"[[{first},{last}]]", f"[[{first},{last}]]"),
            )
            connection.execute("INSERT INTO quote_speakers VALUES (?, 0, 1)", (id_,))
            connection.execute(
                "INSERT INTO shares VALUES (?, 100, 200, ?, 300, ?, 0, ?, ?, ?)",
                (id_, 50 + id_, f"key {id_}", NOW, id_, 70 + id_),
            )
            connection.execute("INSERT INTO inbox VALUES (?, 'done', NULL, NULL, ?)", (id_, NOW))
        connection.commit()


async def test_all_that_was_kept_is_kept(path: Path) -> None:
    before_one_story(path, "The ferry")
    async with open_archive(path) as archive:
        stored = await archive.known("key 1", LONG_AGO)
        assert stored
        assert stored == await archive.report(1)
        article = stored.report.article
        assert (article.title, article.site, article.authors) == ("The ferry", "The Old", ("Di",))
        [hit] = (await archive.quotes(QuoteQuery())).hits
        assert (hit.words, hit.site, hit.published) == (ANA[1], "The Old", "2026-02-28")
        assert [who.quotes for who in await archive.speakers("", None)] == [1]
        share = await archive.share_of_reply(71)
        assert share
        [again] = await archive.see([sighting("key 1", minutes=9)])
        await archive.attach(again.id, 1, "key 1")
        assert await archive.earlier(again.id) == [share]


async def test_a_repeat_of_what_was_kept_is_recognised(path: Path) -> None:
    before_one_story(path, "The ferry")
    async with open_archive(path) as archive:
        same = await archive.record(None, "other", story(ANA, BO), "rules-2")
        assert same.article_id == 1
        cut = await archive.record(None, "cut", story(ANA, BO, CY), "rules-2")
        assert cut.article_id != 1
        counts = {who.name: who.quotes for who in await archive.speakers("", None)}
        assert counts == {"Ana Ruiz": 1, "Bo Lind": 1, "Cy Odell": 1}


async def test_one_text_that_was_kept_under_two_titles_stays_readable(path: Path) -> None:
    before_one_story(path, "The ferry", "A ferry")
    async with open_archive(path) as archive:
        for number, title in ((1, "The ferry"), (2, "A ferry")):
            stored = await archive.known(f"key {number}", LONG_AGO)
            assert stored
            assert stored.report.article.title == title
        again = await archive.record(None, "key 2", story(ANA, BO), "rules-2")
        assert again.article_id == 1


async def test_an_archive_before_retention_is_kept_by_it(path: Path) -> None:
    before_one_story(path, "The ferry")
    with closing(sqlite3.connect(path)) as connection:
        migrations.apply(Database(connection), stop_before="keeping")
    async with open_archive(path) as archive:
        stored = await archive.report(1)
        assert stored
        await archive.drop_texts()
        [hit] = (await archive.quotes(QuoteQuery())).hits
        assert hit.words == ANA[1]
        again = await archive.report(1)
        assert again
        assert again.report.quotes == stored.report.quotes
        assert again.report.article.text != stored.report.article.text
        await archive.leave_guild(100)
        await archive.forget_left_guilds(datetime(2100, 1, 1, tzinfo=UTC))
        assert (await archive.quotes(QuoteQuery())).total == 0


async def test_an_archive_before_quick_looks_knows_how_often_each_speaker_is_quoted(
    path: Path,
) -> None:
    before_one_story(path, "The ferry", "A ferry")
    with closing(sqlite3.connect(path)) as connection:
        migrations.apply(Database(connection), stop_before="quick_looks")
    async with open_archive(path) as archive:
        assert often_quoted(path) == {ANA[0]: 2}
        await archive.record(None, "other", story(ANA, BO, CY), "rules-2")
        assert often_quoted(path) == {ANA[0]: 3, BO[0]: 1, CY[0]: 1}
        await archive.forget_message(51)
        assert often_quoted(path) == {ANA[0]: 2, BO[0]: 1, CY[0]: 1}


@pytest.mark.parametrize("next_", ["who_speaks_where", "shorter_leaves", "shares_here"])
async def test_an_archive_of_a_late_version_suggests_the_same_speakers(
    path: Path, monkeypatch: pytest.MonkeyPatch, next_: str
) -> None:
    monkeypatch.setattr(speakers, "_FEW_SHARES", 0)
    before_one_story(path, "The ferry", "A ferry")
    with closing(sqlite3.connect(path)) as connection:
        migrations.apply(Database(connection), stop_before=next_)
    async with open_archive(path) as archive:
        here = Scope(100, frozenset({200}))
        assert await archive.speakers("", here) == [SpeakerCount(ANA[0], 2)]
        assert await archive.speakers("", Scope(101, frozenset({200}))) == []
        await archive.record(None, "other", story(ANA, BO, CY), "rules-2")
        assert often_quoted(path) == {ANA[0]: 3, BO[0]: 1, CY[0]: 1}
        with closing(sqlite3.connect(path)) as connection:
            beside = connection.execute(
                "SELECT quote_id, article_id FROM quote_speakers ORDER BY quote_id"
            ).fetchall()
            assert beside == connection.execute("SELECT id, article_id FROM quotes").fetchall()
        await archive.forget_message(51)
        assert often_quoted(path) == {ANA[0]: 2, BO[0]: 1, CY[0]: 1}


def often_quoted(path: Path) -> dict[str, int]:
    with closing(sqlite3.connect(path)) as connection:
        return dict(connection.execute("SELECT name, quoted FROM speakers").fetchall())
