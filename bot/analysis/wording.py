"""The words of a text as ranking compares them: lower case, without endings, without empty ones."""

import re
from collections.abc import Iterable, Iterator

from bot.analysis.forms import word_set
from bot.domain import Spans

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")
_ENDINGS = ("ing", "ed", "es", "s")
_STEM = 4  # letters that stay when an ending goes

EMPTY = word_set("""
    a about after all also am an and any are as at be been but by can could did do does for from
    had has have he her hers him his how i if in into is it its just like me more most my no not
    of on one only or our out over said say says she so some such than that the their them then
    there these they this those to too up us very was we were what when which who why will with
    would you your yes thank thanks okay well oh
""")


def words(text: str) -> list[str]:
    """Every word in lower case, straight apostrophes, without the genitive's "'s"."""
    return [word for word, _, _ in placed_words(text)]


def placed_words(text: str) -> Iterator[tuple[str, int, bool]]:
    """Every word, where it starts and whether with a capital."""
    for match in _WORD.finditer(text):
        word = match.group()
        plain = word.lower().replace("’", "'").removesuffix("'s")
        yield plain, match.start(), word[0].isupper()


def stem(word: str) -> str:
    """The word without its ending, so that "charges", "charged" and "charging" meet.

    >>> stem("charges"), stem("charging"), stem("this")
    ('charg', 'charg', 'this')
    """
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _STEM:
            return word[: -len(ending)]
    return word


def content_words(spoken: Iterable[str]) -> frozenset[str]:
    """The stems of the words that mean something by themselves."""
    return frozenset(stem(word) for word in spoken if word not in EMPTY)


def text_of(text: str, spans: Spans) -> str:
    return " ".join(text[start:end] for start, end in spans)
