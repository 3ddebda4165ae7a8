"""What a server corrects holds there, in every answer, and nowhere else."""

import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlite_utils import Database

from bot.archive import (
    Archive,
    QuoteGone,
    QuoteQuery,
    ShareGone,
    TooManyCorrections,
    corrections,
    open_archive,
)
from bot.archive.migrations import migrations
from bot.domain import Correction, CorrectionKind, Scope, Share, StoredReport
from tests.archive.samples import NEWS, OTHER_CHANNEL, SERVER, pasted, said, sighting
from tests.archive.test_stories import ANA as ANA_SAID
from tests.archive.test_stories import BO as BO_SAID
from tests.archive.test_stories import CY as CY_SAID
from tests.archive.test_stories import story

HERE = Scope(SERVER, frozenset({NEWS, OTHER_CHANNEL}))
ELSEWHERE = Scope(101, frozenset({400}))
MOD = 9
TOLD = said(("Tariffs rise.", "Ana Ruiz"), ("The ferry sails.", "Bo Lind"))


async def both(archive: Archive) -> tuple[Share, StoredReport]:
    """The article, shared in two servers."""
    await pasted(archive, TOLD, sighting(guild_id=101, channel_id=400))
    return await pasted(archive, TOLD, sighting())


def by(speaker: str | None, stored: StoredReport, at: int = 0) -> Correction:
    quote = stored.report.quotes[at]
    return Correction(CorrectionKind.SPEAKER, quote.content, speaker, quote.speaker)


def none(stored: StoredReport, at: int = 0) -> Correction:
    return Correction(CorrectionKind.NOT_A_QUOTE, stored.report.quotes[at].content)


async def words(archive: Archive, speaker: str | None, scope: Scope | None = HERE) -> list[str]:
    page = await archive.quotes(QuoteQuery(speaker=speaker, scope=scope))
    assert page.total == len(page.hits)
    return [hit.words for hit in page.hits]


async def suggested(archive: Archive, scope: Scope = HERE) -> dict[str, int | None]:
    return {who.name: who.quotes for who in await archive.speakers("", scope)}


async def test_a_corrected_speaker_is_found_by_the_new_name_and_not_by_the_old(
    archive: Archive,
) -> None:
    share, stored = await both(archive)
    mended = await archive.correct(share.id, by("Cy Odell", stored), MOD)
    assert [quote.speaker for quote in mended.report.quotes] == ["Cy Odell", "Bo Lind"]
    assert await archive.report(stored.article_id, share.id) == mended
    assert await words(archive, "Cy Odell") == await words(archive, "ode") == ["Tariffs rise."]
    assert await words(archive, "Ana Ruiz") == await words(archive, "ru") == []
    assert await words(archive, "Bo") == ["The ferry sails."]
    [hit] = (await archive.quotes(QuoteQuery(speaker="cy", about="tariffs", scope=HERE))).hits
    assert hit.speaker == "Cy Odell"
    [found] = (await archive.search("tariffs", HERE)).hits
    assert found.speaker == "Cy Odell"
    assert await suggested(archive) == {"Cy Odell": 1, "Bo Lind": 1}
    assert [who.name for who in await archive.speakers("cy", HERE)] == ["Cy Odell"]


async def test_no_other_server_hears_of_it(archive: Archive) -> None:
    share, stored = await both(archive)
    await archive.correct(share.id, by("Cy Odell", stored), MOD)
    await archive.correct(share.id, none(stored, 1), MOD)
    for scope in (ELSEWHERE, None):
        assert await words(archive, "Cy Odell", scope) == []
        assert await words(archive, "Ana Ruiz", scope) == ["Tariffs rise."]
        assert await words(archive, "Bo Lind", scope) == ["The ferry sails."]
    assert await suggested(archive, ELSEWHERE) == {"Ana Ruiz": 1, "Bo Lind": 1}
    assert (await archive.search("ferry", ELSEWHERE)).total == 1
    assert await archive.report(stored.article_id) == stored


async def test_a_speaker_may_be_corrected_to_nobody(archive: Archive) -> None:
    share, stored = await both(archive)
    mended = await archive.correct(share.id, by(None, stored), MOD)
    assert mended.report.quotes[0].speakers == ()
    assert await words(archive, "Ana Ruiz") == []
    assert "Tariffs rise." in await words(archive, None)


async def test_what_is_no_quote_is_found_no_more(archive: Archive) -> None:
    share, stored = await both(archive)
    mended = await archive.correct(share.id, none(stored), MOD)
    assert [quote.speaker for quote in mended.report.quotes] == ["Bo Lind"]
    assert await words(archive, None) == ["The ferry sails."]
    assert (await archive.search("tariffs", HERE)).total == 0
    assert await suggested(archive) == {"Bo Lind": 1}


