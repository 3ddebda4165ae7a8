"""Text → parsed document, in bounded pieces, so that no text is too long."""

import re
from collections.abc import Iterator
from contextlib import AbstractContextManager
from functools import cache
from typing import Protocol, cast

import spacy
from spacy.language import Language
from spacy.tokens import Doc
from thinc.api import get_current_ops, get_ops, set_current_ops  # pyright: ignore[reportUnknownVariableType]

from bot.analysis.coarse import set_parts_of_speech
from bot.analysis.errors import PipelineMissing

#: Characters that the parser reads at once, at most; real paragraphs are shorter.
_LONGEST_PIECE = 2_000
#: Pieces that the network reads side by side.
_BATCH = 128

_LINE = re.compile(r"[^\n]*\n+|[^\n]+")
# "MACAU (Reuters) – ", "JACKSON, Miss. - ": the parser would take the place for the subject.
_DATELINE = re.compile(
    r"\s*(?:[A-Z]{3,}[A-Z .'’-]{0,30}(?:,[^—–\n\"“]{1,30}?)?(?:\([^)\n]{2,30}\))?"
    r"|[A-Z][\w .,]{2,40}\([^)\n]{2,30}\))\s?(?:—|–|--?)\s+"
)
_STOP = re.compile(r"[.!?][”\"’')]*\s+|\s+")
_SURROGATE = re.compile("[\ud800-\udfff]")


@cache
def load_pipeline(name: str) -> Language:
    """A spaCy pipeline without what we don't use, loaded once per process.

    Its matrix products are NumPy's: those of spaCy's own library take half as long again.

    Raises:
        PipelineMissing: no such pipeline is installed.
    """
    before = get_current_ops()
    set_current_ops(get_ops("numpy", use_blis=False))
    try:
        return spacy.load(name, exclude=["lemmatizer", "attribute_ruler"])
    except OSError as error:
        raise PipelineMissing(
            f"The language pipeline {name} is not installed: install it, or set another one."
        ) from error
    finally:
        set_current_ops(before)


class _Zoned(Protocol):
    """What spaCy's annotations leave open."""

    def memory_zone(self) -> AbstractContextManager[object]: ...


def scratch_space(nlp: Language) -> AbstractContextManager[object]:
    """While it is open the vocabulary may grow; what a text added is freed at the end."""
    return cast("_Zoned", nlp).memory_zone()


def parse(text: str, nlp: Language, *, vectors: bool = False) -> Doc:
    """Tag and parse a text of any length; the document's text is ``text``, offset for offset.

    Each line is parsed by itself, so no sentence crosses one. Time and memory grow with the
    length of the text alone.

    Parameters:
        vectors: whether to keep the pipeline's vectors of the tokens, four times the rest of it.
    """
    readable = _SURROGATE.sub("\ufffd", text)
    pieces: list[Doc] = []
    for piece in nlp.pipe(_pieces(readable), batch_size=_BATCH):
        if not vectors:
            piece.tensor = piece.tensor[:0]
        pieces.append(piece)
    if not pieces:
        return nlp.make_doc("")
    doc = Doc.from_docs(pieces, ensure_whitespace=False)
    set_parts_of_speech(doc)
    return doc


def _pieces(text: str) -> Iterator[str]:
    for line in _LINE.findall(text):
        dateline = _DATELINE.match(line)
        start = dateline.end() if dateline and dateline.end() < len(line.rstrip()) else 0
        if start:
            yield line[:start]
        while len(line) - start > _LONGEST_PIECE:
            end = _cut(line, start)
            yield line[start:end]
            start = end
        yield line[start:]


def _cut(line: str, start: int) -> int:
    """Where to end a piece of an overlong line: after a sentence, a word, or where we must."""
    end = start + _LONGEST_PIECE
    stops = list(_STOP.finditer(line, end - 500, end))
    sentences = [stop for stop in stops if not stop.group().isspace()]
    return (sentences or stops)[-1].end() if stops else end
