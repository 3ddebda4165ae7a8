"""The inbox, what an asker may see, and what goes when a message goes."""

import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest

from bot.archive import Archive, QuoteQuery, open_archive
from bot.domain import Scope, Sighting
from tests.archive.samples import NEWS, OTHER_CHANNEL, SERVER, pasted, said, sighting

HERE = Scope(SERVER, frozenset({NEWS}))


async def test_links_wait_in_the_inbox_across_restarts(path: Path) -> None:
    async with open_archive(path) as archive:
        late, early = await archive.see([sighting("a", minutes=5), sighting("b", minutes=1)])
        [done] = await archive.see([sighting("c")])
        await archive.answered(done.id, 7)
    async with open_archive(path) as archive:
        assert await archive.waiting() == [early, late]
        assert await archive.share(done.id) == replace(done, reply_id=7)
        assert await archive.share_of_reply(7) == replace(done, reply_id=7)
        assert await archive.share_of_reply(8) is None


async def test_a_link_is_seen_once_in_a_message(archive: Archive) -> None:
    seen = sighting("a", message_id=5)
    [share] = await archive.see([seen, seen])
    assert await archive.see([seen]) == []
    [later] = await archive.see([seen, replace(seen, url="b", spoiler=True)])
    assert later.seen.spoiler
    assert await archive.shares_of_message(5) == [share, later]


async def test_a_deleted_shares_id_is_never_used_again(archive: Archive) -> None:
    # Discord would take a second reply with the same nonce for the first one, and drop it.
    [deleted] = await archive.see([sighting(message_id=5)])
    await archive.forget_message(5)
    [later] = await archive.see([sighting(message_id=6)])
    assert later.id > deleted.id


async def test_why_a_link_failed_is_kept(archive: Archive) -> None:
    good, bad = await archive.see([sighting("good", message_id=5), sighting("bad", message_id=5)])
    await archive.fail(bad.id, "not_an_article", "That page is no article.")
    assert await archive.failures(5) == [("bad", "That page is no article.")]
    assert await archive.waiting() == [good]
    await archive.answered(bad.id, 9)
    assert await archive.failures(5) == []


async def test_failing_a_share_that_is_gone_is_no_error(archive: Archive) -> None:
    await archive.fail(12345, "timeout", "The page took too long.")


@pytest.mark.parametrize(
    ("seen", "visible"),
    [
        (sighting(), True),
        (sighting(channel_id=OTHER_CHANNEL), False),
        (sighting(guild_id=101), False),
        (sighting(guild_id=None), False),
    ],
)
async def test_only_shares_in_scope_are_shown(
    archive: Archive, seen: Sighting, visible: bool
) -> None:
    await pasted(archive, said(("Yes.", "Ana Ruiz")), seen)
    for query in (
        QuoteQuery(scope=HERE),
        QuoteQuery(speaker="ana", scope=HERE),
        QuoteQuery(about="yes", scope=HERE),
        QuoteQuery(speaker="ana", about="yes -no", scope=HERE),
    ):
        page = await archive.quotes(query)
        assert (page.total, len(page.hits)) == (visible, visible)
    for typed in ("", "an"):
        assert bool(await archive.speakers(typed, HERE)) == visible


async def test_the_share_shown_is_one_that_may_be_seen(archive: Archive) -> None:
    report = said(("Yes.", "Ana Ruiz"))
    here, _ = await pasted(archive, report, sighting())
    await pasted(archive, report, sighting(channel_id=OTHER_CHANNEL, minutes=5))
    await pasted(archive, report, sighting(guild_id=101, minutes=6))
    [hit] = (await archive.quotes(QuoteQuery(scope=HERE))).hits
    assert hit.share == here


async def test_direct_messages_are_a_scope_of_their_own(archive: Archive) -> None:
    report = said(("Yes.", "Ana Ruiz"))
    await pasted(archive, report, sighting(guild_id=None, channel_id=NEWS))
    mine = Scope(None, frozenset({NEWS}))
    assert (await archive.quotes(QuoteQuery(scope=mine))).total == 1
    assert (await archive.quotes(QuoteQuery(scope=Scope(None, frozenset({1}))))).total == 0
    assert (await archive.quotes(QuoteQuery(scope=Scope(None)))).total == 0


async def test_what_nobody_shared_is_for_the_command_line_only(archive: Archive) -> None:
    await archive.record(None, "key", said(("Yes.", "Ana Ruiz")), "rules-1")
    [hit] = (await archive.quotes(QuoteQuery(speaker="ana"))).hits
    assert hit.share is None
    assert (await archive.quotes(QuoteQuery(scope=HERE))).total == 0
    assert await archive.speakers("", HERE) == []
    assert len(await archive.speakers("", None)) == 1


