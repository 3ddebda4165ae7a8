"""How long what is kept: messages, texts, and servers that we have left."""

import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.archive import Archive, QuoteQuery, Retention, daily_rounds, open_archive
from bot.archive.retention import blanked
from bot.archive.texts import text_of
from bot.domain import Article, Entity, Quote, QuoteKind, Report, Validators
from tests.archive.samples import NOON, SERVER, pasted, said, sighting
from tests.archive.test_under_load import assert_sound
from tests.archive.test_upkeep import rounds_until

LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)
SOON = datetime(2100, 1, 1, tzinfo=UTC)

TEXT = "\n".join(
    (
        "The ferry to Port Ellery will sail all night from May on.",
        "“Nobody should be stranded on the island,” said Ines Okafor, “ever again.”",
        "Secret words that only the article has, number after number: " + "seven eleven " * 40,
    )
)


def span(words: str) -> tuple[int, int]:
    start = TEXT.index(words)
    return start, start + len(words)


FERRY = Report(
    Article(TEXT, "https://news.example/f", "Ferries", "The Example", published="2026-03-01"),
    (
        Quote(
            QuoteKind.DIRECT,
            content=(span("Nobody should be stranded on the island,"), span("ever again.")),
            quoted=(span("Nobody should be stranded on the island,"), span("ever again.")),
            cue=(span("said"),),
            mention=(span("Ines Okafor"),),
            speakers=("Ines Okafor",),
            confidence=0.9,
        ),
    ),
    (Entity("Port Ellery", "GPE", mentions=(span("Port Ellery"),), salience=0.5),),
)


def holds(path: Path, words: bytes) -> bool:
    return words in path.read_bytes()


async def go_round(archive: Archive, retention: Retention) -> None:
    pause, ended = rounds_until(1)
    async with daily_rounds(archive, retention, pause=pause):
        await ended.wait()


async def words_kept(archive: Archive) -> set[str]:
    return {hit.words for hit in (await archive.quotes(QuoteQuery(limit=1_000))).hits}


def texts_in(path: Path) -> list[str | None]:
    with closing(sqlite3.connect(path)) as connection:
        ids = connection.execute("SELECT article_id FROM texts").fetchall()
        return [text_of(connection, id_) for (id_,) in ids]


def the_text(path: Path) -> str:
    [text] = texts_in(path)
    assert text is not None
    return text


async def test_by_default_everything_stays(archive: Archive, path: Path) -> None:
    share, stored = await pasted(archive, FERRY, sighting(minutes=-1_000_000))
    await go_round(archive, Retention())
    assert await archive.share(share.id) == share
    assert await archive.report(stored.article_id) == stored
    assert texts_in(path) == [TEXT]


async def test_old_messages_go_with_what_only_they_held(archive: Archive, path: Path) -> None:
    for number in range(450):
        report = said((f"Old {number}.", f"Old {number}"), title=f"{number}")
        await pasted(archive, report, sighting(f"u{number}", minutes=-number))
    both = said(("Both.", "Bo Lind"), title="both")
    await pasted(archive, both, sighting("both", minutes=-5))
    new, _ = await pasted(archive, both, sighting("both", minutes=1))
    await archive.expire(NOON + timedelta(seconds=1))
    assert await words_kept(archive) == {"Both."}
    assert [who.name for who in await archive.speakers("", None)] == ["Bo Lind"]
    [hit] = (await archive.quotes(QuoteQuery())).hits
    assert hit.share == new
    assert_sound(path)


async def test_what_was_kept_without_a_message_goes_by_when_it_was_read(archive: Archive) -> None:
    await archive.record(None, "kept", said(("Kept.", "Ana Ruiz")), "rules-1")
    await archive.expire(datetime.now(UTC) - timedelta(days=1))
    assert await words_kept(archive) == {"Kept."}
    await archive.expire(SOON)
    assert await words_kept(archive) == set()