async def test_nothing_of_a_wrong_article_is_found(archive: Archive) -> None:
    share, stored = await both(archive)
    wrong = await archive.correct(share.id, Correction(CorrectionKind.WRONG_ARTICLE), MOD)
    assert wrong.wrong_article
    assert (wrong.report.quotes, wrong.report.entities) == ((), ())
    assert await words(archive, None) == []
    assert (await archive.search("harbour OR tariffs", HERE)).total == 0
    assert await suggested(archive) == {}
    undone = await archive.undo_correction(share.id, MOD)
    assert undone == stored


async def test_undoing_brings_back_what_held_before(archive: Archive, path: Path) -> None:
    share, stored = await both(archive)
    await archive.correct(share.id, by("Cy Odell", stored), MOD)
    await archive.correct(share.id, by("Di Ames", stored), MOD)
    first = await archive.undo_correction(share.id, 10)
    assert first.report.quotes[0].speaker == "Cy Odell"
    assert await words(archive, "Di") == []
    assert await archive.undo_correction(share.id, 10) == stored
    assert await archive.undo_correction(share.id, 10) == stored
    assert await words(archive, "Ana") == ["Tariffs rise."]
    with closing(sqlite3.connect(path)) as connection:
        log = connection.execute(
            "SELECT kind, words, was, speaker, author_id, undone_by FROM corrections ORDER BY id"
        ).fetchall()
    assert log == [
        ("speaker", "Tariffs rise.", "Ana Ruiz", "Cy Odell", MOD, 10),
        ("speaker", "Tariffs rise.", "Ana Ruiz", "Di Ames", MOD, 10),
    ]


async def test_a_correction_outlives_the_next_reading_while_the_words_stand_there(
    archive: Archive,
) -> None:
    share, stored = await both(archive)
    await archive.correct(share.id, by("Cy Odell", stored), MOD)
    await archive.correct(share.id, none(stored, 1), MOD)
    url = share.seen.url
    await archive.record(share.id, url, TOLD, "rules-2")
    assert await words(archive, "Cy") == ["Tariffs rise."]
    assert await words(archive, "Ana") == []
    assert await words(archive, "Bo") == []
    read_otherwise = replace(TOLD, quotes=TOLD.quotes[1:])
    await archive.record(share.id, url, read_otherwise, "rules-3")
    assert await words(archive, "Cy") == []
    await archive.record(share.id, url, TOLD, "rules-4")
    assert await words(archive, "Cy") == ["Tariffs rise."]


async def test_other_words_at_the_same_place_are_not_corrected(archive: Archive) -> None:
    share, stored = await pasted(archive, TOLD, sighting())
    await archive.correct(share.id, by("Cy Odell", stored), MOD)
    changed = said(("Tariffs fell.", "Ana Ruiz"), ("The ferry sails.", "Bo Lind"))
    await archive.record(share.id, share.seen.url, changed, "rules-2")
    assert await words(archive, "Ana") == ["Tariffs fell."]
    mended = await archive.report(stored.article_id, share.id)
    assert mended
    assert mended.report.quotes[0].speaker == "Ana Ruiz"


async def test_corrections_go_with_the_last_share_of_their_server(
    archive: Archive, path: Path
) -> None:
    share, stored = await both(archive)
    again, _ = await pasted(archive, TOLD, sighting(channel_id=OTHER_CHANNEL))
    await archive.correct(share.id, by("Cy Odell", stored), MOD)
    await archive.forget_message(share.seen.message_id)
    assert await words(archive, "Cy") == ["Tariffs rise."]
    await archive.forget_message(again.seen.message_id)
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("SELECT count(*) FROM corrections").fetchone() == (0,)


async def test_the_same_words_in_another_copy_of_the_story_are_corrected_too(
    archive: Archive,
) -> None:
    share, stored = await pasted(archive, story(ANA_SAID, BO_SAID), sighting("one"))
    _, copy = await pasted(archive, story(ANA_SAID, BO_SAID, CY_SAID), sighting("two", minutes=1))
    assert copy.article_id != stored.article_id
    at = next(place for place, one in enumerate(stored.report.quotes) if one.speaker == ANA_SAID[0])
    assert await words(archive, ANA_SAID[0]) == [ANA_SAID[1]]
    await archive.correct(share.id, by("Di Ames", stored, at), MOD)
    assert await words(archive, "Di Ames") == [ANA_SAID[1]]
    assert await words(archive, ANA_SAID[0]) == []
    await archive.correct(share.id, none(stored, at), MOD)
    assert await words(archive, "Di Ames") == []
    assert ANA_SAID[1] not in await words(archive, None)


