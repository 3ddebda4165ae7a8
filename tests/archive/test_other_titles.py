"""Titles that differ from the article's first are found, also those of before they were kept."""

import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path

from sqlite_utils import Database

from bot.archive import Archive, QuoteQuery, open_archive
from bot.archive.migrations import migrations
from bot.domain import Report
from tests.archive.samples import OTHER_CHANNEL, SERVER, pasted, sighting
from tests.archive.test_migrations import before_one_story
from tests.archive.test_stories import ANA, HERE, THERE, story


def others(path: Path) -> dict[str, str]:
    with closing(sqlite3.connect(path)) as connection:
        return dict(connection.execute("SELECT key, title FROM other_titles").fetchall())


def titled(report: Report, title: str) -> Report:
    return replace(report, article=replace(report.article, title=title))


async def test_an_archive_of_before_finds_the_titles_of_its_outlets(path: Path) -> None:
    before_one_story(path, "The ferry")
    with closing(sqlite3.connect(path)) as connection:
        migrations.apply(Database(connection), stop_before="other_titles")
        connection.execute(
            "INSERT INTO article_keys (key, article_id, title) VALUES ('key 2', 1, 'A boat')"
        )
        connection.commit()
    async with open_archive(path) as archive:
        assert others(path) == {"key 2": "A boat"}
        assert (await archive.quotes(QuoteQuery(about="boats"))).total == 1
        assert (await archive.quotes(QuoteQuery(about="ferry"))).total == 1


async def test_a_title_that_changes_is_found_by_the_new_one(archive: Archive, path: Path) -> None:
    await pasted(archive, story(ANA), sighting("courier"))
    assert others(path) == {}
    herald = story(ANA, site="The Herald")
    await pasted(archive, herald, sighting("herald"))
    assert others(path) == {"herald": "The Herald: ferry"}
    await pasted(archive, titled(herald, "A boat"), sighting("herald"))
    assert others(path) == {"herald": "A boat"}
    assert (await archive.quotes(QuoteQuery(about="boat"))).total == 1
    await pasted(archive, titled(herald, "The Courier: ferry"), sighting("herald"))
    assert others(path) == {}
    assert (await archive.quotes(QuoteQuery(about="boat"))).total == 0


async def test_a_first_title_that_changes_changes_what_is_another(
    archive: Archive, path: Path
) -> None:
    await pasted(archive, story(ANA), sighting("courier"))
    await pasted(archive, story(ANA, site="The Herald"), sighting("herald"))
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("UPDATE articles SET title = 'The Herald: ferry'")
        connection.commit()
    assert others(path) == {"courier": "The Courier: ferry"}


async def test_the_title_goes_with_the_article(archive: Archive, path: Path) -> None:
    one, _ = await pasted(archive, story(ANA), sighting("courier"))
    two, _ = await pasted(archive, story(ANA, site="The Herald"), sighting("herald"))
    for share in (one, two):
        await archive.forget_message(share.seen.message_id)
    assert others(path) == {}


async def test_search_finds_an_article_by_what_the_outlet_shared_here_calls_it(
    archive: Archive,
) -> None:
    await pasted(archive, titled(story(ANA), "A boat"), sighting("courier"))
    share, _ = await pasted(archive, titled(story(ANA), "New regattas"), sighting("herald"))
    for scope in (HERE, None):
        [hit] = (await archive.search("regatta", scope)).hits
        assert (hit.excerpt, hit.marks, hit.title) == ("New regattas", ((4, 12),), "New regattas")
        assert (hit.kind, hit.share) == (None, share)
        assert (await archive.search("boat regatta", scope)).total == 0


async def test_search_finds_no_title_by_which_it_was_shared_elsewhere(archive: Archive) -> None:
    elsewhere = sighting("herald", channel_id=OTHER_CHANNEL)
    await pasted(archive, titled(story(ANA), "A boat"), sighting("courier"))
    await pasted(archive, titled(story(ANA), "A regatta"), elsewhere)
    other_server = sighting("post", guild_id=SERVER + 1)
    await pasted(archive, titled(story(ANA), "A raft"), other_server)
    assert (await archive.search("regatta", HERE)).total == 0
    assert (await archive.search("raft", HERE)).total == 0
    assert (await archive.search("raft", THERE)).total == 0
    assert (await archive.search("regatta", THERE)).total == 1


async def test_an_article_with_the_word_in_two_of_its_titles_is_found_once(
    archive: Archive,
) -> None:
    await pasted(archive, titled(story(ANA), "A boat"), sighting("courier"))
    await pasted(archive, titled(story(ANA), "A boat and more boats"), sighting("herald"))
    page = await archive.search("boat", HERE)
    assert (len(page.hits), page.total) == (1, 1)


async def test_what_nobody_shared_is_found_by_its_other_title(archive: Archive) -> None:
    for key, title in (("courier", "A boat"), ("herald", "A regatta")):
        await archive.record(None, key, titled(story(ANA), title), "rules-1")
    [hit] = (await archive.search("regatta", None)).hits
    assert (hit.excerpt, hit.share) == ("A regatta", None)
    assert (await archive.search("regatta", HERE)).total == 0
