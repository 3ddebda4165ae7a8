"""`pullquote reanalyze` and `pullquote import`: what they read, keep, skip and say."""

import asyncio
import os
import signal
import sqlite3
import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from bot.analysis import Model
from bot.archive import open_archive
from bot.domain import Article, Page, PullquoteError, Quote, QuoteKind, Report, Sighting
from bot.links import link_key
from tests.archive.samples import NOON
from tests.test_main import HARBOUR, MARKET, SCHEMA, Pullquote, hook_as_before, pullquote

__all__ = ["hook_as_before", "pullquote"]

pytestmark = pytest.mark.usefixtures("nothing_set")

FERRY = "https://post.example/ferry"
HALL = "https://post.example/hall"
GONE = "https://post.example/gone"
WHOLE = "Nobody should be stranded on the island after dark,"


class Unreachable(PullquoteError):
    kind = "unreachable"


@dataclass
class Web:
    """Pages by their addresses; at one of them somebody presses Ctrl-C."""

    pages: dict[str, str] = field(default_factory=lambda: {HALL: MARKET})
    fetched: list[str] = field(default_factory=list)
    interrupts: str | None = None

    async def fetch(self, url: str, held: object = None) -> Page:
        self.fetched.append(url)
        if url == self.interrupts:
            self.interrupts = None
            os.kill(os.getpid(), signal.SIGINT)
        if url not in self.pages:
            raise Unreachable("That page can't be reached; try again later.")
        return Page(url, 200, {"content-type": "text/html"}, self.pages[url].encode())


@pytest.fixture
def web(monkeypatch: pytest.MonkeyPatch) -> Web:
    web = Web()

    @asynccontextmanager
    async def open_reader(**_: object) -> AsyncIterator[Web]:
        yield web

    monkeypatch.setattr("bot.commands.tools.open_reader", open_reader)
    return web


def old_report() -> Report:
    """What older rules found in an article: one quote too short, and one with no speaker."""
    whole = HARBOUR.index(WHOLE)
    first = (whole, whole + len(WHOLE))
    wrong = (0, 7)
    return Report(
        Article(HARBOUR, url=FERRY, title="Ferries will sail all night"),
        (
            Quote(QuoteKind.DIRECT, (wrong,), (wrong,), speakers=("Port Ellery",), confidence=0.9),
            Quote(QuoteKind.DIRECT, ((first[0] - 1, first[1] + 1),), (first,), confidence=0.2),
        ),
    )


async def fill(path: Path, *, texts: bool = True) -> None:
    async with open_archive(path) as archive:
        [share] = await archive.see([Sighting(FERRY, 1, 2, 3, 4, NOON)])
        await archive.record(share.id, link_key(FERRY), old_report(), "learned-1")
        await archive.record(None, "post.example/new", new_report(), Model().version)
        if not texts:
            await archive.drop_texts()


def new_report() -> Report:
    return Report(Article("It rained all day, and nobody said a word of it.", title="Rain"))


def rows(path: Path, question: str) -> list[tuple[Any, ...]]:
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute(question).fetchall()


QUOTES = (
    "SELECT quotes.id, words, name FROM quotes LEFT JOIN quote_speakers ON quote_id = quotes.id"
    " LEFT JOIN speakers ON speakers.id = speaker_id ORDER BY quotes.place"
)


def test_what_older_rules_read_is_read_again(tmp_path: Path, pullquote: Pullquote) -> None:
    path = tmp_path / "pullquote.db"
    asyncio.run(fill(path))
    [(_, _, wrong), (id_, words, nobody)] = rows(path, QUOTES)
    assert (wrong, nobody) == ("Port Ellery", None)
    before = rows(
        path,
        "SELECT shares.url, article_id, kept, read_at FROM shares JOIN articles"
        " ON articles.id = article_id",
    )

    done = pullquote("reanalyze")

    assert (done.status, done.out) == (0, "")
    assert done.err == "pullquote: 1 read, 0 known before, 0 failed.\n"
    assert (id_, words, "Ines Okafor") in rows(path, QUOTES)
    assert rows(path, "SELECT DISTINCT analyser FROM articles") == [(Model().version,)]
    assert rows(path, "SELECT name FROM speakers") == [("Ines Okafor",)]
    assert before == rows(
        path,
        "SELECT shares.url, article_id, kept, read_at FROM shares JOIN articles"
        " ON articles.id = article_id",
    )
    assert pullquote("reanalyze").err == "pullquote: 0 read, 0 known before, 0 failed.\n"


def page(number: int) -> str:
    return MARKET.replace("nine years", f"{number} years").replace("Lee Park", f"Lee Park{number}")


def many(web: Web, count: int) -> list[str]:
    urls = [f"https://post.example/{number}" for number in range(count)]
    web.pages |= {url: page(number) for number, url in enumerate(urls)}
    return urls


def test_what_has_lost_its_text_is_counted_and_fetched_on_demand(
    tmp_path: Path, pullquote: Pullquote, web: Web
) -> None:
    path = tmp_path / "pullquote.db"
    asyncio.run(fill(path, texts=False))
    done = pullquote("reanalyze")
    assert (done.status, web.fetched) == (0, [])
    assert done.err.splitlines() == [
        "pullquote: 1 have lost their text; --fetch reads their pages again.",
        "pullquote: 0 read, 0 known before, 0 failed.",
    ]
    failed = pullquote("reanalyze", "--fetch")
    assert (failed.status, web.fetched) == (1, [FERRY])
    assert "article 1: That page can't be reached; try again later." in failed.err
    web.pages[FERRY] = MARKET
    assert pullquote("reanalyze", "--fetch").status == 0
    assert "Lee Park" in [name for _, _, name in rows(path, QUOTES)]
    assert rows(path, "SELECT kept, analyser, title FROM articles WHERE id = 1") == [
        (0, Model().version, "Market hall to reopen in spring")
    ]
    assert rows(path, "SELECT article_id FROM shares") == [(1,)]


