"""What is stored about one person: counted, exported, forgotten; and who is ignored."""

import json
import re
import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlite_utils import Database

from bot.archive import Archive, Holding, QuoteQuery, open_archive
from bot.archive.migrations import migrations
from bot.archive.persons import PERSONAL
from bot.domain import Correction, CorrectionKind, Scope, Share
from tests.archive.samples import NOON, pasted, said, sighting

ALICE, BOB = 300, 301
MILL = said(("The mill will turn again in spring.", "Ada Marsh"), title="The mill")
FERRY = said(("The ferry sails on Monday at noon.", "Iris Holt"), title="The ferry")


async def shared(
    archive: Archive, url: str, report: Any, author: int = ALICE, **where: Any
) -> Share:
    share, _ = await pasted(archive, report, replace(sighting(url, **where), author_id=author))
    return share


async def words(archive: Archive) -> set[str]:
    return {hit.words for hit in (await archive.quotes(QuoteQuery(limit=100))).hits}


async def test_what_is_stored_is_counted(archive: Archive) -> None:
    mill = await shared(archive, "https://a.example/mill", MILL)
    await archive.answered(mill.id, 9001)
    await shared(archive, "https://a.example/ferry", FERRY, guild_id=101, minutes=5)
    await shared(archive, "https://a.example/mill", MILL, BOB)
    await archive.people.ignore(ALICE)
    holding = await archive.people.holding(ALICE)
    assert replace(holding, ignored_since=None) == Holding(
        links=2, servers=2, cards=1, articles=2, own_quotes=1, first=NOON
    )
    assert holding.ignored_since
    assert await archive.people.holding(302) == Holding(0, 0, 0, 0, 0)


async def test_what_nobody_else_shared_goes_and_the_rest_stays(archive: Archive) -> None:
    mill = await shared(archive, "https://a.example/mill", MILL, channel_id=201)
    await archive.answered(mill.id, 9001)
    await shared(archive, "https://a.example/ferry", FERRY)
    await shared(archive, "https://a.example/ferry", FERRY, BOB)
    assert await archive.people.forget(ALICE) == 2
    assert await archive.people.holding(ALICE) == Holding(0, 0, 0, 0, 0)
    assert await words(archive) == {"The ferry sails on Monday at noon."}
    assert (await archive.people.holding(BOB)).links == 1
    [removal] = await archive.people.removals()
    assert (removal.reply_id, removal.guild_id, removal.channel_id) == (9001, 100, 201)
    await archive.people.removed([9001])
    assert await archive.people.removals() == []


async def test_thousands_of_links_go_in_parts(archive: Archive) -> None:
    links = [
        replace(sighting(f"https://a.example/{number}"), author_id=ALICE) for number in range(3000)
    ]
    await archive.see(links)
    lengths: list[int] = []
    run = archive.people._writer.run

    async def counted(work: Any, *args: Any) -> Any:
        gone = await run(work, *args)
        lengths.append(gone or 0)
        return gone

    archive.people._writer.run = counted  # type: ignore[method-assign]
    assert await archive.people.forget(ALICE) == 3000
    assert max(lengths) <= 50
    assert await archive.waiting() == []


async def test_a_server_is_wiped_alone(archive: Archive) -> None:
    await shared(archive, "https://a.example/mill", MILL)
    await shared(archive, "https://a.example/ferry", FERRY, guild_id=101)
    assert await archive.people.wipe_guild(100) == 1
    assert await words(archive) == {"The ferry sails on Monday at noon."}


async def test_a_server_that_is_wiped_leaves_no_decision(archive: Archive, path: Path) -> None:
    mill = await shared(archive, "https://a.example/mill", MILL)
    [quote] = MILL.quotes
    await archive.correct(mill.id, Correction(CorrectionKind.NOT_A_QUOTE, quote.content), BOB)
    await archive.servers.meet({100: 4})
    await archive.servers.change(100, BOB, lambda it: replace(it, keep_days=5))
    await archive.backfills.begin(100, 200, NOON, NOON)
    await archive.people.wipe_guild(100)
    tables = ("corrections", "servers", "guild_settings", "settings_log", "backfills", "shares")
    with closing(sqlite3.connect(path)) as connection:
        for table in tables:
            assert connection.execute(f"SELECT count(*) FROM {table}").fetchone() == (0,), table


