"""Acronyms that a text defines: "the Harbour Workers' Union (HWU)"."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from spacy.tokens import Doc

from bot.analysis.forms import fold, initials
from bot.analysis.mentions import NameMention

_MOST_BLENDED = 6
_ACRONYM = re.compile(
    r"(?P<full>[A-Z][\w'’.-]*(?:[ ](?:of|and|the|for|in|de|&|[A-Z][\w'’.-]*)){0,8})"
    r"[ ]\((?P<short>[A-Z][A-Za-z&.-]{1,9})\)"
)


class TokenMap:
    """Characters → tokens of a document, by bisection."""

    def __init__(self, doc: Doc) -> None:
        self._starts = [token.idx for token in doc]
        self._ends = [token.idx + len(token) for token in doc]

    def tokens(self, start: int, end: int) -> tuple[int, int]:
        """The token range ``[first, last)`` that touches the characters ``[start, end)``."""
        return bisect_right(self._ends, start), bisect_left(self._starts, end)


def find_acronyms(doc: Doc, tokens: TokenMap) -> list[tuple[NameMention, NameMention]]:
    """Pairs of a full name and the acronym that brackets after it define, both organisations."""
    pairs: list[tuple[NameMention, NameMention]] = []
    for match in _ACRONYM.finditer(doc.text):
        words = match["full"].split(" ")
        wanted = fold(match["short"]).replace(" ", "")
        for first, word in enumerate(words):
            rest = " ".join(words[first:])
            leads = word[0].isupper() and word not in {"The", "A", "An"}
            if leads and (
                wanted in (initials(fold(rest)), fold(rest)[: len(wanted)])
                or _blends(wanted, fold(rest).split())
            ):
                full_start = match.end("full") - len(rest)
                full = NameMention(*tokens.tokens(full_start, match.end("full")), "ORG")
                short = NameMention(*tokens.tokens(*match.span("short")), "ORG")
                pairs.append((full, short))
                break
    return pairs


def _blends(short: str, words: Sequence[str]) -> bool:
    """ "Ofcom" is the Office of Communications: beginnings of two letters and more, in order."""
    if not short:
        return True
    return any(
        short.startswith(word[:length]) and _blends(short[length:], words[at + 1 :])
        for at, word in enumerate(words[:_MOST_BLENDED])
        for length in range(2, min(len(word), len(short)) + 1)
    )
