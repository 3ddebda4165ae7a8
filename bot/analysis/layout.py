"""A document's characters, tokens and paragraphs side by side."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from bot.analysis.marks import Stretch
from bot.domain import Span, Spans

Range = tuple[int, int]  # tokens [start, end) of the document

_EDGE = frozenset(",.;:–—- \t\n\xa0")


@dataclass(frozen=True, slots=True)
class Quotation:
    """A quoted stretch with the tokens that it covers, its marks among them."""

    stretch: Stretch
    tokens: Range
    ends_sentence: bool


@dataclass(frozen=True, slots=True)
class Layout:
    """``starts`` holds where each token begins, ``quoted`` whether it stands in quotation marks."""

    doc: Doc
    text: str
    starts: Sequence[int]
    lines: Sequence[int]
    quoted: Sequence[bool]
    quotations: Sequence[Quotation]

    def tokens(self, span: Span) -> Range:
        return bisect_left(self.starts, span[0]), bisect_left(self.starts, span[1])

    def span(self, tokens: Range) -> Span:
        last = self.doc[tokens[1] - 1]
        return self.starts[tokens[0]], last.idx + len(last)

    def line(self, token: int) -> int:
        """The number of the line that a token stands in."""
        return bisect_right(self.lines, self.starts[token]) - 1

    def between(self, start: int, end: int) -> str:
        """The text from one token up to another."""
        if start >= end:
            return ""
        return self.text[self.starts[start] : self.starts[end] if end < len(self.starts) else None]


def subtree(token: Token) -> Range:
    """A token with all that hangs on it."""
    return token.left_edge.i, token.right_edge.i + 1


def governing_verb(token: Token) -> Token:
    """The nearest verb above a token, or the token itself."""
    return next((above for above in token.ancestors if above.pos_ in {"VERB", "AUX"}), token)


def without(ranges: Sequence[Range], taken: Sequence[Range]) -> tuple[Range, ...]:
    """``ranges`` with the tokens of ``taken`` cut out."""
    kept = list(ranges)
    for start, end in taken:
        kept = [
            part
            for left, right in kept
            for part in ((left, min(right, start)), (max(left, end), right))
            if part[0] < part[1]
        ]
    return tuple(kept)


def lay_out(doc: Doc, stretches: Sequence[Stretch]) -> Layout:
    text = doc.text
    starts = [token.idx for token in doc]
    quoted = [False] * len(starts)
    quotations: list[Quotation] = []
    for stretch in stretches:
        first, end = bisect_left(starts, stretch.outer[0]), bisect_left(starts, stretch.outer[1])
        if first == end:  # the marks stand inside one token
            continue
        quoted[first:end] = [True] * (end - first)
        ends = (
            text[stretch.inner[1] - 1] == "."
            and text[stretch.outer[1] : stretch.outer[1] + 1] != ","
        )
        quotations.append(Quotation(stretch, (first, end), ends))
    lines = [0, *(i + 1 for i, character in enumerate(text) if character == "\n")]
    return Layout(doc, text, starts, lines, quoted, quotations)


def trim(text: str, spans: Sequence[Span]) -> list[Span]:
    """Spans without the white space and the punctuation at their edges."""
    trimmed = [_trimmed(text, start, end) for start, end in spans]
    return [(start, end) for start, end in trimmed if start < end]


def _trimmed(text: str, start: int, end: int) -> Span:
    while start < end and text[start] in _EDGE:
        start += 1
    while start < end and text[end - 1] in _EDGE:
        end -= 1
    return start, end


def merge(text: str, spans: Sequence[Span]) -> Spans:
    """Spans in order, those that overlap or have only white space between them made one."""
    merged: list[Span] = []
    for start, end in sorted(spans):
        if merged and (start <= merged[-1][1] or not text[merged[-1][1] : start].strip()):
            merged[-1] = merged[-1][0], max(end, merged[-1][1])
        else:
            merged.append((start, end))
    return tuple(merged)