async def test_who_changed_something_is_told_of_it_and_forgotten(
    archive: Archive, path: Path
) -> None:
    mill = await shared(archive, "https://a.example/mill", MILL, BOB)
    [quote] = MILL.quotes
    await archive.correct(mill.id, Correction(CorrectionKind.NOT_A_QUOTE, quote.content), ALICE)
    await archive.undo_correction(mill.id, BOB)
    await archive.servers.change(100, ALICE, lambda it: replace(it, keep_days=5))
    ignored = frozenset({ALICE, BOB})
    await archive.servers.change(100, BOB, lambda it: replace(it, ignored_members=ignored))
    [who] = await archive.names.candidates("Ada", Scope(100, frozenset({200})))
    await archive.names.rename(100, ALICE, who.identity_id, "Ada M.")
    holding = await archive.people.holding(ALICE)
    assert (holding.links, holding.changes, holding.listed) == (0, 3, 1)
    assert not holding.nothing
    notes = await archive.people.notes(ALICE)
    assert {kind: len(of_kind) for kind, of_kind in notes.items()} == {
        "corrections": 1, "names": 1, "settings": 1, "ignored_by_servers": 1
    }  # fmt: skip
    assert not re.search(rf"\b{BOB}\b", json.dumps(notes))  # nor in digits of a moment
    assert await archive.people.forget(ALICE) == 0
    assert (await archive.people.holding(ALICE)).nothing
    assert (await archive.people.holding(BOB)).changes == 2
    [settings] = (await archive.servers.settings()).values()
    assert (settings.keep_days, settings.ignored_members) == (5, frozenset({BOB}))
    [change, kept] = await archive.servers.changes(100)
    assert (change.after, kept.user_id, kept.after) == ([str(BOB)], 0, 5)
    with closing(sqlite3.connect(path)) as connection:
        assert not any(re.search(rf"\b{ALICE}\b", line) for line in connection.iterdump())


async def test_everything_that_is_stored_of_a_link_is_exported(archive: Archive) -> None:
    mill = await shared(archive, "https://a.example/mill", MILL)
    await archive.answered(mill.id, 9001)
    [broken] = await archive.see([replace(sighting("https://a.example/no"), author_id=ALICE)])
    await archive.fail(broken.id, "unreachable", "That page can't be reached.")
    await shared(archive, "https://a.example/mill", MILL, BOB)
    first, second = [link async for link in archive.people.links(ALICE)]
    assert first["link"] == "https://a.example/mill"
    assert (first["author"], first["server"], first["channel"]) == (ALICE, 100, 200)
    assert (first["message"], first["reply"]) == (mill.seen.message_id, 9001)
    assert (first["title"], first["state"]) == ("The mill", "done")
    assert (second["failure"], second["reason"]) == ("unreachable", "That page can't be reached.")
    assert json.loads(json.dumps([first, second])) == [first, second]


async def test_every_column_of_a_share_is_exported(archive: Archive, path: Path) -> None:
    await shared(archive, "https://a.example/mill", MILL)
    [link] = [link async for link in archive.people.links(ALICE)]
    with closing(sqlite3.connect(path)) as connection:
        columns = connection.execute("SELECT count(*) FROM pragma_table_info('shares')").fetchone()
        inbox = connection.execute("SELECT count(*) FROM pragma_table_info('inbox')").fetchone()
    # Those of both tables but the inbox's own key, and the article's title.
    assert len(link) == columns[0] + inbox[0] - 1 + 1


async def test_an_export_goes_on_where_a_part_ended(archive: Archive) -> None:
    links = [
        replace(sighting(f"https://a.example/{number}"), author_id=ALICE) for number in range(1100)
    ]
    await archive.see(links)
    exported = [link["link"] async for link in archive.people.links(ALICE)]
    assert exported == [link.url for link in links]


async def test_who_is_ignored_is_known_until_they_take_it_back(archive: Archive) -> None:
    await archive.people.ignore(ALICE)
    await archive.people.ignore(ALICE)
    await archive.people.ignore(BOB)
    assert await archive.people.ignored() == {ALICE, BOB}
    await archive.people.heed(ALICE)
    assert await archive.people.ignored() == {BOB}


async def test_no_column_names_a_person_that_people_are_not_told_of(
    archive: Archive, path: Path
) -> None:
    """Whoever adds one has it counted, exported and forgotten, too, and then adds it here."""
    with closing(sqlite3.connect(path)) as connection:
        found = {
            (table, column)
            for (table,) in connection.execute("SELECT name FROM sqlite_schema WHERE type='table'")
            for (column,) in connection.execute(f"SELECT name FROM pragma_table_info('{table}')")
            if any(word in column for word in ("author_id", "user_id", "member", "moderator", "by"))
        }
    # That of a server is a number.
    assert found - {("servers", "members")} == PERSONAL


async def test_an_archive_of_the_version_before_keeps_what_it_holds(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        migrations.apply(Database(connection), stop_before="privacy")
        connection.execute(
            "INSERT INTO shares (guild_id, channel_id, message_id, author_id, url, spoiler,"
            " shared_at, reply_id) VALUES (100, 200, 1, ?, 'https://a.example/mill', 0, ?, 9001)",
            (ALICE, datetime(2025, 1, 1, tzinfo=UTC).isoformat()),
        )
        connection.commit()
    async with open_archive(path) as archive:
        assert (await archive.people.holding(ALICE)).links == 1
        assert await archive.people.ignored() == set()
        assert await archive.operating.paused_since() is None
        assert await archive.people.forget(ALICE) == 1
        assert [it.reply_id for it in await archive.people.removals()] == [9001]


@pytest.mark.parametrize("missing", [(), (1, 2)])
async def test_what_is_gone_already_can_be_removed_again(
    archive: Archive, missing: tuple[int, ...]
) -> None:
    await archive.people.removed(missing)
    assert await archive.people.removals() == []
