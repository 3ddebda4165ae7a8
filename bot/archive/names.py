"""Names as people type them: without case, accents, full stops and hyphens."""

import re
import unicodedata

_WORD = re.compile(r"[^\W_]+")
_INSIDE_WORDS = re.compile(r"[.'’ʼ`]")
# Letters that Unicode does not take apart into a base letter and an accent.
_BASE_LETTERS = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "æ": "ae", "œ": "oe", "ı": "i"}
)
_LONGEST_NAME = 200
_MOST_WORDS = 12


def name_words(name: str) -> tuple[str, ...]:
    """The words of a name, folded: ``"Kim Jong-un"`` → ``("kim", "jong", "un")``.

    Both what is stored and what is typed pass through here. Long names are cut, so that
    no page or person can make the index or a question large.
    """
    letters = unicodedata.normalize("NFKD", name[:_LONGEST_NAME].casefold()).casefold()
    bare = "".join(letter for letter in letters if not unicodedata.combining(letter))
    words = _WORD.findall(_INSIDE_WORDS.sub("", bare.translate(_BASE_LETTERS)))
    return tuple(dict.fromkeys(words[:_MOST_WORDS]))
