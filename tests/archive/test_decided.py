"""What moderators decide about names holds in their server, for good, until it is undone."""

import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.archive import (
    Action,
    Archive,
    NoSuchChange,
    NotOneName,
    QuoteQuery,
    TooManyChanges,
    decided,
    speakers,
)
from bot.domain import Scope
from tests.archive.samples import NEWS, SERVER, pasted, said, sighting

OTHER = 101
HERE = Scope(SERVER, frozenset({NEWS}))
THERE = Scope(OTHER, frozenset({NEWS}))
MOD = 7
REPORT = said(
    ("1", "Kim Jong Un"), ("2", "Kim Jong Un"), ("3", "Kim Jong-un"), ("4", "The Marshal")
)


@pytest.fixture(params=["few shares", "many shares", "many names"])
def size(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    if request.param != "few shares":
        monkeypatch.setattr(speakers, "_FEW_SHARES", 0)
    if request.param == "many names":
        monkeypatch.setattr(speakers, "_DENSE", 0)
        monkeypatch.setattr(speakers, "_ENOUGH", 1)


async def share(archive: Archive) -> None:
    """The same article in two servers."""
    await pasted(archive, REPORT, sighting("a", message_id=1))
    await pasted(archive, REPORT, sighting("a", guild_id=OTHER, message_id=2))


async def meant(archive: Archive, typed: str, scope: Scope | None = HERE) -> dict[str, int | None]:
    """Whom a name means; and as many quotes are found as are counted."""
    found = await archive.names.candidates(typed, scope)
    for who in found:
        page = await archive.quotes(QuoteQuery(who.exactly, scope=scope))
        assert page.total == who.quotes
    return {who.name: who.quotes for who in found}


async def one(archive: Archive, name: str, scope: Scope | None = HERE) -> int:
    [who] = await archive.names.candidates(name, scope)
    return who.identity_id


async def merged(archive: Archive, guild_id: int | None = SERVER) -> int:
    change = await archive.names.merge(
        guild_id, MOD, await one(archive, "The Marshal"), await one(archive, "Kim Jong Un")
    )
    return change.id


@pytest.mark.usefixtures("size")
async def test_a_merge_holds_in_its_server_alone(archive: Archive) -> None:
    await share(archive)
    change = await merged(archive)
    for typed in ("Kim Jong Un", "kim", "marshal", "=The Marshal"):
        assert await meant(archive, typed) == {"Kim Jong Un": 4}
    assert [(who.name, who.quotes) for who in await archive.speakers("", HERE)] == [
        ("Kim Jong Un", 4)
    ]
    for scope in (THERE, None, Scope(None, frozenset({NEWS}))):
        assert "The Marshal" not in await meant(archive, "kim", scope)
    assert await meant(archive, "kim", THERE) == {"Kim Jong Un": 3}
    await archive.names.undo(SERVER, MOD, change)
    assert await meant(archive, "kim") == {"Kim Jong Un": 3}
    assert await meant(archive, "marshal") == {"The Marshal": 1}


@pytest.mark.usefixtures("size")
async def test_a_split_holds_in_its_server_alone(archive: Archive) -> None:
    await share(archive)
    # Both forms are one when folded, so another form is needed to split off.
    await pasted(archive, said(("5", "Kim P. Jong Un"), title="b"), sighting("b"))
    assert await meant(archive, "kim") == {"Kim Jong Un": 4}
    change = await archive.names.split(
        SERVER, MOD, await one(archive, "Kim Jong Un"), "kim p jong-un"
    )
    assert await meant(archive, "kim") == {"Kim Jong Un": 3, "Kim P. Jong Un": 1}
    assert await meant(archive, "kim", None) == {"Kim Jong Un": 4}
    await archive.names.undo(SERVER, MOD, change.id)
    assert await meant(archive, "kim") == {"Kim Jong Un": 4}


@pytest.mark.usefixtures("size")
async def test_a_new_name_is_shown_and_found_in_its_server_alone(archive: Archive) -> None:
    await share(archive)
    change = await archive.names.rename(SERVER, MOD, await one(archive, "Kim Jong Un"), "Kim III")
    for typed in ("kim", "Kim III", "=Kim III", "iii", "kim jong un", "=Kim Jong Un"):
        assert await meant(archive, typed) == {"Kim III": 3}
    assert "Kim III" in [who.name for who in await archive.speakers("iii", HERE)]
    assert await meant(archive, "kim", THERE) == {"Kim Jong Un": 3}
    assert await meant(archive, "iii", THERE) == {}
    assert await archive.speakers("iii", THERE) == []
    await archive.names.undo(SERVER, MOD, change.id)
    assert await meant(archive, "kim") == {"Kim Jong Un": 3}


async def test_what_holds_everywhere_gives_way_to_a_servers_own(archive: Archive) -> None:
    await share(archive)
    everywhere = await merged(archive, None)
    for scope in (HERE, THERE, None):
        assert await meant(archive, "kim", scope) == {"Kim Jong Un": 4}
    split = await archive.names.split(SERVER, MOD, await one(archive, "Kim Jong Un"), "The Marshal")
    assert await meant(archive, "marshal") == {"The Marshal": 1}
    assert await meant(archive, "marshal", THERE) == {"Kim Jong Un": 4}
    with pytest.raises(NoSuchChange):
        await archive.names.undo(SERVER, MOD, everywhere)
    await archive.names.undo(None, None, everywhere)
    assert await meant(archive, "marshal", THERE) == {"The Marshal": 1}
    assert await meant(archive, "kim") == {"Kim Jong Un": 3}
    await archive.names.undo(SERVER, MOD, split.id)
    assert await meant(archive, "marshal") == {"The Marshal": 1}


async def test_the_next_reading_respects_it(archive: Archive) -> None:
    await share(archive)
    await merged(archive)
    await archive.names.rename(SERVER, MOD, await one(archive, "Kim Jong Un"), "Kim III")
    # All names go with their quotes, and come back; and another form of one of them comes.
    for report in (said(("1", "Bo Lind")), REPORT):
        await pasted(archive, report, sighting("a"))
    await pasted(archive, said(("6", "KIM JONG-UN"), title="c"), sighting("c"))
    assert await meant(archive, "kim") == {"Kim III": 5}
    assert await meant(archive, "marshal") == {"Kim III": 5}
    assert await meant(archive, "marshal", THERE) == {"The Marshal": 1}


async def test_it_holds_though_all_messages_went_for_a_while(archive: Archive) -> None:
    await share(archive)
    await merged(archive)
    await archive.forget_message(1)
    await archive.forget_message(2)
    assert await meant(archive, "kim") == {}
    await share(archive)
    assert await meant(archive, "kim") == {"Kim Jong Un": 4}


async def test_every_change_is_logged_with_who_and_when(archive: Archive) -> None:
    await share(archive)
    before = datetime.now(UTC)
    number = await merged(archive)
    renamed = await archive.names.rename(
        SERVER, 8, await one(archive, "Kim Jong Un"), "  Kim   III "
    )
    await archive.names.undo(SERVER, 9, number)
    last, first = await archive.names.log(SERVER)
    assert last == renamed
    assert (last.action, last.name, last.becomes) == (Action.RENAME, "Kim Jong Un", "Kim III")
    assert (last.author_id, last.undone_at) == (8, None)
    assert (first.action, first.name, first.becomes) == (
        Action.MERGE,
        "The Marshal",
        "Kim Jong Un",
    )
    assert (first.author_id, first.undone_by) == (MOD, 9)
    assert first.undone_at
    assert before <= first.made_at <= first.undone_at
    assert await archive.names.log(OTHER) == []
    assert await archive.names.log(SERVER, 1) == [last]


async def test_what_makes_no_sense_is_refused(
    archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    await share(archive)
    kim, names = await one(archive, "Kim Jong Un"), archive.names
    for refused in (
        names.merge(SERVER, MOD, kim, kim),
        names.merge(SERVER, MOD, kim, 10**9),
        names.split(SERVER, MOD, kim, "Kim Jong Un"),
        names.split(SERVER, MOD, kim, "The Marshal"),
        names.rename(SERVER, MOD, kim, "Kim Jong Un"),
        names.rename(SERVER, MOD, kim, "!!"),
        names.rename(SERVER, MOD, kim, "a" * 101),
    ):
        with pytest.raises(NotOneName):
            await refused
    number = await merged(archive)
    for guild_id, change in ((OTHER, number), (None, number), (SERVER, number + 1)):
        with pytest.raises(NoSuchChange):
            await names.undo(guild_id, MOD, change)
    await names.undo(SERVER, MOD, number)
    with pytest.raises(NoSuchChange):
        await names.undo(SERVER, MOD, number)
    monkeypatch.setattr(decided, "_MOST_CHANGES", 1)
    with pytest.raises(TooManyChanges):
        await merged(archive)


async def test_decisions_go_with_their_server(archive: Archive, path: Path) -> None:
    await share(archive)
    await merged(archive)
    await archive.names.rename(OTHER, MOD, await one(archive, "The Marshal", THERE), "M")
    for guild in (SERVER, OTHER):
        await archive.leave_guild(guild)
    await archive.forget_left_guilds(datetime(2100, 1, 1, tzinfo=UTC))
    with closing(sqlite3.connect(path)) as connection:
        for table in ("name_changes", "meant", "meant_words", "identities", "speakers"):
            assert connection.execute(f"SELECT count(*) FROM {table}").fetchone() == (0,)
