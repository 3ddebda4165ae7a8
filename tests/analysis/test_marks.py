"""Quotation marks as people type them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.analysis.marks import find_stretches


def insides(text: str) -> list[str]:
    return [text[slice(*stretch.inner)] for stretch in find_stretches(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“We are ready,” she said.", ["We are ready,"]),
        ('"We are ready," she said. "Are you?"', ["We are ready,", "Are you?"]),
        ("``We are ready,'' she said.", ["We are ready,"]),
        ("''We are ready,'' she said.", ["We are ready,"]),
        ('She called it "special.”', ["special."]),
        ('She called it “special." Nobody else did.', ["special."]),
        ("«We are ready», she said.", ["We are ready"]),
        ("„Wir sind so weit“, she said.", ["Wir sind so weit"]),
        ("‘We are ready,’ she said.", ["We are ready,"]),
        ("'We are ready,' she said.", ["We are ready,"]),
        ("“We are ready,“ she said.", ["We are ready,"]),
        ("She went to “ Hello ” yesterday.", ["Hello"]),
    ],
)
def test_every_way_of_typing_a_pair(text: str, expected: list[str]) -> None:
    assert insides(text) == expected


def test_a_closing_mark_with_nothing_to_close_is_passed_over() -> None:
    text = "It “grew fast” and then shrank.” Later “it grew again,” she said."
    assert insides(text) == ["grew fast", "it grew again,"]


def test_a_lost_mark_costs_its_own_paragraph_only() -> None:
    text = "It shrank again.” He left.\n\n“We stay,” she said.\n\nNobody “came back” to us."
    assert insides(text) == ["We stay,", "came back"]


def test_a_quotation_of_several_paragraphs_stays_open_at_each_end_but_the_last() -> None:
    text = "“First this.\n\n“Then that.\n\n“And so on,” she said."
    assert insides(text) == ["First this.", "Then that.", "And so on,"]
    assert [stretch.closed for stretch in find_stretches(text)] == [False, False, True]


def test_a_quotation_may_go_on_without_a_new_opening_mark() -> None:
    text = "“First this.\n\nThen that,” she said."
    first, second = find_stretches(text)
    assert (first.closed, second.opened) == (False, False)
    assert text[slice(*second.inner)] == "Then that,"


def test_a_mark_that_was_never_closed_gives_way_to_the_next_pair() -> None:
    assert insides("“We stay, she said. “And we like it,” she added “a lot”.") == [
        "And we like it,",
        "a lot",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "“He told me ‘go away’ and I went,” she said.",
        "“He told me “go away” and I went,” she said.",
        '"He told me "go away" and I went," she said.',
        "‘He told me “go away” and I went,’ she said.",
    ],
)
def test_what_a_quotation_quotes_stays_inside_it(text: str) -> None:
    (inside,) = insides(text)
    assert inside.startswith("He told me")
    assert inside.endswith("I went,")


@pytest.mark.parametrize(
    "text",
    [
        "It’s the dogs’ dinner, and the ’90s won’t come back.",
        "Rock ’n’ roll isn't dead, 'tis only the '80s.",
        "He is 6'2\" tall and she is 5’ 10” tall.",
        "Give ‘em a ring.",
    ],
)
def test_apostrophes_and_inches_are_not_quotation_marks(text: str) -> None:
    assert insides(text) == []


def test_a_height_inside_a_quotation_does_not_end_it() -> None:
    assert insides('"He is 6\'2" and he is fast," she said.') == ["He is 6'2\" and he is fast,"]


def test_a_plural_possessive_does_not_end_a_british_quotation() -> None:
    text = "‘The members’ club is open,’ she said, and the members’ dogs barked."
    assert insides(text) == ["The members’ club is open,"]


MARKED_TEXT = st.text(
    alphabet=st.one_of(st.sampled_from(list("“”\"'‘’„«»`, .\n\tsaid5")), st.characters()),
    max_size=200,
)


@given(MARKED_TEXT)
def test_stretches_lie_in_the_text_in_order_and_within_one_line(text: str) -> None:
    last = 0
    for stretch in find_stretches(text):
        (start, end), (inner_start, inner_end) = stretch.outer, stretch.inner
        assert last <= start <= inner_start < inner_end <= end <= len(text)
        assert "\n" not in text[start:end]
        assert text[inner_start:inner_end] == text[inner_start:inner_end].strip()
        last = end


def test_reading_marks_takes_linear_time() -> None:
    assert len(find_stretches("“a‘ " * 50_000)) <= 50_000
    assert len(find_stretches("\"a' " * 50_000)) <= 50_000
