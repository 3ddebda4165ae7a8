"""What tells that two spans belong together: a content and its cue, a cue and its source."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

import numpy as np

from bot.analysis.attribution import Attribution
from bot.analysis.layout import Layout, Range
from bot.analysis.learned.features import Floats

_DISTANCES = (0, 1, 2, 3, 5, 8, 12, 18, 28, 50)  # tokens between two spans, upper bounds
_SENTENCES = 3  # that far apart, sentences are only far
_FLAGS = 11
#: How many numbers describe a pair.
PAIR_WIDTH = 2 * (len(_DISTANCES) + 1) + 2 * _SENTENCES + 1 + _FLAGS


@dataclass(frozen=True, slots=True)
class Syntax:
    """A document's tokens as plain lists, which pairs are read off fast.

    Parameters:
        heads: The place of each token's syntactic head.
        sentences: The number of each token's sentence.
        ruled: Pairs of tokens that the rules tie: a source's and its cue's, a cue's and its
            content's.
    """

    heads: Sequence[int]
    sentences: Sequence[int]
    quoted: Sequence[bool]
    ruled: frozenset[tuple[int, int]]

    def root(self, span: Range) -> int:
        """The first token of a span whose head stands outside it."""
        start, end = span
        heads = self.heads
        for i in range(start, end):
            if not start <= heads[i] < end or heads[i] == i:
                return i
        return start


def read_syntax(layout: Layout, ruled: Sequence[Attribution]) -> Syntax:
    heads = [token.head.i for token in layout.doc]
    sentences = list(accumulate(int(bool(token.is_sent_start)) for token in layout.doc))
    return Syntax(heads, sentences, layout.quoted, frozenset(_ruled_pairs(layout, ruled)))


def _ruled_pairs(layout: Layout, ruled: Sequence[Attribution]) -> list[tuple[int, int]]:
    """The first tokens of spans that belong together, dependent before governor."""
    pairs: list[tuple[int, int]] = []
    for attribution in ruled:
        if not attribution.cue:
            continue
        cue = layout.tokens(attribution.cue[0])[0]
        pairs += [(layout.tokens(span)[0], cue) for span in attribution.content]
        pairs += [(cue, layout.tokens(span)[0]) for span in attribution.mention[:1]]
    return pairs


def pair_features(
    syntax: Syntax, one: Range, others: Sequence[Range], among: Sequence[Range]
) -> Floats:
    """How ``one`` stands to each of ``others``: ``len(others)`` × :data:`PAIR_WIDTH`.

    Parameters:
        one: A content that looks for its cue, or a cue that looks for its source.
        others: What it may belong to.
        among: All spans of the others' role, which may stand in between.
    """
    found = np.zeros((len(others), PAIR_WIDTH), np.float32)
    root = syntax.root(one)
    for row, other in enumerate(others):
        _fill(syntax, one, root, other, among, found[row])
    return found


def _fill(
    syntax: Syntax, one: Range, root: int, other: Range, among: Sequence[Range], row: Floats
) -> None:
    before = other[0] < one[0]
    gap = (other[1], one[0]) if before else (one[1], other[0])
    distance = max(gap[1] - gap[0], 0)
    bucket = next((i for i, most in enumerate(_DISTANCES) if distance <= most), len(_DISTANCES))
    row[bucket + (len(_DISTANCES) + 1) * before] = 1.0
    apart = syntax.sentences[other[0]] - syntax.sentences[one[0]]
    base = 2 * (len(_DISTANCES) + 1)
    row[base + _SENTENCES + max(-_SENTENCES, min(_SENTENCES, apart))] = 1.0
    base += 2 * _SENTENCES + 1
    other_root = syntax.root(other)
    above, other_above = syntax.heads[root], syntax.heads[other_root]
    between = sum(gap[0] <= span[0] and span[1] <= gap[1] for span in among)
    quoted = syntax.quoted[gap[0] : gap[1]]
    row[base:] = (
        before,
        other[0] <= above < other[1],
        one[0] <= other_above < one[1],
        above == other_above,
        other[0] <= syntax.heads[above] < other[1],
        one[0] <= syntax.heads[other_above] < one[1],
        _tied(syntax, one, other),
        between == 1,
        between > 1,
        any(quoted),
        syntax.quoted[other[0]],
    )


def _tied(syntax: Syntax, one: Range, other: Range) -> bool:
    return any(
        (i, j) in syntax.ruled
        for i in range(one[0], min(one[1], one[0] + 4))
        for j in range(other[0], min(other[1], other[0] + 6))
    )
