"""Names in one spelling, so that variants meet: no case, accents, hyphens or full stops."""

import re
import unicodedata
from functools import lru_cache

_APART = re.compile(r"[\s\-\u2010-\u2015'\u2018\u2019`´_/,&]+")


@lru_cache(maxsize=8192)
def fold(text: str) -> str:
    """A key under which spellings of one name are equal.

    >>> fold("Nguyễn-Đình"), fold("U.S.")
    ('nguyen đinh', 'us')
    """
    bare = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return _APART.sub(" ", bare.replace(".", "")).strip().casefold()


def word_set(text: str) -> frozenset[str]:
    """A table of words, written as text."""
    return frozenset(text.split())


_SMALL = word_set("""
    of the and for de la le y et a in on at to
""")


def initials(key: str) -> str:
    """The acronym that a folded name would have: ``"bakers and millers union"`` → ``"bmu"``."""
    return "".join(word[0] for word in key.split() if word not in _SMALL)
