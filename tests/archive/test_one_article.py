"""A name that is somebody else's in one article: namesakes part, and only in their server."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from sqlite_utils import Database

from bot.archive import Archive, Choice, NoSuchChange, NotOneName, QuoteQuery, open_archive
from bot.archive.migrations import migrations
from bot.domain import Correction, CorrectionKind, Entity, Scope
from tests.archive.samples import NEWS, SERVER, pasted, said, sighting

HERE = Scope(SERVER, frozenset({NEWS}))
THERE = Scope(SERVER + 1, frozenset({NEWS}))
MOD = 7
SMITH, KEEPER = "John Smith", "John Smith, goalkeeper"


async def two_smiths(archive: Archive) -> tuple[int, int]:
    """The mayor's article and the goalkeeper's, shared in two servers."""
    ids: list[int] = []
    for number, words in ((1, "The budget stands."), (2, "I saved it.")):
        report = said((words, SMITH), ("And I agree.", "Bo Lind"), title=f"Title {number}")
        _, stored = await pasted(archive, report, sighting(f"u{number}"))
        await pasted(archive, report, sighting(f"u{number}", guild_id=SERVER + 1))
        ids.append(stored.article_id)
    return ids[0], ids[1]


async def words(archive: Archive, speaker: str, scope: Scope | None = HERE) -> set[str]:
    page = await archive.quotes(QuoteQuery(speaker, scope=scope))
    assert page.total == len(page.hits)
    return {f"{hit.speaker}: {hit.words}" for hit in page.hits}


async def test_a_namesake_parts_in_one_article(archive: Archive) -> None:
    _, match = await two_smiths(archive)
    change = await archive.names.in_article(SERVER, MOD, match, "john smith", KEEPER)
    assert (change.name, change.becomes, change.article_id) == (SMITH, KEEPER, match)
    assert await words(archive, "=John Smith") == {"John Smith: The budget stands."}
    for typed in ("goalkeeper", "=John Smith, goalkeeper", "john goalkeeper"):
        assert await words(archive, typed) == {f"{KEEPER}: I saved it."}
    assert await words(archive, "bo lind") == {"Bo Lind: And I agree."}
    assert await words(archive, "=John Smith", THERE) == {
        "John Smith: The budget stands.",
        "John Smith: I saved it.",
    }
    assert await words(archive, "goalkeeper", THERE) == set()
    assert (await archive.speakers("goal", HERE))[0].name == KEEPER
    choices = (Choice(name, scope=HERE) for name in (KEEPER, "=John Smith"))
    timeline = await archive.timeline(*choices)
    assert timeline
    assert [series.total for series in timeline.series] == [1, 1]
    await archive.names.undo(SERVER, MOD, change.id)
    assert await words(archive, "goalkeeper") == set()
    assert len(await words(archive, "=John Smith")) == 2


async def test_namesakes_are_asked_back(archive: Archive) -> None:
    _, match = await two_smiths(archive)
    await archive.names.in_article(SERVER, MOD, match, SMITH, KEEPER)

    async def meant(typed: str, scope: Scope = HERE) -> dict[str, int | None]:
        return {who.name: who.quotes for who in await archive.names.candidates(typed, scope)}

    assert await meant("smith") == await meant("smi") == {SMITH: 1, KEEPER: 1}
    assert await meant("john smith") == await meant("=John Smith") == {SMITH: 1}
    assert await meant("goalkeeper") == await meant("goal") == {KEEPER: 1}
    assert await meant("=John Smith, goalkeeper") == {KEEPER: 1}
    assert await meant("goalkeeper", THERE) == {}
    assert await meant("smith", THERE) == {SMITH: 2}
    assert await meant("goalkeeper", Scope(SERVER, frozenset({NEWS + 1}))) == {}


async def test_the_next_reading_respects_it(archive: Archive) -> None:
    _, match = await two_smiths(archive)
    await archive.names.in_article(SERVER, MOD, match, SMITH, KEEPER)
    again = said(("I saved it.", SMITH), ("And twice.", SMITH), title="Title 2")
    share, stored = await pasted(archive, again, sighting("u2"))
    assert stored.article_id == match
    assert await words(archive, "goalkeeper") == {f"{KEEPER}: I saved it.", f"{KEEPER}: And twice."}
    shown = await archive.report(match, share.id)
    assert shown
    assert {quote.speaker for quote in shown.report.quotes} == {KEEPER}


async def test_what_a_person_corrects_goes_before_it(archive: Archive) -> None:
    _, match = await two_smiths(archive)
    share = await archive.share_in("u2", HERE)
    assert share
    await archive.names.in_article(SERVER, MOD, match, SMITH, KEEPER)
    stored = await archive.report(match, share.id)
    assert stored
    content = stored.report.quotes[0].content
    await archive.correct(share.id, Correction(CorrectionKind.SPEAKER, content, "Cy Odell"), MOD)
    assert await words(archive, "goalkeeper") == set()
    assert await words(archive, "cy odell") == {"Cy Odell: I saved it."}


async def test_a_name_is_somebodys_who_is_known(archive: Archive) -> None:
    report = said(("Lone words.", "Clinton"), title="Alone")
    _, alone = await pasted(archive, report, sighting("alone"))
    await pasted(archive, said(("Full words.", "Hillary Clinton")), sighting("full"))
    await pasted(archive, said(("More.", "Hillary R. Clinton"), title="3"), sighting("more"))
    [who] = await archive.names.candidates("=Hillary Clinton", HERE)
    await archive.names.in_article(
        SERVER, MOD, alone.article_id, "Clinton", who.name, who.identity_id
    )
    for typed in ("=Hillary Clinton", "=Hillary R. Clinton", "hillary"):
        assert len(await words(archive, typed)) == 3
    assert await words(archive, "=Clinton") == set()


@pytest.mark.parametrize(
    ("form", "becomes", "reason"),
    [
        ("Nobody", KEEPER, "Nobody called “Nobody” is quoted in that article"),
        (SMITH, "JOHN smith", "Both are called “John Smith”"),
        (SMITH, "!", "That is no name"),
        (SMITH, "x" * 81, "That is no name"),
    ],
)
async def test_what_makes_no_sense_is_refused(
    archive: Archive, form: str, becomes: str, reason: str
) -> None:
    _, match = await two_smiths(archive)
    with pytest.raises(NotOneName, match=reason):
        await archive.names.in_article(SERVER, MOD, match, form, becomes)


async def test_it_goes_with_the_servers_last_share(archive: Archive, path: Path) -> None:
    seen = sighting("u1")
    report = said(("Yes.", SMITH), entities=(Entity(SMITH, "PERSON"),))
    _, stored = await pasted(archive, report, seen)
    await pasted(archive, report, sighting("u1", guild_id=SERVER + 1))
    change = await archive.names.in_article(SERVER, MOD, stored.article_id, SMITH, KEEPER)
    await archive.forget_message(seen.message_id)
    assert await archive.names.log(SERVER) == []
    with pytest.raises(NoSuchChange):
        await archive.names.undo(SERVER, MOD, change.id)
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("SELECT count(*) FROM identities").fetchone() == (1,)


async def test_an_archive_of_before_keeps_its_decisions(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        migrations.apply(Database(connection), stop_before="one_article")
        connection.execute("INSERT INTO identities (id, kind, key) VALUES (1, 'person', 'ana')")
        connection.execute(
            "INSERT INTO name_changes (guild_id, author_id, made_at, action, identity_id, name,"
            " becomes) VALUES (?, ?, '2026-03-01T12:00:00.000000+00:00', 'rename', 1, 'A', 'B')",
            (SERVER, MOD),
        )
        connection.commit()
    async with open_archive(path) as archive:
        [change] = await archive.names.log(SERVER)
        assert (change.name, change.becomes, change.article_id, change.evidence) == (
            "A",
            "B",
            None,
            (),
        )
        _, match = await two_smiths(archive)
        await archive.names.in_article(SERVER, MOD, match, SMITH, KEEPER)
        assert len(await archive.names.log(SERVER)) == 2