async def test_the_round_deletes_what_is_older_than_the_days_set(archive: Archive) -> None:
    await pasted(archive, said(("Old.", "Ana Ruiz"), title="old"), sighting("old"))
    days_since = (datetime.now(UTC) - NOON).days
    await go_round(archive, Retention(days=days_since + 1))
    assert await words_kept(archive) == {"Old."}
    await go_round(archive, Retention(days=days_since))
    assert await words_kept(archive) == set()


async def test_without_texts_quotes_and_names_are_shown_as_before(
    archive: Archive, path: Path
) -> None:
    share, stored = await pasted(archive, FERRY, sighting())
    before = await archive.quotes(QuoteQuery(speaker="okafor", about="stranded"))
    assert before.total == 1
    await go_round(archive, Retention(text=False))
    assert "Secret" not in the_text(path)
    assert "sail all night" not in the_text(path)
    assert len(the_text(path)) == len(TEXT)
    assert await archive.quotes(QuoteQuery(speaker="okafor", about="stranded")) == before
    after = await archive.report(stored.article_id, share.id)
    assert after
    assert after.report.quotes == FERRY.quotes
    assert after.report.entities == FERRY.entities
    assert after.report.article.title == "Ferries"
    for quote in FERRY.quotes:
        for spans in (quote.content, quote.quoted, quote.cue, quote.mention):
            assert after.report.words_of(spans) == FERRY.words_of(spans)
    assert after.report.words_of(FERRY.entities[0].mentions) == "Port Ellery"
    assert_sound(path)


async def test_an_article_without_its_text_is_still_the_same_article(
    archive: Archive, path: Path
) -> None:
    _, stored = await pasted(archive, FERRY, sighting())
    await go_round(archive, Retention(text=False))
    repeat = await archive.record(None, "elsewhere", FERRY, "rules-1")
    assert repeat.article_id == stored.article_id
    assert (await archive.quotes(QuoteQuery())).total == 1
    assert "Secret" not in the_text(path)


async def test_an_unchanged_page_keeps_its_quotes_and_no_text(archive: Archive, path: Path) -> None:
    [share] = await archive.see([sighting("page")])
    held = Validators("https://news.example/f", '"v1"', None)
    await archive.record(share.id, "page", FERRY, "rules-1", held)
    await go_round(archive, Retention(text=False))
    [again] = await archive.see([sighting("page")])
    stored = await archive.confirm(again.id, "page")
    assert stored.report.quotes == FERRY.quotes
    assert "Secret" not in the_text(path)


async def test_a_text_that_is_read_again_goes_with_the_next_round(
    archive: Archive, path: Path
) -> None:
    share, _ = await pasted(archive, FERRY, sighting("page"))
    for version in ("rules-2", "rules-3"):
        await go_round(archive, Retention(text=False))
        assert "Secret" not in the_text(path)
        stored = await archive.record(share.id, "page", FERRY, version)
        assert stored.report == FERRY
    assert texts_in(path) == [TEXT]


async def test_texts_go_a_few_at_a_time_until_none_is_left(archive: Archive, path: Path) -> None:
    for number in range(50):
        article = said((f"Words {number}.", "Ana Ruiz"), title=f"{number}")
        await pasted(archive, article, sighting(f"u{number}"))
    await archive.drop_texts()
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("SELECT count(*) FROM textless").fetchone() == (50,)
    assert not any("“" in str(text) for text in texts_in(path))
    assert len(await words_kept(archive)) == 50


@pytest.mark.parametrize("deleted", [True, False])
async def test_what_is_given_up_is_overwritten(path: Path, deleted: bool) -> None:
    async with open_archive(path) as archive:
        for number in range(20):
            padded = replace(FERRY.article, text=f"{TEXT} “{number}”", title=f"{number}")
            await pasted(archive, replace(FERRY, article=padded), sighting(f"u{number}"))
    with closing(sqlite3.connect(path)) as connection:
        packed = [text for (text,) in connection.execute("SELECT text FROM texts")]
    assert all(holds(path, text[-40:]) for text in packed)
    async with open_archive(path) as archive:
        await (archive.expire(SOON) if deleted else archive.drop_texts())
    assert not any(holds(path, text[-40:]) for text in packed)


