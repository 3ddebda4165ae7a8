"""Whose name stands under a quote: ours, on articles whose speakers were resolved by hand.

    python -m benchmarks.speakers [FOLDER …] [--engine learned] [--errors]

A FOLDER holds ``NAME.txt`` with ``NAME.gold.json``; by default those of our tests. A quote counts
as found if it shares a third of the characters that it and the gold item have together. Of the gold
items whose speaker the article names, *in full* is the share that shows just the gold name (all
names of a joint speaker), *wrong* the share that shows another one, *none* the rest. A name shown
for somebody whom the article never names is wrong, too: *wrong of shown* is the share of all names
shown. Items marked optional count where they were found.

"nearest name" gives each of our quotes to the person or organisation that is named nearest to it
outside of quotation marks, expanded to its fullest form. The second table is of the bar: what
would be shown if it stood elsewhere.
"""

import argparse
import json
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

from bot.analysis.model import EngineName, Model
from bot.analysis.parsing import load_pipeline, parse
from bot.analysis.pipeline import BARS, engine_of, make_report
from bot.domain import Article, Quote, QuoteKind, Report, Span, Spans

FOLDER = Path(__file__).parents[1] / "tests" / "analysis" / "gold"
ENGINES: tuple[EngineName, ...] = ("learned", "rules")
STEPS = (0.0, 0.4, 0.5, 0.55, 0.6, 0.65, 0.7, 0.75, 0.8, 0.85, 0.9)
EDGES = (0.0, 0.5, 0.6, 0.7, 0.8, 0.9, 1.01)
ALIKE = 1 / 3


@dataclass(frozen=True, slots=True)
class Judged:
    """A gold item, and the quote that was found for it, with a name at any confidence."""

    article: str
    mention: str
    words: str
    optional: bool
    names: frozenset[str]
    relay: str | None
    quote: Quote | None

    def shown(self, bar: float | None = None) -> frozenset[str]:
        """The names shown, at the bars that we ship or at another one."""
        if self.quote is None:
            return frozenset()
        if self.quote.confidence < (BARS[self.quote.kind] if bar is None else bar):
            return frozenset()
        return frozenset(self.quote.speakers)


def main() -> None:
    parser = argparse.ArgumentParser(description=str(__doc__).splitlines()[0])
    parser.add_argument("folders", nargs="*", type=Path, default=[FOLDER])
    parser.add_argument("--engine", choices=ENGINES, action="append", help="only this one")
    parser.add_argument("--errors", action="store_true", help="print names missed and wrong ones")
    wanted = parser.parse_args()
    console = Console(width=max(Console().width, 110))
    rows: dict[str, list[Judged]] = {}
    for engine in wanted.engine or ENGINES:
        reports = [(path, read(path, engine)) for path in _articles(wanted.folders)]
        rows[engine] = [one for path, report in reports for one in judge(path, report)]
        nearest = f"nearest name to {engine}"
        rows[nearest] = [one for path, report in reports for one in judge(path, _nearest(report))]
        if wanted.errors:
            _print_errors(console, rows[engine])
    console.print(_table(rows))
    for engine in wanted.engine or ENGINES:
        console.print(_bar_table(engine, rows[engine]))
        console.print(_reliability_table(engine, rows[engine]))


def _articles(folders: Sequence[Path]) -> list[Path]:
    return sorted(path for folder in folders for path in folder.glob("*.gold.json"))


def _text(path: Path) -> str:
    return path.with_name(path.name.replace(".gold.json", ".txt")).read_text(encoding="utf-8")


def read(path: Path, engine: EngineName) -> Report:
    """The report on a gold file's article, no name held back."""
    text = _text(path)
    model = Model(engine=engine)
    nlp = load_pipeline(model.pipeline)
    doc = parse(text, nlp, vectors=engine == "learned")
    article = Article(text, title=text.split("\n", 1)[0])
    return make_report(article, doc, engine_of(engine, nlp), bars=dict.fromkeys(QuoteKind, 0.0))


def judge(path: Path, report: Report) -> list[Judged]:
    text, found = _text(path), list[Judged]()
    for item in json.loads(path.read_text(encoding="utf-8"))["quotes"]:
        named = [name for name in item["speaker"] if "(unnamed)" not in name]
        quote = _quote_of(item, report)
        one = Judged(
            path.name.removesuffix(".gold.json"),
            " … ".join(text[slice(*span)] for span in quote.mention) if quote else "",
            item["content"][0]["text"],
            (item["note"] or "").startswith("optional") or item["kind"] == "phrase",
            frozenset(_bare(name) for name in named),
            _bare(item["relay"]) if item["relay"] else None,
            quote,
        )
        if one.quote is not None or not one.optional:
            found.append(one)
    return found


