"""Network and marks together: who said what, each with how sure we are of its source."""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from bot.analysis.attribution import Attribution
from bot.analysis.layout import Layout, Quotation, Range, merge
from bot.analysis.learned.features import Features, Floats, featurise
from bot.analysis.learned.network import Network, Reading
from bot.analysis.learned.pairs import Syntax, pair_features, read_syntax
from bot.analysis.overlaps import Overlaps, overlap
from bot.analysis.rules import find_attributions as find_by_rules
from bot.analysis.rules.relays import is_outlet, words_of_organisations
from bot.domain import Span, Spans

_SOURCE, _CUE, _CONTENT = range(3)
_FEWEST_WORDS = 3  # a shorter stretch that no content holds is a scare quote as a rule
_QUOTED = 0.35  # a stretch is somebody's words if its tokens are content as likely as this
_COVERED = 0.8  # the share of a stretch that a content must hold to hold it
_NESTED = 0.75  # how sure the rules must be of words that one reports of another
_SLOPE, _FAVOUR = 0.65, 1.61  # of the odds that a source is right, fitted on dev
_AGREED = 0.35  # how much of the doubt goes where the rules find the same source


@dataclass(frozen=True, slots=True)
class _Cue:
    """A reporting phrase with its source and how likely that is."""

    span: Range
    source: Range | None
    chance: float


@dataclass(frozen=True, slots=True)
class _Understood:
    """A document as the network and the rules understand it."""

    layout: Layout
    features: Features
    reading: Reading
    syntax: Syntax
    network: Network
    ruled: Sequence[Attribution]


@dataclass(frozen=True, slots=True)
class _Known:
    """What else is at hand while attributions are put together.

    Parameters:
        by_cue: what the rules find, by the places of its cue.
        by_content: the same, by the places of its content.
        quoted: the insides of quotation marks.
        organisations: the words of their names.
    """

    by_cue: Overlaps[Attribution]
    by_content: Overlaps[Attribution]
    quoted: Overlaps[Span]
    organisations: frozenset[str]

    @classmethod
    def of(cls, text: _Understood) -> "_Known":
        return cls(
            Overlaps((span, one) for one in text.ruled for span in one.cue),
            Overlaps((span, one) for one in text.ruled for span in one.content),
            Overlaps((one.stretch.inner, one.stretch.inner) for one in text.layout.quotations),
            words_of_organisations(text.layout.doc),
        )

    def rule(self, cue: Span, content: Spans) -> Attribution | None:
        """What the rules say of the same cue, or else of the same words."""
        of_words = (one for span in content for one in self.by_content.of(span))
        return next(iter(self.by_cue.of(cue)), None) or next(of_words, None)


def find_attributions(layout: Layout, network: Network) -> list[Attribution]:
    """Every attribution of a document, by the place of its content.

    Parameters:
        layout: of a document with the pipeline's vectors and entities.
    """
    if not layout.starts:
        return []
    ruled = find_by_rules(layout)
    features = featurise(layout, ruled)
    syntax = read_syntax(layout, ruled)
    text = _Understood(layout, features, network.read(features), syntax, network, ruled)
    found = list(_assemble(text, _Known.of(text)))
    found += _left_to_rules(text, found)
    found = _nested(text, found)
    return sorted(found, key=lambda attribution: attribution.content)


def _assemble(text: _Understood, known: _Known) -> Iterator[Attribution]:
    spans = _spans(text)
    contents = _with_stretches(text, spans[_CONTENT])
    firsts = [window[0] for window in text.features.windows]

    def by_window(found: Sequence[Range]) -> dict[int, list[Range]]:
        shared: defaultdict[int, list[Range]] = defaultdict(list)
        for span in found:
            shared[bisect_right(firsts, span[0]) - 1].append(span)
        return shared

    sources, cues = by_window(spans[_SOURCE]), by_window(spans[_CUE])
    for window, parts in by_window(contents).items():
        candidates = [
            _with_source(text, cue, sources.get(window, [])) for cue in cues.get(window, [])
        ]
        held: defaultdict[int, list[tuple[Range, float]]] = defaultdict(list)
        for part in parts if candidates else ():
            chances = _softmax(_tie(text, "con", part, cues[window]))
            best = int(chances.argmax())
            held[best].append((part, float(chances[best])))
        idle = [cue for at, cue in enumerate(candidates) if at not in held]
        for at, said in held.items():
            yield _attribution(text, known, candidates[at], said, idle)


