"""Who is meant: a mention in the text → the names of those whom it speaks of.

A name at the head of the mention is looked up; "the mayor" is whoever was called so; "the two"
are the last pair that stood together; "he" and "she" go to the person who fits best by gender,
distance and place in the sentence. A wrong name is worse than none: whenever two fit about as
well, the confidence says so, and where nobody in the article is meant there are no names.
"""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from spacy.tokens import Token

from bot.analysis.cast import Cast, Named, is_subject, root_of
from bot.analysis.forms import fold
from bot.analysis.places import COUNTRY_OF_DEMONYM
from bot.analysis.pronouns import PRONOUNS, Trail
from bot.analysis.roles import Role, Roles
from bot.analysis.titles import (
    DOCUMENT_WORDS,
    GENERIC_ORGS,
    GROUP_NOUNS,
    NOUN_GENDER,
    OUTLET_WORDS,
    TITLES,
    WRITTEN_OUT,
)


@dataclass(frozen=True, slots=True)
class Resolved:
    """Full names of those meant and their entity label; no names: nobody the article names."""

    names: tuple[str, ...] = ()
    type: str | None = None
    confidence: float = 0.0


NOBODY = Resolved()

_PLURAL = {"leaders": "leader", "men": "man", "women": "woman", "sides": "side"}


@dataclass(frozen=True, slots=True)
class Pair:
    """Two people who stand together ("A and B"), the second one ending at token ``at``."""

    at: int
    who: tuple[int, int]
    subjects: bool


