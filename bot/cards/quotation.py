"""Quotes as lines of markdown: ❝ what was said ❞ and, below it, who said it."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Protocol

from bot.cards.text import clean, fold
from bot.domain import Quote, QuoteKind, Report, Spans
from bot.languages import _, listed

#: No attribution is longer than this, in characters.
ATTRIBUTION = 315

_OPENERS = frozenset("\"“„‟«»＂'‘‚‹")
_CLOSERS = frozenset("\"“”«»＂'’‘›")
_MARKS = _OPENERS | _CLOSERS
# A quotation of several paragraphs opens each of them with a mark and closes only the last.
_NEXT_PARAGRAPH = re.compile(r"\s*\n\s*[\"“„‟«»＂]?\s*")
# She said that …: the word that ties what is reported to the verb is not part of it.
_THAT = re.compile(r"^that\s+(?=\S)", re.IGNORECASE)
_NO_SPACE_BEFORE = frozenset(",.;:!?)")
_GAP = " … "


class Attributed(Protocol):
    """What a quote and a search hit have in common."""

    @property
    def kind(self) -> QuoteKind: ...
    @property
    def speakers(self) -> tuple[str, ...]: ...
    @property
    def relay(self) -> str | None: ...
    @property
    def addressee(self) -> str | None: ...


@dataclass(frozen=True, slots=True)
class Stretch:
    """Words of a quote that stood in quotation marks, or the narrator's between them."""

    words: str
    quoted: bool


def said(words: str, quoted: Spans, quote: Attributed, limit: int, role: str | None = None) -> str:
    """A quote with its attribution, at most ``limit`` + :data:`ATTRIBUTION` + 1 characters.

    Parameters:
        words: the quote's content.
        quoted: the stretches of ``words`` that stood in quotation marks.
        limit: the most characters for the words; longer ones are folded.
        role: what the article calls the speaker.
    """
    lines = (spoken(stretches(words, quoted, quote.kind), limit), attribution(quote, role))
    return "\n".join(line for line in lines if line)


def bare(words: str) -> str:
    """Words without the quotation marks around them, nor the narrator's comma before the last."""
    inner = _NEXT_PARAGRAPH.sub(" ", words.strip())
    if inner[:1] in _OPENERS and inner[-1:] in _CLOSERS and len(inner) > 1:
        inner = inner[1:-1].strip()
    # “…,” she said: the comma is the narrator's.
    return inner.rstrip(",")


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
        return [Stretch(_THAT.sub("", words), quoted=False)]
    if kind is QuoteKind.DIRECT or not quoted:
        return [Stretch(_joined(words, quoted or ((0, len(words)),)), quoted=True)]
    return [stretch for stretch in _mixed(words, quoted) if stretch.words]


def spoken(parts: Iterable[Stretch], limit: int) -> str:
    """Stretches as markdown of at most ``limit`` characters: ❝ … ❞ around what was quoted."""
    line = ""
    for part in parts:
        space = " " if line and part.words[:1] not in _NO_SPACE_BEFORE else ""
        frame = len("❝  ❞") if part.quoted else 0
        room = limit - len(line) - len(space) - frame
        if room < 8:
            return f"{line} …" if len(line) + 2 <= limit else line
        words = clean(fold(part.words, room), room)
        if words:
            line += space + (f"❝ {words} ❞" if part.quoted else words)
        if len(part.words) > room:
            break
    return line


def attribution(quote: Attributed, role: str | None = None) -> str:
    """``— Kim Jong Un, to Vladimir Putin, as reported by KCNA``; empty where nobody is named.

    Parameters:
        role: what the article calls the speaker: ``— Xi Jinping, China's president``.
    """
    indirect = quote.kind is QuoteKind.INDIRECT
    speaker = clean(listed(quote.speakers), 80)
    called = clean(role or "", 60) if speaker else ""
    named = f"**{speaker}**" if speaker else ""
    billed = f"{named}, {called}" if called else named
    # Translators: behind a speaker's name, of words that are not quoted but told.
    told = _("{speaker} (reported speech)").format(speaker=billed)
    reported = told if named else _("reported speech")
    first = reported if indirect else billed
    addressee = clean(quote.addressee or "", 60)
    relay = clean(quote.relay or "", 60)
    parts = (
        first,
        # Translators: whom a speaker spoke to, behind the name: "— Ada Marsh, to Bo Reed".
        addressee and _("to {addressee}").format(addressee=addressee),
        # Translators: who told us of it, behind the speaker: "— Ada Marsh, as reported by KCNA".
        relay and _("as reported by {outlet}").format(outlet=relay),
    )
    line = ", ".join(part for part in parts if part)
    return f"-# — {line}" if line else ""


def _joined(words: str, quoted: Spans) -> str:
    """The quoted stretches as one; an ellipsis stands where the content has a gap."""
    line, end = "", 0
    for start, stop in quoted:
        gap = _GAP if "…" in words[end:start] else " "
        line += (gap if line else "") + bare(words[start:stop])
        end = stop
    return line


def _mixed(words: str, quoted: Spans) -> Iterator[Stretch]:
    end = 0
    for start, stop in _with_marks(words, quoted):
        yield _narrated(words[end:start])
        yield Stretch(bare(words[start:stop]), quoted=True)
        end = stop
    yield _narrated(words[end:])


def _narrated(words: str) -> Stretch:
    return Stretch(_THAT.sub("", words.strip()), quoted=False)


def _with_marks(words: str, quoted: Spans) -> Iterator[tuple[int, int]]:
    """The quoted stretches with the marks around them, where they stand outside."""
    for start, stop in quoted:
        opened = words[start - 1 : start] in _MARKS
        closed = opened and words[stop : stop + 1] in _MARKS
        yield start - opened, stop + closed
