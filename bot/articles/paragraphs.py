"""The lines of an extracted body → the paragraphs worth reading.

Only short lines are ever dropped, and by rules that, on annotated news pages, took away more
furniture than article.
"""

import re
from collections import Counter
from collections.abc import Iterable
from itertools import islice

from bot.articles.consensus import Words, words
from bot.articles.metadata import clean_line
from bot.articles.tree import Line

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
_RUN = 8  # words; shorter lines may stand in others by chance
_MOST_PULLED = 40


def clean_lines(lines: Iterable[Line]) -> list[Line]:
    """The lines that say something, in clean characters."""
    cleaned = (Line(clean_line(line.text), line.heading) for line in lines)
    return [line for line in cleaned if line.text]


def paragraphs(lines: Iterable[str], titles: Iterable[str]) -> list[str]:
    """Paragraphs in order: no title, promotion or caption, and nothing said twice."""
    headlines = {words(title) for title in titles}
    kept: list[str] = []
    said: list[Words] = []
    for line in lines:
        its_words = words(line)
        if not its_words or its_words in headlines or _is_furniture(line):
            continue
        if not _is_repeat(its_words, said):
            kept.append(line)
            said.append(its_words)
    pulled = _pulled(said)
    return [line for line, its_words in zip(kept, said, strict=True) if its_words not in pulled]


def _is_furniture(line: str) -> bool:
    if len(line) > _LONGEST_FURNITURE:
        return False
    return any(rule.search(line) for rule in (_PROMOTION, _SMALL_PRINT, _CREDIT))


def _is_repeat(its_words: Words, said: list[Words]) -> bool:
    """Whether a line says the standfirst or a line near it again, perhaps with a credit behind.

    Farther apart a repeat is meant: an interviewer asks everybody the same question.
    """
    near = [*said[:3], *said[-3:]]
    return any(
        len(other) > 5 and its_words[: len(other)] == other and len(its_words) - len(other) < 8
        for other in near
    )


def _pulled(said: Iterable[Words]) -> set[Words]:
    """The lines that stand word for word inside another: pull quotes, and a lead told again."""
    lines = set(said)
    seen = Counter(run for line in lines for run in set(_runs(line)))
    suspects = (line for line in lines if _runs(line) and all(seen[run] > 1 for run in _runs(line)))
    text = f"|{'|'.join(' '.join(line) for line in lines)}|"
    # each costs a search of the text: a page has a handful, unless it was made to have more
    return {line for line in islice(suspects, _MOST_PULLED) if _stands_inside(line, text)}


def _runs(line: Words) -> list[Words]:
    return [line[place : place + _RUN] for place in range(len(line) - _RUN + 1)]


def _stands_inside(line: Words, text: str) -> bool:
    """Whether a line stands in a text of lines at a place where it isn't the whole of one."""
    its_words = " ".join(line)
    return f" {its_words}" in text or f"|{its_words} " in text