class Resolver:
    """Resolves mentions of one document; every call looks back a bounded way."""

    def __init__(self, cast: Cast, roles: Roles) -> None:
        self._cast = cast
        self._roles = roles
        self._pairs = find_pairs(cast)
        self._names = [cluster.name for cluster in cast.clusters]
        self._numbers: defaultdict[str, set[int]] = defaultdict(set)
        for number, name in enumerate(self._names):
            self._numbers[name].add(number)
        self._bearers = _organisations_by_word(cast)
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
        names = tuple(self._names[number] for number in who)
        return Resolved(names, cast.clusters[who[0]].type, confidence)

    def _who(self, start: int, end: int, ruled_out: set[int]) -> tuple[tuple[int, ...], float]:
        doc = self._cast.doc
        root = root_of(doc, start, end)
        if end - start == 1 and root.lower_ in PRONOUNS:
            return self.trail.who(root, ruled_out)
        if end - start == 1 and root.lower_ in {"who", "that", "which"}:
            return self._antecedent(root, ruled_out)
        if self._is_group(start, end):
            return self._pair_before(start, _singular(doc[end - 1].lower_))
        named = self._named_head(start, end, root)
        if named:
            together = self._together(named, end)
            return together, min(self._sure(who, named) for who in together)
        if root.lower_ in OUTLET_WORDS | DOCUMENT_WORDS:
            return self._outlet(start, end, root)
        return self._described(start, end, root)

    def _sure(self, who: int, named: Named) -> float:
        return named.sure if who == named.who else 0.9

    def _named_head(self, start: int, end: int, root: Token) -> Named | None:
        """The name that the mention is about; never one that only modifies another word."""
        titled = root.i + 1 if fold(root.text) in TITLES and root.i + 1 < end else root.i
        named = self._cast.named_at(titled)
        if named is not None and self._may_speak(named, end):
            return named
        for child in root.rights:  # "The group's treasurer, Walter Boone"
            if child.dep_ == "appos" and child.i < end:
                apposed = self._cast.named_at(child.i)
                if apposed is not None and self._may_speak(apposed, end):
                    return apposed
        inside = self._cast.named_in(start, end)
        last = inside[-1] if inside else None
        if last is None or last.end != end or not self._cast.is_person(last.who):
            return None
        titles = self._cast.doc[start : last.start]
        if all(fold(token.text) in TITLES or token.is_punct for token in titles):
            return last
        before = self._cast.doc[last.start - 1]
        described = before.text == "," and self._cast.doc[start].tag_ in {"DT", "PRP$"}
        plain = before.tag_ in {"NN", "NNP", "JJ"} and root.i >= last.start - 1
        return last if described or plain else None

    def _may_speak(self, named: Named, end: int) -> bool:
        """Not "Roe's", nor "(D-Ohio)", nor a people ("Some Democrats"), a law, an event."""
        doc = self._cast.doc
        text = fold(doc[named.start : named.end].text)
        return (
            not (named.end < end and doc[named.end].tag_ == "POS")
            and not (named.start > 0 and doc[named.start - 1].text == "(")
            and self._cast.clusters[named.who].type not in {"NORP", "LAW", "EVENT"}
            and text not in COUNTRY_OF_DEMONYM
        )

    def _possessive(self, named: Named) -> bool:
        doc = self._cast.doc
        return named.end < len(doc) and doc[named.end].tag_ == "POS"

    def _together(self, first: Named, end: int) -> tuple[int, ...]:
        """ "Roe and Doe": everybody who is coordinated with the head inside the mention."""
        doc = self._cast.doc
        who = [first.who]
        for named in self._cast.named_in(first.end, end):
            root = root_of(doc, named.start, named.end)
            if root.dep_ == "appos" and not first.start <= root.head.i < first.end:
                root = root.head  # "Acme and its founder, Jane Doe"
            joined = root.dep_ == "conj" and self._cast.named_at(root.head.i) is not None
            if joined and self._may_speak(named, end) and named.who not in who:
                who.append(named.who)
        return tuple(who)

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

    def _is_group(self, start: int, end: int) -> bool:
        words = [token.lower_ for token in self._cast.doc[start:end]]
        if words in (["they"], ["both"]):
            return True
        if words[0] in {"the", "these", "those"} and words[1:2] in (["two"], ["pair"], ["couple"]):
            return len(words) <= 3
        return words[0] in {"both", "two"} and len(words) == 2 and words[1].endswith(("s", "men"))

    def _pair_before(self, token: int, noun: str) -> tuple[tuple[int, ...], float]:
        at = bisect_left(self._pairs, token, key=lambda pair: pair.at) - 1
        if at < 0 or noun not in GROUP_NOUNS | {"two", "pair", "couple", "they", "both"}:
            return (), 0.0
        pair = self._pairs[at]
        gender = NOUN_GENDER.get(noun)
        if gender and any(self._cast.genders.get(w, gender) != gender for w in pair.who):
            return (), 0.0
        away = self._cast.sentences[token] - self._cast.sentences[pair.at - 1]
        others = {frozenset(p.who) for p in self._pairs[: at + 1]} - {frozenset(pair.who)}
        if noun in {"they", "both"}:
            return (pair.who, 0.65) if away <= 1 and pair.subjects else ((), 0.0)
        bears = noun in GROUP_NOUNS and all(self._bears(who, noun) for who in pair.who)
        if away <= 3 or bears:
            return pair.who, 0.85
        return (pair.who, 0.45) if others else (pair.who, 0.7)

    def _bears(self, who: int, noun: str) -> bool:
        return any(role.who == who for role in self._roles.get(noun, ()))

    def _outlet(self, start: int, end: int, root: Token) -> tuple[tuple[int, ...], float]:
        """ "the KCNA report" is KCNA; "Roe's letter" is Roe."""
        word = root.lower_
        for named in reversed(self._cast.named_in(start, min(root.i, end))):
            kind = self._cast.clusters[named.who].type
            direct = named.end == root.i or self._possessive(named)
            if kind == "ORG" and direct:
                return (named.who,), 0.85 * named.sure
            if kind == "PERSON" and word in DOCUMENT_WORDS and self._possessive(named):
                return (named.who,), 0.7 * named.sure
        return (), 0.0

    def _describes(self, token: Token) -> int | None:
        """Whom the description that the noun heads means, for the trail of "he" and "she"."""
        start = token.left_edge.i
        if token.i - start > 8:
            return None
        who, confidence = self._described(start, token.i + 1, token)
        return who[0] if len(who) == 1 and confidence >= 0.6 else None

    def _described(self, start: int, end: int, root: Token) -> tuple[tuple[int, ...], float]:
        """ "the mayor": the one who was called so, if there is one only."""
        doc = self._cast.doc
        if doc[start].lower_ not in {"the", "this", "that"} or root.tag_ not in {"NN", "NNP"}:
            return (), 0.0
        noun = fold(root.text)
        noun = WRITTEN_OUT.get(noun, noun)
        bearers = [role for role in self._roles.get(noun, ()) if role.at < start]
        words = {fold(t.text) for t in doc[start + 1 : end] if t.i != root.i and t.is_title}
        fitting = [role for role in bearers if self._fits(role, words)]
        who = {role.who for role in fitting}
        if len(who) == 1:
            return tuple(who), 0.85
        if len(who) > 1:
            last = fitting[-1]
            return (last.who,), 0.4
        if not bearers and not words and noun in GENERIC_ORGS:
            return self._organisation(noun, start)
        return (), 0.0

    def _fits(self, role: Role, words: set[str]) -> bool:
        """Names before or behind the noun must have been there before: "the Russian leader"."""
        known = role.words | {
            word for form in self._cast.clusters[role.who].forms for word in form.split()
        }
        return words <= known

    def _organisation(self, noun: str, before: int) -> tuple[tuple[int, ...], float]:
        """ "the ministry": the one organisation named so far whose name has the word."""
        bearers = self._bearers.get(noun, {})
        named = [who for who, first in bearers.items() if first < before]
        return (tuple(named), 0.8) if len(named) == 1 else ((), 0.0)


