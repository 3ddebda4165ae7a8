"""Which quotes an editor would pull out of an article.

    score = fitted + priors,    fitted = Σ weight · fact

*Fitted* are :data:`THEME_WEIGHTS` (what the article is about, :mod:`bot.analysis.themes`) and
:data:`QUOTE_WEIGHTS` (the facts of a quote, :mod:`bot.analysis.worth`): two logistic regressions
(ridge, Newton's method) on the articles of PolNeAR's training part with their headlines hidden.
The first learns which words of an article its headline has, the second which contents share 40 %
of it: ``python -m bot.training.ranking`` prints both tables, ``python -m benchmarks.ranking`` how
good they are on articles that they were not fitted to, and how often an editor agrees.

A headline says nothing of how good a quote is to read. What it is silent about was learnt from
what two editors said of pairs of quotes, on half of the articles of
``tests/analysis/judgements.jsonl``, and rounded (``benchmarks.ranking`` tells how the other half
agrees), and kept so small that the ranking as shipped still finds what the headline is about. In
units of the fitted log-odds, whose standard deviation in an article is about 1.4:

    + 2.0 · full    log(1 + words) over log(41), 1 at most: a quote that says something has room to
    + 0.7 · kind    1 direct, 0 indirect, mixed 0.4 and half its share in quotation marks: a card
                    opens with somebody's own words, and two of them are only a scrap
    + 0.4 · who     the salience of its speaker
    + 0.6 · title   the share of the title's words that it has, where there is a title; up to half
    + 0.4 · named   1 if its speaker has a name: a card that opens with nobody tells nothing
    + 0.15 · heard  1 if it speaks as "I" or "we", says "you", asks or exclaims
    + 0.5 · alone   1 unless it opens with a word that points back ("that", "it", "he")
    − 1.5 · stock   a set phrase such as "thank you" and nothing else: 1; less, the more it says
    − 1.5 · short   1 for two words, falling to 0 at eight
    − 0.2 · long    0 up to 40 words, rising to 1 at 90

Quotation marks and personal pronouns are known to draw readers (Bohn & Ling, "Catching Attention
with Automatic Pull Quote Selection", COLING 2020). Then the quotes are taken best first, and one
that shares more than half of its content words with a better one waits behind the rest, as in
maximal marginal relevance (Carbonell & Goldstein, SIGIR 1998): the third that says the same. Last,
of the first three the best that is somebody's own words, by name, becomes the key quote.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from bot.analysis.worth import QUOTE_FACTS, Worth, read_worth
from bot.domain import Article, Entity, Quote, QuoteKind

THEME_WEIGHTS: Mapping[str, float] = {
    "often": 0.074,
    "frequency": 2.523,
    "once": -0.46,
    "opening": 1.815,
    "second": 1.363,
    "next": 0.786,
    "early": 1.403,
    "capital": 0.248,
    "source": 0.799,
    "quoted": 2.319,
    "length": -0.539,
    "number": -0.455,
    "bias": -5.856,
}
QUOTE_WEIGHTS: Mapping[str, float] = {
    "themes": 3.361,
    "themes_log": 0.928,
    "themes_dense": -4.803,
    "frequent": 2.871,
    "early": 0.177,
    "opening": 0.901,
    "first_of_speaker": 0.23,
    "length": 0.05,
    "speaker_share": 0.606,
    "entities": -0.98,
    "entity_salience": 1.489,
    "number": -0.046,
    "direct": 0.381,
    "mixed": 0.371,
    "pronouns": -1.44,
    "said": -0.192,
    "common": -1.049,
}
_FOREMOST = 3
_COMPARED = 50  # best quotes against which a repeat is looked for


@dataclass(frozen=True, slots=True)
class Weights:
    """What was learnt; :data:`WEIGHTS` unless a benchmark fits its own."""

    themes: Mapping[str, float]
    quotes: Mapping[str, float]


WEIGHTS = Weights(THEME_WEIGHTS, QUOTE_WEIGHTS)


def rank(
    article: Article,
    quotes: Sequence[Quote],
    entities: Sequence[Entity],
    weights: Weights = WEIGHTS,
) -> tuple[Quote, ...]:
    """The same quotes in text order, each with its rank: 1 is the article's key quote."""
    worths = read_worth(article, quotes, entities, weights.themes)
    salience = {entity.name: entity.salience for entity in entities}
    scores = [
        fitted(worth, weights) + _priors(quote, worth, salience)
        for quote, worth in zip(quotes, worths, strict=True)
    ]
    best_first = sorted(range(len(quotes)), key=lambda at: (-scores[at], at))
    order = _own_words_first(_repeats_last(best_first, [worth.content for worth in worths]), quotes)
    ranks = {at: place for place, at in enumerate(order, 1)}
    ranked = [replace(quote, rank=ranks[at]) for at, quote in enumerate(quotes)]
    return tuple(sorted(ranked, key=lambda quote: quote.content or ((0, 0),)))


def fitted(worth: Worth, weights: Weights = WEIGHTS) -> float:
    """How likely it is, in log-odds but for a constant, that the headline is about this quote."""
    return sum(
        weights.quotes[name] * fact for name, fact in zip(QUOTE_FACTS, worth.facts, strict=True)
    )


def _priors(quote: Quote, worth: Worth, salience: Mapping[str, float]) -> float:
    """What a headline is silent about."""
    return (
        2.0 * min(1.0, math.log1p(worth.length) / math.log(41))
        + 0.7 * _own_words(quote)
        + 0.4 * max((salience.get(name, 0.0) for name in quote.speakers), default=0.0)
        + 0.6 * min(0.5, worth.title)
        + 0.4 * bool(quote.speakers)
        + 0.15 * worth.heard
        + 0.5 * worth.stands_alone
        - 1.5 * worth.stock
        - 1.5 * min(1.0, max(0.0, (8 - worth.length) / 6))
        - 0.2 * min(1.0, max(0.0, (worth.length - 40) / 50))
    )


def _own_words(quote: Quote) -> float:
    if quote.kind is not QuoteKind.MIXED:
        return float(quote.kind is QuoteKind.DIRECT)
    quoted, whole = (
        sum(end - start for start, end in spans) for spans in (quote.quoted, quote.content)
    )
    return 0.4 + 0.5 * min(1.0, quoted / whole if whole else 0.0)


def _repeats_last(order: Sequence[int], words: Sequence[frozenset[str]]) -> list[int]:
    kept: list[int] = []
    repeats: list[int] = []
    for at in order:
        again = any(_overlap(words[at], words[other]) > 0.5 for other in kept[:_COMPARED])
        (repeats if again else kept).append(at)
    return kept + repeats


def _own_words_first(order: Sequence[int], quotes: Sequence[Quote]) -> list[int]:
    for at in order[:_FOREMOST]:
        if quotes[at].speakers and quotes[at].kind is not QuoteKind.INDIRECT:
            return [at, *(other for other in order if other != at)]
    return list(order)


def _overlap(one: frozenset[str], other: frozenset[str]) -> float:
    shorter = min(len(one), len(other))
    return len(one & other) / shorter if shorter else 0.0