def test_reading_again_goes_on_beside_a_bot_that_writes(
    tmp_path: Path, pullquote: Pullquote
) -> None:
    path = tmp_path / "pullquote.db"
    asyncio.run(fill(path))
    with closing(sqlite3.connect(path, isolation_level=None, check_same_thread=False)) as bot:
        bot.execute("BEGIN IMMEDIATE")
        ending = threading.Timer(0.5, bot.execute, ["COMMIT"])
        ending.start()
        done = pullquote("reanalyze")
        ending.join()
    assert (done.status, done.err) == (0, "pullquote: 1 read, 0 known before, 0 failed.\n")


def test_a_list_is_read_into_the_archive(tmp_path: Path, pullquote: Pullquote, web: Web) -> None:
    (tmp_path / "urls.txt").write_text(
        f"# the town\n\n{HALL}?utm_source=x\n{GONE}\nnot a link\n  {HALL}\nftp://a.example/b\n",
        "utf-8",
    )
    done = pullquote("import", "urls.txt")
    assert (done.status, done.out) == (1, "")
    no_link = "That line is no link; write one address, https://…, on each line."
    assert done.err.splitlines() == [
        f"pullquote: line 5, not a link: {no_link}",
        f"pullquote: line 7, ftp://a.example/b: {no_link}",
        f"pullquote: {GONE}: That page can't be reached; try again later.",
        "pullquote: 1 read, 0 known before, 3 failed.",
    ]
    path = tmp_path / "pullquote.db"
    assert rows(path, "SELECT title, kept FROM articles") == [
        ("Market hall to reopen in spring", 1)
    ]
    assert rows(path, "SELECT count(*) FROM shares") == [(0,)]
    assert pullquote("quotes", "Park", "--jsonl").out


def test_what_is_known_is_kept_and_not_fetched(
    tmp_path: Path, pullquote: Pullquote, web: Web
) -> None:
    path = tmp_path / "pullquote.db"
    asyncio.run(fill(path))
    (tmp_path / "urls.txt").write_text(f"{FERRY}\n", "utf-8")
    done = pullquote("import", "urls.txt")
    assert (done.status, web.fetched) == (0, [])
    assert done.err == "pullquote: 0 read, 1 known before, 0 failed.\n"
    assert rows(path, "SELECT kept FROM articles WHERE id = 1") == [(1,)]


def test_scripts_get_an_object_for_each_line(
    tmp_path: Path, pullquote: Pullquote, web: Web, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.sources.read_stdin", f"{HALL}\n{GONE}\nhm\n".encode)
    done = pullquote("import", "-", "--jsonl")
    assert done.status == 1
    bad, hall, gone = done.objects
    assert bad["error"]["kind"] == "not_a_link"
    assert gone == {
        "source": GONE,
        "error": {"kind": "unreachable", "message": "That page can't be reached; try again later."},
    }
    assert (hall["source"], hall["title"]) == (HALL, "Market hall to reopen in spring")
    for value in done.objects:
        jsonschema.validate(value, SCHEMA, jsonschema.Draft202012Validator)


def test_ctrl_c_loses_nothing_of_a_list_and_a_new_run_goes_on(
    tmp_path: Path, pullquote: Pullquote, web: Web
) -> None:
    urls = many(web, 5)
    (tmp_path / "urls.txt").write_text("\n".join(urls), "utf-8")
    web.interrupts = urls[3]
    stopped = pullquote("import", "urls.txt")
    assert stopped.status == 130
    path = tmp_path / "pullquote.db"
    [(kept,)] = rows(path, "SELECT count(*) FROM articles")
    assert 0 < kept < 5
    done = pullquote("import", "urls.txt")
    assert done.err == f"pullquote: {5 - kept} read, {kept} known before, 0 failed.\n"
    assert rows(path, "SELECT count(*) FROM articles") == [(5,)]
    assert rows(path, "PRAGMA integrity_check") == [("ok",)]


def test_ctrl_c_loses_nothing_that_was_read_again_and_a_new_run_goes_on(
    tmp_path: Path, pullquote: Pullquote, web: Web
) -> None:
    urls = many(web, 5)
    path = tmp_path / "pullquote.db"
    (tmp_path / "urls.txt").write_text("\n".join(urls), "utf-8")
    assert pullquote("import", "urls.txt").status == 0
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("UPDATE articles SET analyser = 'learned-1'")
        connection.execute("INSERT INTO textless SELECT id FROM articles")
    ids = rows(path, QUOTES)
    web.interrupts = rows(path, "SELECT url FROM articles WHERE id = 4")[0][0]
    assert pullquote("reanalyze", "--fetch").status == 130
    [(old,)] = rows(path, "SELECT count(*) FROM articles WHERE analyser = 'learned-1'")
    assert 0 < old < 5
    done = pullquote("reanalyze", "--fetch")
    assert done.err == f"pullquote: {old} read, 0 known before, 0 failed.\n"
    assert rows(path, QUOTES) == ids
