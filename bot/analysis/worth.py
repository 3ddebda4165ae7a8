"""What is known of a quote in its article: the facts by which :mod:`bot.analysis.ranking` ranks."""

import math
import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from bot.analysis.forms import word_set
from bot.analysis.themes import Themes, find_themes
from bot.analysis.wording import content_words, text_of, words
from bot.domain import Article, Entity, Quote, QuoteKind, Spans

#: The facts that are weighed by what was learnt, in the order of :attr:`Worth.facts`.
QUOTE_FACTS = (
    "themes",  # the share of a likely headline's words that it has; see bot.analysis.themes
    "themes_log",  # log(0.03 + that share): the first such words count most
    "themes_dense",  # that share over √(2 + its content words)
    "frequent",  # what it has of the article's ten most frequent content words, by frequency
    "early",  # 1 at the text's first character, 0 at its end
    "opening",  # the first quote of the article
    "first_of_speaker",  # nothing was heard of this speaker before
    "length",  # log(1 + content words), of 40 at most
    "speaker_share",  # the share of the article's quotes that are that speaker's
    "entities",  # log(1 + different names in it)
    "entity_salience",  # log(1 + the sum of their salience)
    "number",  # it has a figure
    "direct",  # all of it stands in quotation marks
    "mixed",  # a part of it does
    "pronouns",  # the share of such words in it
    "said",  # the cue is plain "said" or "told"
    "common",  # how many other quotes share its words
)

_POINTS_BACK = word_set("it its that this these those he she they him her them his their such")
_VOICE = word_set("""
    i we my our me us i'm we're i've we've i'll we'll i'd we'd you your you're you've you'll
""")
_SAID = word_set("said says say saying told tells tell")
_STOCK = re.compile(
    r"(?:thank(?:s| you)|no comment|good (?:morning|evening|afternoon|night|luck)|welcome|hello"
    r"|congratulations|of course|i (?:don't|do not) know|you know|let me be clear"
    r"|god bless|our (?:thoughts|hearts) and prayers|(?:our|my) thoughts are with"
    r"|at the end of the day|it is what it is|(?:declined|refused) to comment"
    r"|(?:we|i) (?:have no|cannot|can't|don't) comment|time will tell|we(?:'ll| will) see)\b"
)
_RAISED = re.compile(r"[?!][”\"’']*\s*$")
_LONGEST = 40


@dataclass(frozen=True, slots=True)
class Worth:
    """What is known of one quote.

    Parameters:
        facts: those of :data:`QUOTE_FACTS`.
        content: its content words, as stems.
        length: its words.
        stands_alone: it doesn't open with a word that points back.
        heard: somebody is heard speaking: "I", "you", a question, an exclamation, not reported.
        stock: how much of it a set phrase is, 0–1.
        title: the share of the title's words, less the speakers' names, that it has.
    """

    facts: tuple[float, ...]
    content: frozenset[str]
    length: int
    stands_alone: bool
    heard: bool
    stock: float
    title: float


def read_worth(
    article: Article,
    quotes: Sequence[Quote],
    entities: Sequence[Entity],
    theme_weights: Mapping[str, float],
) -> list[Worth]:
    """What is known of each quote; takes time in proportion to text, quotes and entities."""
    return list(_Reader(article, quotes, entities, theme_weights).read())


