"""Names as people type them: without case, accents, full stops and hyphens."""

import re
import unicodedata
from collections.abc import Sequence

_WORD = re.compile(r"[^\W_]+")
_INSIDE_WORDS = re.compile(r"[.'’ʼ`]")
# Letters that Unicode does not take apart into a base letter and an accent.
_BASE_LETTERS = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "æ": "ae", "œ": "oe", "ı": "i"}
)
_LONGEST_NAME = 200
_MOST_WORDS = 12
#: Before a name that somebody types: exactly this one, and nobody whose name only holds it.
EXACTLY = "="
CUT = "…"


def name_words(name: str) -> tuple[str, ...]:
    """The words of a name, folded: ``"Kim Jong-un"`` → ``("kim", "jong", "un")``.

    Both what is stored and what is typed pass through here. Long names are cut, so that
    no page or person can make the index or a question large. A name behind an equals sign is
    the one word by which its bearer alone is found: ``"=Kim Jong-un"`` → ``("=kim jong un=",)``,
    or its beginning where the name was cut: ``"=Kim Jo…"`` → ``("=kim jo",)``.
    """
    if not name.startswith(EXACTLY):
        return _words(name)
    whole = whole_name(name)
    if whole is None:
        return ()
    return (whole.removesuffix(EXACTLY) if name.endswith(CUT) else whole,)


def kept_words(name: str) -> tuple[str, ...]:
    """The words of a name as a page has it, which can't ask for anything."""
    return _words(name)


def called(name: str) -> str:
    """A name that somebody asks for, as people read it: without the sign that only asks."""
    return name.removeprefix(EXACTLY).strip()


def whole_name(name: str) -> str | None:
    """The word by which the bearer of a name alone is found; None for a name without letters."""
    words = _words(name)
    return f"{EXACTLY}{' '.join(words)}{EXACTLY}" if words else None


def folded(text: str) -> str:
    """A text of at most a name's length without case and accents."""
    letters = unicodedata.normalize("NFKD", text[:_LONGEST_NAME].casefold()).casefold()
    bare = "".join(letter for letter in letters if not unicodedata.combining(letter))
    return bare.translate(_BASE_LETTERS)


def split_words(text: str) -> list[str]:
    """The words of a folded text, in order, at most as many as a name has."""
    return _WORD.findall(_INSIDE_WORDS.sub("", text))[:_MOST_WORDS]


def is_longer(name: str) -> bool:
    """Whether a name is longer than what of it is looked at."""
    words = _WORD.findall(_INSIDE_WORDS.sub("", folded(name)))
    return len(name) > _LONGEST_NAME or len(words) > _MOST_WORDS


def is_named(name: str, typed: Sequence[str], *, whole: bool) -> bool:
    """Whether a name has all the words typed, whole or as beginnings.

    Parameters:
        typed: as of :func:`name_words`.
    """
    if not typed:
        return False
    if typed[0].startswith(EXACTLY):
        exactly = whole_name(name) or ""
        return exactly == typed[0] or (typed[0][-1] != EXACTLY and exactly.startswith(typed[0]))
    words = kept_words(name)
    if whole:
        return set(typed) <= set(words)
    return all(any(word.startswith(part) for word in words) for part in typed)


def _words(name: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(split_words(folded(name))))
