"""What the network sees of each token, and the windows in which it reads them."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

import numpy as np
from numpy.typing import NDArray
from spacy.strings import get_string_id
from spacy.tokens import Doc

from bot.analysis.attribution import Attribution
from bot.analysis.forms import word_set
from bot.analysis.layout import Layout, Range

Ints = NDArray[np.int64]
Floats = NDArray[np.float32]
Hashes = NDArray[np.uint64]

ROLES = ("source", "cue", "content")
#: 0 is outside; role r begins with 1 + 2r and goes on with 2 + 2r.
TAGS = 1 + 2 * len(ROLES)

#: The name of each column of :attr:`Features.columns` with how many values it can take.
COLUMNS = {
    "word_1": 4096,
    "word_2": 4096,
    "head_1": 4096,
    "head_2": 4096,
    "tag": 52,
    "dep": 47,
    "head_tag": 52,
    "head_distance": 21,
    "shape": 7,
    "marks": 7,
    "edge": 4,
    "rule": TAGS,
    "name": 13,
}
_BUCKETS = 4096
#: The recogniser's labels by what they tell of a speaker; 0 is none, label k begins with 1 + 2k.
_NAMES = {
    "PERSON": 0, "ORG": 1, "GPE": 2, "LOC": 2, "FAC": 2, "NORP": 3, "EVENT": 4, "LAW": 4,
    "WORK_OF_ART": 4, "PRODUCT": 4,
}  # fmt: skip
_FIGURES = 5  # dates, sums, numbers
_FAR = 10
_SHORT = 3  # words, under which a quotation is a scare quote as a rule
_WINDOW = 110  # tokens at which a window is full
_LONGEST = 400  # tokens of a line that are read in one go

#: In the order of the column ``tag``, from 1.
TAG_NAMES = sorted(
    word_set("""
    $ '' , -LRB- -RRB- . : ADD AFX CC CD DT EX FW HYPH IN JJ JJR JJS LS MD NFP NN NNP NNPS NNS PDT
    POS PRP PRP$ RB RBR RBS RP SYM TO UH VB VBD VBG VBN VBP VBZ WDT WP WP$ WRB XX _SP ``
""")
    | {'""'}
)
_DEP_NAMES = sorted(
    word_set("""
    ROOT acl acomp advcl advmod agent amod appos attr aux auxpass case cc ccomp compound conj csubj
    csubjpass dative dep det dobj expl intj mark meta neg nmod npadvmod nsubj nsubjpass nummod oprd
    parataxis pcomp pobj poss preconj predet prep prt punct quantmod relcl xcomp
