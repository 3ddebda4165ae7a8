"""Right words, right mouth: our quotes scored on PolNeAR, beside the peers' published scores.

    python -m benchmarks.quotes [BENCH] [--split dev] [--engine learned] [--outlets]

BENCH is the folder of the scorer (its ``metrics.py``, with the corpus two folders up, or where
``POLNEAR`` says). PolNeAR (Newell, Margolin and Ruths, LREC 2018) is a research corpus and no part
of this project. The peers' rows were measured once on the test split, with the same scorer.

The tables of the confidence: of the quotes whose content matches an annotated one (Jaccard of 0.3),
by confidence, how many have the annotated source, and of those with a name, how many have the one
to which our own resolver brings that source; then of
those whose annotated source it knows by name how many show one, and how many of all names shown
are another. (How good the resolver itself is: ``python -m benchmarks.speakers``. Some thirty
annotations of dev have source and cue exchanged or left out; they count against us.)
"""

import argparse
import os
import sys
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib import import_module
from itertools import pairwise
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.progress import track
from rich.table import Table

from bot.analysis import EngineName, Model
from bot.analysis.marks import find_stretches
from bot.analysis.names import find_names
from bot.analysis.parsing import load_pipeline, parse, scratch_space
from bot.analysis.pipeline import BARS, engine_of, make_report
from bot.articles import plain_text
from bot.domain import Quote, QuoteKind, Spans
from bot.training.polnear import AnnotatedText, read_part

BENCH = Path(__file__).parents[2] / "shared" / "bench" / "quotes"
ENGINES: tuple[EngineName, ...] = ("learned", "rules")
SCORES = {
    "stretch found": "stretch_found",
    "stretch + right source": "stretch",
    "the same, strict": "stretch_strict",
    "any, J≥.3 + source": "joint_j30",
    "any, J≥.8 + source": "joint_j80",
    "content exact": "exact",
    "span: source": "span_source",
    "cue": "span_cue",
    "content": "span_content",
}
RECALLS = {
    "direct": "joint_recall_direct_j30",
    "mixed": "joint_recall_mixed_j30",
    "indirect": "joint_recall_indirect_j30",
}
PEERS = {
    "textacy, per paragraph (test)": (86.3, 80.4, 63.5, 29.3, 16.7, 14.4),
    "GenderGapTracker (test)": (89.9, 65.7, 64.0, 46.8, 36.1, 35.3),
    "Citron, retrained (test)": (86.4, 77.9, 76.0, 56.5, 43.0, 41.5, 64.0, 52.1, 48.1),
    "a second human (test)": (98.4, 96.7, 94.5, 77.1, 71.2, 68.5, 78, 72, 71),
}
EDGES = (0.0, 0.5, 0.6, 0.7, 0.8, 0.9, 1.01)
BAR_STEPS = (0.0, 0.5, 0.6, 0.7, 0.75, 0.8, 0.9)
LIKE = 0.3


@dataclass(frozen=True, slots=True)
class Read:
    """An annotated text and the quotes that an engine finds in it, no name held back.

    ``names`` are those of the annotated sources, by the place of each attribution.
    """

    gold: AnnotatedText
    quotes: tuple[Quote, ...]
    names: tuple[tuple[str, ...], ...]


def main() -> None:
    parser = argparse.ArgumentParser(description="Our quotes, scored on PolNeAR.")
    parser.add_argument("bench", nargs="?", type=Path, default=BENCH)
    parser.add_argument("--split", choices=("train", "dev"), default="dev")
    parser.add_argument("--engine", choices=ENGINES, action="append", help="only this one")
    parser.add_argument("--outlets", action="store_true", help="score each outlet by itself")
    wanted = parser.parse_args()
    corpus = Path(os.environ.get("POLNEAR", wanted.bench.parents[1] / "corpora" / "polnear"))
    sys.path.insert(0, str(wanted.bench))
    gold = read_part(corpus, wanted.split)
    reads = {engine: list(read(gold, engine)) for engine in wanted.engine or ENGINES}
    console = Console(width=max(Console().width, 140))
    console.print(score_table(reads, wanted.split))
    console.print(recall_table(reads))
    for engine, read_by in reads.items():
        console.print(reliability_table(engine, read_by))
        console.print(names_table(engine, read_by))
        if wanted.outlets:
            console.print(outlet_table(engine, read_by))


def read(gold: Sequence[AnnotatedText], engine: EngineName) -> Iterator[Read]:
    model = Model(engine=engine)
    nlp = load_pipeline(model.pipeline)
    find = engine_of(engine, nlp)
    for text in track(gold, f"Reading by {engine}"):
        with scratch_space(nlp):
            article = plain_text(text.text)
            doc = parse(article.text, nlp, vectors=engine == "learned")
            quotes = make_report(article, doc, find, bars=dict.fromkeys(QuoteKind, 0.0)).quotes
            names = find_names(
                doc,
                title=None,
                quoted=tuple(stretch.inner for stretch in find_stretches(text.text)),
                sources=tuple(quote.mention[0] for quote in quotes if quote.mention),
            )
            known = (names.resolve(*a.mention[0]) if a.mention else None for a in text.attributions)
            sure = (one.names if one and one.confidence >= 0.6 else () for one in known)
            yield Read(text, quotes, tuple(sure))


