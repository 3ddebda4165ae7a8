"""A question comes back from the buttons that turn its pages."""

from hypothesis import given
from hypothesis import strategies as st

from bot.cards import Asked
from bot.cards.asked import FURTHEST, turns
from bot.cards.pages import card
from tests.cards.payload import custom_ids

NAMES = st.sampled_from(("speaker", "about", "from", "order", "a", "b"))
SAID = st.dictionaries(NAMES, st.text(min_size=1, max_size=60), max_size=4)
DIGEST = "0123456789abcdef01234567"


@given(SAID, st.integers(0, FURTHEST))
def test_a_question_comes_back_from_its_custom_id(said: dict[str, str], offset: int) -> None:
    asked = Asked("quotes", said, offset)
    if asked.custom_id is None:
        assert not asked.has_room
        return
    assert len(asked.custom_id) <= 100
    match = Asked.TEMPLATE.fullmatch(asked.custom_id)
    assert match
    assert Asked.of(match) == asked


@given(SAID, st.integers(0, FURTHEST))
def test_a_question_that_is_kept_is_found_by_its_digest(said: dict[str, str], offset: int) -> None:
    asked = Asked("quotes", {**said, "site": "x" * 100}, offset, DIGEST)
    assert not asked.has_room
    match = Asked.TEMPLATE.fullmatch(asked.custom_id or "")
    assert match
    assert Asked.of(match) == Asked("quotes", {}, offset, DIGEST)


def test_an_ordinary_question_needs_no_keeping() -> None:
    asked = Asked.of_options("quotes", speaker="Kim Jong Un", about="ferry", site=None)
    assert asked.custom_id == "pq?quotes?0?speaker=Kim Jong Un?about=ferry"
    assert Asked("speakers").custom_id == "pq?speakers?0?"


def test_what_would_part_a_custom_id_is_kept_elsewhere() -> None:
    assert not Asked("search", {"words": "why?"}).has_room


def test_what_could_not_be_kept_has_no_pages() -> None:
    asked = Asked("search", {"words": "long " * 30})
    assert custom_ids(card("a", turns(asked, 5, 5, 12))) == []


def test_pages_turn_both_ways_as_far_as_there_are_hits() -> None:
    def turned(offset: int, shown: int = 5, total: int = 12) -> list[str]:
        return custom_ids(card("a", turns(Asked("who", {"name": "A"}, offset), 5, shown, total)))

    assert turned(0) == ["pq:first", "pq?who?5?name=A"]
    assert turned(5) == ["pq?who?0?name=A", "pq?who?10?name=A"]
    assert turned(10, shown=2) == ["pq?who?5?name=A", "pq:last"]
    assert turned(FURTHEST, total=10**9)[1] == "pq:last"
    assert turned(0, total=5) == []
