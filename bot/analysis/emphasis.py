"""How much the mentions of someone say that the text is about them.

    emphasis = names + ½ · pronouns and descriptions, where a mention as a source counts half

Who is only asked about the news is not what it is about: in "Roe said", "according to Roe" and
"Roe told Doe" both count half. A people's name ("Chinese") says nothing of the country, nor does
a picture's credit ("Image: Jane Roe") of who took it.
"""

import re
from collections import defaultdict
from dataclasses import dataclass

from spacy.tokens import Token

from bot.analysis.cast import SUBJECTS, Cast, Named, root_of
from bot.analysis.forms import fold, word_set
from bot.analysis.places import COUNTRY_OF_DEMONYM

_CREDIT = re.compile(
    r"\s*(?:image|photo|photograph|picture|video|graphic|source)s?(?: credits?| by)?\s?:",
    re.IGNORECASE,
)
# Verbs that bring in a source and do no more: to announce, to deny, to sue is to act.
_TELLING = word_set("""
    said say says told tell tells added adds asked asks commented comments explained explains
    noted notes replied reported reports remarked responded stated states wrote writes
""")


@dataclass(frozen=True, slots=True)
class Emphasis:
    """How much speaks for somebody, and the character at which the text first does."""

    weight: float
    first: int


def emphases(cast: Cast, meant: dict[int, int]) -> dict[int, Emphasis]:
    """The emphasis on everybody who is named outside credits.

    Parameters:
        meant: Tokens of pronouns and descriptions, and whom they mean.
    """
    credited = _credits(cast)
    named = [one for one in cast.named if cast.paragraphs[one.start] not in credited]
    first: dict[int, int] = {}
    weights: defaultdict[int, float] = defaultdict(float)
    for one in named:
        first.setdefault(one.who, cast.doc[one.start].idx)
        weights[one.who] += _weight(cast, one)
    for token, who in meant.items():
        weights[who] += 0.25 if _tells(cast.doc[token]) else 0.5
    return {who: Emphasis(weights[who], at) for who, at in first.items()}


def _weight(cast: Cast, named: Named) -> float:
    if fold(cast.doc[named.start : named.end].text) in COUNTRY_OF_DEMONYM:
        return 0.0
    return 0.5 if _tells(root_of(cast.doc, named.start, named.end)) else 1.0


def _tells(token: Token) -> bool:
    """Whether it stands as the source, or as the one who is told: "Roe told the Herald"."""
    verb = token.head
    if token.dep_ in SUBJECTS or token.dep_ == "dobj":
        return verb.lower_ in _TELLING
    return token.dep_ == "pobj" and verb.lower_ == "to" and verb.head.lower_ == "according"


def _credits(cast: Cast) -> set[int]:
    """The lines that only tell whose a picture is."""
    text = cast.doc.text
    return {
        cast.paragraphs[token.i]
        for token in cast.doc
        if (token.i == 0 or cast.paragraphs[token.i] != cast.paragraphs[token.i - 1])
        and _CREDIT.match(text, token.idx)
    }
