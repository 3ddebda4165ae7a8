"""Quotes as lines: what was said between ❝ ❞, what the narrator says beside it."""

import pytest

from bot.cards.quotation import said
from bot.domain import Quote, QuoteKind, Spans


def spans(words: str, *stretches: str) -> Spans:
    return tuple((words.index(each), words.index(each) + len(each)) for each in stretches)


@pytest.mark.parametrize(
    ("kind", "words", "quoted", "shown"),
    [
        (QuoteKind.DIRECT, "“It holds,”", ("It holds,",), "❝ It holds ❞"),
        (QuoteKind.DIRECT, "“It holds.”", ("“It holds.”",), "❝ It holds. ❞"),
        (QuoteKind.DIRECT, "'It holds.'", (), "❝ It holds. ❞"),
        (
            QuoteKind.DIRECT,
            "‘It holds,’ … ‘for now.’",
            ("It holds,", "for now."),
            "❝ It holds … for now. ❞",
        ),
        (
            QuoteKind.DIRECT,
            "“It holds.\n“For now.”",
            ("It holds.", "For now."),
            "❝ It holds. For now. ❞",
        ),
        (
            QuoteKind.DIRECT,
            "‘She said, “It holds”’",
            ("She said, “It holds”",),
            "❝ She said, “It holds” ❞",
        ),
        (
            QuoteKind.DIRECT,
            "“the workers’ roof is the workers’”",
            ("the workers’ roof is the workers’",),
            "❝ the workers’ roof is the workers’ ❞",
        ),
        (
            QuoteKind.MIXED,
            "that they “fully support” it, as a “fraternal duty”.",
            ("fully support", "fraternal duty"),
            "they ❝ fully support ❞ it, as a ❝ fraternal duty ❞.",
        ),
        (
            QuoteKind.MIXED,
            "\"fully support\" … as a 'fraternal duty'",
            ('"fully support"', "fraternal duty"),
            "❝ fully support ❞ … as a ❝ fraternal duty ❞",
        ),
        (QuoteKind.INDIRECT, "that the roof holds", (), "the roof holds"),
        (QuoteKind.INDIRECT, "the “roof” holds", (), "the “roof” holds"),
    ],
)
def test_what_was_quoted_stands_between_our_own_marks(
    kind: QuoteKind, words: str, quoted: tuple[str, ...], shown: str
) -> None:
    line = said(words, spans(words, *quoted), Quote(kind, ()), 300)
    assert line.partition("\n")[0] == shown


@pytest.mark.parametrize(
    ("quote", "line"),
    [
        (Quote(QuoteKind.DIRECT, ()), ""),
        (Quote(QuoteKind.INDIRECT, ()), "-# — reported speech"),
        (Quote(QuoteKind.DIRECT, (), relay="KCNA"), "-# — as reported by KCNA"),
        (
            Quote(QuoteKind.DIRECT, (), speakers=("Ada", "Tom"), addressee="Iris", relay="KCNA"),
            "-# — **Ada and Tom**, to Iris, as reported by KCNA",
        ),
        (
            Quote(QuoteKind.INDIRECT, (), speakers=("Ada",)),
            "-# — **Ada** (reported speech)",
        ),
        (Quote(QuoteKind.DIRECT, (), speakers=("@here",)), "-# — **@\u200bhere**"),
    ],
)
def test_who_said_it_stands_below(quote: Quote, line: str) -> None:
    assert said("Yes.", ((0, 4),), quote, 300).partition("\n")[2] == line


def test_a_long_mixed_quote_is_folded_with_its_marks_closed() -> None:
    words = "that it was “" + "a long way to go, " * 30 + "” for all, “even now”"
    quoted = (spans(words, "a long way to go, " * 30)[0], spans(words, "even now")[0])
    line = said(words, quoted, Quote(QuoteKind.MIXED, ()), 120)
    assert line.startswith("it was ❝ a long way to go, a long way")
    assert line.endswith("… ❞")
    assert len(line) <= 120
