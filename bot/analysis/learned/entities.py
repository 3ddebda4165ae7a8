"""The named entities of a document, which the network reads on the way."""

from itertools import pairwise

from spacy.tokens import Doc, Span

from bot.analysis.learned.features import Ints

#: In the order of the network's tags: 0 is none, label k begins with 1 + 2k, goes on with 2 + 2k.
LABELS = (
    "PERSON", "ORG", "GPE", "NORP", "LOC", "FAC", "EVENT", "LAW", "WORK_OF_ART", "PRODUCT",
)  # fmt: skip


def find_entities(doc: Doc, tags: Ints) -> list[Span]:
    """The entities that n tags spell out, in order."""
    inside = [int(tag) for tag in tags]
    starts = [i for i, tag in enumerate(inside) if tag % 2]
    found: list[Span] = []
    for start, next_start in pairwise([*starts, len(doc)]):
        end = start + 1
        while end < next_start and inside[end] == inside[start] + 1:
            end += 1
        found.append(Span(doc, start, end, LABELS[inside[start] // 2]))
    return found