def _bare(name: str) -> str:
    """Without the acronym that gold puts in brackets."""
    return re.sub(r" \([A-Z]\w+\)$", "", name)


def _quote_of(item: dict[str, Any], report: Report) -> Quote | None:
    wanted = _characters(tuple((part["start"], part["end"]) for part in item["content"]))

    def likeness(quote: Quote) -> float:
        mine = _characters(quote.content)
        return len(mine & wanted) / len(mine | wanted)

    best = max(report.quotes, key=likeness, default=None)
    return best if best is not None and likeness(best) >= ALIKE else None


def _characters(spans: Spans) -> set[int]:
    return {at for start, end in spans for at in range(start, end)}


def _nearest(report: Report) -> Report:
    """Every quote given to the nearest person or organisation named outside of quotations."""
    quoted = [span for quote in report.quotes for span in quote.quoted]
    names = [
        (mention, entity)
        for entity in report.entities
        if entity.type in {"PERSON", "ORG"}
        for mention in entity.mentions
        if not any(start <= mention[0] < end for start, end in quoted)
    ]

    def given(quote: Quote) -> Quote:
        if not names:
            return replace(quote, speakers=())
        start, end = quote.content[0][0], quote.content[-1][1]

        def away(named: tuple[Span, Any]) -> int:
            return max(named[0][0] - end, start - named[0][1])

        return replace(quote, speakers=(min(names, key=away)[1].name,), confidence=1.0)

    return replace(report, quotes=tuple(given(quote) for quote in report.quotes))


def _table(rows: dict[str, list[Judged]]) -> Table:
    columns = "found", "in full", "wrong", "none", "wrong of shown", "relay right", "relay wrong"
    table = Table("%", *columns)
    for name, judged in rows.items():
        needed = [one for one in judged if not one.optional]
        named = [one for one in needed if one.names]
        shown = [one for one in judged if one.shown()]
        full = sum(one.shown() == one.names for one in named)
        wrong = sum(bool(one.shown()) and one.shown() != one.names for one in named)
        relays = [one for one in judged if one.relay and one.quote]
        table.add_row(
            name,
            _percent(sum(one.quote is not None for one in needed), len(needed)),
            _percent(full, len(named)),
            _percent(wrong, len(named)),
            _percent(len(named) - full - wrong, len(named)),
            _percent(sum(one.shown() != one.names for one in shown), len(shown)),
            _percent(sum(one.quote is not None and one.quote.relay == one.relay for one in relays),
                     len(relays)),
            str(sum(_relay_wrong(one) for one in judged)),
        )  # fmt: skip
    return table


def _relay_wrong(one: Judged) -> bool:
    return one.quote is not None and one.quote.relay not in (None, one.relay)


def _bar_table(engine: str, judged: Sequence[Judged]) -> Table:
    table = Table(
        f"one bar for all, {engine}", "named that show one, %", "in full, %", "wrong of shown, %"
    )
    named = [one for one in judged if one.names and one.quote]
    for bar in STEPS:
        shown = [one for one in judged if one.shown(bar)]
        table.add_row(
            f"{bar:.2f}",
            _percent(sum(bool(one.shown(bar)) for one in named), len(named)),
            _percent(sum(one.shown(bar) == one.names for one in named), len(named)),
            _percent(sum(one.shown(bar) != one.names for one in shown), len(shown)),
        )
    return table


def _reliability_table(engine: str, judged: Sequence[Judged]) -> Table:
    table = Table(f"confidence, {engine}", "quotes with a name", "right, %")
    for least, most in pairwise(EDGES):
        some = [
            one
            for one in judged
            if one.shown(0.0) and one.quote and least <= one.quote.confidence < most
        ]
        right = sum(one.shown(0.0) == one.names for one in some)
        table.add_row(f"{least:.1f}–{min(most, 1):.1f}", str(len(some)), _percent(right, len(some)))
    return table


def _percent(part: int, whole: int) -> str:
    return f"{100 * part / whole:.1f}" if whole else "–"


def _print_errors(console: Console, judged: Sequence[Judged]) -> None:
    for one in judged:
        shown = one.shown()
        if shown == one.names:
            continue
        if one.quote is None:
            verdict = "not found"
        else:
            sure = f"{one.quote.speakers} at {one.quote.confidence:.2f} by {one.mention!r}"
            verdict = f"{'WRONG' if shown else 'none'} {sure}"
        console.print(
            f"{one.article}: {one.words[:70]!r}: {verdict}, is {set(one.names)}", markup=False
        )


if __name__ == "__main__":
    main()
