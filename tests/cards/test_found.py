"""What the archive found, as a card."""

from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.archive import QuoteHit, QuotePage
from bot.cards import A_PAGE, Question, found_card
from bot.domain import QuoteKind
from tests.cards.making import HOSTILE, MAYBE, share
from tests.cards.payload import assert_within_limits, custom_ids, text, texts

HIT = QuoteHit(
    words="a “gift” to the valley",
    quoted=((3, 7),),
    kind=QuoteKind.MIXED,
    speaker="Ada Marsh",
    relay=None,
    addressee="Tom Reed",
    confidence=0.9,
    article_id=5,
    title="The mill reopens",
    site="The Valley Post",
    url="https://news.example/a",
    published="2025-09-05",
    share=share(),
)


SOURCE = (
    "[The mill reopens](<https://news.example/a>) · The Valley Post · 5 Sep 2025"
    " · [jump to the message](https://discord.com/channels/1/2/3)"
)


def test_a_hit_has_its_article_and_a_jump_to_the_message() -> None:
    card = found_card(QuotePage((HIT,), 1), Question("Ada", "gift", date(2025, 9, 1)))
    assert texts(card) == [
        "**Quotes by Ada about “gift” since 1 Sep 2025**\n-# 1–1 of 1",
        f"a ❝ gift ❞ to the valley\n-# — **Ada Marsh**, to Tom Reed\n-# {SOURCE}",
    ]
    assert custom_ids(card) == []


def test_pages_turn_with_the_question_in_their_buttons() -> None:
    hits = (HIT,) * A_PAGE
    first = found_card(QuotePage(hits, 12), Question("Ada"))
    assert custom_ids(first) == ["pq:first", "pq?5??Ada?"]
    middle = found_card(QuotePage(hits, 12), Question("Ada", offset=5))
    assert custom_ids(middle) == ["pq?0??Ada?", "pq?10??Ada?"]
    last = found_card(QuotePage(hits[:2], 12), Question("Ada", offset=10))
    assert custom_ids(last) == ["pq?5??Ada?", "pq:last"]


def test_what_was_not_counted_to_the_end_says_so() -> None:
    page = QuotePage((HIT,) * A_PAGE, 12, more=True)
    assert "1–5 of 12+" in text(found_card(page, Question("Ada")))


def test_nothing_found_says_what_to_try() -> None:
    empty = QuotePage((), 0)
    assert text(found_card(empty, Question("@everyone"))) == (
        "No quotes by @\u200beveryone here; try a part of the name, or pick one of the suggestions."
    )
    assert "try other words" in text(found_card(empty, Question("Ada", "mill")))
    assert "try an earlier date" in text(found_card(empty, Question(since=date(2025, 1, 1))))
    assert "paste a link to an article first" in text(found_card(empty, Question()))


HITS = st.builds(
    QuoteHit,
    words=HOSTILE,
    quoted=st.lists(st.tuples(st.integers(0, 40), st.integers(0, 90)), max_size=5).map(tuple),
    kind=st.sampled_from(QuoteKind),
    speaker=MAYBE,
    relay=MAYBE,
    addressee=MAYBE,
    confidence=st.just(0.5),
    article_id=st.just(1),
    title=MAYBE,
    site=MAYBE,
    url=MAYBE | st.text(max_size=500).map(lambda path: f"https://news.example/{path}"),
    published=MAYBE,
    share=st.just(share(2**62)) | st.none(),
)


@settings(max_examples=60)
@given(st.lists(HITS, max_size=A_PAGE), st.text(), st.text(), st.integers(0, 99_999))
def test_whatever_is_found_the_card_is_within_the_limits(
    hits: list[QuoteHit], speaker: str, about: str, offset: int
) -> None:
    page = QuotePage(tuple(hits), 10**6)
    assert_within_limits(found_card(page, Question(speaker, about, offset=offset)))
