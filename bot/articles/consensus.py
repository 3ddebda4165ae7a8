"""Two readings of a page → one: what both say, and of what only one says the likelier part.

Where two extractors that work in unlike ways agree, they are nearly always right. On annotated
news pages, what only trafilatura has between two lines of both is the article's, and outside them
it is a teaser, a standfirst set as a heading or a paragraph about the publisher; what only
readability has is the article's where it is prose.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import groupby
from operator import itemgetter

from bot.articles.tree import SENTENCE_ENDS, Line

_RUN = 4  # words
_SAME = 0.6  # of a line's runs: extractors split lines in different places
_AGREED = 0.3  # of the shorter reading's words; below it they read different parts of the page
_MOST_CUT = 0.3  # of the first reading's words may go as an end that the second doesn't have
_PROSE = 20  # words
_WORD = re.compile(r"\w+")

Words = tuple[str, ...]


def consensus(first: Sequence[Line], second: Sequence[Line]) -> list[str]:
    """The lines of trafilatura's (``first``) and readability's reading that are the article's."""
    in_second = _said_in(first, second)
    in_first = _said_in(second, first)
    agreed = [place for place, said in enumerate(in_second) if said]
    if not _agree(first, in_second, second):
        # the whole page as one line, when trafilatura has given up on it, holds any article
        whole = _agree(second, in_first, first)
        return [line.text for line in (second if whole or not first else first)]
    start, end = _extent(first, agreed)
    added = _additions(first, second, in_first, start)
    kept = list(added[start - 1])
    for place in range(start, end):
        kept += [first[place].text, *added[place]]
    return kept


def words(text: str) -> Words:
    """The words of a text, in lower case and without its punctuation."""
    return tuple(_WORD.findall(text.casefold()))


def ends_like_prose(text: str) -> bool:
    """Whether a line ends as sentences do, and headlines, captions and menus don't."""
    return text.rstrip().endswith(SENTENCE_ENDS)


def _agree(one: Sequence[Line], said: Sequence[bool], other: Sequence[Line]) -> bool:
    shared = _count(line for line, is_said in zip(one, said, strict=True) if is_said)
    return 0 < shared >= _AGREED * min(_count(one), _count(other))


def _extent(first: Sequence[Line], agreed: Sequence[int]) -> tuple[int, int]:
    """From where to where the first reading is the article's.

    A paragraph before the first line of both stays; a heading or a fragment there goes.
    """
    start, end = agreed[0], agreed[-1] + 1
    if _count(line for line in first[end:] if _is_prose(line)) > _MOST_CUT * _count(first):
        end = len(first)
    lead = (place for place in range(start) if _is_prose(first[place]))
    return next(lead, start), end


def _additions(
    first: Sequence[Line], second: Sequence[Line], in_first: Sequence[bool], start: int
) -> defaultdict[int, list[str]]:
    """What only the second reading has, from prose to prose, by the line that it follows."""
    places = {words(line.text): place for place, line in enumerate(first)}
    added: defaultdict[int, list[str]] = defaultdict(list)
    place = start - 1
    for said, stretch in groupby(zip(second, in_first, strict=True), key=itemgetter(1)):
        lines = [line for line, _ in stretch]
        if said:
            place = places.get(words(lines[-1].text), place)
            continue
        prose = [at for at, line in enumerate(lines) if _is_prose(line)]
        if prose:
            added[place] += [line.text for line in lines[prose[0] : prose[-1] + 1]]
    return added


def _is_prose(line: Line) -> bool:
    return not line.heading and len(words(line.text)) >= _PROSE and ends_like_prose(line.text)


def _count(lines: Iterable[Line]) -> int:
    return sum(len(words(line.text)) for line in lines)


def _said_in(lines: Sequence[Line], other: Sequence[Line]) -> list[bool]:
    """For each line, whether most of its runs of words stand in the other reading."""
    known = set(_runs(words(" ".join(line.text for line in other))))
    for line in other:
        known.update(_runs(words(line.text)))  # a short line is a run of its own
    return [_mostly(_runs(words(line.text)), known) for line in lines]


def _runs(said: Words) -> list[Words]:
    if not said:
        return []
    return [said[place : place + _RUN] for place in range(max(1, len(said) - _RUN + 1))]


def _mostly(runs: Sequence[Words], known: set[Words]) -> bool:
    return sum(run in known for run in runs) > _SAME * len(runs)
