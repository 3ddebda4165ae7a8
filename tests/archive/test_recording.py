"""A report goes in whole and comes out equal; one article is stored once."""

import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.archive import Archive, ArticleDamaged, ArticleGone, QuoteQuery, ShareGone
from bot.domain import Article, Entity, PageKind, Quote, QuoteKind, Report
from tests.archive.samples import pasted, said, sighting

LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)

texts = st.text(max_size=40)
names = st.sampled_from(["Kim Jong Un", "Ana Ruiz", "Łukasz Ø", "", "金正恩", "a\x00b"]) | texts
spans = st.lists(st.tuples(st.integers(0, 99), st.integers(0, 99)), max_size=3).map(tuple)
quotes = st.builds(
    Quote,
    kind=st.sampled_from(QuoteKind),
    content=spans,
    quoted=spans,
    cue=spans,
    mention=spans,
    speakers=st.lists(names, max_size=3).map(tuple),
    speaker_type=st.none() | texts,
    relay=st.none() | texts,
    addressee=st.none() | texts,
    confidence=st.floats(0, 1),
    rank=st.integers(1, 9),
)
entities = st.builds(
    Entity,
    name=names,
    type=st.sampled_from(["PERSON", "ORG"]),
    aliases=st.lists(texts, max_size=3).map(tuple),
    mentions=spans,
    salience=st.floats(0, 1),
)
articles = st.builds(
    Article,
    text=st.text(max_size=200),
    url=st.none() | texts,
    title=st.none() | texts,
    site=st.none() | texts,
    authors=st.lists(texts, max_size=3).map(tuple),
    published=st.none() | st.dates().map(str),
    language=st.sampled_from(["en", "ko"]),
    kind=st.sampled_from(PageKind),
)
reports = st.builds(
    Report,
    article=articles,
    quotes=st.lists(quotes, max_size=4).map(tuple),
    entities=st.lists(entities, max_size=4).map(tuple),
)


