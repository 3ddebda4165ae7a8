"""What is held of the newest Simhashes is what a look at the table finds, whatever happens."""

import sqlite3
from contextlib import closing, suppress
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.archive import newest, open_archive
from bot.archive.lanes import connect, transaction
from bot.archive.likeness import MAYBE_SAME_STORY, distance

IDS = st.integers(1, 6)
SIMHASHES = st.integers(-(2**63), 2**63 - 1) | st.integers(-2, 2)
STEPS = st.one_of(
    st.tuples(st.just("keep"), IDS, SIMHASHES | st.none()),
    st.tuples(st.just("drop"), IDS, st.none()),
    st.tuples(st.just("look"), IDS, SIMHASHES),
)
ROUNDS = st.lists(
    st.tuples(st.sampled_from(["commit", "fail", "by another"]), st.lists(STEPS, max_size=5)),
    max_size=8,
)
ARTICLE = (
    "INSERT OR IGNORE INTO articles (id, authors, language, kind, fingerprint, words, kept,"
    " analyser, read_at) VALUES (?1, '[]', 'en', 'article', ?1, 0, 1, '', '')"
)


class Undone(Exception):
    """What makes a transaction fail."""


@pytest.fixture
async def writable(path: Path) -> Path:
    async with open_archive(path):
        return path


def by_hand(connection: sqlite3.Connection, simhash: int) -> list[tuple[int, int]]:
    rows = connection.execute("SELECT article_id, simhash FROM likenesses").fetchall()
    apart = [(distance(simhash, other), id_) for id_, other in rows if other is not None]
    return sorted(pair for pair in apart if pair[0] <= MAYBE_SAME_STORY)


def take(connection: sqlite3.Connection, step: str, article: int, simhash: int | None) -> None:
    if step == "keep":
        connection.execute(ARTICLE, (article,))
        newest.keep(connection, article, simhash)
    elif step == "drop":
        connection.execute("DELETE FROM articles WHERE id = ?", (article,))
    look(connection, simhash or 0)


def look(connection: sqlite3.Connection, simhash: int) -> None:
    found = newest.near(connection, simhash, MAYBE_SAME_STORY)
    assert list(found) == by_hand(connection, simhash)


async def test_it_stays_right_through_changes_failures_and_other_programs(writable: Path) -> None:
    with (
        closing(connect(writable, "rwc", 10)) as writer,
        closing(connect(writable, "rwc", 10)) as (other),
    ):

        @settings(max_examples=60, deadline=None)
        @given(ROUNDS)
        def whatever_happens(rounds: list[tuple[str, list[tuple[str, int, int | None]]]]) -> None:
            for end, steps in rounds:
                at_work = other if end == "by another" else writer
                with suppress(Undone), transaction(at_work, "BEGIN IMMEDIATE"):
                    for step in steps:
                        take(at_work, *step)
                    if end == "fail":
                        raise Undone
                look(writer, 0)

        whatever_happens()


async def test_only_the_newest_are_compared(
    writable: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(newest, "_MOST", 2)
    with closing(connect(writable, "rwc", 10)) as writer:
        for article, simhash in ((1, 0), (2, 0), (3, None), (4, 1)):
            writer.execute(ARTICLE, (article,))
            newest.near(writer, 0, 0)
            newest.keep(writer, article, simhash)
        held = newest.near(writer, 0, 64)
        writer.execute("DELETE FROM articles WHERE id = 4")
        assert held == [(1, 4)]
        assert newest.near(writer, 0, 64) == [(0, 2)]
