"""An archive that can't be written, or not read in places: people are told, and get the rest."""

import asyncio
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from typing import cast

import pytest
from structlog.testing import capture_logs

from bot.archive import ArchiveUnavailable
from cogs.reader import FAILED, Reader
from tests.cogs.newsroom import BRIDGE, MILL, Newsroom, content
from tests.cogs.test_find_quotes import FIND, told
from tests.cogs.test_quotes import ask


@contextmanager
def unwritable(newsroom: Newsroom) -> Iterator[None]:
    """As a file is that has turned read-only while it was open."""
    writer = newsroom.archive._writer
    [connection] = writer._connections
    connection.execute("PRAGMA query_only = ON")
    try:
        yield
    finally:
        connection.execute("PRAGMA query_only = OFF")


def count_shares(newsroom: Newsroom) -> int:
    with sqlite3.connect(newsroom.database) as connection:
        return connection.execute("SELECT count(*) FROM shares").fetchone()[0]


async def test_a_link_that_cannot_be_kept_is_marked_and_the_rest_goes_on(
    newsroom: Newsroom,
) -> None:
    await newsroom.alice.send(newsroom.news, MILL)
    with unwritable(newsroom), capture_logs() as logs:
        pasted = await newsroom.alice.send(newsroom.news, BRIDGE)
        assert newsroom.reactions(pasted) == [FAILED]
        [entry] = [entry for entry in logs if entry["event"] == "inbox_failed"]
        assert (entry["kind"], entry["log_level"]) == ("archive_read_only", "error")
        assert "The wheel will turn again" in content(await ask(newsroom, speaker="marsh"))
        [words] = told(await newsroom.bob.context_menu(newsroom.news, FIND, pasted))
        assert "whoever runs the bot should give it write access" in words
        assert str(newsroom.database.parent) not in words
    assert len(newsroom.replies()) == 1
    assert count_shares(newsroom) == 1
    [words] = told(await newsroom.bob.context_menu(newsroom.news, FIND, pasted))
    assert "A bridge for the valley" in words


async def try_again(newsroom: Newsroom) -> bool:
    """As the watcher does now and then."""
    reader = cast("Reader", newsroom.bot.get_cog("Reader"))
    at_work = set(reader._tasks)
    left = await reader.try_again()
    await asyncio.gather(*(reader._tasks - at_work))
    await newsroom.env.settle()
    return left


async def test_once_it_can_be_written_again_links_are_answered(newsroom: Newsroom) -> None:
    with unwritable(newsroom):
        await newsroom.alice.send(newsroom.news, MILL)
    await newsroom.alice.send(newsroom.news, MILL)
    assert len(newsroom.replies()) == 1


async def test_a_link_that_could_not_be_kept_is_tried_again_by_itself(newsroom: Newsroom) -> None:
    with unwritable(newsroom):
        pasted = await newsroom.alice.send(newsroom.news, MILL)
        assert await try_again(newsroom)
        assert newsroom.reactions(pasted) == [FAILED]
    assert await try_again(newsroom)
    [reply] = newsroom.replies()
    assert "The wheel will turn again" in content(reply)
    assert newsroom.reactions(pasted) == []
    assert not await try_again(newsroom)
    assert len(newsroom.replies()) == 1


async def test_what_was_deleted_meanwhile_is_not_tried_again(newsroom: Newsroom) -> None:
    with unwritable(newsroom):
        pasted = await newsroom.alice.send(newsroom.news, MILL)
    await newsroom.alice.delete(pasted)
    await newsroom.env.settle()
    await try_again(newsroom)
    assert newsroom.replies() == []
    assert not await try_again(newsroom)


async def test_a_link_whose_report_could_not_be_kept_is_tried_again_by_itself(
    newsroom: Newsroom,
) -> None:
    broken = unwritable(newsroom)

    async def turn_read_only() -> None:
        newsroom.pages.meanwhile.clear()
        broken.__enter__()

    newsroom.pages.meanwhile[MILL] = turn_read_only
    await newsroom.alice.send(newsroom.news, MILL)
    assert newsroom.replies() == []
    broken.__exit__(None, None, None)
    assert await try_again(newsroom)
    assert len(newsroom.replies()) == 1
    assert not await try_again(newsroom)
    assert len(newsroom.replies()) == 1


async def test_a_reply_that_could_not_be_noted_is_found_and_not_sent_twice(
    newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    answered = newsroom.archive.answered

    async def full(*_: object) -> None:
        raise ArchiveUnavailable("The archive's disk is full or failing; free some space.")

    monkeypatch.setattr(newsroom.archive, "answered", full)
    with capture_logs():
        await newsroom.alice.send(newsroom.news, MILL)
    assert len(newsroom.replies()) == 1
    assert len(await newsroom.archive.waiting()) == 1
    monkeypatch.setattr(newsroom.archive, "answered", answered)
    assert await try_again(newsroom)
    assert await newsroom.archive.waiting() == []
    assert len(newsroom.replies()) == 1


async def test_what_is_in_hand_is_left_to_those_who_have_it(newsroom: Newsroom) -> None:
    async def look() -> None:
        assert not await cast("Reader", newsroom.bot.get_cog("Reader")).try_again()

    newsroom.pages.meanwhile[MILL] = look
    await newsroom.alice.send(newsroom.news, MILL)
    assert len(newsroom.replies()) == 1
    assert newsroom.pages.fetched == [MILL]