""")
)


@dataclass(frozen=True, slots=True)
class Features:
    """A document of n tokens as numbers.

    Parameters:
        words: n hashes of the words in lower case.
        heads: n places of each token's syntactic head.
        columns: n × ``len(COLUMNS)`` categories.
        context: n × 96, spaCy's own vectors of the tokens in context.
        windows: The token ranges that are read one by one; together they are the document.
    """

    words: Hashes
    heads: Ints
    columns: Ints
    context: Floats
    windows: tuple[Range, ...]


def featurise(layout: Layout, ruled: Sequence[Attribution]) -> Features:
    """The features of a document.

    Parameters:
        ruled: What the rules find in it; the network learns where to believe them.
    """
    doc = layout.doc
    n = len(doc)
    attributes: list[int | str] = ["LOWER", "TAG", "DEP", "HEAD", "SENT_START"]
    table = doc.to_array(attributes).reshape(n, len(attributes)).astype(np.uint64, copy=False)
    words = table[:, 0]
    heads = np.arange(n) + table[:, 3].astype(np.int64)
    tags = _places(table[:, 1], _hashes(tuple(TAG_NAMES)))
    first, second = (
        (words % _BUCKETS).astype(np.int64),
        (words // 65_537 % _BUCKETS).astype(np.int64),
    )
    distance = np.clip(heads - np.arange(n), -_FAR, _FAR) + _FAR
    lines = _lines(layout)
    columns = np.stack(
        [
            first,
            second,
            first[heads],
            second[heads],
            tags,
            _places(table[:, 2], _hashes(tuple(_DEP_NAMES))),
            tags[heads],
            distance,
            _shapes(doc),
            _marks(layout),
            _edges(lines, table[:, 4] == 1),
            tags_of(layout, ruled),
            _names(doc),
        ],
        axis=1,
    )
    return Features(words, heads, columns, _context(doc), _windows(layout, lines))


def tags_of(layout: Layout, attributions: Sequence[Attribution]) -> Ints:
    """Each token's tag if these were a document's attributions; see :data:`TAGS`."""
    tags = np.zeros(len(layout.starts), np.int64)
    for attribution in attributions:
        roles = attribution.mention, attribution.cue, attribution.content
        for role, spans in reversed(tuple(enumerate(roles))):
            for span in spans:
                start, end = layout.tokens(span)
                tags[start:end] = 2 + 2 * role
                tags[start : min(start + 1, end)] = 1 + 2 * role
    return tags


@cache
def _hashes(names: tuple[str, ...]) -> tuple[Hashes, Ints]:
    hashes = np.array([get_string_id(name) for name in names], np.uint64)
    order = np.argsort(hashes)
    return hashes[order], order + 1


def _places(values: Hashes, known: tuple[Hashes, Ints]) -> Ints:
    """The place of each value among the known ones, from 1; 0 for those that are not."""
    hashes, places = known
    at = np.minimum(np.searchsorted(hashes, values), len(hashes) - 1)
    return np.where(hashes[at] == values, places[at], 0)


def _context(doc: Doc) -> Floats:
    return np.asarray(doc.tensor, np.float32)


def _names(doc: Doc) -> Ints:
    names = np.zeros(len(doc), np.int64)
    for entity in doc.ents:
        begin = 1 + 2 * _NAMES.get(entity.label_, _FIGURES)
        names[entity.start] = begin
        names[entity.start + 1 : entity.end] = begin + 1
    return names


def _shapes(doc: Doc) -> Ints:
    return np.array([_shape(token.text) for token in doc], np.int64)


@lru_cache(maxsize=1 << 15)
def _shape(word: str) -> int:
    if word.isspace():
        return 0
    if word.isalpha():
        return 1 if word.islower() else 2 if word.isupper() and len(word) > 1 else 3
    if any(character.isdigit() for character in word):
        return 4
    return 5 if any(character.isalpha() for character in word) else 6


def _marks(layout: Layout) -> Ints:
    """0 outside quotation marks; 1 opening, 2 inside, 3 closing; 4–6 the same of a short one."""
    states = np.zeros(len(layout.starts), np.int64)
    for quotation in layout.quotations:
        start, end = quotation.tokens
        stretch = quotation.stretch
        short = 3 * (len(layout.text[slice(*stretch.inner)].split()) < _SHORT)
        states[start:end] = 2 + short
        if stretch.opened:
            states[start] = 1 + short
        if stretch.closed:
            states[end - 1] = 3 + short
    return states


def _lines(layout: Layout) -> list[Range]:
    """The lines of the text as token ranges; white space belongs to the line before it."""
    numbers = np.searchsorted(np.asarray(layout.lines), np.asarray(layout.starts), side="right")
    firsts = np.flatnonzero(np.diff(numbers, prepend=-1)).tolist()
    return list(zip(firsts, [*firsts[1:], len(numbers)], strict=True))


def _edges(lines: Sequence[Range], sentence_starts: NDArray[np.bool_]) -> Ints:
    edges = sentence_starts.astype(np.int64)
    for start, end in lines:
        edges[start] = 2
        edges[end - 1] = 3
    return edges


def _windows(layout: Layout, lines: Sequence[Range]) -> tuple[Range, ...]:
    """Whole lines up to some hundred tokens; a line of unlikely length is cut between sentences."""
    windows: list[Range] = []
    for line in lines:
        for start, end in _cut(layout, line):
            if windows and end - windows[-1][0] <= _WINDOW:
                windows[-1] = windows[-1][0], end
            else:
                windows.append((start, end))
    return tuple(windows)


def _cut(layout: Layout, line: Range) -> list[Range]:
    start, end = line
    parts: list[Range] = []
    while end - start > _LONGEST:
        at = _best_cut(layout, start + _LONGEST // 2, start + _LONGEST)
        parts.append((start, at))
        start = at
    return [*parts, (start, end)]


def _best_cut(layout: Layout, least: int, most: int) -> int:
    """The last sentence start outside quotation marks, or any sentence start, or the limit."""
    starts = [i for i in range(least, most) if layout.doc[i].is_sent_start]
    unquoted = [i for i in starts if not layout.quoted[i] or not layout.quoted[i - 1]]
    return (unquoted or starts or [most])[-1]
