"""Bodies whose name goes on behind a "for": the Hartley Foundation for the Visual Arts.

The pipeline ends such a name before the "for" and takes the rest for another organisation.
"""

from collections.abc import Sequence
from itertools import pairwise

from spacy.tokens import Doc

from bot.analysis.forms import word_set
from bot.analysis.mentions import NameMention

_HEADS = word_set("""
    academy agency alliance association bureau center centre coalition college commission
    committee council department foundation fund institute ministry museum office organisation
    organization school society trust union
""")


def join_bodies(doc: Doc, mentions: Sequence[NameMention]) -> list[NameMention]:
    """The mentions, those that are one body's name by two halves made one."""
    joined = list(mentions[:1])
    for before, after in pairwise(mentions):
        if not _goes_on(doc, before, after):
            joined.append(after)
            continue
        first = joined.pop()
        joined.append(NameMention(first.start, after.end, "ORG", first.title))
    return joined


def _goes_on(doc: Doc, before: NameMention, after: NameMention) -> bool:
    between = [token.lower_ for token in doc[before.end : after.start]]
    return (
        between in (["for"], ["for", "the"])
        and doc[before.end - 1].lower_ in _HEADS
        and before.end - before.start > 1
        and before.label in {"ORG", "FAC", None}
        and after.label in {"ORG", None}
    )
