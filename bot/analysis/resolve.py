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

from spacy.tokens import Doc, Token

from bot.analysis.cast import Cast, Named, is_subject, root_of
from bot.analysis.descriptions import Descriptions
from bot.analysis.forms import fold
from bot.analysis.nearby import two_bodies
from bot.analysis.places import COUNTRY_OF_CAPITAL, COUNTRY_OF_DEMONYM
from bot.analysis.pronouns import PRONOUNS, Trail
from bot.analysis.roles import Roles
from bot.analysis.titles import (
    DOCUMENT_WORDS,
    GENERIC_ORGS,
    GROUP_NOUNS,
    HONOURS,
    NOUN_GENDER,
    OUTLET_WORDS,
    PEOPLES,
    PERSON_NOUNS,
    POSTNOMINALS,
    TITLES,
)


@dataclass(frozen=True, slots=True)
class Resolved:
    """Full names of those meant and their entity label; no names: nobody the article names."""

    names: tuple[str, ...] = ()
    type: str | None = None
    confidence: float = 0.0


NOBODY = Resolved()

_IT_LOOKS_BACK = 60  # tokens
_TITLED = TITLES | HONOURS | {"prime", "vice", "foreign", "acting"}
_WRITTEN = OUTLET_WORDS | DOCUMENT_WORDS
_OF_TWO = frozenset({"elder", "older", "younger", "senior", "junior", "late"})  # namesakes