def score(reads: Sequence[Read]) -> dict[str, Any]:
    metrics = import_module("metrics")
    attribution = import_module("polnear").Attribution
    scorer = metrics.Scorer()
    for one in reads:
        annotated = [attribution(a.mention, a.cue, a.content) for a in one.gold.attributions]
        found = [attribution(quote.mention, quote.cue, quote.content) for quote in one.quotes]
        scorer.add(one.gold.text, annotated, found)
    return scorer.result()


def score_table(reads: dict[EngineName, list[Read]], split: str) -> Table:
    table = Table("F1", *SCORES)
    for engine, read_by in reads.items():
        result = score(read_by)
        figures = (f"{100 * result[key]['f1']:.1f}" for key in SCORES.values())
        table.add_row(f"pullquote, {engine} ({split})", *figures)
    for peer, row in PEERS.items():
        table.add_row(peer, *(f"{figure:.1f}" for figure in row))
    return table


def recall_table(reads: dict[EngineName, list[Read]]) -> Table:
    table = Table("found with the right source, %", *RECALLS)
    for engine, read_by in reads.items():
        result = score(read_by)
        table.add_row(engine, *(f"{100 * result[key]:.1f}" for key in RECALLS.values()))
    return table


def outlet_table(engine: EngineName, reads: Sequence[Read]) -> Table:
    by_outlet: defaultdict[str, list[Read]] = defaultdict(list)
    for one in reads:
        by_outlet[one.gold.name.partition("_")[0]].append(one)
    table = Table(f"F1, {engine}, by outlet", "articles", *SCORES)
    for outlet, some in sorted(by_outlet.items()):
        result = score(some)
        figures = (f"{100 * result[key]['f1']:.1f}" for key in SCORES.values())
        table.add_row(outlet, str(len(some)), *figures)
    return table


def reliability_table(engine: EngineName, reads: Sequence[Read]) -> Table:
    matched = [(one, g, quote) for one in reads for g, quote in _matched(one) if quote.mention]
    table = Table(f"confidence, {engine}", "quotes", "source right, %", "with a name", "right, %")
    for least, most in pairwise(EDGES):
        some = [found for found in matched if least <= found[2].confidence < most]
        sources = [_same_source(*found) for found in some]
        names = [_right(*found) for found in some if found[2].speakers]
        columns = (f(part) for part in (sources, names) for f in (_count, _share))
        table.add_row(f"{least:.1f}–{min(most, 1):.1f}", *columns)
    return table


def _count(rights: Sequence[bool]) -> str:
    return str(len(rights))


def _share(rights: Sequence[bool]) -> str:
    return f"{100 * sum(rights) / len(rights):.1f}" if rights else "–"


def _right(one: Read, g: int, quote: Quote) -> bool:
    """Whether the names are those of the annotated source; where the resolver doesn't know it, but
    it is the same words, nothing speaks against them.
    """
    names = one.names[g]
    return set(names) == set(quote.speakers) or (not names and _same_source(one, g, quote))


def _matched(one: Read) -> Iterator[tuple[int, Quote]]:
    """Each quote whose content is like an annotated one's, with the annotation's number."""
    metrics = import_module("metrics")
    annotated = [_characters(one, a.content) for a in one.gold.attributions]
    found = [_characters(one, quote.content) for quote in one.quotes]
    for likeness, g, q in metrics.match(annotated, found):
        if likeness >= LIKE:
            yield g, one.quotes[q]


def _same_source(one: Read, g: int, quote: Quote) -> bool:
    source = _characters(one, one.gold.attributions[g].mention)
    return bool(source & _characters(one, quote.mention))


def _characters(one: Read, spans: Spans) -> frozenset[int]:
    text = one.gold.text
    return frozenset(i for start, end in spans for i in range(start, end) if text[i].isalnum())


def names_table(engine: EngineName, reads: Sequence[Read]) -> Table:
    table = Table(f"names, {engine}", "of those known, shown, %", "of those shown, wrong, %")
    matched = [(one, g, quote) for one in reads for g, quote in _matched(one)]
    for bar in (None, *BAR_STEPS):
        known = shown = wrong = shown_known = 0
        for one, g, quote in matched:
            names = one.names[g]
            known += bool(names)
            if not quote.speakers or quote.confidence < (BARS[quote.kind] if bar is None else bar):
                continue
            shown += 1
            shown_known += bool(names)
            wrong += not _right(one, g, quote)
        figures = (f"{100 * shown_known / known:.1f}", f"{100 * wrong / shown:.2f}")
        table.add_row("as shipped" if bar is None else f"at {bar:.2f}", *figures)
    return table


if __name__ == "__main__":
    main()
