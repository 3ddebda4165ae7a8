"""An article that is read again: what is found again stays what it was, by its id."""

import sqlite3
from collections.abc import Sequence
from contextlib import closing
from dataclasses import replace
from itertools import permutations
from pathlib import Path

import pytest

from bot.archive import Archive, ArticleGone, QuoteQuery, open_archive
from bot.domain import Entity, Report
from tests.archive.samples import pasted, said, sighting
from tests.archive.test_stories import ANA, BO, CY, story

THREE = said(("One.", "Ana Ruiz"), ("Two.", "Bo Lind"), ("Three.", None))


def picked(report: Report, places: Sequence[int]) -> Report:
    """A reading of the same text that finds these quotes, in this order."""
    return replace(report, quotes=tuple(report.quotes[place] for place in places))


def ids(path: Path) -> dict[str, int]:
    with closing(sqlite3.connect(path)) as connection:
        return dict(connection.execute("SELECT words, id FROM quotes ORDER BY place").fetchall())


async def kept(archive: Archive) -> int:
    return (await archive.record(None, "key", THREE, "rules-1")).article_id


@pytest.mark.parametrize("places", [*permutations(range(3)), (1,), (2, 0), ()])
async def test_a_quote_that_is_found_again_keeps_its_id(
    archive: Archive, path: Path, places: Sequence[int]
) -> None:
    article_id = await kept(archive)
    before = ids(path)
    again = picked(THREE, places)
    await archive.rereading.read_again(article_id, again, "rules-2")
    stored = await archive.report(article_id)
    assert stored
    assert stored.report.quotes == again.quotes
    words = [THREE.words_of(quote.content) for quote in again.quotes]
    assert list(ids(path).items()) == [(word, before[word]) for word in words]


async def test_what_refers_to_a_quote_stays_with_it(archive: Archive, path: Path) -> None:
    article_id = await kept(archive)
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute(
            "CREATE TABLE notes (quote_id INTEGER REFERENCES quotes (id) ON DELETE CASCADE)"
        )
        connection.execute("INSERT INTO notes SELECT id FROM quotes WHERE place < 2")
        await archive.rereading.read_again(article_id, picked(THREE, (2, 1)), "rules-2")
        noted = connection.execute("SELECT words FROM notes JOIN quotes ON quotes.id = quote_id")
        assert noted.fetchall() == [("Two.",)]


async def test_new_speakers_and_names_are_in_the_old_ones_place(archive: Archive) -> None:
    article_id = await kept(archive)
    one, *rest = THREE.quotes
    names = (Entity("Cy Odell", "PERSON", salience=0.5),)
    corrected = replace(one, speakers=("Cy Odell",), confidence=0.7)
    again = replace(THREE, quotes=(corrected, *rest), entities=names)
    await archive.rereading.read_again(article_id, again, "rules-2")
    stored = await archive.report(article_id)
    assert stored
    assert stored.report == again
    counts = {who.name: who.quotes for who in await archive.speakers("", None)}
    assert counts == {"Cy Odell": 1, "Bo Lind": 1}
    [hit] = (await archive.quotes(QuoteQuery(speaker="odell"))).hits
    assert hit.words == "One."
    assert (await archive.search("one", None)).hits
    assert (await archive.quotes(QuoteQuery(speaker="ruiz"))).total == 0


async def test_the_same_words_elsewhere_in_the_text_are_another_quote(
    archive: Archive, path: Path
) -> None:
    twice = said(("Yes.", "Ana Ruiz"), ("Yes.", "Bo Lind"), ("No.", None))
    stored = await archive.record(None, "key", picked(twice, (0, 2)), "rules-1")
    first = ids(path)["Yes."]
    await archive.rereading.read_again(stored.article_id, picked(twice, (1, 2)), "rules-2")
    assert ids(path)["Yes."] != first


async def test_a_link_that_is_read_anew_keeps_the_ids_too(archive: Archive, path: Path) -> None:
    await pasted(archive, THREE, sighting())
    before = ids(path)
    await pasted(archive, picked(THREE, (2, 1, 0)), sighting(minutes=1))
    assert ids(path) == before


async def test_what_was_read_by_todays_rules_is_not_old(archive: Archive) -> None:
    article_id = await kept(archive)
    assert await archive.rereading.old("rules-1") == []
    [old] = await archive.rereading.old("rules-2")
    assert (old.article_id, old.url, old.textless) == (
        article_id,
        "https://news.example/a",
        False,
    )
    await archive.drop_texts()
    [old] = await archive.rereading.old("rules-2")
    assert old.textless


async def test_a_copy_with_another_text_says_nothing_of_who_read_the_first(
    archive: Archive,
) -> None:
    first = await archive.record(None, "first", story(ANA, BO), "rules-1")
    longer = replace(
        story(ANA, BO),
        article=replace(story(ANA, BO).article, text=story(ANA, BO).article.text + "\nMore."),
    )
    second = await archive.record(None, "second", longer, "rules-2")
    assert second.article_id == first.article_id
    assert [old.article_id for old in await archive.rereading.old("rules-2")] == [1]


async def test_many_old_ones_are_all_told_of(path: Path) -> None:
    async with open_archive(path) as archive:
        await kept(archive)
        with closing(sqlite3.connect(path)) as connection, connection:
            connection.executemany(
                "INSERT INTO articles (title, authors, language, kind, fingerprint, words, kept,"
                " analyser, read_at) VALUES ('T', '[]', 'en', 'article', ?, 1, 1, 'rules-0',"
                " '2026')",
                [(str(number),) for number in range(1_200)],
            )
        assert len(await archive.rereading.old("rules-1")) == 1_200


async def test_a_text_that_changed_meanwhile_is_left_alone(archive: Archive) -> None:
    article_id = await kept(archive)
    other = replace(THREE, article=replace(THREE.article, text="Another text."), quotes=())
    with pytest.raises(ArticleGone):
        await archive.rereading.read_again(article_id, other, "rules-2")
    with pytest.raises(ArticleGone):
        await archive.rereading.read_again(99, THREE, "rules-2")
    with pytest.raises(ArticleGone):
        await archive.rereading.fetched_again(99, other, "rules-2")
    stored = await archive.report(article_id)
    assert stored
    assert stored.report == THREE
    assert await archive.rereading.old("rules-1") == []


async def test_a_page_that_is_now_another_known_article_changes_neither(archive: Archive) -> None:
    article_id = await kept(archive)
    await archive.drop_texts()
    await archive.record(None, "other", story(ANA, BO), "rules-1")
    with pytest.raises(ArticleGone):
        await archive.rereading.fetched_again(article_id, story(ANA, BO), "rules-2")
    assert len(await archive.rereading.old("rules-2")) == 2


async def test_words_of_a_story_still_count_once(archive: Archive) -> None:
    first = await archive.record(None, "first", story(ANA, BO), "rules-1")
    second = await archive.record(None, "second", story(ANA, BO, CY), "rules-1")
    assert second.article_id != first.article_id
    for id_, report in ((1, story(ANA, BO)), (2, story(ANA, BO, CY))):
        await archive.rereading.read_again(id_, report, "rules-2")
    counts = {who.name: who.quotes for who in await archive.speakers("", None)}
    assert counts == {"Ana Ruiz": 1, "Bo Lind": 1, "Cy Odell": 1}
