"""Which of many spans does one overlap? Answered without looking at them all."""

from bisect import bisect_left
from collections.abc import Iterable
from itertools import accumulate
from typing import Generic, TypeVar

from bot.domain import Span, Spans

T = TypeVar("T")


class Overlaps(Generic[T]):
    """Things by the spans at which they stand.

    Parameters:
        things: pairs of a span and what stands there; several may overlap.
    """

    def __init__(self, things: Iterable[tuple[Span, T]]) -> None:
        placed = sorted(things, key=lambda thing: thing[0])
        self._spans = [span for span, _ in placed]
        self._things = [thing for _, thing in placed]
        self._reach = list(accumulate((end for _, end in self._spans), max))

    def of(self, span: Span) -> list[T]:
        """The things whose span shares a place with this one, in order."""
        start, end = span
        found: list[T] = []
        at = bisect_left(self._spans, (end,)) - 1
        while at >= 0 and self._reach[at] > start:
            if self._spans[at][1] > start:
                found.append(self._things[at])
            at -= 1
        return found[::-1]


def overlap(one: Spans, other: Spans) -> bool:
    """Whether any span of the one shares a place with any of the other."""
    return any(a[0] < b[1] and b[0] < a[1] for a in one for b in other)
