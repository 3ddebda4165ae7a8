"""Which forms of a name are one name: ``Joseph R. Biden Jr.`` and ``Joseph Biden``.

A wrong merge is worse than a missed one, so two forms are one only if all their words are the same
but for what newspapers add and leave out by their own style: case, accents, hyphens, the title of
a person, the initials between the first and the last name.
"""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Literal

from bot.archive.names import folded, is_longer, split_words

Kind = Literal["person", "place", "body"]

_PLACES = {"GPE", "LOC", "FAC"}
# Titles that newspapers put before a whole name or leave out. Those that are a part of the name by
# which somebody is known (king, pope, lord, saint) are none of them.
_TITLES = frozenset({
    "mr", "mrs", "ms", "miss", "mx", "dr", "prof", "professor", "sir", "dame", "president",
    "vicepresident", "chancellor", "premier", "minister", "secretary", "senator", "sen",
    "rep", "representative", "congressman", "congresswoman", "governor", "gov", "mayor",
    "judge", "justice", "gen", "general", "lt", "col", "colonel", "maj", "major", "capt",
    "captain", "sgt", "sergeant", "cmdr", "commander", "adm", "admiral", "rev", "reverend",
})  # fmt: skip
_SUFFIXES = frozenset({"jr", "sr", "ii", "iii", "iv"})
_INITIALS_TOGETHER = re.compile(r"(?<![^\W_])([^\W\d_])\.(?=[^\W\d_]\.)")


@dataclass(frozen=True, slots=True)
class Mark:
    """What sets a form of a name apart from its plain one: initials in the middle, ``jr``."""

    initials: str = ""
    suffix: str = ""


PLAIN = Mark()


@dataclass(frozen=True, slots=True)
class NameForm:
    """A form of a name: the words that make the name, and what sets this form apart."""

    key: str
    mark: Mark = PLAIN


def kind_of(label: str | None) -> Kind:
    """What can bear a name; of what nobody said is taken for a person, as it spoke.

    Parameters:
        label: a spaCy entity label.
    """
    if label is None or label == "PERSON":
        return "person"
    return "place" if label in _PLACES else "body"


def name_form(name: str, kind: Kind) -> NameForm:
    """The form of a name. The key is empty for a name without letters."""
    if is_longer(name):  # what is cut off might be what sets it apart
        return NameForm(sha256(name.encode("utf-8", "surrogatepass")).hexdigest())
    words = split_words(_INITIALS_TOGETHER.sub(r"\1. ", folded(name)))
    if kind != "person":
        return NameForm(" ".join(words[1:] if words[:1] == ["the"] and len(words) > 1 else words))
    words = _first_initials_joined(_untitled(words))
    suffix = ""
    while len(words) > 2 and words[-1] in _SUFFIXES:
        suffix = words.pop()
    if len(words) < 3:
        return NameForm(" ".join(words), Mark("", suffix))
    first, *middle, last = words
    initials = "".join(word for word in middle if len(word) == 1)
    names = [word for word in middle if len(word) > 1]
    return NameForm(" ".join((first, *names, last)), Mark(initials, suffix))


def may_be_one(one: Mark, other: Mark) -> bool:
    """Whether two forms with the same key may be one name.

    Initials must not differ. ``Jr.`` sets son and father apart, so it may be missing only where
    the other form leaves out initials as well: as ``Joseph Biden`` for ``Joseph R. Biden Jr.``,
    but not ``Donald Trump`` for ``Donald Trump Jr.``.
    """
    if one.initials and other.initials and one.initials != other.initials:
        return False
    if one.suffix == other.suffix:
        return True
    full, short = (one, other) if one.suffix else (other, one)
    return short == PLAIN and bool(full.initials)


def alike(marks: Collection[Mark]) -> Mapping[Mark, frozenset[Mark]]:
    """Each of the marks, that occur with one key, with all that are one name with it.

    A form that fits several which exclude each other, as ``George Bush`` does where both
    ``George W. Bush`` and ``George H. W. Bush`` are known, is nobody's but its own.
    """
    fits = {mark: {other for other in marks if may_be_one(mark, other)} for mark in marks}
    doubtful = {
        mark
        for mark, others in fits.items()
        if any(not may_be_one(one, other) for one in others for other in others)
    }
    return {
        mark: frozenset({mark} if mark in doubtful else others - doubtful)
        for mark, others in fits.items()
    }


def tells_whom(alias: str, name: str, kind: Kind) -> bool:
    """Whether an alias of a name is enough of one to tell whose it is.

    A person's surname alone is never: the next one with that name would be meant, too. A word out
    of a body's name isn't either: there are many ministries.
    """
    words = split_words(folded(alias))
    if kind == "person":
        return sum(word not in _TITLES for word in words) > 1
    return len("".join(words)) > 1 and not set(words) <= set(split_words(folded(name)))


def _untitled(words: list[str]) -> list[str]:
    """The words without the titles before them, where a first and a last name are left."""
    start = 0
    while len(words) - start > 2 and words[start] in _TITLES:
        start += 1
    return words[start:]


def _first_initials_joined(words: list[str]) -> list[str]:
    """``j d vance`` as ``jd vance``, which is how others write it."""
    many = next((place for place, word in enumerate(words) if len(word) > 1), len(words))
    if many < 2 or many == len(words):
        return words
    return ["".join(words[:many]), *words[many:]]
