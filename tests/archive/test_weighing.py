"""What is found is put in order by the words found, the length, and the worth in its article."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.archive import Archive
from bot.archive.weighing import score
from bot.domain import Scope
from tests.archive.samples import NEWS, SERVER, pasted, said, sighting

HERE = Scope(SERVER, frozenset({NEWS}))


async def found(archive: Archive, words: str) -> list[str]:
    return [hit.excerpt for hit in (await archive.search(words, HERE, limit=20)).hits]


@pytest.mark.parametrize("words", ["ferry OR tram", "tram OR ferry", "ferry OR tram OR barge"])
async def test_what_has_more_of_the_words_comes_first(archive: Archive, words: str) -> None:
    both, one = "A ferry is no tram, they say.", "A ferry is a ferry, they say."
    await pasted(archive, said((one, "Ana Ruiz"), (both, "Bo Lind"), title="x"), sighting())
    assert await found(archive, words) == [both, one]


async def test_the_rarer_of_two_words_weighs_more(archive: Archive) -> None:
    quotes = [*((f"The ferry sails at {hour}.", "Ana Ruiz") for hour in range(6))]
    quotes.append(("The tram stops at six.", "Ana Ruiz"))
    await pasted(archive, said(*quotes, title="x"), sighting())
    assert (await found(archive, "ferry OR tram"))[0] == "The tram stops at six."


async def test_key_quotes_and_short_ones_come_first(archive: Archive) -> None:
    key, other = "The ferry sails on Monday.", "The ferry sails on Friday."
    long = "The ferry sails on Sunday, as it has done for as long as anybody here remembers."
    report = said((key, "Ana Ruiz"), (long, "Ana Ruiz"), (other, "Ana Ruiz"), title="x")
    await pasted(archive, report, sighting())
    assert await found(archive, "ferry") == [key, other, long]


@given(st.lists(st.tuples(st.floats(1, 50), st.integers(0, 10**6), st.integers(1, 500))))
def test_every_hit_gets_points(hits: list[tuple[float, int, int]]) -> None:
    columns = [list(column) for column in zip(*hits, strict=True)] or [[], [], []]
    points = score(*columns)
    assert len(points) == len(hits)
    assert all(0 < one <= 50 * 10 for one in points)
