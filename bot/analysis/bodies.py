"""Bodies whose name goes on behind a "for" or an "and": the Hartley Foundation for the Visual Arts,
the Department of Health and Social Care, the United Food and Commercial Workers.

The pipeline ends such a name before that word and takes the rest for another organisation.
"""

from collections.abc import Sequence

from spacy.tokens import Doc

from bot.analysis.forms import fold, word_set
from bot.analysis.given_names import GIVEN_NAMES
from bot.analysis.mentions import NameMention

_HEADS = word_set("""
    academy agency alliance association bureau center centre coalition college commission
    committee council department foundation fund institute ministry museum office organisation
    organization school society trust union
""")
_ENDS = word_set("""
    workers services commission trust authority association union council agency society standards
    administration institute foundation board federation technology sciences affairs museum police
""")


def join_bodies(doc: Doc, mentions: Sequence[NameMention]) -> list[NameMention]:
    """The mentions, those that are one body's name by two halves made one."""
    joined: list[NameMention] = []
    for mention in mentions:
        before = joined[-1] if joined else None
        if before and (_goes_on(doc, before, mention) or _is_ministry(doc, before, mention)):
            joined[-1] = NameMention(before.start, mention.end, "ORG", before.title)
            continue
        start = _union_start(doc, mention)
        while start < mention.start and joined and joined[-1].end > start:
            joined.pop()
        whole = NameMention(start, mention.end, "ORG")
        joined.append(whole if start < mention.start else mention)
    return joined


def _is_ministry(doc: Doc, before: NameMention, after: NameMention) -> bool:
    """ "Department of Health" and "Social Care"."""
    words = [token.lower_ for token in doc[before.start : before.end]]
    return (
        [token.lower_ for token in doc[before.end : after.start]] == ["and"]
        and words[0] in _HEADS
        and words[1:2] in (["of"], ["for"])
        and fold(doc[after.start].text) not in GIVEN_NAMES
        and doc[after.end - 1].lower_ not in _HEADS
    )


def _union_start(doc: Doc, mention: NameMention) -> int:
    """Where "the United Food and Commercial Workers" begins, if it is one; else the mention."""
    at = mention.start
    if at < 2 or doc[at - 1].lower_ != "and" or doc[mention.end - 1].lower_ not in _ENDS:
        return at
    first = at - 1
    while first > 0 and doc[first - 1].text[:1].isupper() and doc[first - 1].lower_ != "the":
        first -= 1
    if first == at - 1:
        return at
    if doc[first].is_sent_start and doc[mention.end - 1].lower_ == "police":
        return first  # "Avon and Somerset Police"
    return first if first > 0 and doc[first - 1].lower_ == "the" else at


def _goes_on(doc: Doc, before: NameMention, after: NameMention) -> bool:
    between = [token.lower_ for token in doc[before.end : after.start]]
    return (
        between in (["for"], ["for", "the"])
        and doc[before.end - 1].lower_ in _HEADS
        and before.end - before.start > 1
        and before.label in {"ORG", "FAC", None}
        and after.label in {"ORG", None}
    )