def _with_source(text: _Understood, cue: Range, sources: Sequence[Range]) -> _Cue:
    chances = _softmax(_tie(text, "cue", cue, sources))
    best = int(chances.argmax())
    return _Cue(cue, sources[best - 1] if best else None, float(chances[best]))


def _attribution(
    text: _Understood,
    known: _Known,
    cue: _Cue,
    said: Sequence[tuple[Range, float]],
    idle: Sequence[_Cue],
) -> Attribution:
    """One cue with what it introduces; ``idle`` are the cues near it that introduce nothing."""
    layout = text.layout
    content = merge(layout.text, [layout.span(part) for part, _ in said])
    mention = (layout.span(cue.source),) if cue.source else ()
    words = layout.span(cue.span)
    rule = known.rule(words, content)
    if rule is not None and _only_relays(text, known, rule, cue.source):
        return rule
    doubt = 1.0 - cue.chance * min(chance for _, chance in said) * _tagged(text, cue.source)
    if rule is not None and overlap(rule.mention, mention):
        doubt *= _AGREED
    return Attribution(
        content,
        _quoted(known, content),
        (words,),
        mention,
        _calibrated(1.0 - doubt) if mention else 0.0,
        relay=_relay(text, known, cue, idle) or (rule.relay if rule else None),
        addressee=rule.addressee if rule else None,
    )


def _calibrated(chance: float) -> float:
    """A chance as it turns out: logistic calibration (Platt 1999) on PolNeAR's development part."""
    odds = (max(chance, 0.001) / max(1.0 - chance, 0.001)) ** _SLOPE * _FAVOUR
    return round(odds / (1.0 + odds), 4)


def _only_relays(text: _Understood, known: _Known, rule: Attribution, source: Range | None) -> bool:
    """Of "…, Roe said, according to the Gull": the rules know Roe for the source."""
    if source is None or rule.relay is None or not rule.mention:
        return False
    mention = (text.layout.span(source),)
    if not overlap((rule.relay,), mention) or overlap(rule.mention, mention):
        return False
    return is_outlet(text.layout.doc, source, known.organisations)


def _relay(text: _Understood, known: _Known, cue: _Cue, idle: Sequence[_Cue]) -> Span | None:
    """The outlet that passes the words on, in the same sentence: "…, KCNA reported"."""
    syntax = text.syntax
    for other in idle:
        if other.source is None or other.source == cue.source:
            continue
        if syntax.sentences[other.span[0]] != syntax.sentences[cue.span[0]]:
            continue
        if is_outlet(text.layout.doc, other.source, known.organisations):
            return text.layout.span(other.source)
    return None


def _tagged(text: _Understood, source: Range | None) -> float:
    """How likely the tokens of a source are one."""
    if source is None:
        return 1.0
    chances = text.reading.likely[slice(*source), 1 + 2 * _SOURCE : 3 + 2 * _SOURCE].sum(axis=1)
    return float(chances.max())


def _tie(text: _Understood, kind: str, one: Range, others: Sequence[Range]) -> Floats:
    ends = np.array([_ends(text, other) for other in others], np.int64).reshape(len(others), 3)
    pairs = pair_features(text.syntax, one, others, others)
    return text.network.tie(kind, text.reading, _ends(text, one), ends, pairs)


def _ends(text: _Understood, span: Range) -> tuple[int, int, int]:
    return span[0], span[1] - 1, text.syntax.root(span)


def _softmax(scores: Floats) -> Floats:
    raised = np.exp(scores - scores.max())
    return raised / raised.sum()


