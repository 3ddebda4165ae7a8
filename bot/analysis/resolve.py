"""Who is meant: a mention in the text → the names of those whom it speaks of.

A name at the head of the mention is looked up; "the mayor" is whoever was called so; "the two"
are the last pair that stood together; "he" and "she" go to the person who fits best by gender,
distance and place in the sentence. A wrong name is worse than none: whenever two fit about as
well, the confidence says so, and where nobody in the article is meant there are no names.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from spacy.tokens import Token

from bot.analysis.cast import Cast, Named, is_subject, root_of
from bot.analysis.descriptions import Descriptions
from bot.analysis.forms import fold
from bot.analysis.heads import named_head, person_in, together
from bot.analysis.nearby import two_bodies
from bot.analysis.pairs import Pairs, singular
from bot.analysis.places import COUNTRY_OF_CAPITAL
from bot.analysis.pronouns import PRONOUNS, Trail
from bot.analysis.roles import Roles
from bot.analysis.titles import (
    DOCUMENT_WORDS,
    OUTLET_WORDS,
)


@dataclass(frozen=True, slots=True)
class Resolved:
    """Full names of those meant and their entity label; no names: nobody the article names."""

    names: tuple[str, ...] = ()
    type: str | None = None
    confidence: float = 0.0


NOBODY = Resolved()

_IT_LOOKS_BACK = 60  # tokens
_WRITTEN = OUTLET_WORDS | DOCUMENT_WORDS
_OF_TWO = frozenset({"elder", "older", "younger", "senior", "junior", "late"})  # namesakes


class Resolver:
    """Resolves mentions of one document; every call looks back a bounded way."""

    def __init__(self, cast: Cast, roles: Roles) -> None:
        self._cast = cast
        self._roles = roles
        self._pairs = Pairs(cast, roles)
        self._names = [cluster.name for cluster in cast.clusters]
        self._numbers: defaultdict[str, set[int]] = defaultdict(set)
        for number, name in enumerate(self._names):
            self._numbers[name].add(number)
        self._descriptions = Descriptions(cast, roles)
        self._governments = _governments(cast)
        self.trail = Trail(cast, self._describes)

    def resolve(self, start: int, end: int, exclude: Sequence[str] = ()) -> Resolved:
        """Who is meant by the tokens ``[start, end)``; ``exclude`` names who can't be."""
        cast = self._cast
        while start < end and (cast.doc[start].is_space or cast.doc[start].is_punct):
            start += 1
        while end > start and _is_edge(cast.doc[end - 1]):
            end -= 1
        if start >= end:
            return NOBODY
        ruled_out = {number for name in exclude for number in self._numbers.get(name, ())}
        who, confidence = self._who(start, end, ruled_out)
        if not who or any(number in ruled_out for number in who):
            return NOBODY
        who = tuple(self._governments.get(number, number) for number in who)
        names = tuple(self._names[number] for number in who)
        return Resolved(names, cast.clusters[who[0]].type, confidence)

    def _who(self, start: int, end: int, ruled_out: set[int]) -> tuple[tuple[int, ...], float]:
        doc = self._cast.doc
        root = root_of(doc, start, end)
        if end - start == 1 and root.lower_ in PRONOUNS:
            return self.trail.who(root, ruled_out)
        opening = doc[start]
        if opening.lower_ == "who" or (end - start == 1 and opening.lower_ in {"that", "which"}):
            return self._antecedent(opening, ruled_out)
        if end - start == 1 and root.lower_ == "it":
            return self._body_before(root)
        if self._pairs.is_meant_by(start, end):
            noun = singular(doc[end - 1].lower_)
            pair = self._pairs.before(start, noun)
            return pair if pair[0] else two_bodies(self._cast, noun, start)
        return self._noun_phrase(start, end, root, ruled_out)

    def _noun_phrase(
        self, start: int, end: int, root: Token, ruled_out: set[int]
    ) -> tuple[tuple[int, ...], float]:
        named = named_head(self._cast, start, end, root) or person_in(self._cast, start, end, root)
        if named:
            who = together(self._cast, named, end)
            return who, min(self._sure(one, named) for one in who)
        if root.lower_ in _WRITTEN:
            return self._descriptions.author(start, end, root)
        return self._descriptions.who(start, end, root, ruled_out)

    def _sure(self, who: int, named: Named) -> float:
        if who != named.who:
            return 0.9
        before = named.start - 1 - (named.title is not None)
        of_two = before >= 0 and self._cast.doc[before].lower_ in _OF_TWO
        return named.sure * (0.5 if of_two and named.end - named.start == 1 else 1.0)

    def _antecedent(self, pronoun: Token, ruled_out: set[int]) -> tuple[tuple[int, ...], float]:
        """ "Roe, who said": the noun that the relative clause hangs on."""
        clause = pronoun.head
        while clause.dep_ in {"aux", "ccomp", "conj", "advcl", "xcomp"}:
            clause = clause.head
        if clause.dep_ != "relcl":
            return (), 0.0
        noun = clause.head
        if noun.i >= pronoun.i:
            return (), 0.0
        named = self._cast.named_at(noun.i)
        if named is not None:
            place = self._cast.clusters[named.who].type in {"GPE", "LOC", "FAC"}
            return ((), 0.0) if place else ((named.who,), named.sure * 0.95)
        return self._who(noun.left_edge.i, noun.i + 1, ruled_out)

    def _body_before(self, pronoun: Token) -> tuple[tuple[int, ...], float]:
        """ "it": the one organisation or state that the last sentence or this one is about."""
        cast = self._cast
        here = cast.sentences[pronoun.i]
        near = [
            named
            for named in cast.named_in(max(0, pronoun.i - _IT_LOOKS_BACK), pronoun.i)
            if here - cast.sentences[named.start] <= 1 and not cast.quoted[named.start]
        ]
        bodies = [n for n in near if cast.clusters[n.who].type in {"ORG", "GPE"}]
        subjects = [n for n in bodies if is_subject(root_of(cast.doc, n.start, n.end))]
        latest = subjects[-1] if subjects else None
        if latest is None:
            return (), 0.0
        alone = {n.who for n in subjects} == {latest.who}
        return (latest.who,), (0.7 if alone else 0.5) * latest.sure

    def _describes(self, token: Token) -> int | None:
        """Whom the description that the noun heads means, for the trail of "he" and "she"."""
        start = token.left_edge.i
        if token.i - start > 8:
            return None
        who, confidence = self._descriptions.who(start, token.i + 1, token)
        return who[0] if len(who) == 1 and confidence >= 0.7 else None


def _is_edge(token: Token) -> bool:
    return token.is_space or token.is_punct or token.tag_ == "POS"


def _governments(cast: Cast) -> dict[int, int]:
    """Capitals → their countries, where the text names both: what Beijing says, China does."""
    countries = {c.country: number for number, c in enumerate(cast.clusters) if c.country}
    return {
        number: countries[country]
        for number, cluster in enumerate(cast.clusters)
        if (country := COUNTRY_OF_CAPITAL.get(fold(cluster.name))) in countries
    }
