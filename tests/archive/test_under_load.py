"""Readers beside the writer, and killed processes."""

import asyncio
import sqlite3
import sys
from contextlib import closing
from pathlib import Path

import pytest

from bot.archive import Archive, ArchiveUnavailable, QuoteQuery, open_archive
from tests.archive.samples import pasted, said, sighting

DIES_IN_A_TRANSACTION = """
import os, sys
from pathlib import Path
from bot.archive.lanes import connect
from bot.archive.shares import record
from tests.archive.samples import said
connection = connect(Path(sys.argv[1]), "rwc", 1)
connection.execute("PRAGMA cache_size = 1")  # so that pages reach the file before the end
connection.execute("BEGIN IMMEDIATE")
record(connection, 1, "key", said(*((f"{n}" * 500, f"Speaker {n}") for n in range(200))), "rules-1")
os._exit(9)
"""

RECORDS_UNTIL_KILLED = """
import asyncio, sys
from itertools import count
from pathlib import Path
from bot.archive import open_archive
from tests.archive.samples import pasted, said, sighting
async def main():
    async with open_archive(Path(sys.argv[1])) as archive:
        for n in count():
            report = said(*((f"{n}.{place}", "Ana Ruiz") for place in range(5)), title=str(n))
            await pasted(archive, report, sighting(f"u{n}", message_id=n))
            print(n, flush=True)
asyncio.run(main())
"""


async def test_questions_are_answered_while_another_writes(archive: Archive, path: Path) -> None:
    await pasted(archive, said(("Yes.", "Ana Ruiz")), sighting())
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        other.execute("DELETE FROM quotes")
        assert (await archive.quotes(QuoteQuery(speaker="ana"))).total == 1
        other.execute("ROLLBACK")


async def test_readers_see_whole_articles_while_we_write(archive: Archive) -> None:
    async def write() -> None:
        for number in range(40):
            report = said(*((f"{number}.{place}", "Ana Ruiz") for place in range(3)))
            await pasted(archive, report, sighting(f"u{number}"))

    async def read() -> list[int]:
        totals: list[int] = []
        while not writing.done():
            page = await archive.quotes(QuoteQuery(speaker="ana", limit=1000))
            assert page.total == len(page.hits)
            totals.append(page.total)
        return totals

    writing = asyncio.create_task(write())
    for totals in await asyncio.gather(read(), read()):
        assert totals == sorted(totals)
        assert {total % 3 for total in totals} == {0}
    await writing
    assert (await archive.quotes(QuoteQuery())).total == 120


async def test_many_questions_at_once(archive: Archive) -> None:
    await pasted(archive, said(("Yes.", "Ana Ruiz")), sighting())
    pages = await asyncio.gather(*(archive.quotes(QuoteQuery()) for _ in range(50)))
    assert {page.total for page in pages} == {1}


async def test_waiting_for_another_writer_ends(path: Path) -> None:
    async with open_archive(path, patience_s=0.05) as archive:
        with closing(sqlite3.connect(path, isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            with pytest.raises(ArchiveUnavailable, match="busy"):
                await archive.see([sighting()])
        assert len(await archive.see([sighting()])) == 1


async def test_a_question_that_takes_too_long_is_given_up(path: Path) -> None:
    async with open_archive(path, patience_s=0) as archive:
        await archive.record(
            None, "key", said(*((f"{n}", "Ana Ruiz") for n in range(2_000))), "rules-1"
        )
        with pytest.raises(ArchiveUnavailable, match="took too long"):
            await archive.quotes(QuoteQuery(speaker="ana"))


async def test_a_process_that_dies_in_a_transaction_leaves_nothing(path: Path) -> None:
    async with open_archive(path) as archive:
        [share] = await archive.see([sighting()])
    process = await start(DIES_IN_A_TRANSACTION, path)
    assert await process.wait() == 9
    async with open_archive(path) as archive:
        assert (await archive.quotes(QuoteQuery())).total == 0
        assert await archive.speakers("", None) == []
        assert await archive.waiting() == [share]
    assert_sound(path)


async def test_a_killed_process_loses_nothing_that_it_said_was_stored(path: Path) -> None:
    process = await start(RECORDS_UNTIL_KILLED, path)
    assert process.stdout is not None
    for _ in range(30):
        await process.stdout.readline()
    process.kill()
    stored = 30 + (await process.stdout.read()).count(b"\n")
    await process.wait()
    async with open_archive(path) as archive:
        page = await archive.quotes(QuoteQuery(limit=100_000))
        assert page.total % 5 == 0
        assert stored <= page.total // 5 <= stored + 1
        assert {hit.words for hit in page.hits} >= {
            f"{number}.{place}" for number in range(stored) for place in range(5)
        }
    assert_sound(path)


async def start(program: str, path: Path) -> asyncio.subprocess.Process:
    return await asyncio.create_subprocess_exec(
        sys.executable,
        "-c",
        program,
        str(path),
        stdout=asyncio.subprocess.PIPE,
        cwd=Path(__file__).parents[2],
    )


def assert_sound(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
        connection.execute("INSERT INTO quotes_fts (quotes_fts) VALUES ('integrity-check')")
        connection.execute("INSERT INTO articles_fts (articles_fts) VALUES ('integrity-check')")
