"""Fits the weights of the ranking to headlines, and prints the tables of bot.analysis.ranking.

    python -m bot.training.ranking POLNEAR

Two ridge logistic regressions by Newton's method; no randomness, a minute of parsing, a second of
algebra. The weights are those of the facts as they are, though facts are brought to one scale
(mean 0, deviation 1) while the ridge holds them.
"""

import argparse
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from rich.console import Console
from rich.progress import track

from bot.analysis.model import Model
from bot.analysis.parsing import load_pipeline
from bot.analysis.ranking import Weights
from bot.analysis.themes import WORD_FACTS, word_facts
from bot.analysis.wording import content_words, text_of, words
from bot.analysis.worth import QUOTE_FACTS, read_worth, speaker_words
from bot.training.polnear import read_part
from bot.training.silver import SilverArticle, read_silver

Floats = NDArray[np.float64]

_WORD_RIDGE = 1.0
_QUOTE_RIDGE = 5.0
_STEPS = 30


def fit_weights(articles: Sequence[SilverArticle], *, less_names: bool = False) -> Weights:
    """Fit both regressions to articles; see :meth:`SilverArticle.keys` for ``less_names``."""
    themes = _fit_themes(articles, less_names=less_names)
    facts: list[tuple[float, ...]] = []
    keys: list[bool] = []
    for one in articles:
        these = one.keys(less_names=less_names)
        if these:
            worths = read_worth(one.article, one.quotes, one.entities, themes)
            facts += [worth.facts for worth in worths]
            keys += these
    weights, _ = _logistic(np.array(facts), np.array(keys, dtype=np.float64), _QUOTE_RIDGE)
    return Weights(themes, _table(QUOTE_FACTS, weights))


def _fit_themes(articles: Sequence[SilverArticle], *, less_names: bool) -> dict[str, float]:
    facts: list[tuple[float, ...]] = []
    kept: list[bool] = []
    for one in articles:
        wanted = one.wanted(less_names=less_names)
        quoted = [
            content_words(words(text_of(one.article.text, quote.content))) for quote in one.quotes
        ]
        table = word_facts(one.article.text, quoted, speaker_words(one.quotes))
        facts += table.values()
        kept += [word in wanted for word in table]
    weights, bias = _logistic(np.array(facts), np.array(kept, dtype=np.float64), _WORD_RIDGE)
    return {**_table(WORD_FACTS, weights), "bias": round(bias, 3)}


def _logistic(facts: Floats, right: Floats, ridge: float) -> tuple[Floats, float]:
    """Weights and bias that make what is right likely (Newton–Raphson on the penalised loss)."""
    mean, deviation = facts.mean(axis=0), facts.std(axis=0) + 1e-9
    scaled = np.column_stack([(facts - mean) / deviation, np.ones(len(facts))])
    penalty = np.diag([ridge] * facts.shape[1] + [1e-6])
    weights = np.zeros(scaled.shape[1])
    for _ in range(_STEPS):
        chance = 1.0 / (1.0 + np.exp(-(scaled @ weights)))
        slope = scaled.T @ (chance - right) + penalty @ weights
        curve = (scaled * (chance * (1.0 - chance))[:, None]).T @ scaled + penalty
        step = np.linalg.solve(curve, slope)
        weights -= step
        if float(np.abs(step).max()) < 1e-6:
            break
    plain = weights[:-1] / deviation
    return plain, float(weights[-1] - plain @ mean)


def _table(names: Sequence[str], weights: Floats) -> dict[str, float]:
    return {name: round(float(w), 3) for name, w in zip(names, weights, strict=True)}


def main() -> None:
    parser = argparse.ArgumentParser(description="Fit the ranking to PolNeAR's headlines.")
    parser.add_argument("polnear", type=Path, help="the corpus, with train in it")
    texts = read_part(parser.parse_args().polnear, "train")
    nlp = load_pipeline(Model().pipeline)
    weights = fit_weights([*read_silver(track(texts, "Parsing"), nlp)])
    _show("THEME_WEIGHTS", weights.themes)
    _show("QUOTE_WEIGHTS", weights.quotes)


def _show(name: str, table: Mapping[str, float]) -> None:
    lines = "".join(f'    "{fact}": {weight},\n' for fact, weight in table.items())
    Console().print(f"{name}: Mapping[str, float] = {{\n{lines}}}", highlight=False, markup=False)


if __name__ == "__main__":
    main()
