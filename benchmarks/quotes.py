"""Right words, right mouth: our quotes scored on PolNeAR, beside the peers' published scores.

    python -m benchmarks.quotes [BENCH] [--split dev] [--engine learned] [--outlets]

BENCH is the folder of the scorer (its ``metrics.py``, with the corpus two folders up, or where
``POLNEAR`` says). PolNeAR (Newell, Margolin and Ruths, LREC 2018) is a research corpus and no part
of this project. The peers' rows were measured once on the test split, with the same scorer.

The second table is of the confidence: of the quotes whose content matches an annotated one
(Jaccard of 0.3), how many have the annotated source, by the confidence that we gave them.
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

from bot.analysis import EngineName, Model, analyse
from bot.articles import plain_text
from bot.domain import Quote
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
LIKE = 0.3


@dataclass(frozen=True, slots=True)
class Read:
    """An annotated text and the quotes that an engine finds in it."""

    gold: AnnotatedText
    quotes: tuple[Quote, ...]


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
        if wanted.outlets:
            console.print(outlet_table(engine, read_by))


def read(gold: Sequence[AnnotatedText], engine: EngineName) -> Iterator[Read]:
    model = Model(engine=engine)
    for text in track(gold, f"Reading by {engine}"):
        yield Read(text, analyse(plain_text(text.text), model).quotes)


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
    judged = [pair for one in reads for pair in _judged(one)]
    table = Table(f"confidence, {engine}", "quotes", "source right, %")
    for least, most in pairwise(EDGES):
        rights = [right for confidence, right in judged if least <= confidence < most]
        share = f"{100 * sum(rights) / len(rights):.1f}" if rights else "–"
        table.add_row(f"{least:.1f}–{min(most, 1):.1f}", str(len(rights)), share)
    return table


def _judged(one: Read) -> Iterator[tuple[float, bool]]:
    """The confidence of each matched quote that has a source, and whether that is right."""
    metrics = import_module("metrics")
    text = one.gold.text

    def characters(spans: Sequence[tuple[int, int]]) -> frozenset[int]:
        return frozenset(i for start, end in spans for i in range(start, end) if text[i].isalnum())

    annotated = one.gold.attributions
    pairs = metrics.match(
        [characters(a.content) for a in annotated], [characters(q.content) for q in one.quotes]
    )
    for likeness, g, q in pairs:
        quote = one.quotes[q]
        if likeness < LIKE or not quote.mention:
            continue
        source = characters(annotated[g].mention)
        yield quote.confidence, bool(source & characters(quote.mention))


if __name__ == "__main__":
    main()
