"""Made-up news for a burst: as many articles as are wanted, no two with a sentence in common.

Each is put together, by its number, from a few dozen patterns and some thousand words: people with
names and offices who say things directly, in part and indirectly, between paragraphs that report.
"""

from html import escape
from itertools import product
from random import Random

_FIRST = "Ada Boris Clara Dmitri Elena Farid Greta Hugo Ines Jonas Kira Luca Mira Nils Olga Pavel"
_LAST = ("Mar", "Hol", "Vin", "Tor", "Bel", "Kas", "Ren", "Dal", "Fen", "Lor", "Sab", "Wes")
_LAST_ENDS = ("den", "man", "ski", "ova", "by", "field", "berg", "worth", "son", "etti")
_OFFICES = (
    "mayor", "harbour master", "minister of transport", "head of the council", "chief engineer",
    "spokesperson", "director", "chair of the union", "professor of history", "fire chief",
)  # fmt: skip
_TOWN = [a + b for a, b in product(("Salt", "Mill", "Stone", "Ash", "Grey"), ("ford", "wick"))]
_CUES = ("said", "told reporters", "explained", "warned", "added", "announced")
_INDIRECT = ("said that", "argued that", "warned that", "denied that", "explained that")
_THINGS = (
    "bridge", "ferry", "school", "budget", "harbour", "library", "railway", "market", "tunnel",
    "hospital", "reservoir", "theatre", "tram", "lighthouse", "dyke", "forest", "mill", "quarry",
)  # fmt: skip
_QUALITIES = (
    "old", "costly", "narrow", "long-awaited", "half-finished", "beloved", "unsafe", "public",
    "flooded", "northern", "quiet", "crowded", "forgotten", "restored", "electric", "wooden",
)  # fmt: skip
_DEEDS = (
    "reopen", "close", "pay for", "repair", "inspect", "sell", "enlarge", "give up", "defend",
    "paint", "rebuild", "move", "study", "praise", "replace", "connect",
)  # fmt: skip
_WHEN = (
    "in spring", "before the elections", "within a year", "by the end of the month", "next week",
    "once the storms are over", "after the summer", "as soon as there is money", "at last",
)  # fmt: skip
_TWISTS = (
    "nobody asked us", "the numbers were wrong", "the people here have waited long enough",
    "it will cost less than we feared", "we owe it to those who built it", "there is no other way",
    "the law is clear", "the engineers disagree", "half of the town depends on it",
)  # fmt: skip


class Bulletin:
    """One article, always the same for its number.

    Parameters:
        words: about how many it has.
    """

    def __init__(self, number: int, words: int) -> None:
        self._chance = Random(number)
        self._number = number
        self._people = [(self._name(), self._pick(_OFFICES)) for _ in range(6)]
        self.title = (
            f"{self._pick(_TOWN)} argues over its {self._pick(_QUALITIES)} {self._pick(_THINGS)},"
            f" part {number}"
        )
        self.paragraphs: list[str] = []
        while sum(len(paragraph.split()) for paragraph in self.paragraphs) < words:
            self.paragraphs.append(self._paragraph())

    def page(self) -> str:
        """It as a page of HTML."""
        body = "".join(f"<p>{escape(paragraph)}</p>" for paragraph in self.paragraphs)
        return (
            f"<!doctype html><html lang=en><head><title>{self.title}</title></head>"
            f"<body><article><h1>{self.title}</h1>{body}</article></body></html>"
        )

    def _pick(self, words: tuple[str, ...] | list[str]) -> str:
        return self._chance.choice(words)

    def _name(self) -> str:
        return f"{self._pick(_FIRST.split())} {self._pick(_LAST)}{self._pick(_LAST_ENDS)}"

    def _plan(self) -> str:
        houses = self._chance.randint(2, 9_999)
        return (
            f"{self._pick(_DEEDS)} the {self._pick(_QUALITIES)} {self._pick(_THINGS)} near"
            f" {houses} houses {self._pick(_WHEN)}"
        )

    def _paragraph(self) -> str:
        (name, office), (other, _) = self._chance.sample(self._people, 2)
        last = other.split()[1]
        town = self._pick(_TOWN)
        return (
            f"“We will {self._plan()}, and {self._pick(_TWISTS)},” {self._pick(_CUES)} {name}, the"
            f" {office} of {town}. The council had voted {self._chance.randint(2, 40)} to"
            f" {self._chance.randint(1, 39)} to {self._plan()}, while workers were still told to"
            f" {self._plan()}. {other} {self._pick(_INDIRECT)} {self._pick(_TWISTS)} and that the"
            f" town should “{self._plan()}” instead. {last} called the {self._pick(_THINGS)} in"
            f" {town} “a {self._pick(_QUALITIES)} {self._pick(_THINGS)} for"
            f" {self._chance.randint(2, 90)} families.”"
        )
