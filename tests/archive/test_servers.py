"""What servers decided, who decided it, how long it is kept, and which servers we met."""

import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from sqlite_utils import Database

from bot.archive import Archive, QuoteQuery, Retention, open_archive
from bot.archive.migrations import migrations
from bot.archive.servers import CHANGES_KEPT, differences
from bot.domain import GuildSettings
from bot.watching import choosing
from tests.archive.samples import NEWS, NOON, SERVER, pasted, said, sighting
from tests.archive.test_migrations import before_one_story
from tests.archive.test_retention import go_round, words_kept
from tests.test_watching import settings as any_settings

MODERATOR = 7
SOON = datetime(2100, 1, 1, tzinfo=UTC)


def put(settings: GuildSettings, _: GuildSettings) -> GuildSettings:
    return settings


async def test_what_was_decided_is_there_after_a_restart(path: Path) -> None:
    decided = GuildSettings(
        watched=frozenset({2**62}),
        denied_sites=frozenset({"gossip.example"}),
        cards={SERVER: {"quotes": 2, "silent": True, "size": "compact"}},
    )
    async with open_archive(path) as archive:
        assert await archive.servers.settings() == {}
        after = await archive.servers.change(SERVER, MODERATOR, partial(put, decided))
        assert after == decided
    async with open_archive(path) as archive:
        assert await archive.servers.settings() == {SERVER: decided}


@given(any_settings)
@hypothesis_settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=25)
async def test_anything_that_can_be_decided_is_kept(
    archive: Archive, decided: GuildSettings
) -> None:
    await archive.servers.change(SERVER, MODERATOR, partial(put, decided))
    assert (await archive.servers.settings())[SERVER] == decided


async def test_each_change_is_noted_with_who_and_when(archive: Archive) -> None:
    before = datetime.now(UTC)

    def edit(settings: GuildSettings) -> GuildSettings:
        watched = replace(settings, watch_all=True, watched=frozenset({NEWS}))
        return choosing(watched, NEWS, "silent", True)

    await archive.servers.change(SERVER, MODERATOR, edit)
    await archive.servers.change(SERVER, 8, lambda now: replace(now, watch_all=None))
    await archive.servers.change(SERVER, 8, lambda now: now)
    changes = await archive.servers.changes(SERVER)
    assert [(change.user_id, change.what, change.before, change.after) for change in changes] == [
        (8, "watch_all", True, None),
        (MODERATOR, f"silent@{NEWS}", None, True),
        (MODERATOR, "watched", [], [str(NEWS)]),
        (MODERATOR, "watch_all", None, True),
    ]
    assert all(before <= change.changed_at <= datetime.now(UTC) for change in changes)
    assert await archive.servers.changes(101) == []


async def test_only_so_many_changes_are_remembered(archive: Archive) -> None:
    for days in range(1, CHANGES_KEPT + 6):
        edit = partial(put, GuildSettings(keep_days=days))
        await archive.servers.change(SERVER, MODERATOR, edit)
    changes = await archive.servers.changes(SERVER, limit=1_000)
    assert len(changes) == CHANGES_KEPT
    assert changes[0].after == CHANGES_KEPT + 5


async def test_a_change_that_fails_changes_nothing(archive: Archive) -> None:
    def edit(_: GuildSettings) -> GuildSettings:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await archive.servers.change(SERVER, MODERATOR, edit)
    assert await archive.servers.settings() == {}


@given(any_settings, any_settings)
def test_differences_are_what_differs(before: GuildSettings, after: GuildSettings) -> None:
    found = list(differences(before, after))
    assert bool(found) == (before != after)
    assert all(old != new for _, old, new in found)


async def test_a_damaged_row_counts_as_nothing_decided(archive: Archive, path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("""INSERT INTO guild_settings VALUES (1, '{"keep_days": "x"}')""")
        connection.execute("INSERT INTO guild_settings VALUES (2, '[]')")
    assert await archive.servers.settings() == {1: GuildSettings(), 2: GuildSettings()}
    await go_round(archive, Retention())


async def test_a_server_is_met_once_and_with_its_first_members(archive: Archive) -> None:
    assert await archive.servers.meet({1: 150, 2: 10}) == [1, 2]
    assert await archive.servers.meet({1: 250, 3: 1}) == [3]
    assert await archive.servers.met() == {1: 150, 2: 10, 3: 1}


async def test_a_server_may_keep_what_it_shared_for_less_long(archive: Archive) -> None:
    days = (datetime.now(UTC) - NOON).days
    await pasted(archive, said(("Ours.", "Ana Ruiz"), title="1"), sighting("1"))
    await pasted(archive, said(("Theirs.", "Ana Ruiz"), title="2"), sighting("2", guild_id=101))
    await archive.servers.change(SERVER, MODERATOR, partial(put, GuildSettings(keep_days=days + 1)))
    await go_round(archive, Retention())
    assert await words_kept(archive) == {"Ours.", "Theirs."}
    await archive.servers.change(SERVER, MODERATOR, partial(put, GuildSettings(keep_days=days)))
    await go_round(archive, Retention())
    assert await words_kept(archive) == {"Theirs."}


async def test_a_server_cannot_keep_longer_than_all_may(archive: Archive) -> None:
    days = (datetime.now(UTC) - NOON).days
    await pasted(archive, said(("Ours.", "Ana Ruiz")), sighting())
    longer = GuildSettings(keep_days=days + 100)
    await archive.servers.change(SERVER, MODERATOR, partial(put, longer))
    await go_round(archive, Retention(days=days))
    assert await words_kept(archive) == set()


async def test_all_that_is_known_of_a_server_goes_after_we_left(archive: Archive) -> None:
    await archive.servers.meet({SERVER: 10, 101: 10})
    await archive.servers.change(SERVER, MODERATOR, partial(put, GuildSettings(bots=True)))
    await archive.in_guilds([101])
    await archive.forget_left_guilds(SOON)
    assert await archive.servers.settings() == {}
    assert await archive.servers.changes(SERVER) == []
    assert await archive.servers.met() == {101: 10}


async def test_how_it_goes_in_a_channel(archive: Archive) -> None:
    long_ago = datetime.now(UTC) - timedelta(days=1)
    assert (await archive.servers.trouble(SERVER, NEWS, long_ago)).last_error is None
    shares = await archive.see([sighting(f"u{n}", message_id=n) for n in range(4)])
    await archive.see([sighting("other", channel_id=201), sighting("dm", guild_id=None)])
    await archive.fail(shares[0].id, "timeout", "It took too long.")
    await archive.fail(shares[1].id, "walled", "It has a wall.")
    trouble = await archive.servers.trouble(SERVER, NEWS, long_ago)
    assert trouble.waiting == 2
    assert trouble.failed == ((1, "It has a wall."), (0, "It took too long."))
    assert trouble.last_error == "It has a wall."
    assert not (await archive.servers.trouble(SERVER, NEWS, SOON)).failed


async def test_an_archive_before_decisions_is_brought_up_to_date(path: Path) -> None:
    before_one_story(path, "The ferry")
    with closing(sqlite3.connect(path)) as connection:
        migrations.apply(Database(connection), stop_before="decisions")
    async with open_archive(path) as archive:
        assert (await archive.quotes(QuoteQuery())).total == 1
        assert await archive.servers.settings() == {}
        await archive.servers.change(100, MODERATOR, partial(put, GuildSettings(bots=True)))
        assert (await archive.servers.settings())[100].bots
