"""Who said what: quoted stretches and reported clauses, each with the mention of its source."""

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace

from bot.analysis.attribution import Attribution
from bot.analysis.layout import Layout, Quotation, Range, merge, trim
from bot.analysis.rules.clauses import Clause, find_clauses
from bot.analysis.rules.relays import find_relays, words_of_organisations
from bot.analysis.rules.ties import Evidence, Paragraph, Previous, Tie, tie

_FEWEST_WORDS = 3  # a shorter stretch that no clause holds is a scare quote as a rule
_CAPITALS = 0.6  # the share of words with a capital in a title
_LONGEST_PARAGRAPH = 1_500  # tokens
_TELLING = frozenset({"NOUN", "PROPN", "VERB", "ADJ", "NUM"})
_WORD = re.compile(r"[^\W_]+")
_SURE = frozenset({Evidence.INSIDE, Evidence.BEFORE})


def find_attributions(layout: Layout) -> list[Attribution]:
    """Every attribution of a document with its entities, by the place of its content."""
    found: list[Attribution] = []
    doc = layout.doc
    organisations = words_of_organisations(doc)
    previous = Previous()
    for paragraph in _paragraphs(layout):
        relays = find_relays(doc, paragraph.clauses, organisations)
        paragraph.clauses = relays.less(paragraph.clauses)
        ties = tie(layout, paragraph, previous)
        for attribution, verb in _assemble(layout, paragraph, ties):
            relay = relays.of.get(verb)
            found.append(attribution if relay is None else _relayed(layout, attribution, relay))
        previous = Previous(paragraph, ties[-1] if ties else None)
    return sorted(found, key=lambda attribution: attribution.content)


def _paragraphs(layout: Layout) -> list[Paragraph]:
    """The lines that hold words, with their quotations and clauses, in order.

    A line of unlikely length is cut at the ends of sentences: what is looked for within one
    paragraph must not grow with the text.
    """
    paragraphs: list[Paragraph] = []
    line = -1
    for i, start in enumerate(layout.starts):
        if layout.text[start].isspace():
            continue
        number = layout.line(i)
        if number != line or _is_overlong(layout, paragraphs[-1], i):
            paragraphs.append(Paragraph((i, i + 1)))
            line = number
        else:
            paragraphs[-1].tokens = paragraphs[-1].tokens[0], i + 1
    firsts = [paragraph.tokens[0] for paragraph in paragraphs]
    for quotation in layout.quotations:
        paragraphs[bisect_right(firsts, quotation.tokens[0]) - 1].quotations.append(quotation)
    for clause in find_clauses(layout.doc, layout.quoted):
        paragraph = paragraphs[bisect_right(firsts, clause.verb) - 1]
        paragraph.clauses.append(_completed(clause, paragraph.quotations))
    return paragraphs


def _is_overlong(layout: Layout, paragraph: Paragraph, token: int) -> bool:
    if token - paragraph.tokens[0] < _LONGEST_PARAGRAPH or layout.quoted[token]:
        return False
    return bool(layout.doc[token].is_sent_start)


def _completed(clause: Clause, quotations: Sequence[Quotation]) -> Clause:
    """The clause with the whole of every quotation that its content begins to hold.

    The parser often leaves the last mark out, or the sentence's end before it.
    """
    content = clause.content
    for quotation in quotations:
        first, end = quotation.tokens
        content = tuple(
            (left, max(right, end))
            if left <= first + 1 and first + 1 < right and clause.verb < first
            else (left, right)
            for left, right in content
        )
    return replace(clause, content=content)


# ------------------------------------------------------------- what is no quotation at all


def _is_quote(layout: Layout, paragraph: Paragraph, one: Tie) -> bool:
    """Whether a stretch is somebody's words: no scare quote, no title of a book or a show."""
    if one.evidence in _SURE or _said_alone(one):
        return True
    if len(layout.text[slice(*one.quotation.stretch.inner)].split()) < _FEWEST_WORDS:
        return False
    return one.evidence is Evidence.LABEL or not _is_title(layout, paragraph, one.quotation)


