"""One identity over all articles: by the forms of names and by aliases, and never by a guess."""

import sqlite3
from contextlib import closing
from itertools import count, permutations
from pathlib import Path

import pytest
from sqlite_utils import Database

from bot.archive import Archive, QuoteQuery, open_archive
from bot.archive.migrations import migrations
from bot.domain import Entity
from tests.archive.samples import pasted, said, sighting
from tests.archive.test_migrations import before_one_story

BUSHES = ("George Bush", "George W. Bush", "George H. W. Bush", "Dr George Bush")
_numbers = count()


async def speaks(archive: Archive, *names: str, entities: tuple[Entity, ...] = ()) -> None:
    """An article in which each says something of their own."""
    number = next(_numbers)
    quotes = [(f"Words {number} of {name}.", name) for name in names]
    report = said(*quotes, title=f"Title {number}", entities=entities)
    await pasted(archive, report, sighting(f"https://news.example/{number}"))


def groups(path: Path) -> set[frozenset[str]]:
    """Which speakers' names are one."""
    with closing(sqlite3.connect(path)) as connection:
        rows = connection.execute("SELECT identity_id, name FROM speakers").fetchall()
    assert all(identity is not None for identity, _ in rows)
    return {frozenset(name for other, name in rows if other == it) for it, _ in rows}


def identities(path: Path) -> list[tuple[str, str]]:
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute("SELECT kind, key FROM identities ORDER BY key, kind").fetchall()


async def test_forms_of_a_name_are_one_over_all_articles(archive: Archive, path: Path) -> None:
    await speaks(archive, "Kim Jong Un", "Kim Yo Jong")
    await speaks(archive, "Kim Jong-un")
    await speaks(archive, "KIM JONG UN", "Kim Yo-jong", "Kim")
    assert groups(path) == {
        frozenset({"Kim Jong Un", "Kim Jong-un", "KIM JONG UN"}),
        frozenset({"Kim Yo Jong", "Kim Yo-jong"}),
        frozenset({"Kim"}),
    }
    found = await archive.names.candidates("kim", None)
    assert [(who.name.casefold().replace("-", " "), who.quotes) for who in found] == [
        ("kim jong un", 3),
        ("kim yo jong", 2),
        ("kim", 1),
    ]


@pytest.mark.parametrize(
    "names",
    list(permutations(["George Bush", "George W. Bush", "George H. W. Bush", "Dr George Bush"])),
)
async def test_the_order_of_articles_makes_no_difference(
    archive: Archive, path: Path, names: tuple[str, ...]
) -> None:
    for name in names:
        await speaks(archive, name)
    assert groups(path) == {
        frozenset({"George Bush", "Dr George Bush"}),
        frozenset({"George W. Bush"}),
        frozenset({"George H. W. Bush"}),
    }


async def test_speakers_and_entities_of_one_name_are_one(archive: Archive, path: Path) -> None:
    await speaks(archive, "Ana Ruiz", entities=(Entity("Ana Ruiz", "PERSON"),))
    await speaks(archive, "Bo Lind", entities=(Entity("Ana R. Ruiz", "PERSON"),))
    with closing(sqlite3.connect(path)) as connection:
        rows = connection.execute(
            "SELECT identity_id FROM speakers WHERE name = 'Ana Ruiz' UNION"
            " SELECT identity_id FROM entities"
        ).fetchall()
    assert len(rows) == 1


async def test_a_place_and_a_person_of_one_name_are_two(archive: Archive, path: Path) -> None:
    await speaks(archive, "Bo", entities=(Entity("Jordan", "PERSON"), Entity("Jordan", "GPE")))
    assert ("person", "jordan") in identities(path)
    assert ("place", "jordan") in identities(path)


