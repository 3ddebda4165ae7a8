"""What full-text search found, as a card."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.archive import SearchHit, SearchPage
from bot.cards import HITS_A_PAGE, Asked, search_card
from bot.domain import QuoteKind, Spans
from bot.languages import Language, speaking
from tests.cards.making import HOSTILE, share
from tests.cards.payload import assert_within_limits, custom_ids, text


def ask(words: str, offset: int = 0) -> Asked:
    return Asked("search", {"words": words}, offset)


def found(
    excerpt: str, marks: Spans = (), kind: QuoteKind | None = QuoteKind.DIRECT, **more: Any
) -> SearchHit:
    facts = {"speakers": ("Ada",), "title": "T", "site": "S", "url": "https://x.example"} | more
    return SearchHit(excerpt, marks, kind, article_id=1, published=None, share=share(), **facts)


def test_what_was_found_is_bold() -> None:
    card = search_card(SearchPage((found("so a gift it is", ((5, 9),)),), 1), ask("gift"))
    assert "so a **gift** it is\n-# — **Ada**" in text(card)
    assert custom_ids(card) == []


def test_the_narrators_comma_is_no_part_of_what_was_said() -> None:
    words = "“A gift,” … “and a day, too,”"
    said = text(search_card(SearchPage((found(words, ((3, 7),)),), 1), ask("gift")))
    assert "“A **gift**” … “and a day, too”\n" in said
    title = text(search_card(SearchPage((found(words, ((3, 7),), None),), 1), ask("gift")))
    assert "“A **gift**,” … “and a day, too,”\n" in title


def test_of_many_hits_it_says_that_only_the_newest_were_ranked() -> None:
    page = SearchPage((found("a"),) * HITS_A_PAGE, 400, more=True)
    assert "1–5 of the newest 400, best first" in text(search_card(page, ask("a")))


def test_pages_turn_with_the_words_in_their_buttons() -> None:
    hits = (found("a"),) * HITS_A_PAGE
    assert custom_ids(search_card(SearchPage(hits, 12), ask("a"))) == [
        "pq:first",
        "pq?search?5?words=a",
    ]
    middle = search_card(SearchPage(hits, 12), ask("a", 5))
    assert custom_ids(middle) == ["pq?search?0?words=a", "pq?search?10?words=a"]
    last = search_card(SearchPage(hits[:2], 12), ask("a", 10))
    assert custom_ids(last) == ["pq?search?5?words=a", "pq:last"]


@given(
    words=HOSTILE,
    speakers=st.lists(HOSTILE, max_size=3).map(tuple),
    cuts=st.lists(st.integers(0, 400), max_size=8),
)
def test_no_hit_breaks_the_card(words: str, speakers: tuple[str, ...], cuts: list[int]) -> None:
    places = sorted({min(cut, len(words)) for cut in cuts})
    marks = tuple(zip(places[::2], places[1::2], strict=False))
    hit = SearchHit(words, marks, None, speakers, 1, words, words, words, words, share())
    said = SearchHit(words, marks, QuoteKind.MIXED, speakers, 1, words, words, words, words, None)
    hits = (hit, said, hit, said, hit)
    assert_within_limits(search_card(SearchPage(hits, 400, more=True), ask(words[:200])))


def test_long_links_go_where_there_is_no_room_for_them() -> None:
    seen = replace(share().seen, url="https://news.example/" + "a" * 370)
    hit = replace(found("words " * 50, title="title " * 20), share=replace(share(), seen=seen))
    card = search_card(SearchPage((hit,) * HITS_A_PAGE, 5), ask("words"))
    assert_within_limits(card)
    assert seen.url not in text(card)


@pytest.mark.parametrize("excerpt", ["long " * 1000, "l" * 5000, "*_~" * 900])
def test_a_long_excerpt_is_cut(excerpt: str) -> None:
    card = search_card(SearchPage((found(excerpt, ((0, 4), (5, 2000))),), 1), ask("a"))
    assert len(text(card)) < 700


@pytest.mark.parametrize(
    ("language", "names"),
    [
        ("en", "Ada, Bo and Cy"),
        ("de", "Ada, Bo und Cy"),
        ("fr", "Ada, Bo et Cy"),
        ("ja", "Ada、Bo、Cy"),
    ],
)
def test_several_speakers_are_named_as_the_language_does(language: Language, names: str) -> None:
    hit = found("gift", speakers=("Ada", "Bo", "Cy"))
    with speaking(language):
        assert f"— **{names}**" in text(search_card(SearchPage((hit,), 1), ask("gift")))