def _said_alone(one: Tie) -> bool:
    """Of "“Never Again,” she said", yes; not where "she said" goes on with what she said."""
    if one.evidence is not Evidence.AFTER or one.clause is None:
        return False
    return not any(start > one.clause.verb for start, _ in one.clause.content)


def _is_title(layout: Layout, paragraph: Paragraph, quotation: Quotation) -> bool:
    """Whether a stretch is capitalised as titles are, in a paragraph that is not."""
    if not _capitalised(layout.text[slice(*quotation.stretch.inner)]):
        return False
    (first, last), (start, end) = paragraph.tokens, quotation.tokens
    return not _capitalised(f"{layout.between(first, start)} {layout.between(end, last)}")


def _capitalised(text: str) -> bool:
    words = _WORD.findall(text)
    if any(word[0].islower() for word in words if len(word) > 3):
        return False
    capitals = sum(not word[0].islower() for word in words)
    return bool(words) and capitals >= _CAPITALS * len(words)


# ------------------------------------------------------------------ ties → attributions


def _assemble(
    layout: Layout, paragraph: Paragraph, ties: Sequence[Tie]
) -> Iterator[tuple[Attribution, int]]:
    """Each attribution with the verb of its clause, -1 where a quotation has none."""
    tied: defaultdict[int, list[Tie]] = defaultdict(list)
    for one in ties:
        if not _is_quote(layout, paragraph, one):
            continue
        if one.clause is None:
            yield _bare(layout, one), -1
        else:
            tied[one.clause.verb].append(one)
    for clause in paragraph.clauses:
        if clause.verb not in tied and not _reports(layout, paragraph, clause):
            continue
        attribution = _attribution(layout, clause, tied.get(clause.verb, ()))
        if attribution.content:
            yield attribution, clause.verb


def _reports(layout: Layout, paragraph: Paragraph, clause: Clause) -> bool:
    """Whether a clause without a quotation says something of its own.

    What stands inside another's words is theirs, and "echoed this" tells nothing.
    """
    if any(
        start <= clause.verb < end
        for other in paragraph.clauses
        if other.verb != clause.verb
        for start, end in other.content
    ):
        return False
    return any(
        token.pos_ in _TELLING for start, end in clause.content for token in layout.doc[start:end]
    )


def _bare(layout: Layout, one: Tie) -> Attribution:
    """A quotation whose source is not tied to it by a reporting word."""
    stretch = one.quotation.stretch
    mention = (layout.span(one.source),) if one.source else ()
    return Attribution((stretch.outer,), (stretch.inner,), (), mention, one.evidence.confidence)


def _attribution(layout: Layout, clause: Clause, ties: Sequence[Tie]) -> Attribution:
    if ties and ties[0].clause is not None:
        clause = ties[0].clause  # with the source that its quotation made plain
    quoted = [one.quotation.stretch for one in ties]
    parts = [layout.span(part) for part in clause.content if not ties or _touches(part, ties)]
    spans = [*trim(layout.text, parts), *(stretch.outer for stretch in quoted)]
    return Attribution(
        merge(layout.text, spans),
        tuple(stretch.inner for stretch in quoted),
        (layout.span(clause.cue),),
        (layout.span(clause.source),) if clause.source else (),
        _evidence(clause, ties).confidence,
        addressee=layout.span(clause.addressee) if clause.addressee else None,
    )


def _evidence(clause: Clause, ties: Sequence[Tie]) -> Evidence:
    if ties:
        return max((one.evidence for one in ties), key=lambda evidence: evidence.confidence)
    return Evidence.REPORTED if clause.near else Evidence.SHARED


def _touches(part: Range, ties: Sequence[Tie]) -> bool:
    """Whether a part of a clause's content holds a quotation of it, or ends where one begins."""
    return any(
        one.evidence is Evidence.INSIDE
        or part[0] <= one.quotation.tokens[0] <= part[1] + 1 < one.quotation.tokens[1]
        for one in ties
    )


def _relayed(layout: Layout, attribution: Attribution, relay: Clause) -> Attribution:
    return replace(attribution, relay=layout.span(relay.source) if relay.source else None)
