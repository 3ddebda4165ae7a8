"""Quotes as lines of markdown: ❝ what was said ❞ and, below it, who said it."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

from bot.cards.text import clean, fold
from bot.domain import Quote, QuoteKind, Report, Spans

#: No attribution is longer than this, in characters.
ATTRIBUTION = 250

_DOUBLE_MARKS = '"“”„‟«»＂'
_SINGLE_OPENERS = "'‘‚‹"
_SINGLE_CLOSERS = "'’›"
_MARKS = frozenset(_DOUBLE_MARKS + _SINGLE_OPENERS + _SINGLE_CLOSERS)
# A quotation of several paragraphs opens each of them with a mark and closes only the last.
_NEXT_PARAGRAPH = re.compile(rf"\s*\n\s*[{re.escape(_DOUBLE_MARKS)}]?\s*")
_NO_SPACE_BEFORE = frozenset(",.;:!?)")
_GAP = " … "


class Attributed(Protocol):
    """What a quote and a search hit have in common."""

    @property
    def kind(self) -> QuoteKind: ...
    @property
    def speaker(self) -> str | None: ...
    @property
    def relay(self) -> str | None: ...
    @property
    def addressee(self) -> str | None: ...


@dataclass(frozen=True, slots=True)
class Stretch:
    """Words of a quote that stood in quotation marks, or the narrator's between them."""

    words: str
    quoted: bool


def said(words: str, quoted: Spans, quote: Attributed, limit: int) -> str:
    """A quote with its attribution, at most ``limit`` + :data:`ATTRIBUTION` + 1 characters.

    Parameters:
        words: the quote's content.
        quoted: the stretches of ``words`` that stood in quotation marks.
        limit: the most characters for the words; longer ones are folded.
    """
    lines = (spoken(stretches(words, quoted, quote.kind), limit), attribution(quote))
    return "\n".join(line for line in lines if line)


def quote_words(report: Report, quote: Quote) -> tuple[str, Spans]:
    """A quote's words and the stretches of them that stood in quotation marks."""
    quoted: list[tuple[int, int]] = []
    before = 0
    for start, end in quote.content:
        quoted += [
            (max(first, start) - start + before, min(last, end) - start + before)
            for first, last in quote.quoted
            if first < end and start < last
        ]
        before += end - start + len(_GAP)
    return report.words_of(quote.content), tuple(quoted)


def stretches(words: str, quoted: Spans, kind: QuoteKind) -> list[Stretch]:
    """What was quoted and what was not, without the article's own quotation marks."""
    if kind is QuoteKind.INDIRECT:
        return [Stretch(words, quoted=False)]
    if kind is QuoteKind.DIRECT or not quoted:
        return [Stretch(_bare(words), quoted=True)]
    return [stretch for stretch in _mixed(words, quoted) if stretch.words.strip()]


def spoken(parts: Iterable[Stretch], limit: int) -> str:
    """Stretches as markdown of at most ``limit`` characters: ❝ … ❞ around what was quoted."""
    line = ""
    for part in parts:
        space = " " if line and part.words[:1] not in _NO_SPACE_BEFORE else ""
        frame = len("❝  ❞") if part.quoted else 0
        room = limit - len(line) - len(space) - frame
        if room < 8:
            return line if line.endswith("…") else f"{line[: limit - 1]}…"
        words = clean(fold(part.words, room), room)
        if not words:
            continue
        line += space + (f"❝ {words} ❞" if part.quoted else words)
    return line


def attribution(quote: Attributed) -> str:
    """``— Kim Jong Un, to Vladimir Putin, as reported by KCNA``; empty where nobody is named."""
    indirect = quote.kind is QuoteKind.INDIRECT
    speaker = clean(quote.speaker or "", 80)
    named = f"**{speaker}**" if speaker else ""
    first = " ".join(part for part in (named, "(reported speech)" if indirect else "") if part)
    addressee = clean(quote.addressee or "", 60)
    relay = clean(quote.relay or "", 60)
    parts = (first, addressee and f"to {addressee}", relay and f"as reported by {relay}")
    line = ", ".join(part for part in parts if part)
    return f"-# — {line}" if line else ""


def _mixed(words: str, quoted: Spans) -> Iterator[Stretch]:
    end = 0
    for start, stop in _with_marks(words, quoted):
        yield Stretch(words[end:start].strip(), quoted=False)
        yield Stretch(_bare(words[start:stop]), quoted=True)
        end = stop
    yield Stretch(words[end:].strip(), quoted=False)


def _with_marks(words: str, quoted: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """The quoted stretches with the marks around them, where they stand outside."""
    for start, stop in quoted:
        opened = words[start - 1 : start] in _MARKS
        closed = opened and words[stop : stop + 1] in _MARKS
        yield start - opened, stop + closed


def _bare(words: str) -> str:
    inner = _NEXT_PARAGRAPH.sub(" ", words.strip()).strip(_DOUBLE_MARKS + " ")
    if inner[:1] in _SINGLE_OPENERS and inner[-1:] in _SINGLE_CLOSERS:
        inner = inner[1:-1]
    # “…,” she said: the comma is the narrator's.
    return inner.strip().rstrip(",")