async def test_spans_that_make_no_sense_keep_nothing_and_hold_up_nobody(
    archive: Archive, path: Path
) -> None:
    await pasted(archive, FERRY, sighting())
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("UPDATE quotes SET content = '[[1]]', quoted = '{}'")
    await archive.drop_texts()
    assert "Nobody should be" not in the_text(path)
    assert "Ines Okafor" in the_text(path)


@given(
    st.text(max_size=60),
    st.lists(st.tuples(st.integers(0, 70), st.integers(0, 70)), max_size=6),
)
def test_a_blanked_text_has_its_length_and_the_spans_kept_alone(
    text: str, kept: list[tuple[int, int]]
) -> None:
    blank = blanked(text, kept)
    inside = {place for start, end in kept for place in range(start, end)}
    assert len(blank) == len(text)
    for place, (old, new) in enumerate(zip(text, blank, strict=True)):
        assert new == old if place in inside else new.isspace()


async def test_what_was_shared_in_a_server_stays_for_some_days_after_we_left(
    archive: Archive, path: Path
) -> None:
    for number in range(5):
        await pasted(
            archive, said((f"{number}", "Ana Ruiz"), title=f"{number}"), sighting(f"u{number}")
        )
    await archive.see([sighting(f"w{number}", message_id=number) for number in range(500)])
    elsewhere, _ = await pasted(archive, said(("Yes.", "Bo Lind")), sighting(guild_id=101))
    privately, _ = await pasted(archive, said(("No.", "Cy Odell")), sighting("dm", guild_id=None))
    await archive.leave_guild(SERVER)
    await go_round(archive, Retention(left_days=7))
    assert len(await words_kept(archive)) == 7
    await archive.forget_left_guilds(datetime.now(UTC))
    assert await words_kept(archive) == {"Yes.", "No."}
    assert await archive.waiting() == [elsewhere, privately]
    assert {who.name for who in await archive.speakers("", None)} == {"Bo Lind", "Cy Odell"}
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("SELECT * FROM departures").fetchall() == []


async def test_days_may_be_none(archive: Archive) -> None:
    await pasted(archive, said(("Yes.", "Ana Ruiz")), sighting())
    await archive.leave_guild(SERVER)
    await go_round(archive, Retention(left_days=0))
    assert await words_kept(archive) == set()


async def test_leaving_twice_counts_from_the_first_time(archive: Archive, path: Path) -> None:
    await archive.leave_guild(SERVER)
    with closing(sqlite3.connect(path)) as connection:
        before = connection.execute("SELECT * FROM departures").fetchall()
    await archive.leave_guild(SERVER)
    await archive.in_guilds([])
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("SELECT * FROM departures").fetchall() == before


async def test_a_server_that_has_us_back_keeps_what_it_shared(archive: Archive) -> None:
    await pasted(archive, said(("Yes.", "Ana Ruiz")), sighting())
    await archive.leave_guild(SERVER)
    await archive.rejoin_guild(SERVER)
    await archive.forget_left_guilds(SOON)
    assert await words_kept(archive) == {"Yes."}


async def test_servers_that_we_left_while_away_are_noticed(archive: Archive) -> None:
    await pasted(archive, said(("Here.", "Ana Ruiz"), title="1"), sighting("1"))
    await pasted(archive, said(("There.", "Ana Ruiz"), title="2"), sighting("2", guild_id=101))
    await pasted(archive, said(("Alone.", "Ana Ruiz"), title="3"), sighting("3", guild_id=None))
    await archive.in_guilds([101])
    await archive.in_guilds([SERVER])
    await archive.forget_left_guilds(SOON)
    assert await words_kept(archive) == {"Here.", "Alone."}
