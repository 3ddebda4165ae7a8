"""Whether the key quotes are the key ones: our ranking beside simple ones.

    python -m benchmarks.ranking [POLNEAR] [--judgements PATH]

The first table is of a silver task: of the contents annotated in PolNeAR's training part (Newell,
Margolin and Ruths, LREC 2018), those that share 40 % of the hidden headline's content words should
come first; :mod:`bot.training.silver` says exactly what counts, once for the whole headline, once,
stricter, for the headline less the speakers' names. *AUC* is the chance that a key content goes
before one that is not, a tie being half, the mean over articles; *hit@3* is the share of articles
with a key one among the first three. Ours is fitted to four fifths of the articles and measured on
the fifth that it hasn't seen, five times; *as shipped* adds the priors, of which headlines know
nothing.

The second is of judgements: which of two quotes an editor would rather pull out, on the articles of
tests/analysis/gold, with the weights as shipped. The title is known there, as in production.
"""

import argparse
import json
import math
import random
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.progress import track
from rich.table import Table
from spacy.language import Language

from bot.analysis.attribution import Attribution
from bot.analysis.model import Model
from bot.analysis.parsing import load_pipeline
from bot.analysis.ranking import WEIGHTS, Weights, fitted, rank
from bot.analysis.wording import EMPTY, stem, text_of, words
from bot.analysis.worth import read_worth
from bot.domain import Article, Spans
from bot.training.polnear import read_part
from bot.training.ranking import fit_weights
from bot.training.silver import SilverArticle, quotes_of, read_silver

ROOT = Path(__file__).parents[1]
POLNEAR = ROOT.parent / "shared" / "corpora" / "polnear"
GOLD = ROOT / "tests" / "analysis" / "gold"
JUDGEMENTS = ROOT / "tests" / "analysis" / "judgements.jsonl"
FOLDS = 5
UNSEEN = 6.0  # the idf of a word that no article of the corpus has

#: An article → a score for each of its quotes, the higher the better.
Ranker = Callable[[SilverArticle], list[float]]


def main() -> None:
    parser = argparse.ArgumentParser(description=str(__doc__).splitlines()[0])
    parser.add_argument("polnear", nargs="?", type=Path, default=POLNEAR)
    parser.add_argument("--judgements", type=Path, default=JUDGEMENTS)
    wanted = parser.parse_args()
    texts = read_part(wanted.polnear, "train")
    nlp = load_pipeline(Model().pipeline)
    articles = [*read_silver(track(texts, "Parsing"), nlp)]
    simple = baselines(articles)
    console = Console(width=max(Console().width, 100))
    console.print(silver_table(articles, simple))
    if wanted.judgements.exists():
        console.print(judgement_table(wanted.judgements, simple, nlp))


def baselines(articles: Sequence[SilverArticle]) -> dict[str, Ranker]:
    return {
        "random": by_chance,
        "early": earliest,
        "longest": longest,
        "tf-idf centroid": partial(central, idf=idf_of(articles)),
    }


def by_chance(one: SilverArticle) -> list[float]:
    chance = random.Random(one.article.text)
    return [chance.random() for _ in one.quotes]


def earliest(one: SilverArticle) -> list[float]:
    return [-float(quote.content[0][0]) for quote in one.quotes]


def longest(one: SilverArticle) -> list[float]:
    return [float(sum(end - start for start, end in quote.content)) for quote in one.quotes]


def central(one: SilverArticle, idf: dict[str, float]) -> list[float]:
    """The cosine of a quote and its article."""

    def vector(text: str) -> dict[str, float]:
        return {word: n * idf.get(word, UNSEEN) for word, n in counted(text).items()}

    def cosine(one: dict[str, float], other: dict[str, float]) -> float:
        size = math.hypot(*one.values()) * math.hypot(*other.values())
        return sum(weight * other.get(word, 0.0) for word, weight in one.items()) / (size or 1.0)

    whole = vector(one.article.text)
    return [cosine(vector(text_of(one.article.text, q.content)), whole) for q in one.quotes]


def idf_of(articles: Sequence[SilverArticle]) -> dict[str, float]:
    found = Counter(word for one in articles for word in counted(one.article.text))
    return {word: math.log(len(articles) / n) for word, n in found.items()}


def counted(text: str) -> Counter[str]:
    return Counter(stem(word) for word in words(text) if word not in EMPTY)


def ours(one: SilverArticle, weights: Weights = WEIGHTS) -> list[float]:
    """The ranking as it is shipped, but for its weights."""
    ranked = rank(one.article, one.quotes, one.entities, weights)
    in_order = sorted(range(len(one.quotes)), key=lambda at: one.quotes[at].content)
    ranks = {at: quote.rank for at, quote in zip(in_order, ranked, strict=True)}
    return [-float(ranks[at]) for at in range(len(one.quotes))]