_PLURAL = {
    "leaders": "leader",
    "men": "man",
    "women": "woman",
    "companies": "company",
    "countries": "country",
    "charities": "charity",
}
_BODIES_OF_TWO = frozenset({"company", "government", "country", "club", "airline", "bank", "union"})


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
        if self._is_group(start, end):
            noun = _singular(doc[end - 1].lower_)
            pair = self._pair_before(start, noun)
            return pair if pair[0] else two_bodies(self._cast, noun, start)
        return self._noun_phrase(start, end, root, ruled_out)

    def _noun_phrase(
        self, start: int, end: int, root: Token, ruled_out: set[int]
    ) -> tuple[tuple[int, ...], float]:
        named = self._named_head(start, end, root) or self._person_in(start, end, root)
        if named:
            together = self._together(named, end)
            return together, min(self._sure(who, named) for who in together)
        if root.lower_ in _WRITTEN:
            return self._descriptions.author(start, end, root)
        return self._descriptions.who(start, end, root, ruled_out)

    def _sure(self, who: int, named: Named) -> float:
        if who != named.who:
            return 0.9
        before = named.start - 1 - (named.title is not None)
        of_two = before >= 0 and self._cast.doc[before].lower_ in _OF_TWO
        return named.sure * (0.5 if of_two and named.end - named.start == 1 else 1.0)

    def _named_head(self, start: int, end: int, root: Token) -> Named | None:
        """The name that the mention is about; never one that only modifies another word."""
        titled = root.i + 1 if fold(root.text) in TITLES and root.i + 1 < end else root.i
        named = self._cast.named_at(titled)
        if named is not None and self._may_speak(named, end):
            return self._in_full(named, end)
        if named is not None:  # "The Bakers' Union (BU)"
            spelt = [n for n in self._cast.named_in(start, named.start) if n.who == named.who]
            if spelt and self._may_speak(spelt[0], end):
                return spelt[0]
        for child in root.rights:  # "The group's treasurer, Walter Boone"
            if child.dep_ == "appos" and child.i < end:
                apposed = self._cast.named_at(child.i)
                if apposed is not None and self._may_speak(apposed, end):
                    return apposed
        return self._body_named(root) if named is None else None

    def _body_named(self, root: Token) -> Named | None:
        """ "The IG Metall union"."""
        body = self._cast.named_at(root.i - 1) if fold(root.text) in GENERIC_ORGS else None
        return body if body and self._cast.clusters[body.who].type == "ORG" else None

    def _person_in(self, start: int, end: int, root: Token) -> Named | None:
        """The person who opens or ends a mention, or stands in it between commas."""
        people = [n for n in self._cast.named_in(start, end) if self._cast.is_person(n.who)]
        if people and self._opens(people[0], start) and self._stands_apart(people[0], end):
            return people[0]
        while end - 1 > start and fold(self._cast.doc[end - 1].text) in POSTNOMINALS:
            end -= 1
        if people and people[-1].end == end:
            return self._closing_name(people[-1], start, root)
        return people[0] if len(people) == 1 and self._stands_between_commas(people[0]) else None

    def _stands_between_commas(self, named: Named) -> bool:
        """ "At the ferry, Marta Roe, a nurse": the only one named, beside what else is told."""
        doc = self._cast.doc
        if named.start == 0 or named.end >= len(doc):
            return False
        return doc[named.start - 1].text == doc[named.end].text == ","

    def _opens(self, named: Named, start: int) -> bool:
        """Nothing but titles stands before a name, or it is a label's: "HOST (Jane Roe)"."""
        doc = self._cast.doc
        if named.start > start and doc[named.start - 1].text == "(":
            return named.start - start == 2
        return all(fold(doc[i].text) in _TITLED for i in range(start, named.start))

    def _stands_apart(self, named: Named, end: int) -> bool:
        """ "Imran Roe KC, prosecuting": a name at the start, with no noun that it is a part of."""
        doc = self._cast.doc
        after = named.end
        while after < end and fold(doc[after].text) in POSTNOMINALS:
            after += 1
        if after + 1 < end and doc[after].lower_ == "of":  # "Rep. Roe of Virginia, the top"
            home = self._cast.named_at(after + 1)
            after = home.end if home is not None else after
        return after == end or doc[after].text in {",", "(", ")", "–", "—"}

    def _closing_name(self, last: Named, start: int, root: Token) -> Named | None:
        """ "The dean, the Very Rev. Ottilie Roe": a name at the end, behind titles or a role."""
        doc = self._cast.doc
        first = last.start
        while first > start and (
            doc[first - 1].text == "." or fold(doc[first - 1].text) in _TITLED
        ):
            first -= 1
        if first > start and first < last.start and doc[first - 1].tag_ == "DT":
            first -= 1
        if first == start or all(token.is_punct for token in doc[start:first]):
            return last
        while first > start and doc[first - 1].tag_ in {"NN", "JJ"} and doc[first - 2].tag_ != "IN":
            first -= 1  # "His wife, the cellist Beatriz Roe"
        if first > start and doc[first - 1].tag_ == "DT" and doc[first - 2].text == ",":
            first -= 1
        before = doc[first - 1]
        nouns = root.text, doc[first - 2].text if first - 2 > start else ""
        about_one = any(fold(noun) in PERSON_NOUNS for noun in nouns) or all(
            token.tag_ != "IN" for token in doc[start:first]
        )
        described = before.text == "," and doc[start].tag_ in {"DT", "PRP$", "WP$"} and about_one
        plain = before.tag_ in {"NN", "NNP", "JJ"} and root.i >= first - 1
        return last if described or plain else None

    def _in_full(self, named: Named, end: int) -> Named:
        """The Han Myong-guk of "the elder Han, Han Myong-guk"."""
        doc = self._cast.doc
        if named.end + 1 >= end or doc[named.end].text != ",":
            return named
        behind = self._cast.named_at(named.end + 1)
        if behind is None or behind.end - behind.start <= named.end - named.start:
            return named
        short, long = (fold(doc[n.start : n.end].text).split() for n in (named, behind))
        return behind if set(short) <= set(long) else named

    def _may_speak(self, named: Named, end: int) -> bool:
        """Not "Roe's", nor "(D-Ohio)", nor a people ("Some Democrats"), a law, an event."""
        doc = self._cast.doc
        text = fold(doc[named.start : named.end].text)
        return (
            not (named.end < end and doc[named.end].tag_ == "POS")
            and not (named.start > 0 and doc[named.start - 1].text == "(")
            and (
                self._cast.clusters[named.who].type not in {"NORP", "LAW", "EVENT"}
                or _is_party(doc, named)
            )
            and text not in COUNTRY_OF_DEMONYM
        )

    def _together(self, first: Named, end: int) -> tuple[int, ...]:
        """ "Roe and Doe": everybody who is coordinated with the head inside the mention."""
        doc = self._cast.doc
        who = [first.who]
        for named in self._cast.named_in(first.end, end):
            root = root_of(doc, named.start, named.end)
            if root.dep_ == "appos" and not first.start <= root.head.i < first.end:
                root = root.head  # "Acme and its founder, Jane Doe"
            to = self._cast.named_at(root.head.i) if root.dep_ == "conj" else None
            joined = (to is not None and to.who in who) or self._listed(named)
            if joined and self._may_speak(named, end) and named.who not in who:
                who.append(named.who)
        return tuple(who)

    def _listed(self, named: Named) -> bool:
        """ "President Roe and Western Prime Minister Doe", however they are parsed."""
        doc = self._cast.doc
        at = named.start - 1
        while at > 0 and (fold(doc[at].text) in _TITLED | COUNTRY_OF_DEMONYM.keys()):
            at -= 1
        return doc[at].lower_ == "and" and self._cast.named_at(at - 1) is not None

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

    def _is_group(self, start: int, end: int) -> bool:
        words = [token.lower_ for token in self._cast.doc[start:end]]
        if words in (["they"], ["both"]):
            return True
        if words[0] in {"the", "these", "those"} and words[1:2] in (["two"], ["pair"], ["couple"]):
            return len(words) <= 3
        if words[0] == "the" and len(words) == 2 and self._cast.doc[end - 1].tag_ == "NNS":
            return _singular(words[1]) in _BODIES_OF_TWO
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

    def _describes(self, token: Token) -> int | None:
        """Whom the description that the noun heads means, for the trail of "he" and "she"."""
        start = token.left_edge.i
        if token.i - start > 8:
            return None
        who, confidence = self._descriptions.who(start, token.i + 1, token)
        return who[0] if len(who) == 1 and confidence >= 0.7 else None


def _is_party(doc: Doc, named: Named) -> bool:
    """ "The Conservatives", all of them; never "some Democrats", nor "the French"."""
    word = fold(doc[named.end - 1].text)
    whole = named.start > 0 and doc[named.start - 1].lower_ == "the"
    return whole and word in PEOPLES and word.endswith("s")


def _is_edge(token: Token) -> bool:
    return token.is_space or token.is_punct or token.tag_ == "POS"


def _singular(word: str) -> str:
    if word in _PLURAL:
        return _PLURAL[word]
    return word.removesuffix("s")


def _governments(cast: Cast) -> dict[int, int]:
    """Capitals → their countries, where the text names both: what Beijing says, China does."""
    countries = {c.country: number for number, c in enumerate(cast.clusters) if c.country}
    return {
        number: countries[country]
        for number, cluster in enumerate(cast.clusters)
        if (country := COUNTRY_OF_CAPITAL.get(fold(cluster.name))) in countries
    }


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