async def test_speakers_are_counted_in_scope_only(archive: Archive) -> None:
    here = said(("1", "Ana Ruiz"), ("2", ("Bo Lind", "Ana Ruiz")))
    there = said(("3", "Bo Lind"), ("4", "Bo Lind"), title="there")
    await pasted(archive, here, sighting())
    await pasted(archive, there, sighting("b", channel_id=OTHER_CHANNEL))
    for typed in ("", "a"):
        [ana, *_] = await archive.speakers(typed, HERE)
        assert (ana.name, ana.quotes) == ("Ana Ruiz", 2)
    assert [bo.quotes for bo in await archive.speakers("bo", HERE)] == [1]
    assert [bo.quotes for bo in await archive.speakers("bo", None)] == [3]


async def test_a_thousand_channels_and_ids_as_large_as_discord_makes_them(
    archive: Archive,
) -> None:
    channels = frozenset(range(2**63 - 2_000, 2**63 - 1))
    seen = sighting(guild_id=2**63 - 1, channel_id=2**63 - 2, message_id=2**63 - 1)
    share, _ = await pasted(archive, said(("Yes.", "Ana Ruiz")), seen)
    scope = Scope(2**63 - 1, channels)
    [hit] = (await archive.quotes(QuoteQuery(speaker="ana", scope=scope))).hits
    assert hit.share == share
    assert share.seen == seen
    assert len(await archive.speakers("a", scope)) == 1


async def test_all_of_a_message_goes_with_it(archive: Archive, path: Path) -> None:
    report = said(("Yes.", "Ana Ruiz"))
    first, stored = await pasted(archive, report, sighting("a", message_id=5))
    [second] = await archive.see([sighting("b", message_id=5)])
    await archive.answered(first.id, 77)
    gone = await archive.forget_message(5)
    assert gone == [replace(first, reply_id=77), second]
    assert await archive.report(stored.article_id) is None
    assert await archive.waiting() == []
    assert await archive.forget_message(5) == []
    assert rows_left(path) == 0


async def test_an_article_stays_while_another_share_holds_it(archive: Archive) -> None:
    report = said(("Yes.", "Ana Ruiz"))
    first, stored = await pasted(archive, report, sighting())
    second, _ = await pasted(archive, report, sighting(channel_id=OTHER_CHANNEL))
    await archive.forget_message(first.seen.message_id)
    assert await archive.report(stored.article_id) == stored
    assert (await archive.quotes(QuoteQuery(scope=HERE))).total == 0
    await archive.forget_message(second.seen.message_id)
    assert await archive.report(stored.article_id) is None


async def test_an_article_kept_by_hand_outlives_its_messages(archive: Archive) -> None:
    kept = await archive.record(None, "key", said(("Yes.", "Ana Ruiz")), "rules-1")
    share, stored = await pasted(archive, kept.report, sighting())
    assert stored == kept
    await archive.forget_message(share.seen.message_id)
    assert await archive.report(kept.article_id) == kept


async def test_a_link_edited_out_goes_alone(archive: Archive) -> None:
    gone, _ = await pasted(archive, said(("1", "A"), title="a"), sighting("a", message_id=5))
    stays, _ = await pasted(archive, said(("2", "B"), title="b"), sighting("b", message_id=5))
    assert await archive.forget_link(5, "a") == gone
    assert await archive.forget_link(5, "a") is None
    assert await archive.shares_of_message(5) == [stays]
    assert [hit.words for hit in (await archive.quotes(QuoteQuery())).hits] == ["2"]


async def test_all_of_a_channel_goes_with_it(archive: Archive) -> None:
    for number in range(5):
        await pasted(archive, said(("Yes.", "Ana Ruiz"), title=str(number)), sighting(f"u{number}"))
    stays, _ = await pasted(archive, said(("Yes.", "Bo Lind")), sighting(channel_id=OTHER_CHANNEL))
    assert sorted(await archive.channels(SERVER)) == [NEWS, OTHER_CHANNEL]
    await archive.forget_channel(SERVER, NEWS)
    assert await archive.channels(SERVER) == [OTHER_CHANNEL]
    assert [hit.share for hit in (await archive.quotes(QuoteQuery())).hits] == [stays]


def rows_left(path: Path) -> int:
    connection = sqlite3.connect(path)
    try:
        tables = [
            name
            for (name,) in connection.execute(
                "SELECT name FROM sqlite_schema WHERE type = 'table' AND sql LIKE '%STRICT%'"
            )
        ]
        assert len(tables) >= 14
        return sum(
            connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0] for table in tables
        )
    finally:
        connection.close()