def _is_edge(token: Token) -> bool:
    return token.is_space or token.is_punct or token.tag_ == "POS"


def _singular(word: str) -> str:
    if word in _PLURAL:
        return _PLURAL[word]
    return word.removesuffix("s")


def _organisations_by_word(cast: Cast) -> dict[str, dict[int, int]]:
    """Word of a name → the organisations that have it → the token of their first mention."""
    found: defaultdict[str, dict[int, int]] = defaultdict(dict)
    for named in cast.named:
        cluster = cast.clusters[named.who]
        if cluster.type != "ORG":
            continue
        words = fold(cluster.name).split()
        if len(words) > 1:  # the noun opens or ends the name: "University of Dell", "Dell Council"
            for word in {words[0], words[-1], *(w for w, of in pairwise(words) if of == "of")}:
                found[word].setdefault(named.who, named.start)
    return dict(found)


def find_pairs(cast: Cast) -> list[Pair]:
    """Pairs of people joined by "and" outside quotations, by where they end."""
    pairs: list[Pair] = []
    people = [n for n in cast.named if cast.is_person(n.who) and not cast.quoted[n.start]]
    for at, (first, second) in enumerate(pairwise(people)):
        if first.who == second.who or not _joined(cast, first, second):
            continue
        third = people[at + 2] if at + 2 < len(people) else first
        if third.who not in (first.who, second.who) and _joined(cast, second, third):
            continue
        subjects = is_subject(root_of(cast.doc, first.start, first.end))
        pairs.append(Pair(second.end, (first.who, second.who), subjects))
    return pairs


def _joined(cast: Cast, first: Named, second: Named) -> bool:
    between = cast.doc[first.end : second.start]
    if not 1 <= len(between) <= 7 or sum(token.lower_ == "and" for token in between) != 1:
        return False
    if any(token.tag_.startswith("V") or token.text in ",.;:\n" for token in between):
        return False
    left = root_of(cast.doc, first.start, first.end)
    right = root_of(cast.doc, second.start, second.end)
    return right.dep_ == "conj" or is_subject(left) == is_subject(right)
