"""Quotations that are signed: “…” — Jane Roe, and the line is over."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from bot.analysis.attribution import Attribution
from bot.analysis.overlaps import Overlaps
from bot.domain import Span, Spans

_SIGNED = re.compile(
    r"[”\"»’'][ \t\xa0]*(?P<dash>[—–―~]|--?)[ \t\xa0]*"
    r"(?P<name>[^\W\d_][^\n—–―“”\"]{1,80}?)[ \t\xa0.]*$",
    re.MULTILINE,
)
_MOST_WORDS = 10
_SURE = 0.9


def with_signatures(text: str, attributions: Sequence[Attribution]) -> list[Attribution]:
    """The attributions, a signed quotation without a cue of its own tied to who signed it."""
    signed = Overlaps(
        ((match.start(), match.start() + 1), (match.span("dash"), match.span("name")))
        for match in _SIGNED.finditer(text)
        if match["name"][0].isupper() and len(match["name"].split()) <= _MOST_WORDS
    )
    return [part for one in attributions for part in _signed(text, one, signed)]


def _signed(
    text: str, one: Attribution, signed: Overlaps[tuple[Span, Span]]
) -> Iterator[Attribution]:
    """The attribution, less what others signed; those parts as attributions of their own."""
    left: list[Span] = []
    for part in one.content:
        signatures = signed.of((part[1] - 1, part[1] + 1))
        if not signatures or (one.cue and _same_line(text, part, one.cue[0])):
            left.append(part)
            continue
        dash, name = signatures[0]
        quoted = _inside(one.quoted, [part])
        yield Attribution((part,), quoted, (dash,), (name,), _SURE)
    if left:
        yield replace(one, content=tuple(left), quoted=_inside(one.quoted, left))


def _same_line(text: str, one: Span, other: Span) -> bool:
    return "\n" not in text[min(one[0], other[0]) : max(one[1], other[1])]


def _inside(stretches: Spans, parts: Sequence[Span]) -> Spans:
    return tuple(
        stretch
        for stretch in stretches
        if any(part[0] <= stretch[0] and stretch[1] <= part[1] for part in parts)
    )