# ------------------------------------------------------------------------------- spans


def _spans(text: _Understood) -> tuple[list[Range], list[Range], list[Range]]:
    """The tagged spans of each role, in order; none crosses a line."""
    found: tuple[list[Range], list[Range], list[Range]] = ([], [], [])
    tags = text.reading.tags.tolist()
    spaces = text.layout.doc
    start = role = -1
    for i, tag in enumerate([*tags, 0]):
        goes_on = role >= 0 and tag == 2 + 2 * role and not spaces[i].is_space
        if role >= 0 and not goes_on:
            found[role].append((start, i))
            role = -1
        if tag and role < 0 and not spaces[i].is_space:
            start, role = i, (tag - 1) // 2
    return found


def _with_stretches(text: _Understood, contents: Sequence[Range]) -> list[Range]:
    """The contents, each drawn out to the marks that it cuts, and the quotations left out."""
    layout = text.layout
    likely = text.reading.likely[:, 1 + 2 * _CONTENT : 3 + 2 * _CONTENT].sum(axis=1)
    taken = (text.reading.tags > 0) & (text.reading.tags <= 2 * _CONTENT)
    kept = list(contents)
    for quotation in layout.quotations:
        start, end = quotation.tokens
        if taken[start:end].any():
            continue
        last = bisect_left(kept, (end,))
        first = last
        while first > 0 and kept[first - 1][1] > start:
            first -= 1
        held = kept[first:last]
        covered = sum(min(part[1], end) - max(part[0], start) for part in held)
        if not held and not _is_speech(layout, quotation, float(likely[start:end].mean())):
            continue
        if held and covered < _COVERED * (end - start) and likely[start:end].mean() < _QUOTED:
            continue
        edges = [(start, end), *held]
        kept[first:last] = [(min(a for a, _ in edges), max(b for _, b in edges))]
    return kept


def _is_speech(layout: Layout, quotation: Quotation, likely: float) -> bool:
    words = layout.text[slice(*quotation.stretch.inner)].split()
    return len(words) >= _FEWEST_WORDS and likely >= _QUOTED


def _quoted(known: _Known, content: Spans) -> Spans:
    """The insides of the quotation marks that a content holds."""
    return tuple(
        stretch
        for start, end in content
        for stretch in known.quoted.of((start, end))
        if start <= stretch[0] and stretch[1] <= end
    )


def _left_to_rules(text: _Understood, found: Sequence[Attribution]) -> list[Attribution]:
    """Quotations without a cue of their own: the corpus has none, the rules know them."""
    said = Overlaps((span, one) for one in found for span in one.content)
    return [
        one
        for one in text.ruled
        if one.quoted and not one.cue and not any(said.of(span) for span in one.content)
    ]


def _nested(text: _Understood, found: Sequence[Attribution]) -> list[Attribution]:
    """The attributions with the quotations that others within them are said to have made.

    Of "The firm blamed what its head called “a change”" the marked words are the head's. The
    corpus marks the outer attribution alone, so it is the rules that know the inner one.
    """
    inner = [
        one
        for one in text.ruled
        if one.quoted and one.cue and one.mention and one.confidence >= _NESTED
    ]
    outer = Overlaps((span, one) for one in found for span in one.content)
    cues = Overlaps((span, one) for one in found for span in one.cue)
    kept: list[Attribution] = []
    for one in inner:
        parts = [*one.content, *one.cue, *one.mention]
        known = any(cues.of(span) for span in one.cue)
        around = [o for o in outer.of(one.cue[0]) if all(_holds(o.content, part) for part in parts)]
        if around and not known:
            kept.append(one)
    taken = {stretch for one in kept for stretch in one.quoted}
    return [
        *kept,
        *(replace(o, quoted=tuple(q for q in o.quoted if q not in taken)) for o in found),
    ]


def _holds(content: Spans, span: Span) -> bool:
    return any(start <= span[0] and span[1] <= end for start, end in content)
