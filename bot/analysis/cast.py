"""Who is on stage: the names of a text with what resolving needs to know of them."""

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field
from itertools import accumulate

from spacy.tokens import Doc, Token

from bot.analysis.acronyms import TokenMap
from bot.analysis.clusters import Cluster
from bot.analysis.titles import Gender
from bot.domain import Spans

SUBJECTS = frozenset(("nsubj", "nsubjpass", "csubj"))


@dataclass(frozen=True, slots=True)
class Named:
    """A mention by name at tokens ``[start, end)``: the cluster ``who``, and how sure (0–1).

    ``others`` are namesakes who may be meant as well.
    """

    start: int
    end: int
    who: int
    sure: float
    title: str | None = None
    others: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Cast:
    """The clusters of a text, their mentions by name in order, and the text's own structure."""

    doc: Doc
    tokens: TokenMap
    clusters: list[Cluster]
    named: list[Named]
    genders: dict[int, Gender]
    quoted: list[bool]  # by token: inside quotation marks
    sentences: list[int]  # by token: number of the sentence, those all in quotes not counted
    paragraphs: list[int]  # by token: number of the line
    _starts: list[int] = field(default_factory=list[int])

    def named_in(self, start: int, end: int) -> list[Named]:
        """Mentions by name that lie within the tokens ``[start, end)``."""
        first = bisect_left(self._starts, start)
        last = bisect_left(self._starts, end)
        return [named for named in self.named[first:last] if named.end <= end]

    def named_at(self, token: int) -> Named | None:
        """The mention by name that covers the token."""
        before = bisect_right(self._starts, token) - 1
        if before < 0 or self.named[before].end <= token:
            return None
        return self.named[before]

    def is_person(self, who: int) -> bool:
        return self.clusters[who].type == "PERSON"


def set_stage(
    doc: Doc,
    tokens: TokenMap,
    clusters: list[Cluster],
    named: list[Named],
    quoted_spans: Spans,
) -> Cast:
    """The cast of a document; genders are learnt later, by reading on."""
    quoted = [False] * len(doc)
    for start, end in quoted_spans:
        first, last = tokens.tokens(start, end)
        for i in range(first, last):
            quoted[i] = True
    starts = [mention.start for mention in named]
    lines = list(accumulate(int("\n" in token.text) for token in doc))
    return Cast(doc, tokens, clusters, named, {}, quoted, _number(doc, quoted), lines, starts)


def _number(doc: Doc, quoted: list[bool]) -> list[int]:
    numbers: list[int] = []
    number = 0
    narrated = False
    for token in doc:
        if token.is_sent_start and narrated:
            number += 1
            narrated = False
        narrated = narrated or (token.is_alpha and not quoted[token.i])
        numbers.append(number)
    return numbers


def root_of(doc: Doc, start: int, end: int) -> Token:
    """The token of ``[start, end)`` on which the others depend; the first one if several do."""
    for token in doc[start:end]:
        if token.is_punct or token.is_space or token.tag_ == "DT":
            continue
        if not start <= token.head.i < end or token.head.i == token.i:
            return token
    return doc[start]


def is_subject(token: Token) -> bool:
    """Whether the token, or what it is coordinated with, is a subject."""
    for _ in range(4):
        if token.dep_ in SUBJECTS:
            return True
        if token.dep_ not in {"conj", "appos", "compound"}:
            return False
        token = token.head
    return False