@settings(
    max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(report=reports)
async def test_what_is_recorded_is_read_back_equal(archive: Archive, report: Report) -> None:
    # Under the same key each time, so that each example also replaces the one before it.
    stored = await archive.record(None, "key", report, "rules-1")
    assert stored.report == report
    assert await archive.report(stored.article_id) == stored
    assert await archive.known("key", LONG_AGO) == stored


@pytest.mark.parametrize("many", [0, 15, 16, 17, 40])
async def test_of_many_quotes_each_is_kept_in_its_place(archive: Archive, many: int) -> None:
    report = said(*((f"Words {place}", f"Ana {place}") for place in range(many)))
    stored = await archive.record(None, "a", report, "rules-1")
    assert (await archive.report(stored.article_id)) == stored
    assert stored.report.quotes == report.quotes
    found = await archive.search("words", None, limit=100)
    assert found.total == many


async def test_lone_surrogates_are_replaced_one_for_one(archive: Archive) -> None:
    report = said(("a\ud800b", "K\udfffm"), title="\ud83d")
    stored = await archive.record(None, "key\ud800", report, "rules-1")
    assert stored.report.article.text == "“a\ufffdb”"
    assert stored.report.quotes[0].speakers == ("K\ufffdm",)
    assert await archive.known("key\ud800", LONG_AGO) == stored


async def test_an_article_is_known_until_it_is_stale(archive: Archive) -> None:
    stored = await archive.record(None, "key", said(("Yes.", "A")), "rules-1")
    now = datetime.now(UTC)
    assert await archive.known("key", now - timedelta(minutes=1)) == stored
    assert await archive.known("key", now + timedelta(minutes=1)) is None
    assert await archive.known("other", now - timedelta(minutes=1)) is None


async def test_the_same_article_at_another_address_is_one_article(archive: Archive) -> None:
    report = said(("Yes.", "A"))
    first = await archive.record(None, "key", report, "rules-1")
    elsewhere = replace(report, article=replace(report.article, url="https://m.news.example/a"))
    second = await archive.record(None, "mobile key", elsewhere, "rules-1")
    assert second.article_id == first.article_id
    assert second.report == elsewhere
    assert await archive.known("mobile key", LONG_AGO) == second
    assert await archive.known("key", LONG_AGO) == first
    assert await archive.report(first.article_id) == first
    assert (await archive.quotes(QuoteQuery())).total == 1


async def test_an_article_read_again_is_replaced(archive: Archive) -> None:
    first = await archive.record(None, "key", said(("Yes.", "Ana Ruiz")), "rules-1")
    second = await archive.record(None, "key", said(("No.", "Bo Lind")), "rules-2")
    assert second.article_id == first.article_id
    page = await archive.quotes(QuoteQuery())
    assert [(hit.words, hit.speaker) for hit in page.hits] == [("No.", "Bo Lind")]
    assert [speaker.name for speaker in await archive.speakers("", None)] == ["Bo Lind"]
    assert (await archive.quotes(QuoteQuery(about="yes"))).total == 0


async def test_a_key_that_leads_to_another_article_moves_there(archive: Archive) -> None:
    share, old = await pasted(archive, said(("Old.", "A"), title="old"), sighting("key"))
    other = await archive.record(None, "other key", said(("New.", "A"), title="new"), "rules-1")
    moved = await archive.record(share.id, "key", other.report, "rules-1")
    assert moved == other
    assert await archive.known("key", LONG_AGO) == other
    assert await archive.report(old.article_id) is None


async def test_a_share_of_a_known_article_is_attached(archive: Archive) -> None:
    _, stored = await pasted(archive, said(("Yes.", "A")), sighting())
    [again] = await archive.see([sighting()])
    await archive.attach(again.id, stored.article_id)
    assert await archive.share(again.id) == replace(again, article_id=stored.article_id)


async def test_an_article_that_has_gone_cannot_be_attached(archive: Archive) -> None:
    share, stored = await pasted(archive, said(("Yes.", "A")), sighting())
    [again] = await archive.see([sighting()])
    await archive.forget_message(share.seen.message_id)
    with pytest.raises(ArticleGone, match="paste its link again"):
        await archive.attach(again.id, stored.article_id)


async def test_nothing_is_kept_of_a_message_deleted_while_we_read(archive: Archive) -> None:
    [share] = await archive.see([sighting()])
    await archive.forget_message(share.seen.message_id)
    with pytest.raises(ShareGone, match="nothing is kept"):
        await archive.record(share.id, "key", said(("Yes.", "A")), "rules-1")
    assert await archive.known("key", LONG_AGO) is None
    with pytest.raises(ShareGone):
        await archive.attach(share.id, 1)
    with pytest.raises(ShareGone):
        await archive.answered(share.id, 5)


@pytest.mark.parametrize(
    "damage",
    [
        "UPDATE quotes SET content = '[1, 2]'",
        "UPDATE quotes SET quoted = '[[1, \"x\"]]'",
        "UPDATE quotes SET cue = '{\"a\": 1}'",
        "UPDATE quotes SET mention = '7'",
        "UPDATE articles SET authors = '7'",
        "UPDATE articles SET title = CAST(x'ff' AS TEXT)",
    ],
)
async def test_a_damaged_row_is_a_named_error(archive: Archive, path: Path, damage: str) -> None:
    stored = await archive.record(None, "key", said(("Yes.", "A")), "rules-1")
    execute(path, damage)
    with pytest.raises(ArticleDamaged, match="paste its link again"):
        await archive.report(stored.article_id)
    healthy = await archive.record(None, "key 2", said(("No.", "B"), title="2"), "rules-1")
    assert await archive.report(healthy.article_id) == healthy


async def test_a_damaged_article_is_mended_by_reading_it_again(
    archive: Archive, path: Path
) -> None:
    report = said(("Yes.", "A"))
    stored = await archive.record(None, "key", report, "rules-1")
    execute(path, "UPDATE quotes SET content = '7'")
    assert await archive.known("key", LONG_AGO) is None
    assert await archive.record(None, "key", report, "rules-1") == stored
    assert await archive.known("key", LONG_AGO) == stored


def execute(path: Path, statement: str) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(statement)
        connection.commit()
