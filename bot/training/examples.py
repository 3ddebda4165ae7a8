"""Annotated texts as the network is to read them."""

import random
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from spacy.language import Language

from bot.analysis.attribution import Attribution
from bot.analysis.layout import Layout, Range, lay_out
from bot.analysis.learned.features import Features, Floats, Ints, featurise, tags_of
from bot.analysis.learned.pairs import Syntax, pair_features, read_syntax
from bot.analysis.marks import find_stretches
from bot.analysis.names import Names, find_names
from bot.analysis.parsing import parse
from bot.analysis.rules import find_attributions
from bot.training.polnear import AnnotatedText


@dataclass(frozen=True, slots=True)
class Query:
    """A span that looks for the one it belongs to.

    Parameters:
        others: the spans in its window that it may belong to.
        roots: the root tokens of ``others``.
        pairs: what tells how it stands to each; see :mod:`bot.analysis.learned.pairs`.
        answer: the place of the right one in ``others``; for a cue that looks for its source,
            that plus one, and 0 if it has none.
    """

    one: Range
    root: int
    others: tuple[Range, ...]
    roots: tuple[int, ...]
    pairs: Floats
    answer: int


@dataclass(frozen=True, slots=True)
class Example:
    """A document with all that is to be learnt of it.

    Parameters:
        tags: n tags of source, cue and content.
        cues: contents that look for their cue.
        sources: cues that look for their source.
    """

    features: Features
    tags: Ints
    cues: tuple[Query, ...]
    sources: tuple[Query, ...]


def make_example(annotated: AnnotatedText, nlp: Language) -> Example:
    """Parse a text and read off what it teaches."""
    doc = parse(annotated.text, nlp, vectors=True)
    stretches = find_stretches(annotated.text)
    layout = lay_out(doc, stretches)
    ruled = find_attributions(layout)
    features = featurise(layout, ruled)
    names = find_names(doc, title=None, quoted=tuple(stretch.inner for stretch in stretches))
    gold = annotated.attributions
    queries = _Queries(layout, features, read_syntax(layout, ruled))
    spans = _Spans.of(layout, gold)
    cues, sources = _with_distractors(annotated.name, layout, ruled, names, spans)
    return Example(
        features,
        tags_of(layout, gold),
        tuple(queries.ask(spans.contents, cues, none=False)),
        tuple(queries.ask(spans.cues, sources, none=True)),
    )


@dataclass(frozen=True, slots=True)
class _Spans:
    """The gold spans by the token ranges of what each belongs to."""

    contents: dict[Range, Range | None]
    cues: dict[Range, Range | None]

    @classmethod
    def of(cls, layout: Layout, gold: Sequence[Attribution]) -> "_Spans":
        contents: dict[Range, Range | None] = {}
        cues: dict[Range, Range | None] = {}
        for attribution in gold:
            cue, source, content = (
                [found for span in spans if (found := layout.tokens(span))[0] < found[1]]
                for spans in (attribution.cue, attribution.mention, attribution.content)
            )
            if cue:
                cues[cue[0]] = source[0] if source else None
                contents.update((part, cue[0]) for part in content)
        return cls(contents, cues)


def _with_distractors(
    name: str, layout: Layout, ruled: Sequence[Attribution], names: Names, gold: _Spans
) -> tuple[list[Range], list[Range]]:
    """All cues and sources to choose from: the right ones, and others that look like them."""
    right_sources = {source for source in gold.cues.values() if source}
    named = {layout.tokens(span) for entity in names.entities for span in entity.mentions}
    named |= {
        (token.i, token.i + 1)
        for token in layout.doc
        if token.tag_ == "PRP" and not layout.quoted[token.i]
    }
    some = random.Random(name).sample(sorted(named), min(len(named), len(right_sources) // 2 + 1))  # noqa: S311
    sources = {layout.tokens(span) for one in ruled for span in one.mention[:1]} | {*some}
    cues = {layout.tokens(span) for one in ruled for span in one.cue}
    return (
        sorted({*gold.cues} | _apart(cues, gold.cues)),
        sorted(right_sources | _apart(sources, right_sources)),
    )


def _apart(spans: Iterable[Range], taken: Iterable[Range]) -> set[Range]:
    kept = list(taken)
    return {
        span
        for span in spans
        if span[0] < span[1] and not any(span[0] < b and a < span[1] for a, b in kept)
    }


@dataclass(frozen=True, slots=True)
class _Queries:
    layout: Layout
    features: Features
    syntax: Syntax

    def ask(
        self, wanted: dict[Range, Range | None], others: Sequence[Range], *, none: bool
    ) -> Iterator[Query]:
        """A query for each span whose answer, if it has one, stands in its own window."""
        firsts = [window[0] for window in self.features.windows]

        def window(span: Range) -> int:
            return bisect_right(firsts, span[0])

        for one, answer in wanted.items():
            near = tuple(other for other in others if window(other) == window(one))
            if answer is not None and answer not in near:
                continue
            if answer is None and not none:
                continue
            place = near.index(answer) + none if answer is not None else 0
            yield Query(
                one,
                self.syntax.root(one),
                near,
                tuple(self.syntax.root(other) for other in near),
                pair_features(self.syntax, one, near, near),
                place,
            )