async def test_direct_messages_are_corrected_for_themselves_alone(archive: Archive) -> None:
    await pasted(archive, TOLD, sighting(guild_id=None, channel_id=501))
    share, stored = await pasted(archive, TOLD, sighting(guild_id=None, channel_id=502))
    await archive.correct(share.id, by("Cy Odell", stored), MOD)
    assert await words(archive, "Cy", Scope(None, frozenset({502}))) == ["Tariffs rise."]
    assert await words(archive, "Cy", Scope(None, frozenset({501}))) == []


async def test_a_speaker_quoted_often_is_corrected_among_the_newest_too(archive: Archive) -> None:
    for minute in range(120):
        told = said((f"Line {minute} of it.", "Ana Ruiz"), title=f"Day {minute}")
        seen = sighting(f"https://news.example/{minute}", minutes=minute)
        share, stored = await pasted(archive, told, seen)
    await archive.correct(share.id, by("Cy Odell", stored), MOD)
    page = await archive.quotes(QuoteQuery(speaker="Ana", scope=HERE, limit=2))
    assert [hit.words for hit in page.hits] == ["Line 118 of it.", "Line 117 of it."]
    assert await words(archive, "Cy") == ["Line 119 of it."]


async def test_what_cannot_be_corrected_is_said(
    archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    share, stored = await both(archive)
    with pytest.raises(QuoteGone):
        await archive.correct(share.id, Correction(CorrectionKind.SPEAKER, ((0, 3),), "A"), MOD)
    with pytest.raises(ShareGone):
        await archive.correct(999, by("Cy Odell", stored), MOD)
    monkeypatch.setattr(corrections, "_MOST_OF_AN_ARTICLE", 2)
    for name in ("A", "B"):
        await archive.correct(share.id, by(name, stored), MOD)
    with pytest.raises(TooManyCorrections):
        await archive.correct(share.id, by("C", stored), MOD)


async def test_who_corrected_can_be_forgotten(archive: Archive, path: Path) -> None:
    share, stored = await both(archive)
    await archive.correct(share.id, by("Cy Odell", stored), MOD)
    await archive.correct(share.id, none(stored, 1), 10)
    await archive.undo_correction(share.id, MOD)
    await archive.people.forget(MOD)
    assert await words(archive, "Cy") == ["Tariffs rise."]
    with closing(sqlite3.connect(path)) as connection:
        left = connection.execute("SELECT author_id, undone_by FROM corrections ORDER BY id")
        assert left.fetchall() == [(None, None), (10, None)]


async def test_feedback_is_every_article_as_read_with_what_holds(archive: Archive) -> None:
    share, stored = await both(archive)
    await archive.correct(share.id, by("Cy Odell", stored), MOD)
    await archive.correct(share.id, none(stored, 1), MOD)
    await archive.undo_correction(share.id, MOD)
    [one] = await archive.feedback()
    assert one.report == stored.report
    assert one.corrections == (by("Cy Odell", stored),)
    await archive.drop_texts()
    assert await archive.feedback() == []


async def test_an_archive_before_corrections_takes_them(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        migrations.apply(Database(connection), stop_before="fuller_cards")
        now = datetime.now(UTC).isoformat()
        connection.executescript(
            "INSERT INTO articles VALUES (1, NULL, 'T', NULL, '[]', NULL, 'en', 'article', 'f', 2,"
            f" 0, 'rules-1', '{now}', 'Aye aye.');"
            "INSERT INTO quotes (article_id, place, rank, kind, words, content, quoted, cue,"
            " mention, confidence) VALUES (1, 0, 1, 'direct', 'Aye aye.', '[[0,8]]', '[]', '[]',"
            " '[]', 0.9);"
            "INSERT INTO shares (guild_id, channel_id, message_id, author_id, url, spoiler,"
            f" shared_at, article_id) VALUES ({SERVER}, {NEWS}, 5, 6, 'a', 0, '{now}', 1);"
        )
        connection.commit()
    async with open_archive(path) as archive:
        stored = await archive.report(1, 1)
        assert stored
        assert stored.report.article.image is None
        await archive.correct(1, by("Cy Odell", stored), MOD)
        assert await words(archive, "Cy") == ["Aye aye."]
        await archive.answered(1, 70, 80)
        [share] = await archive.shares_of_message(5)
        assert (share.thread_id, share.reply_channel_id) == (80, 80)
