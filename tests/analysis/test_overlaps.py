"""Overlaps: the same answer as looking at every span."""

from hypothesis import given
from hypothesis import strategies as st

from bot.analysis.overlaps import Overlaps, overlap

SPAN = st.tuples(st.integers(0, 60), st.integers(1, 12)).map(lambda pair: (pair[0], sum(pair)))


@given(st.lists(SPAN, max_size=30), SPAN)
def test_what_a_span_overlaps_is_found(spans: list[tuple[int, int]], span: tuple[int, int]) -> None:
    expected = sorted(one for one in spans if overlap((one,), (span,)))
    assert sorted(Overlaps((one, one) for one in spans).of(span)) == expected
