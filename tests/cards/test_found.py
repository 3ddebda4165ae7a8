"""What the archive found, as a card."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.archive import QuoteHit, QuotePage
from bot.cards import A_PAGE, Asked, found_card
from bot.domain import QuoteKind
from bot.languages import speaking
from tests.cards.making import HOSTILE, MAYBE, share
from tests.cards.payload import assert_within_limits, custom_ids, text, texts

HIT = QuoteHit(
    words="a “gift” to the valley",
    quoted=((3, 7),),
    kind=QuoteKind.MIXED,
    speakers=("Ada Marsh",),
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


def ask(offset: int = 0, first: str | None = None, **said: str) -> Asked:
    asked = Asked.of_options("quotes", **said, **{"from": first})
    return replace(asked, offset=offset)


SOURCE = (
    "[The mill reopens](<https://news.example/a>) · The Valley Post · 5\u00a0Sep\u00a02025"
    " · [jump\u00a0to\u00a0the\u00a0message](https://discord.com/channels/1/2/3)"
)


def test_a_hit_has_its_article_and_a_jump_to_the_message() -> None:
    card = found_card(QuotePage((HIT,), 1), ask(speaker="Ada", about="gift", first="2025-09-01"))
    assert texts(card) == [
        "**Quotes by Ada about “gift” since 1 Sep 2025**\n-# 1 of 1",
        f"a ❝ gift ❞ to the valley\n-# — **Ada Marsh**, to Tom Reed\n-# {SOURCE}",
    ]
    assert custom_ids(card) == []


def test_pages_turn_with_the_question_in_their_buttons() -> None:
    hits = (HIT,) * A_PAGE
    first = found_card(QuotePage(hits, 12), ask(speaker="Ada"))
    assert custom_ids(first) == ["pq:first", "pq?quotes?5?speaker=Ada"]
    last = found_card(QuotePage(hits[:2], 12), ask(10, speaker="Ada"))
    assert custom_ids(last) == ["pq?quotes?5?speaker=Ada", "pq:last"]


def test_what_was_asked_for_is_said() -> None:
    asked = ask(site="The *Post*", channel="5", first="2025-09-01", to="2025-10-01")
    card = found_card(QuotePage((HIT,), 1), asked)
    assert text(card).startswith(
        "**Quotes from The \\*Post\\* in <#5> since 1 Sep 2025 until 1 Oct 2025**\n-# 1 of 1\n"
    )
    asked = ask(speaker="Ada", kind="indirect", order="best")
    head = "**Quotes by Ada**\n-# 1 of 1 · reported speech · key quotes first"
    assert text(found_card(QuotePage((HIT,), 1), asked)).startswith(head)


def test_long_hits_are_shortened_until_they_have_room() -> None:
    url = "https://news.example/" + "a" * 370
    seen = replace(share().seen, url=url)
    long = replace(
        HIT,
        words="words " * 100,
        quoted=(),
        kind=QuoteKind.INDIRECT,
        relay="relay " * 12,
        title="title " * 20,
        share=replace(share(), seen=seen),
    )
    card = found_card(QuotePage((long,) * A_PAGE, 5), ask(speaker="Ada"))
    assert_within_limits(card)
    assert url not in text(card)
    assert text(card).count("words words words") >= A_PAGE
    one = found_card(QuotePage((long,), 1), ask(speaker="Ada"))
    assert url in text(one)


def test_what_was_not_counted_to_the_end_says_so() -> None:
    page = QuotePage((HIT,) * A_PAGE, 12, more=True)
    assert "1–5 of 12+" in text(found_card(page, ask(speaker="Ada")))


@pytest.mark.parametrize(
    ("asked", "advice"),
    [
        (ask(speaker="Ada", about="mill"), "try other words"),
        (ask(about="mill", first="2025-01-01"), "try an earlier date"),
        (ask(to="2025-01-01"), "try a later date"),
        (ask(site="Post", speaker="Ada"), "pick one of the suggested sites"),
        (ask(channel="5", speaker="Ada"), "try another channel"),
        (ask(kind="mixed", speaker="Ada"), "leave `kind` out"),
        (ask(order="best"), "paste a link to an article first"),
    ],
)
def test_nothing_found_says_what_to_try(asked: Asked, advice: str) -> None:
    assert advice in text(found_card(QuotePage((), 0), asked))


def test_what_was_typed_pings_nobody() -> None:
    assert text(found_card(QuotePage((), 0), ask(speaker="@everyone"))) == (
        "No quotes by @\u200beveryone here; try a part of the name, or pick one of the suggestions."
    )


HITS = st.builds(
    QuoteHit,
    words=HOSTILE,
    quoted=st.lists(st.tuples(st.integers(0, 40), st.integers(0, 90)), max_size=5).map(tuple),
    kind=st.sampled_from(QuoteKind),
    speakers=st.lists(HOSTILE, max_size=3).map(tuple),
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
@given(
    st.lists(HITS, max_size=A_PAGE),
    st.text(max_size=100),
    st.text(max_size=200),
    st.integers(0, 99_990),
)
def test_whatever_is_found_the_card_is_within_the_limits(
    hits: list[QuoteHit], speaker: str, about: str, offset: int
) -> None:
    page = QuotePage(tuple(hits), 10**6)
    assert_within_limits(found_card(page, ask(offset, speaker=speaker, about=about, site=about)))


def test_a_single_hit_is_no_stretch_of_hits() -> None:
    assert "1 of 1\n" in text(found_card(QuotePage((HIT,), 1), ask(speaker="Ada")))
    assert "11 of 11\n" in text(found_card(QuotePage((HIT,), 11), ask(10, speaker="Ada")))


def test_several_speakers_are_named_as_the_language_does() -> None:
    page = QuotePage((replace(HIT, speakers=("Ada Marsh", "Bo Reed")),), 1)
    assert "**Ada Marsh and Bo Reed**" in text(found_card(page, ask(speaker="Ada")))
    with speaking("de"):
        assert "**Ada Marsh und Bo Reed**" in text(found_card(page, ask(speaker="Ada")))
