"""Transcripts and interviews: lines under the name of the one who speaks.

    SEN. HALLE: Who signed it?        Q: Who signed it?        “HALLE: Who signed it?
    MR. ORR: I did.                   A: I did.                “ORR: I did.

A lone label is no transcript ("Correction: …"): it takes several lines, and labels that recur, or
stand in capitals.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from bot.analysis.attribution import Attribution
from bot.analysis.forms import word_set
from bot.analysis.layout import Layout
from bot.analysis.overlaps import Overlaps, overlap
from bot.domain import Span

_LINE = re.compile(r"[^\n]+")
_LABELLED = re.compile(
    r"[ \t]*(?P<mark>[\"“«‘']?)(?P<label>[A-Z][^\W\d_]*[.’']?(?:[ -][^\W\d_][\w.’']*){0,5}"
    r"(?: \([^()\n]{1,30}\))?)[ \t]?(?P<colon>[:.](?=[ \t])|:)[ \t]*(?=\S)"
)
_NO_LABELS = word_set("""
    note correction update updated editor read photo picture video source sources related watch
    listen more summary answer warning location when where what price date time tickets
""")
_QUESTIONS = frozenset({"q", "question"})
_ANSWERS = frozenset({"a", "answer"})
_PARTICLES = word_set("of the de la van von der and for &")
_FEWEST_LINES = 3
_SURE = 0.95
_CLOSING = "”\"»’'"


@dataclass(frozen=True, slots=True)
class _Line:
    """A line with its label, if it has one, and where what is said begins."""

    span: Span
    label: Span | None = None
    colon: Span | None = None
    begin: int = 0
    quoted: bool = False


@dataclass(frozen=True, slots=True)
class Turn:
    """What one speaker says before the next one does: a line, or several.

    Parameters:
        label: who, in the text's own words; None for a question whose asker has no name.
    """

    label: Span | None
    colon: Span
    content: tuple[Span, ...]


def with_turns(layout: Layout, attributions: Sequence[Attribution]) -> list[Attribution]:
    """The attributions with a transcript's turns among them, by the place of their content.

    Inside a turn, what has a cue and a source of its own stays another's words.

    Parameters:
        layout: of a document with its entities.
    """
    turns = find_turns(layout)
    if not turns:
        return list(attributions)
    labels = tuple(turn.label for turn in turns if turn.label)
    places = Overlaps((span, turn) for turn in turns for span in turn.content)
    kept = [
        one
        for one in attributions
        if not any(places.of(span) for span in one.content)
        or (one.cue and one.mention and not overlap(one.mention, labels) and _within(one, places))
    ]
    found = [_attribution(turn) for turn in turns]
    return sorted([*kept, *found], key=lambda one: one.content)


def _within(one: Attribution, places: Overlaps[Turn]) -> bool:
    """Whether all of an attribution, its cue and its source too, stands in one turn."""
    parts = [*one.content, *one.cue, *one.mention]
    holding = places.of(one.cue[0])
    return any(
        all(any(start <= a and b <= end for start, end in turn.content) for a, b in parts)
        for turn in holding
    )


def _attribution(turn: Turn) -> Attribution:
    """A turn as an attribution: all of it is verbatim, as if it stood in quotation marks."""
    mention = (turn.label,) if turn.label else ()
    confidence = _SURE if turn.label else 0.0
    return Attribution(turn.content, turn.content, (turn.colon,), mention, confidence)


def find_turns(layout: Layout) -> list[Turn]:
    """The turns of a transcript in order; none where the text is no transcript."""
    lines = [_read(layout.text, match.span()) for match in _LINE.finditer(layout.text)]
    lines = [line for line in lines if layout.text[slice(*line.span)].strip()]
    spoken = _believed(layout.text, lines)
    if not spoken:
        return []
    interviewee = _interviewee(layout, next(line.span[0] for line in lines if line in spoken))
    return [
        Turn(_whose(layout.text, turn[0], interviewee), turn[0].colon, _content(layout.text, turn))
        for turn in _grouped(layout.text, lines, spoken)
        if turn[0].colon
    ]


def _read(text: str, span: Span) -> _Line:
    match = _LABELLED.match(text, *span)
    if match is None:
        return _Line(span)
    label = match["label"]
    words = label.split()
    if match["colon"] == "." and label.casefold() not in _QUESTIONS | _ANSWERS:
        return _Line(span)
    named = all(word[:1].isupper() or word[:1] == "(" or word in _PARTICLES for word in words)
    if not named or words[0].casefold() in _NO_LABELS - _ANSWERS:
        return _Line(span)
    return _Line(span, match.span("label"), match.span("colon"), match.end(), bool(match["mark"]))


def _believed(text: str, lines: Sequence[_Line]) -> frozenset[_Line]:
    """The labelled lines that make the text a transcript."""
    labelled = [line for line in lines if line.label]
    times = Counter(_key(text, line) for line in labelled)
    if {*times} & _QUESTIONS and {*times} & _ANSWERS:
        return frozenset(line for line in labelled if _key(text, line) in _QUESTIONS | _ANSWERS)
    likely = [line for line in labelled if _key(text, line) not in _QUESTIONS | _ANSWERS]
    recurring = any(times[_key(text, line)] > 1 for line in likely)
    shouted = [line for line in likely if _shouted(text, line)]
    if len(shouted) >= 2 and len({_key(text, line) for line in shouted}) > 1:
        return frozenset(likely) if len(likely) == len(shouted) else frozenset(shouted)
    return frozenset(likely if recurring and len(likely) >= _FEWEST_LINES else ())


def _key(text: str, line: _Line) -> str:
    return text[slice(*line.label)].casefold() if line.label else ""


def _shouted(text: str, line: _Line) -> bool:
    label = text[slice(*line.label)] if line.label else ""
    return label.isupper() and len(label) > 1


def _grouped(text: str, lines: Sequence[_Line], spoken: frozenset[_Line]) -> Iterator[list[_Line]]:
    """Each labelled line with those after it that go on with what it says."""
    last = max(i for i, line in enumerate(lines) if line in spoken)
    dense = 2 * len(spoken) >= last + 1 - next(i for i, x in enumerate(lines) if x in spoken)
    turn: list[_Line] = []
    for i, line in enumerate(lines):
        if line in spoken:
            if turn:
                yield turn
            turn = [line]
        elif turn and _goes_on(text, turn[-1], line, inside=dense and i < last):
            turn.append(replace(line, begin=line.span[0], quoted=turn[0].quoted))
        elif turn:
            yield turn
            turn = []
    if turn:
        yield turn


def _goes_on(text: str, before: _Line, line: _Line, *, inside: bool) -> bool:
    """Whether an unlabelled line belongs to the turn before it.

    In quotation marks it does if it opens and the one before is not closed.
    """
    begun = text[slice(*line.span)].lstrip()
    if before.quoted:
        return begun[:1] in '“"«‘' and text[slice(*before.span)].rstrip()[-1:] not in _CLOSING
    return inside and begun[:1] not in '([“"«‘'


def _content(text: str, turn: Sequence[_Line]) -> tuple[Span, ...]:
    return tuple(
        (line.begin, line.begin + len(text[line.begin : line.span[1]].rstrip())) for line in turn
    )


def _whose(text: str, line: _Line, interviewee: Span | None) -> Span | None:
    key = _key(text, line)
    if key in _QUESTIONS:
        return None
    return interviewee if key in _ANSWERS else line.label


def _interviewee(layout: Layout, end: int) -> Span | None:
    """Whom the lines before the first turn are about: the person named there most often."""
    people = [
        entity for entity in layout.doc.ents if entity.label_ == "PERSON" and entity.end_char <= end
    ]
    times = Counter(person[-1].text for person in people)
    best = max(people, key=lambda person: (times[person[-1].text], len(person)), default=None)
    return (best.start_char, best.end_char) if best is not None else None
