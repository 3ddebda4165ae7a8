"""The lines of an extracted body → the paragraphs worth reading.

Only short lines are ever dropped, and by rules that, on annotated news pages, took away more
furniture than article.
"""

import re
from collections.abc import Iterable

from bot.articles.metadata import clean_line

_LONGEST_FURNITURE = 300  # characters

_PROMOTION = re.compile(
    r"""^[^\w“"‘']*(?:
        (?:(?:read|see|learn)\ more | more | also\ read | read\ also | read\ next | see\ also
          | related | watch | most\ read | recommended | promoted | source | advertisement
          )\b\s*(?:[:|]|$)
        | don.t\ miss\W*$
        | (?:sign\ up | subscribe | click\ here | get\ the\ latest)\b
        | follow\b.*\bon\ (?:facebook|twitter|instagram|x)\b
        | (?:email | write\ to | reach | contact | have\ a\ tip)\b.*(?:\w@\w|twitter\.com)
        | if\ you\ enjoyed\ this
        | story\ continues
        | (?:comments? | share | share\ this(?:\ article)? | print\ article | order\ reprints)\W*$
    )""",
    re.IGNORECASE | re.VERBOSE,
)
_SMALL_PRINT = re.compile(
    r"""^[^\w“"‘']*(?:
        © | copyright\b | .*\ball\ rights\ reserved\b
        | this\ copy\ is\ for\ your\ personal
        | (?:additional\ )?reporting\ by\b
        | (?:updated|published|posted)\ (?:(?:at|on)\ )?\d
    )""",
    re.IGNORECASE | re.VERBOSE,
)
_CREDIT = re.compile(
    r"""(?:
        \((?:\w+\ )?(?:picture|photo|photograph|image)s?\b[^()]*\)
        | \b(?:picture|photo|photograph|image)(?:\ credit|\ by)?:\ [^.]*
        | \|\ [^.|]*\ /\ [^.|]*
        | ©\ [^.]*
    )$""",
    re.IGNORECASE | re.VERBOSE,
)
_WORD = re.compile(r"\w+")

Words = tuple[str, ...]


def paragraphs(lines: Iterable[str], titles: Iterable[str]) -> list[str]:
    """Cleaned paragraphs in order: no title, promotion or caption, and no standfirst said twice."""
    headlines = {_words(title) for title in titles}
    kept: list[str] = []
    said: list[Words] = []
    for line in map(clean_line, lines):
        words = _words(line)
        if not words or words in headlines or _is_furniture(line) or _is_repeat(words, said):
            continue
        kept.append(line)
        said.append(words)
    return kept


def _words(line: str) -> Words:
    return tuple(_WORD.findall(line.casefold()))


def _is_furniture(line: str) -> bool:
    if len(line) > _LONGEST_FURNITURE:
        return False
    return any(rule.search(line) for rule in (_PROMOTION, _SMALL_PRINT, _CREDIT))


def _is_repeat(words: Words, said: list[Words]) -> bool:
    """Whether a line says the standfirst or a line near it again, perhaps with a credit behind.

    Farther apart a repeat is meant: an interviewer asks everybody the same question.
    """
    near = [*said[:3], *said[-3:]]
    return any(
        len(other) > 5 and words[: len(other)] == other and len(words) - len(other) < 8
        for other in near
    )
