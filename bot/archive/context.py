"""Whose surname it is that stands alone in an article, by what else the article speaks of.

A wrong speaker is worse than none, so a surname is only taken for somebody if the articles that
name them in full speak of at least half of what this one speaks of, and those of nobody else with
that word in the name, be it the first or the last (*Kim* Jong Un, Ada *Kim*), speak of any of it.
``python -m benchmarks.identities`` prints what the bounds were calibrated on: of 4,200 names that
were masked in PolNeAR's training part and whose bearers other articles name, 4 % are linked, none
of them wrongly.
"""

import math
from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

Names = Mapping[int, float]

#: The share of what an article speaks of, each name by its rarity and salience.
SPEAKS_OF = 0.5
#: At most so much of it may be known beside another with the same surname.
OF_NO_OTHER = 0.03
#: So many names at least must have been seen together before.
FEWEST_NAMES = 6
_UNSALIENT = 0.2  # what a name weighs that matters least, beside 1.2 for what matters most
_MOST_EVIDENCE = 5


@dataclass(frozen=True, slots=True)
class Taken:
    """Whom a surname is taken for, and the names that tell it, the weightiest first."""

    identity_id: int
    evidence: tuple[int, ...]


class Context:
    """What articles speak of: identities with their salience, by article.

    Parameters:
        people: the words of the name of each person who is named in full, folded.
    """

    def __init__(self, articles: Mapping[int, Names], people: Mapping[int, Sequence[str]]) -> None:
        self._articles = articles
        self._people = people
        self._named_in: defaultdict[int, set[int]] = defaultdict(set)
        for article, names in articles.items():
            for name in names:
                self._named_in[name].add(article)
        self._bearers: defaultdict[str, set[int]] = defaultdict(set)
        for identity, words in people.items():
            for word in words:
                self._bearers[word].add(identity)

    def whose(self, article: int, alone: int, surname: str) -> Taken | None:
        """Whom a surname that stands alone in an article means; None where nobody can tell.

        Parameters:
            alone: the identity of the surname alone.
        """
        beside = {name: it for name, it in self._articles[article].items() if name != alone}
        if not self._bearers[surname].isdisjoint(beside):
            return None  # the article itself says who is called so
        weights = {name: self._weight(name, salience) for name, salience in beside.items()}
        fits = sorted(
            (
                (self._known(one, article, weights), one)
                for one in self._bearers[surname]
                if self._named_in[one] - {article}
            ),
            key=lambda fit: -sum(fit[0].values()),
        )
        if not fits or len(fits[0][0]) < FEWEST_NAMES:
            return None
        whole = sum(weights.values())
        if sum(fits[0][0].values()) < SPEAKS_OF * whole:
            return None
        if len(fits) > 1 and sum(fits[1][0].values()) > OF_NO_OTHER * whole:
            return None
        known, identity = fits[0]
        if not all(word.isalpha() and len(word) > 1 for word in self._people[identity]):
            return None  # Guccifer 2.0 is none of whom Guccifer is the surname
        return Taken(identity, tuple(name for name, _ in known.most_common(_MOST_EVIDENCE)))

    def _weight(self, name: int, salience: float) -> float:
        rarity = math.log((len(self._articles) + 1) / len(self._named_in[name]))
        return rarity * (_UNSALIENT + salience)

    def _known(self, identity: int, article: int, weights: Mapping[int, float]) -> Counter[int]:
        """What of an article other articles speak of that name somebody in full."""
        others: Collection[int] = self._named_in[identity] - {article}
        return Counter(
            {
                name: weight
                for name, weight in weights.items()
                if not self._named_in[name].isdisjoint(others)
            }
        )