@pytest.mark.parametrize("first", [True, False])
async def test_an_alias_of_one_alone_is_that_one(archive: Archive, path: Path, first: bool) -> None:
    body = Entity("World Health Organization", "ORG", aliases=("WHO",))
    if first:
        await speaks(archive, "WHO", entities=(Entity("WHO", "ORG"),))
    await speaks(archive, "World Health Organization", entities=(body,))
    if not first:
        await speaks(archive, "WHO", entities=(Entity("WHO", "ORG"),))
    assert groups(path) == {frozenset({"World Health Organization", "WHO"})}
    assert [key for _, key in identities(path)] == ["world health organization"]
    [who] = await archive.names.candidates("who", None)
    assert who.quotes == 2


async def test_an_alias_that_fits_several_is_nobodys_also_afterwards(
    archive: Archive, path: Path
) -> None:
    await speaks(archive, "WHO", entities=(Entity("WHO", "ORG"),))
    for name in ("World Health Organization", "Warm Homes Office"):
        await speaks(archive, name, entities=(Entity(name, "ORG", aliases=("WHO",)),))
    assert frozenset({"WHO"}) in groups(path)
    assert len(groups(path)) == 3


@pytest.mark.parametrize(
    ("full", "label", "alias"),
    [
        ("Kim Jong Un", "PERSON", "Kim"),
        ("Ministry of Defence", "ORG", "Ministry"),
        ("Donald Trump", "PERSON", "Mr. Trump"),
    ],
)
async def test_a_part_of_a_name_is_never_taken_for_its_bearer(
    archive: Archive, path: Path, full: str, label: str, alias: str
) -> None:
    await speaks(archive, full, entities=(Entity(full, label, aliases=(alias,)),))
    await speaks(archive, alias, entities=(Entity(alias, label),))
    assert len(groups(path)) == 2


async def test_an_identity_goes_with_its_last_name(archive: Archive, path: Path) -> None:
    seen = sighting()
    await pasted(archive, said(("Yes.", "Ana Ruiz"), entities=(Entity("Bo", "GPE"),)), seen)
    assert len(identities(path)) == 2
    await archive.forget_message(seen.message_id)
    assert identities(path) == []


@pytest.mark.parametrize("name", ["🙂", "!!", "a" * 5000, "=Kim Jong Un", "\ud800"])
async def test_any_name_can_be_recorded(archive: Archive, path: Path, name: str) -> None:
    await speaks(archive, name, "Kim Jong Un")
    await speaks(archive, "🎈")
    assert len({it for group in groups(path) for it in group}) == 3
    assert frozenset({"🎈"}) in groups(path)


async def test_an_archive_before_identities_has_them_afterwards(path: Path) -> None:
    before_one_story(path, "The ferry")
    with closing(sqlite3.connect(path)) as connection:
        migrations.apply(Database(connection), stop_before="who_is_who")
        connection.executemany(
            "INSERT INTO speakers (id, name) VALUES (?, ?)",
            [(2, "Kim Jong Un"), (3, "Kim Jong-un"), (4, "Kim Yo Jong"), (5, "🙂"), (6, "!")],
        )
        connection.executemany(
            "INSERT INTO entities (id, name, type) VALUES (?, ?, ?)",
            [(1, "KIM JONG UN", "PERSON"), (2, "Elsewhere", "GPE")],
        )
        for quote, speaker in enumerate((2, 3, 4, 5, 6), start=1):
            connection.execute("INSERT INTO quote_speakers VALUES (1, ?, ?)", (quote, speaker))
        connection.execute(
            "INSERT INTO name_words (word, speaker_id, name) VALUES ('kim', 2, 'kim jong un')"
        )
        connection.commit()
    async with open_archive(path) as archive:
        assert len(groups(path)) == 5
        assert (await archive.quotes(QuoteQuery("=Kim Jong Un"))).total == 1
        assert (await archive.quotes(QuoteQuery("=Ana Ruiz"))).total == 1
        await speaks(archive, "Kim Jong Un")
        assert len(groups(path)) == 5
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
