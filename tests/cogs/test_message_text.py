"""The text of messages is never stored or logged: after a full run no file has a word of it."""

import logging
from collections.abc import Iterator
from pathlib import Path

import pytest
import structlog

from bot.logs import configure_logging
from tests.cogs.newsroom import BRIDGE, BROKEN, MILL, NOWHERE, Newsroom
from tests.cogs.test_find_quotes import FIND
from tests.cogs.test_wiping import owner_of
from tests.cogs.told import answer

# Words that stand in no page, title, address or sentence of ours.
WORDS = [f"{word}{place}qx" for place in range(4) for word in ("zephyr", "wombat", "kumquat")]
ASKED = "marzipan77"
TYPED = "pomelo88"


@pytest.fixture
def log(tmp_path: Path) -> Iterator[Path]:
    """All that we and the libraries log, as much of it as can be had."""
    root = logging.getLogger()
    levels = {name: logging.getLogger(name).level for name in ("", "bot", "cogs")}
    handlers = root.handlers[:]
    configure_logging("debug", "json")
    [handler] = root.handlers
    assert isinstance(handler, logging.StreamHandler)
    path = tmp_path / "log"
    with path.open("w", encoding="utf-8") as stream:
        handler.setStream(stream)
        yield path
    root.handlers[:] = handlers
    for name, level in levels.items():
        logging.getLogger(name).setLevel(level)
    structlog.reset_defaults()


async def run_all(newsroom: Newsroom) -> None:
    """A day in the life: links read, failed, edited, deleted and asked about, and a start anew."""
    alice, bob, news = newsroom.alice, newsroom.bob, newsroom.news
    words = iter(WORDS)

    pasted = await alice.send(news, f"{next(words)} {MILL} {next(words)}")
    failed = await bob.send(news, f"{next(words)}: {BROKEN} **{next(words)}**")
    await alice.send(news, f"`{next(words)}` ||{BRIDGE}|| {next(words)}")
    await alice.send(news, f"no link, only {next(words)}")
    await alice.send_dm(f"{next(words)} {BRIDGE}")
    await alice.edit(pasted, f"{next(words)} {MILL} {BRIDGE}")
    await alice.forward(failed, news)
    await bob.context_menu(news, FIND, failed)
    [card, *_] = newsroom.replies()
    for label in ("All 3 quotes", "By speaker", "Names"):
        await bob.click(card, label=label)
    await newsroom.restart()
    gone = await bob.send(news, f"{next(words)} {NOWHERE}")
    await bob.delete(gone)
    newsroom.env.inject_error("POST", "/channels/*/messages", status=403, code=50013)
    await bob.send(news, f"{next(words)} {MILL}")
    await bob.slash(news, "quotes", speaker=ASKED, about=ASKED)
    await bob.slash(news, "search", words=ASKED)
    await bob.autocomplete(news, "quotes", "speaker", ASKED)
    for name in ("privacy", "export-me"):
        await alice.slash(news, name)
    asked = await owner_of(newsroom).slash(news, "wipe-server")
    await owner_of(newsroom).submit_modal(asked, {"name": TYPED})
    await alice.click(answer(await alice.slash(news, "forget-me")), label="Keep it")


def written(database: Path, log: Path) -> tuple[bytes, bytes]:
    """What stands in the archive, its write-ahead log included, and in the log."""
    ahead = database.with_name(f"{database.name}-wal").read_bytes()
    assert ahead
    return database.read_bytes() + ahead, log.read_bytes()


async def test_no_word_of_a_message_is_in_the_archive_or_the_log(
    newsroom: Newsroom, log: Path
) -> None:
    await run_all(newsroom)
    stored, logged = written(newsroom.database, log)
    # What we look for would be found: links and quotes are stored, failures logged.
    assert BROKEN.encode() in stored
    assert b"The wheel will turn again" in stored
    assert b"link_failed" in logged
    assert b"reply_refused" in logged
    for word in (*WORDS, ASKED, TYPED):
        assert word.encode() not in stored, word
        assert word.encode() not in logged, word
        assert word.encode("utf-16-le") not in stored, word


async def test_nothing_else_is_written_beside_them(newsroom: Newsroom, log: Path) -> None:
    await run_all(newsroom)
    folder = newsroom.database.parent
    names = {path.name for path in folder.iterdir()}
    assert names == {"pullquote.db", "pullquote.db-wal", "pullquote.db-shm", "log"}
