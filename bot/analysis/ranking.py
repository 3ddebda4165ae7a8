"""Which quotes an editor would pull out of an article.

    score = 3.0 · about      content words that the title and the article's own themes have
          + 1.0 · length     1 between 8 and 35 words, falling off to 0 at 2 and at 90
          + 1.0 · speaker    0.5 for a name, and half the name's salience
          + 4.0 · kind       1 direct, 0.8 mixed, 0 indirect; a card opens with somebody's own words
          + 1.0 · early      1 for the first quote, 0 for the end of the text
          + 0.5 · alone      1 unless it opens with a word that points back ("that", "it", "he")
          + 0.3 · voice      1 if it speaks as "I" or "we", says "you", asks or exclaims

*About* sums the quote's shared words up to six, a word's weight being how often the article uses
it (five times or more: 1), doubled if the title has it. Then the quotes are
taken best first, and one that repeats an earlier one's words by more than half waits behind the
rest. The weights start from what is known of pull quotes (Bohn & Ling, ACL 2020:
quotation marks, personal pronouns and concrete words draw readers) and were compared on PolNeAR's
train split, a quote counting as key where it shares its words with the title.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from bot.analysis.forms import word_set
from bot.domain import Article, Entity, Quote, QuoteKind

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")
_EMPTY = word_set("""
    a about after all also am an and any are as at be been but by can could did do does for from
    had has have he her hers him his how i if in into is it its just like me more most my no not
    of on one only or our out over said say says she so some such than that the their them then
    there these they this those to too up us very was we were what when which who why will with
    would you your yes thank thanks okay well oh
""")
_POINTS_BACK = word_set("it its that this these those he she they him her them his their such")
_VOICE = word_set("i we you my our your me us i'm we're i've we've i'll we'll don't")
_KIND = {QuoteKind.DIRECT: 1.0, QuoteKind.MIXED: 0.8, QuoteKind.INDIRECT: 0.0}
_OFTEN = 5
_ENOUGH = 6.0  # weight of shared words with which a quote is wholly about the article
_COMPARED = 50  # best quotes against which a repeat is looked for


def rank(
    article: Article, quotes: Sequence[Quote], entities: Sequence[Entity]
) -> tuple[Quote, ...]:
    """The same quotes in text order, each with its rank: 1 is the article's key quote."""
    themes = _themes(article)
    salience = {entity.name: entity.salience for entity in entities}
    words = [_words(article, quote) for quote in quotes]
    scores = [
        _about(spoken, themes)
        + _length(len(spoken))
        + _speaker(quote, salience)
        + 4.0 * _KIND[quote.kind]
        + _early(article, quote)
        + _manner(article, quote, spoken)
        for quote, spoken in zip(quotes, words, strict=True)
    ]
    best_first = sorted(range(len(quotes)), key=lambda at: (-scores[at], at))
    order = _repeats_last(best_first, [frozenset(spoken) - _EMPTY for spoken in words])
    ranks = {at: place for place, at in enumerate(order, 1)}
    ranked = [replace(quote, rank=ranks[at]) for at, quote in enumerate(quotes)]
    return tuple(sorted(ranked, key=lambda quote: quote.content or ((0, 0),)))


def _words(article: Article, quote: Quote) -> list[str]:
    spoken = " ".join(article.text[start:end] for start, end in quote.content)
    return [word.lower().replace("’", "'") for word in _WORD.findall(spoken)]


def _themes(article: Article) -> dict[str, float]:
    """Content word → weight: how often the article has it, doubled if its title does."""
    counts = Counter(word.lower().replace("’", "'") for word in _WORD.findall(article.text))
    title = {word.lower() for word in _WORD.findall(article.title or "")}
    return {
        word: min(count, _OFTEN) / _OFTEN * (2.0 if word in title else 1.0)
        for word, count in counts.items()
        if word not in _EMPTY and (count > 1 or word in title)
    }


def _about(spoken: Sequence[str], themes: dict[str, float]) -> float:
    content = set(spoken) - _EMPTY
    return 3.0 * min(1.0, sum(themes.get(word, 0.0) for word in content) / _ENOUGH)


def _length(words: int) -> float:
    if words < 8:
        return max(0.0, (words - 2) / 6)
    return 1.0 if words <= 35 else max(0.0, (90 - words) / 55)


def _speaker(quote: Quote, salience: dict[str, float]) -> float:
    if not quote.speakers:
        return 0.0
    return 0.5 + 0.5 * max(salience.get(name, 0.0) for name in quote.speakers)


def _early(article: Article, quote: Quote) -> float:
    if not quote.content or not article.text:
        return 0.0
    return 1.0 - quote.content[0][0] / len(article.text)


def _manner(article: Article, quote: Quote, spoken: Sequence[str]) -> float:
    """Whether it can stand alone, and whether somebody is heard speaking."""
    alone = 0.0 if not spoken or spoken[0] in _POINTS_BACK else 0.5
    end = article.text[quote.content[-1][0] : quote.content[-1][1]] if quote.content else ""
    heard = quote.kind is not QuoteKind.INDIRECT and not _VOICE.isdisjoint(spoken)
    return alone + (0.3 if heard or end.rstrip("”’\"' ").endswith(("?", "!")) else 0.0)


def _repeats_last(order: Sequence[int], words: Sequence[frozenset[str]]) -> list[int]:
    kept: list[int] = []
    repeats: list[int] = []
    for at in order:
        again = any(_overlap(words[at], words[other]) > 0.5 for other in kept[:_COMPARED])
        (repeats if again else kept).append(at)
    return kept + repeats


def _overlap(one: frozenset[str], other: frozenset[str]) -> float:
    shorter = min(len(one), len(other))
    return len(one & other) / shorter if shorter else 0.0