def ours_fitted(one: SilverArticle, weights: Weights = WEIGHTS) -> list[float]:
    """What was learnt alone, without the priors."""
    worths = read_worth(one.article, one.quotes, one.entities, weights.themes)
    return [fitted(worth, weights) for worth in worths]


def silver_table(articles: Sequence[SilverArticle], simple: dict[str, Ranker]) -> Table:
    columns = {"whole headline": False, "less speakers' names": True}
    rows: defaultdict[str, list[str]] = defaultdict(list)
    counts: list[str] = []
    for heading, less_names in columns.items():
        counted_in = [one for one in articles if one.keys(less_names=less_names)]
        counts.append(f"{heading}: {len(counted_in)} articles")
        for name, ranker in simple.items():
            scored = [(ranker(one), one.keys(less_names=less_names)) for one in counted_in]
            rows[name] += figures(scored)
        for name, scored in cross_validated(articles, less_names=less_names).items():
            rows[name] += figures(scored)
    table = Table(f"silver ({', '.join(counts)})", "AUC", "hit@3", "AUC, less", "hit@3, less")
    for name, row in rows.items():
        table.add_row(name, *row)
    return table


Scored = list[tuple[list[float], tuple[bool, ...]]]


def cross_validated(articles: Sequence[SilverArticle], *, less_names: bool) -> dict[str, Scored]:
    """Each article scored with weights that were fitted without it."""
    shuffled = random.Random(1).sample(articles, len(articles))
    scored: dict[str, Scored] = {"ours, fitted": [], "ours, as shipped": []}
    for fold in track(range(FOLDS), "Fitting"):
        held_out = [one for one in shuffled[fold::FOLDS] if one.keys(less_names=less_names)]
        seen = [one for at, one in enumerate(shuffled) if at % FOLDS != fold]
        weights = fit_weights(seen, less_names=less_names)
        for name, ranker in (("ours, fitted", ours_fitted), ("ours, as shipped", ours)):
            scored[name] += [
                (ranker(one, weights), one.keys(less_names=less_names)) for one in held_out
            ]
    return scored


def figures(scored: Scored) -> tuple[str, str]:
    aucs = [auc(scores, keys) for scores, keys in scored]
    hits = [hit(scores, keys) for scores, keys in scored]
    return f"{sum(aucs) / len(aucs):.3f}", f"{sum(hits) / len(hits):.3f}"


def auc(scores: Sequence[float], keys: Sequence[bool]) -> float:
    key = [score for score, is_key in zip(scores, keys, strict=True) if is_key]
    other = [score for score, is_key in zip(scores, keys, strict=True) if not is_key]
    return sum(agreement(a, b) for a in key for b in other) / (len(key) * len(other))


def hit(scores: Sequence[float], keys: Sequence[bool]) -> bool:
    best = sorted(range(len(scores)), key=lambda at: -scores[at])
    return any(keys[at] for at in best[:3])


def agreement(better: float, worse: float) -> float:
    return 0.5 if better == worse else float(better > worse)


def judgement_table(path: Path, simple: dict[str, Ranker], nlp: Language) -> Table:
    judged = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line]
    texts = {name: gold_article(name, nlp) for name in {one["article"] for one in judged}}
    tuned_on = set(sorted(texts)[::2])
    title = f"agreement with {len(judged)} judgements, %"
    table = Table(title, "articles not looked at", "articles that priors were set on")
    for name, ranker in (simple | {"ours, fitted": ours_fitted, "ours, as shipped": ours}).items():
        scores = {
            text: dict(zip(ids, ranker(article), strict=True))
            for text, (ids, article) in texts.items()
        }
        halves: dict[bool, list[float]] = {False: [], True: []}
        for one in judged:
            of_text = scores[one["article"]]
            agreed = agreement(of_text[one["better"]], of_text[one["worse"]])
            halves[one["article"] in tuned_on].append(agreed)
        shares = (f"{100 * sum(half) / len(half):.1f}" if half else "–" for half in halves.values())
        table.add_row(name, *shares)
    return table


def gold_article(name: str, nlp: Language) -> tuple[list[int], SilverArticle]:
    """The items of a gold file by id, as quotes."""
    text = (GOLD / f"{name}.txt").read_text(encoding="utf-8")
    items = json.loads((GOLD / f"{name}.gold.json").read_text(encoding="utf-8"))["quotes"]
    title = text.split("\n", 1)[0]
    quotes, entities = quotes_of(text, [attribution_of(item) for item in items], nlp, title)
    article = Article(text, title=title)
    return [item["id"] for item in items], SilverArticle(title, article, quotes, entities)


def attribution_of(item: dict[str, Any]) -> Attribution:
    def spans(*parts: dict[str, Any] | None) -> Spans:
        return tuple((part["start"], part["end"]) for part in parts if part)

    return Attribution(
        spans(*item["content"]), (), spans(item["cue"]), spans(item["speaker_mention"]), 1.0
    )


if __name__ == "__main__":
    main()
