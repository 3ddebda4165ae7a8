"""Backfills: how far each is, one at a time in a server, and gone with it."""

import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlite_utils import Database

from bot.archive import Archive, BackfillRuns, BackfillState, open_archive
from bot.archive.migrations import migrations
from tests.archive.samples import NEWS, NOON, SERVER, said, sighting

LATER = datetime(2100, 1, 1, tzinfo=UTC)


async def test_one_runs_at_a_time_in_a_server(archive: Archive) -> None:
    first = await archive.backfills.begin(SERVER, NEWS, NOON, LATER)
    with pytest.raises(BackfillRuns, match="/backfill stop"):
        await archive.backfills.begin(SERVER, NEWS + 1, NOON, LATER)
    other = await archive.backfills.begin(SERVER + 1, NEWS, NOON, LATER)
    assert await archive.backfills.running() == [first, other]
    ended = await archive.backfills.end(first.id, BackfillState.DONE)
    assert ended
    assert ended.state is BackfillState.DONE
    second = await archive.backfills.begin(SERVER, NEWS, NOON, LATER)
    assert await archive.backfills.of_guild(SERVER) == [second, ended]


async def test_how_far_it_is_adds_up_until_it_ends(archive: Archive) -> None:
    begun = await archive.backfills.begin(SERVER, NEWS, NOON, LATER)
    assert (begun.since, begun.begun_at, begun.message_id) == (NOON, LATER, None)
    await archive.backfills.go_on(begun.id, NEWS, 5, messages=3, links=2, failed=1)
    now = await archive.backfills.go_on(begun.id, 7, 9, messages=1, links=0, failed=1)
    assert now
    assert (now.place_id, now.message_id) == (7, 9)
    assert (now.messages, now.links, now.failed) == (4, 2, 2)
    await archive.backfills.end(begun.id, BackfillState.FAILED, "It is gone.")
    late = await archive.backfills.go_on(begun.id, 7, 10, messages=1, links=0, failed=0)
    assert late is None
    again = await archive.backfills.end(begun.id, BackfillState.STOPPED)
    assert again
    assert (again.state, again.sentence) == (BackfillState.FAILED, "It is gone.")


async def test_old_ones_are_not_kept_for_ever(archive: Archive) -> None:
    for _ in range(30):
        begun = await archive.backfills.begin(SERVER, NEWS, NOON, LATER)
        await archive.backfills.end(begun.id, BackfillState.DONE)
    assert len(await archive.backfills.of_guild(SERVER)) == 11


async def test_a_server_s_go_with_it(archive: Archive) -> None:
    await archive.backfills.begin(SERVER, NEWS, NOON, LATER)
    await archive.leave_guild(SERVER)
    await archive.forget_left_guilds(LATER)
    assert await archive.backfills.of_guild(SERVER) == []


async def test_a_quiet_link_waits_for_no_reply_and_is_told_until_it_is_read(
    archive: Archive,
) -> None:
    seen = sighting()
    [share] = await archive.see_quietly([seen])
    assert await archive.waiting() == []
    assert await archive.see([seen]) == []
    assert await archive.see_quietly([seen]) == [share]
    await archive.fail(share.id, "timeout", "It took too long.")
    assert await archive.see_quietly([seen]) == [share]
    await archive.record(share.id, "key", said(("Yes.", "Ana Ruiz")), "rules-1")
    assert await archive.see_quietly([seen]) == []


async def test_what_waits_for_a_card_is_not_taken_quietly(archive: Archive) -> None:
    seen = sighting()
    [share] = await archive.see([seen])
    assert await archive.see_quietly([seen]) == []
    await archive.fail(share.id, "timeout", "It took too long.")
    assert await archive.see_quietly([seen]) == []


async def test_an_archive_before_backfills_gets_them(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        migrations.apply(Database(connection), stop_before="backfills")
        connection.execute("INSERT INTO departures VALUES (5, '2026-01-01')")
        connection.commit()
    async with open_archive(path) as archive:
        begun = await archive.backfills.begin(SERVER, NEWS, NOON, LATER)
        assert await archive.backfills.running() == [begun]
