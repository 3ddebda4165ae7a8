"""What an article is about, word by word: how likely is it that a headline would have the word?

    p(word) = σ(bias + Σ weight · fact),    share(quote) = Σ p(its words) / Σ p(the twelve best)

the words of the quote counted once each. A learnt probability instead of tf·idf: news says what it
is about in its first sentences, and a headline is made from there (Dorr, Zajic & Schwartz, "Hedge
Trimmer", HLT-NAACL 2003; the facts are those of Woodsend & Lapata, ACL 2010, for highlights).
A fact lies between 0 and 1, but for the logarithm.
"""

import math
import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from heapq import nlargest
from operator import mul

from bot.analysis.wording import EMPTY, placed_words, stem

#: What is known of a word of an article, in the order of its facts.
WORD_FACTS = (
    "often",  # log of how often the article has it
    "frequency",  # that number over the most frequent word's
    "once",  # it stands there once only
    "opening",  # first met in the first sentence
    "second",  # first met in the second
    "next",  # first met in the third or the fourth
    "early",  # 1 at the text's first character, 0 at its end
    "capital",  # the share of times that it has a capital
    "source",  # it belongs to a speaker's name
    "quoted",  # the share of the article's quotes that have it
    "length",  # letters over ten, 1 at most
    "number",  # it is one
)
_BEST = 12  # content words that a long headline has
_FREQUENT = 10
_SENTENCE_END = re.compile(r"[.!?][”\"’')]*\s+|\n+")
_SENTENCE = 4  # words of a real one: a dateline or a byline is none

Facts = tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Themes:
    """What an article is about, by content word (its stem).

    Parameters:
        chances: how likely it is that the headline has the word; ``likely`` sums the twelve best.
        frequent: the article's ten most frequent words, with the share that each has of them.
    """

    chances: Mapping[str, float]
    likely: float
    frequent: Mapping[str, float]

    def share(self, content: Collection[str]) -> float:
        """How much of a headline these words would cover."""
        return sum(self.chances.get(word, 0.0) for word in content) / self.likely

    def frequent_share(self, content: Collection[str]) -> float:
        """How much of the most frequent words these words are."""
        return sum(share for word, share in self.frequent.items() if word in content)


def find_themes(
    text: str,
    quoted: Sequence[Collection[str]],
    speakers: Collection[str],
    weights: Mapping[str, float],
) -> Themes:
    """The themes of a text.

    Parameters:
        quoted: the content words of each of its quotes.
        speakers: the content words of all speakers' names.
        weights: of each of the facts, and the ``bias``.
    """
    known = word_facts(text, quoted, speakers)
    table = [weights[fact] for fact in WORD_FACTS]
    chances = {
        word: _chance(weights["bias"] + sum(map(mul, table, facts)))
        for word, facts in known.items()
    }
    best = nlargest(_BEST, chances.values())
    return Themes(chances, sum(best) or 1.0, _frequent(known))


def _frequent(known: Mapping[str, Facts]) -> dict[str, float]:
    at = WORD_FACTS.index("frequency")
    most = nlargest(_FREQUENT, known, key=lambda word: known[word][at])
    whole = sum(known[word][at] for word in most)
    return {word: known[word][at] / whole for word in most}


def word_facts(
    text: str, quoted: Sequence[Collection[str]], speakers: Collection[str]
) -> dict[str, Facts]:
    """Each content word of a text (its stem) → its facts."""
    counts: Counter[str] = Counter()
    capitals: Counter[str] = Counter()
    first: dict[str, int] = {}
    for word, at, capital in placed_words(text):
        if word in EMPTY:
            continue
        key = stem(word)
        counts[key] += 1
        capitals[key] += capital
        first.setdefault(key, at)
    ends = list(_opening(text))
    in_quotes = Counter(word for content in quoted for word in content)
    most = max(counts.values(), default=1)

    def facts(word: str, count: int) -> Facts:
        at = first[word]
        sentence = sum(end <= at for end in ends)
        return (
            math.log(count),
            count / most,
            float(count == 1),
            float(sentence == 0),
            float(sentence == 1),
            float(sentence in {2, 3}),
            1.0 - at / len(text),
            capitals[word] / count,
            float(word in speakers),
            in_quotes[word] / len(quoted) if quoted else 0.0,
            min(len(word), 10) / 10,
            float(word.isdigit()),
        )

    return {word: facts(word, count) for word, count in counts.items()}


def _opening(text: str) -> Iterator[int]:
    """Where each of the first four sentences ends."""
    found, start = 0, 0
    for end in _SENTENCE_END.finditer(text):
        if len(text[start : end.start()].split()) < _SENTENCE:
            continue
        yield end.end()
        found, start = found + 1, end.end()
        if found == 4:
            return


def _chance(logit: float) -> float:
    return 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, logit))))
