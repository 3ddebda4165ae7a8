"""Ties each quoted stretch to the reporting clause, or the bare mention, that it belongs to."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from enum import Enum

from bot.analysis.layout import Layout, Quotation, Range
from bot.analysis.rules.clauses import Clause
from bot.analysis.rules.subjects import noun_phrase

_FINITE = frozenset({"VBD", "VBZ", "VBP", "VBN"})
_DASHES = frozenset({"—", "–", "―", "-", "--", "~"})
_NOMINAL = frozenset({"PROPN", "NOUN", "PRON", "DET", "ADJ", "NUM", "PART"})
_SENTENCE_END = re.compile(
    r"(?<!\b[A-Z])(?<!\b(?:Mr|Ms|Dr|St))(?<!\b(?:Mrs|Gov|Sen|Rep|Gen))[.!?](?:\s|$)"
)
_BESIDE = 3  # words that may stand between a quotation and the clause that follows it
_INTRODUCTION = 25  # words that may stand between a reporting word and the quotation it announces


class Evidence(Enum):
    """What ties words to their source, and how often the source of such a tie is right.

    The shares were counted on a third of PolNeAR's training part (280 articles, 2,400 quoted
    stretches, 5,100 attributions), among attributions whose content is right; those in round
    numbers rest on fewer than ten cases.
    """

    INSIDE = "inside", 0.94  # the stretch stands in the clause's own content
    AFTER = "after", 0.98  # “…,” she said
    BEFORE = "before", 0.88  # she said: “…
    LOOSE = "loose", 0.79  # she said of the plan yesterday that it was “…
    REPORTED = "reported", 0.93  # she said that …, without a quotation
    SHARED = "shared", 0.79  # the same, with the subject of another verb: … adding that …
    CONTINUED = "continued", 0.75  # … she said. “…
    SIGNED = "signed", 0.9  # “…” — Smith
    LABEL = "label", 0.6  # Smith: “…
    AHEAD = "ahead", 0.7  # “….” “…,” she said
    OPEN = "open", 0.76  # the paragraph before ended inside the same quotation
    CARRIED = "carried", 0.87  # a paragraph of nothing but quotation, after another quotation
    ANNOUNCED = "announced", 0.92  # the same, after a paragraph that quotes nothing
    NEAR = "near", 0.44  # another clause of the paragraph
    SUBJECT = "subject", 0.55  # the subject of a sentence that reports nothing
    NONE = "none", 0.0

    @property
    def confidence(self) -> float:
        return self.value[1]


@dataclass(frozen=True, slots=True)
class Tie:
    quotation: Quotation
    evidence: Evidence
    clause: Clause | None = None
    source: Range | None = None


@dataclass(slots=True)
class Paragraph:
    """One line of the text: its tokens, quotations and reporting clauses, in order."""

    tokens: Range
    quotations: list[Quotation] = field(default_factory=list[Quotation])
    clauses: list[Clause] = field(default_factory=list[Clause])


@dataclass(frozen=True, slots=True)
class Previous:
    """The paragraph before, and the tie of its last quotation if it has one."""

    paragraph: Paragraph | None = None
    tie: Tie | None = None


def tie(layout: Layout, paragraph: Paragraph, previous: Previous) -> list[Tie]:
    """A tie for every quotation of a paragraph, with what the paragraph before it left behind."""
    ties: list[Tie] = []
    for quotation in paragraph.quotations:
        ties.append(_nearest(layout, paragraph, quotation, _last_said(ties)))
    for i in range(len(ties) - 2, -1, -1):
        if ties[i].evidence is Evidence.NONE and ties[i + 1].evidence is not Evidence.NONE:
            ties[i] = replace(ties[i + 1], quotation=ties[i].quotation, evidence=Evidence.AHEAD)
    first: Tie | None = None
    for i, loose in enumerate(ties):
        if loose.evidence is Evidence.NONE:
            left = Previous(previous.paragraph, first or previous.tie)
            ties[i] = first = _far(layout, paragraph, loose.quotation, left)
    return ties


def _last_said(ties: Sequence[Tie]) -> Tie | None:
    """The last tie that a further sentence can go on from: of more than a phrase."""
    whole = (one for one in reversed(ties) if one.quotation.tokens[1] - one.quotation.tokens[0] > 4)
    return next(whole, ties[-1] if ties else None)


# ------------------------------------------------------------------ in the same sentence


def _nearest(layout: Layout, paragraph: Paragraph, quotation: Quotation, last: Tie | None) -> Tie:
    inside = _around(paragraph, quotation)
    if inside is not None:
        return Tie(quotation, Evidence.INSIDE, inside, inside.source)
    after = _after(layout, paragraph, quotation)
    if after is not None and not quotation.ends_sentence:
        return Tie(quotation, Evidence.AFTER, after, after.source)
    found = _announced(layout, paragraph, quotation) or _continued(
        layout, paragraph, quotation, last
    )
    if found is None and after is not None:
        return Tie(quotation, Evidence.AFTER, after, after.source)
    return found or Tie(quotation, Evidence.NONE)


def _announced(layout: Layout, paragraph: Paragraph, quotation: Quotation) -> Tie | None:
    before = _before(layout, paragraph, quotation)
    if before is not None:
        return Tie(quotation, _closeness(layout, before, quotation), before, before.source)
    label = _label(layout, paragraph, quotation)
    if label is not None:
        return Tie(quotation, Evidence.LABEL, None, label)
    signature = _signature(layout, paragraph, quotation)
    return None if signature is None else Tie(quotation, Evidence.SIGNED, None, signature)


def _continued(
    layout: Layout, paragraph: Paragraph, quotation: Quotation, last: Tie | None
) -> Tie | None:
    """``… she said. “…``: whoever spoke last in the paragraph goes on."""
    if last is None or last.evidence is Evidence.NONE:
        return None
    between = _between(layout, paragraph, last.quotation, quotation)
    if between is not None:
        return Tie(quotation, Evidence.CONTINUED, None, between.source)
    return replace(last, quotation=quotation, evidence=Evidence.CONTINUED)


def _around(paragraph: Paragraph, quotation: Quotation) -> Clause | None:
    """The innermost clause of speech, or else of thought or praise, that holds the quotation."""
    start, end = quotation.tokens
    around = [
        clause
        for clause in paragraph.clauses
        if any(left <= start + 1 and end <= right + 1 for left, right in clause.content)
    ]
    return min(around, key=_reach, default=None)


def _reach(clause: Clause) -> tuple[bool, bool, int]:
    """Clauses with a source come first, then those of speech, then the smallest."""
    extent = sum(end - start for start, end in clause.content)
    return clause.source is None, clause.thought or not clause.speech, extent


def _after(layout: Layout, paragraph: Paragraph, quotation: Quotation) -> Clause | None:
    """``…,” she said``: the clause that begins where the quotation ends."""
    end = quotation.tokens[1]
    for clause in paragraph.clauses:
        if not clause.speech or clause.verb < end:
            continue
        if layout.doc[clause.verb].tag_ not in _FINITE and not clause.according:
            return None
        source = clause.source
        begin = source[0] if source and end <= source[0] < clause.verb else clause.verb
        gap = layout.between(end, begin)
        if len(gap.split()) > _BESIDE + 5 * (source is None) or any(sign in gap for sign in "!?;"):
            return None
        if layout.quoted[begin] or (quotation.ends_sentence and gap.strip()):
            return None
        if any(token.pos_ in {"SCONJ", "CCONJ"} for token in layout.doc[end:begin]):
            return None
        return _with_source(layout, clause, end)
    return None


def _with_source(layout: Layout, clause: Clause, end: int) -> Clause:
    """The clause with the noun beside its verb as its source, where the parser lost it."""
    if clause.according or (clause.source is not None and clause.source[0] >= end):
        return clause
    inverted = noun_phrase(layout.doc, clause.verb + 1, layout.quoted)
    straight = noun_phrase(layout.doc, end, layout.quoted) if end < clause.verb else None
    found = straight or inverted
    return clause if found is None else replace(clause, source=found)


def _before(layout: Layout, paragraph: Paragraph, quotation: Quotation) -> Clause | None:
    """``She said: “…``: the clause that ends where the quotation begins."""
    start = quotation.tokens[0]
    for clause in reversed(paragraph.clauses):
        if clause.according or not clause.speech or clause.verb >= start:
            continue
        gap = layout.between(clause.cue[1], start)
        if _SENTENCE_END.search(gap) or len(gap.split()) > _INTRODUCTION:
            return None
        if clause.source is None and not clause.content:
            continue
        return clause
    return None


def _closeness(layout: Layout, clause: Clause, quotation: Quotation) -> Evidence:
    gap = layout.between(clause.cue[1], quotation.tokens[0]).rstrip()
    adjacent = not gap or gap.endswith((",", ":", "that"))
    return Evidence.BEFORE if adjacent else Evidence.LOOSE


def _between(
    layout: Layout, paragraph: Paragraph, last: Quotation, quotation: Quotation
) -> Clause | None:
    """The last clause that begins a sentence of its own between two quotations."""
    for clause in reversed(paragraph.clauses):
        if clause.verb >= quotation.tokens[0] or clause.source is None:
            continue
        begin = clause.source[0]
        if begin <= last.tokens[1] + 1:
            return None
        if clause.content and layout.doc[begin].is_sent_start:
            return clause
    return None


def _label(layout: Layout, paragraph: Paragraph, quotation: Quotation) -> Range | None:
    """``Smith: “…``: a name and a colon in front."""
    first, colon = paragraph.tokens[0], quotation.tokens[0] - 1
    if colon <= first or layout.doc[colon].text != ":":
        return None
    start = colon
    while start > first and _is_nominal(layout, start - 1):
        start -= 1
    return noun_phrase(layout.doc, start, layout.quoted) if start < colon else None


def _signature(layout: Layout, paragraph: Paragraph, quotation: Quotation) -> Range | None:
    """``“…” — Smith``: a dash and a name, and the paragraph is over."""
    dash, last = quotation.tokens[1], paragraph.tokens[1]
    if dash + 1 >= last or layout.doc[dash].text not in _DASHES:
        return None
    found = noun_phrase(layout.doc, dash + 1, layout.quoted)
    alone = found is not None and "".join(layout.between(found[1], last).split()) in {"", "."}
    return found if alone else None


def _is_nominal(layout: Layout, token: int) -> bool:
    return not layout.quoted[token] and layout.doc[token].pos_ in _NOMINAL


# --------------------------------------------------------------------- from further away


def _far(layout: Layout, paragraph: Paragraph, quotation: Quotation, previous: Previous) -> Tie:
    before = previous.tie
    if before is not None and not before.quotation.stretch.closed:
        return replace(before, quotation=quotation, clause=None, evidence=Evidence.OPEN)
    if _stands_alone(layout, paragraph):
        if before is not None and before.evidence is not Evidence.NONE:
            return replace(before, quotation=quotation, clause=None, evidence=Evidence.CARRIED)
        announcer = _announcer(layout, previous.paragraph)
        if announcer is not None:
            return Tie(quotation, Evidence.ANNOUNCED, None, announcer)
    near = min(
        (clause for clause in paragraph.clauses if clause.source is not None),
        key=lambda clause: _distance(clause, quotation),
        default=None,
    )
    if near is not None:
        return Tie(quotation, Evidence.NEAR, None, near.source)
    subject = _first_subject(layout, paragraph)
    if subject is not None:
        return Tie(quotation, Evidence.SUBJECT, None, subject)
    return Tie(quotation, Evidence.NONE)


def _announcer(layout: Layout, paragraph: Paragraph | None) -> Range | None:
    """Whom a paragraph without a quotation has speak last."""
    if paragraph is None or paragraph.quotations:
        return None
    sources = (clause.source for clause in reversed(paragraph.clauses) if clause.speech)
    return next((source for source in sources if source), _first_subject(layout, paragraph))


def _first_subject(layout: Layout, paragraph: Paragraph) -> Range | None:
    for token in layout.doc[slice(*paragraph.tokens)]:
        if token.dep_ == "nsubj" and not layout.quoted[token.i]:
            return token.left_edge.i, token.right_edge.i + 1
    return None


def _distance(clause: Clause, quotation: Quotation) -> int:
    return min(abs(clause.verb - quotation.tokens[0]), abs(clause.verb - quotation.tokens[1]))


def _stands_alone(layout: Layout, paragraph: Paragraph) -> bool:
    """Whether the paragraph holds nothing but quotations."""
    return not any(
        token.is_alpha and not layout.quoted[token.i]
        for token in layout.doc[slice(*paragraph.tokens)]
    )
