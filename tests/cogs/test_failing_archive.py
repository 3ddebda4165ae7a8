"""An archive that can't be written, or not read in places: people are told, and get the rest."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from structlog.testing import capture_logs

from cogs.reader import FAILED
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


async def test_once_it_can_be_written_again_links_are_answered(newsroom: Newsroom) -> None:
    with unwritable(newsroom):
        await newsroom.alice.send(newsroom.news, MILL)
    await newsroom.alice.send(newsroom.news, MILL)
    assert len(newsroom.replies()) == 1
