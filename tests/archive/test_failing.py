"""Disks that fill, files that turn read-only, pages that rot: what can be answered still is."""

import resource
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import pytest

from bot.archive import (
    Archive,
    ArchiveError,
    ArchiveReadOnly,
    ArchiveUnavailable,
    ArchiveUnreadable,
    ArticleDamaged,
    QuoteQuery,
    open_archive,
)
from bot.domain import Report, StoredReport
from tests.archive.samples import pasted, said, sighting
from tests.archive.test_under_load import assert_sound

PAGE = 4096
_INDEX_OF_THE_LOG = 32 * 1024  # https://www.sqlite.org/walformat.html#the_wal_index_file_format
TABLE_LEAF = 0x0D  # https://www.sqlite.org/fileformat2.html#b_tree_pages
LONG = said(*((f"{n} " * 1_000, f"Speaker {n}") for n in range(300)), title="long")


@contextmanager
def files_up_to(size: int) -> Iterator[None]:
    """No file of this process grows beyond ``size`` bytes."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


async def answers_what_it_holds(archive: Archive, stored: StoredReport) -> None:
    """Everything that people can ask for while nothing can be written."""
    assert await archive.report(stored.article_id) == stored
    assert (await archive.quotes(QuoteQuery(speaker="ana"))).total == 1
    assert [who.name for who in await archive.speakers("an", None)] == ["Ana Ruiz"]


def is_one_sentence_without_a_path(error: ArchiveError, path: Path) -> bool:
    said = str(error)
    return said.endswith(".") and ". " not in said and str(path.parent) not in said


async def test_a_full_disk_leaves_nothing_half_written(archive: Archive, path: Path) -> None:
    share, stored = await pasted(archive, said(("Yes.", "Ana Ruiz")), sighting())
    with files_up_to(512 * 1024):
        with pytest.raises(ArchiveUnavailable, match="free some space") as caught:
            await archive.record(share.id, "long", LONG, "rules-1")
        await answers_what_it_holds(archive, stored)
    assert is_one_sentence_without_a_path(caught.value, path)
    assert (await archive.quotes(QuoteQuery())).total == 1
    await archive.record(share.id, "long", LONG, "rules-1")
    assert (await archive.quotes(QuoteQuery())).total == 300
    assert_sound(path)


async def test_an_archive_that_may_grow_no_more_answers_what_it_holds(
    archive: Archive, path: Path
) -> None:
    share, stored = await pasted(archive, said(("Yes.", "Ana Ruiz")), sighting())
    await set_on_writer(archive, "max_page_count = 1")  # SQLite makes it as many as there are
    with pytest.raises(ArchiveUnavailable, match="free some space"):
        await archive.record(share.id, "long", LONG, "rules-1")
    await answers_what_it_holds(archive, stored)
    await set_on_writer(archive, "max_page_count = 1073741823")
    await archive.record(share.id, "long", LONG, "rules-1")
    assert_sound(path)


async def test_an_archive_opens_where_it_cannot_grow(path: Path) -> None:
    async with open_archive(path) as archive:
        _, stored = await pasted(archive, said(("Yes.", "Ana Ruiz")), sighting())
    with files_up_to(_INDEX_OF_THE_LOG):
        async with open_archive(path) as archive:
            await answers_what_it_holds(archive, stored)


async def test_a_file_that_turns_read_only_answers_what_it_holds(
    archive: Archive, path: Path
) -> None:
    share, stored = await pasted(archive, said(("Yes.", "Ana Ruiz")), sighting())
    # As root, and with the file open already, no mode of a file would stop us.
    await set_on_writer(archive, "query_only = ON")
    for write in (
        archive.record(share.id, "long", LONG, "rules-1"),
        archive.see([sighting()]),
        archive.forget_message(share.seen.message_id),
    ):
        with pytest.raises(ArchiveReadOnly, match="give it write access") as caught:
            await write
        assert is_one_sentence_without_a_path(caught.value, path)
    await answers_what_it_holds(archive, stored)
    await set_on_writer(archive, "query_only = OFF")
    await archive.record(share.id, "long", LONG, "rules-1")
    assert_sound(path)


async def set_on_writer(archive: Archive, pragma: str) -> None:
    def execute(connection: sqlite3.Connection) -> None:
        connection.execute(f"PRAGMA {pragma}").fetchall()

    await archive._writer.run_bare(execute)


def many_speakers(word: str) -> Report:
    return said(*((f"{word} {n} " * 20, f"{word} {n:03}") for n in range(100)), title=word)


def of_many_pages(word: str) -> Report:
    """A report whose text is long even when it is compressed."""
    report = many_speakers(word)
    noise = " ".join(sha256(f"{word} {number}".encode()).hexdigest() for number in range(500))
    return replace(report, article=replace(report.article, text=f"{report.article.text} {noise}"))


async def filled(
    path: Path, *words: str, report: Callable[[str], Report] = many_speakers
) -> list[StoredReport]:
    async with open_archive(path) as archive:
        return [await archive.record(None, word, report(word), "rules-1") for word in words]


def rot(path: Path, words: bytes, *, leaf: bool) -> None:
    """Spoil one page that holds the words: a table's leaf, or one that a long text runs over."""
    held = path.read_bytes()
    for start in range(PAGE, len(held), PAGE):
        page = held[start : start + PAGE]
        if words in page and (page[0] == TABLE_LEAF) == leaf:
            with path.open("r+b") as file:
                file.seek(start)
                file.write(b"\xa5" * PAGE)
            return
    raise AssertionError("nowhere")


async def test_a_question_that_hits_a_rotten_page_fails_alone(path: Path) -> None:
    await filled(path, "Heron", "Otter")
    rot(path, b"Heron 50 Heron 50", leaf=True)
    async with open_archive(path) as archive:
        with pytest.raises(ArchiveUnreadable, match="restore a backup") as caught:
            await archive.quotes(QuoteQuery(speaker="Heron 050"))
        assert is_one_sentence_without_a_path(caught.value, path)
        for speaker in ("Heron 001", "Otter 050"):
            assert (await archive.quotes(QuoteQuery(speaker=speaker))).total == 1


async def test_an_article_whose_text_is_rotten_fails_alone(path: Path) -> None:
    heron, otter = await filled(path, "Heron", "Otter", report=of_many_pages)
    with closing(sqlite3.connect(path)) as connection:
        [text] = connection.execute("SELECT text FROM texts ORDER BY article_id").fetchone()
    rot(path, text[len(text) // 2 :][:20], leaf=False)
    async with open_archive(path) as archive:
        with pytest.raises((ArchiveUnreadable, ArticleDamaged)):
            await archive.report(heron.article_id)
        assert await archive.report(otter.article_id) == otter
        assert (await archive.quotes(QuoteQuery(speaker="Heron 050"))).total == 1


async def test_what_hits_no_rotten_page_can_still_be_written(path: Path) -> None:
    _, otter = await filled(path, "Heron", "Otter")
    rot(path, b"Heron 50 Heron 50", leaf=True)
    async with open_archive(path) as archive:
        [share] = await archive.see([sighting("Heron")])
        await archive.attach(share.id, otter.article_id, "Otter")
        with pytest.raises(ArchiveUnreadable):
            await archive.record(share.id, "Heron", many_speakers("Stork"), "rules-2")
        assert (await archive.quotes(QuoteQuery(speaker="Stork 001"))).total == 0
        await pasted(archive, many_speakers("Swift"), sighting("Swift"))
        assert (await archive.quotes(QuoteQuery(speaker="Swift 050"))).total == 1
