"""The PolNeAR corpus: political news with its attributions marked by hand.

Newell, Margolin and Ruths, "An Attribution Relations Corpus for Political News", LREC 2018. A part
(``train``, ``dev``) holds ``text/NAME.txt`` and ``attributions/NAME_ANNOTATOR.ann`` in brat's
standoff format: T lines are spans in code points of the text, E lines tie them together.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from bot.analysis.attribution import Attribution
from bot.analysis.layout import merge
from bot.domain import Span
from bot.training.errors import CorpusMissing


@dataclass(frozen=True, slots=True)
class AnnotatedText:
    """A text with its attributions; where several people annotated it, the first by name."""

    name: str
    text: str
    attributions: tuple[Attribution, ...]


def read_part(corpus: Path, part: str) -> list[AnnotatedText]:
    """A part of the corpus, by name.

    Raises:
        CorpusMissing: it holds no texts.
    """
    texts = sorted((corpus / part / "text").glob("*.txt"))
    if not texts:
        raise CorpusMissing(
            f"There is no PolNeAR in {corpus}: give the folder that holds {part}/text."
        )
    found: list[AnnotatedText] = []
    for path in texts:
        text = path.read_bytes().decode("utf-8")  # offsets count every character of it
        annotations = sorted((corpus / part / "attributions").glob(f"{path.stem}_*.ann"))
        lines = annotations[0].read_text(encoding="utf-8") if annotations else ""
        found.append(AnnotatedText(path.stem, text, tuple(_attributions(lines, text))))
    return found


def _attributions(annotations: str, text: str) -> Iterator[Attribution]:
    spans: dict[str, list[Span]] = {}
    for line in annotations.splitlines():
        key, _, rest = line.partition("\t")
        places = rest.partition("\t")[0].partition(" ")[2]
        if key.startswith("T") and places:
            spans[key] = [_span(place) for place in places.split(";")]
    for line in annotations.splitlines():
        key, _, rest = line.partition("\t")
        if not key.startswith("E"):
            continue
        roles: defaultdict[str, list[Span]] = defaultdict(list)
        for argument in rest.split():
            role, _, target = argument.partition(":")
            roles[role.rstrip("0123456789")] += spans.get(target, [])
        source, cue, content = (merge(text, roles[r]) for r in ("Source", "Cue", "Content"))
        if content:
            yield Attribution(content, (), cue, source, 1.0)


def _span(place: str) -> Span:
    start, _, end = place.partition(" ")
    return int(start), int(end)
