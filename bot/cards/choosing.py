"""Which quotes stand on a card: the strongest, but not one person's alone."""

from collections import Counter
from collections.abc import Iterator, Sequence

from bot.domain import Quote, QuoteKind, Report

_STRONG = 3  # of so many times as are shown, by rank, each is strong enough to be shown
_OF_ONE_SPEAKER = 2


def key_quotes(report: Report, most: int) -> list[Quote]:
    """At most so many quotes, the strongest first.

    Behind the key quote somebody's own words go before what is only reported of them. One speaker
    has two of them where others say something nearly as strong, too; who is not named counts as
    one speaker.
    """
    ranked = report.ranked_quotes
    strong = sorted(ranked[: _STRONG * most], key=_is_reported)
    varied = list(_varied(strong))[:most]
    rest = [
        quote
        for quote in (*strong, *ranked[len(strong) :])
        if not any(quote is other for other in varied)
    ]
    chosen = [*varied, *rest[: most - len(varied)]]
    return sorted(chosen, key=lambda quote: quote.rank)


def _is_reported(quote: Quote) -> bool:
    return quote.kind is QuoteKind.INDIRECT and quote.rank > 1


def _varied(quotes: Sequence[Quote]) -> Iterator[Quote]:
    heard: Counter[tuple[str, ...]] = Counter()
    for quote in quotes:
        heard[quote.speakers] += 1
        if heard[quote.speakers] <= _OF_ONE_SPEAKER:
            yield quote