class _Reader:
    def __init__(
        self,
        article: Article,
        quotes: Sequence[Quote],
        entities: Sequence[Entity],
        theme_weights: Mapping[str, float],
    ) -> None:
        self._text = article.text
        self._quotes = quotes
        self._spoken = [words(text_of(article.text, quote.content)) for quote in quotes]
        self._content = [content_words(spoken) for spoken in self._spoken]
        sources = speaker_words(quotes)
        self._title = content_words(words(article.title or "")) - sources
        self._themes: Themes = find_themes(article.text, self._content, sources, theme_weights)
        self._salience = {entity.name: entity.salience for entity in entities}
        self._mentions = sorted(
            (start, end, entity.name) for entity in entities for start, end in entity.mentions
        )
        self._said_by = Counter(name for quote in quotes for name in set(quote.speakers))
        self._used = Counter(word for content in self._content for word in content)
        self._firsts = _first_of_speaker(quotes)

    def read(self) -> Iterator[Worth]:
        opening = min((quote.content for quote in self._quotes), default=())
        for at, quote in enumerate(self._quotes):
            spoken, content = self._spoken[at], self._content[at]
            alone = not spoken or spoken[0] not in _POINTS_BACK
            said = text_of(self._text, quote.content)
            voiced = not _VOICE.isdisjoint(spoken) or bool(_RAISED.search(said))
            facts = (
                *self._about(content),
                self._early(quote),
                float(quote.content == opening),
                float(at in self._firsts),
                math.log1p(min(len(content), _LONGEST)),
                self._speaker_share(quote),
                *self._names(quote.content),
                float(any(character.isdigit() for character in said)),
                float(quote.kind is QuoteKind.DIRECT),
                float(quote.kind is QuoteKind.MIXED),
                _share(sum(word in _POINTS_BACK for word in spoken), len(spoken)),
                self._plainly_said(quote.cue),
                self._common(content),
            )
            yield Worth(
                facts,
                content,
                len(spoken),
                alone,
                heard=quote.kind is not QuoteKind.INDIRECT and voiced,
                stock=_stock(spoken),
                title=_share(len(content & self._title), len(self._title)),
            )

    def _about(self, content: frozenset[str]) -> tuple[float, float, float, float]:
        share = self._themes.share(content)
        dense = share / math.sqrt(2 + len(content))
        return share, math.log(0.03 + share), dense, self._themes.frequent_share(content)

    def _early(self, quote: Quote) -> float:
        return 1.0 - quote.content[0][0] / len(self._text) if quote.content and self._text else 0.0

    def _speaker_share(self, quote: Quote) -> float:
        most = max((self._said_by[name] for name in quote.speakers), default=0)
        return most / len(self._quotes)

    def _names(self, content: Spans) -> tuple[float, float]:
        named = {name for span in content for name in self._inside(*span)}
        return (
            math.log1p(len(named)),
            math.log1p(sum(self._salience[name] for name in named)),
        )

    def _inside(self, start: int, end: int) -> Iterator[str]:
        for at in range(bisect_left(self._mentions, (start,)), len(self._mentions)):
            first, last, name = self._mentions[at]
            if first >= end:
                return
            if last <= end:
                yield name

    def _plainly_said(self, cue: Spans) -> float:
        spoken = frozenset(words(text_of(self._text, cue)))
        return float(bool(spoken) and spoken <= _SAID)

    def _common(self, content: frozenset[str]) -> float:
        others = sum(self._used[word] - 1 for word in content)
        return math.log1p(others / len(self._quotes))


def speaker_words(quotes: Sequence[Quote]) -> frozenset[str]:
    """The content words of all speakers' names."""
    names = {name for quote in quotes for name in quote.speakers}
    return content_words(word for name in names for word in words(name))


def _first_of_speaker(quotes: Sequence[Quote]) -> frozenset[int]:
    seen: set[str] = set()
    firsts: set[int] = set()
    for at in sorted(range(len(quotes)), key=lambda at: quotes[at].content):
        who = set(quotes[at].speakers) or {""}
        if not who <= seen:
            firsts.add(at)
        seen |= who
    return frozenset(firsts)


def _stock(spoken: Sequence[str]) -> float:
    """The share of set phrases, and of what goes with them: a quote of six words has no room."""
    if not spoken:
        return 1.0
    if not _STOCK.match(" ".join(spoken)):
        return 0.0
    return min(1.0, 6 / len(spoken))


def _share(part: int, whole: int) -> float:
    return part / whole if whole else 0.0
