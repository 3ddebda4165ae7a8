"""I: whoever is speaking. A source that is "I" is the speaker of the words that it stands in."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from bot.analysis.overlaps import Overlaps
from bot.domain import Article, Quote, QuoteKind, Span

_SELF = frozenset({"i", "me", "myself"})
_AUTHORED = 0.8  # how sure it is that the narrator is the one author whom the page names


def with_first_person(
    article: Article, quotes: Sequence[Quote], bars: Mapping[QuoteKind, float]
) -> list[Quote]:
    """The quotes, those by "I" given to whoever says so: another's words, or else the author's.

    Parameters:
        bars: the least confidence with which a speaker is named, by kind of quote.
    """
    around = Overlaps((span, quote) for quote in quotes for span in quote.content)
    return [
        _by_self(article, quote, around, bars[quote.kind]) if _is_self(article, quote) else quote
        for quote in quotes
    ]


def _is_self(article: Article, quote: Quote) -> bool:
    return len(quote.mention) == 1 and article.text[slice(*quote.mention[0])].lower() in _SELF


def _by_self(article: Article, quote: Quote, around: Overlaps[Quote], bar: float) -> Quote:
    said = quote.mention[0]
    outer = [other for other in around.of(said) if other is not quote and _holds(other, said)]
    if not outer:
        sure = quote.confidence * _AUTHORED
        named = len(article.authors) == 1 and sure >= bar
        return replace(quote, speakers=article.authors, confidence=sure) if named else quote
    speaker = min(outer, key=_length)
    sure = min(quote.confidence, speaker.confidence)
    if len(speaker.speakers) != 1 or sure < bar:
        return quote
    return replace(
        quote, speakers=speaker.speakers, speaker_type=speaker.speaker_type, confidence=sure
    )


def _holds(quote: Quote, span: Span) -> bool:
    return any(start <= span[0] and span[1] <= end for start, end in quote.content)


def _length(quote: Quote) -> int:
    return sum(end - start for start, end in quote.content)
