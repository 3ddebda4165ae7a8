"""The two people who stand together in a text, and what means them: "both", "the two leaders"."""

from bisect import bisect_left
from dataclasses import dataclass
from itertools import pairwise

from bot.analysis.cast import Cast, Named, is_subject, root_of
from bot.analysis.roles import Roles
from bot.analysis.titles import GROUP_NOUNS, NOUN_GENDER

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


class Pairs:
    """The pairs of people in one document."""

    def __init__(self, cast: Cast, roles: Roles) -> None:
        self._cast = cast
        self._roles = roles
        self._pairs = find_pairs(cast)

    def is_meant_by(self, start: int, end: int) -> bool:
        """Whether the tokens ``[start, end)`` mean two at once."""
        words = [token.lower_ for token in self._cast.doc[start:end]]
        if words in (["they"], ["both"]):
            return True
        if words[0] in {"the", "these", "those"} and words[1:2] in (["two"], ["pair"], ["couple"]):
            return len(words) <= 3
        if words[0] == "the" and len(words) == 2 and self._cast.doc[end - 1].tag_ == "NNS":
            return singular(words[1]) in _BODIES_OF_TWO
        return words[0] in {"both", "two"} and len(words) == 2 and words[1].endswith(("s", "men"))

    def before(self, token: int, noun: str) -> tuple[tuple[int, ...], float]:
        """The last pair before a token that a noun may mean, and how sure that is, 0 to 1."""
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
        bears = noun in GROUP_NOUNS and all(
            any(role.who == who for role in self._roles.get(noun, ())) for who in pair.who
        )
        if away <= 3 or bears:
            return pair.who, 0.85
        return (pair.who, 0.45) if others else (pair.who, 0.7)


def singular(word: str) -> str:
    """The one of two: ``leaders`` → ``leader``."""
    if word in _PLURAL:
        return _PLURAL[word]
    return word.removesuffix("s")


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
