"""How much of the article, and only the article, we read from real pages, beside trafilatura alone.

    python -m benchmarks.extraction [FOLDER]

FOLDER holds ``ground-truth.json`` (page id → ``articleBody``, ``url``) and ``html/ID.html.gz``, as
in https://github.com/scrapinghub/article-extraction-benchmark. Precision and recall count runs of
four words and are averaged over pages; F1 is theirs. ``quotes`` is the share of quotations of four
words or more that stand in the output word for word and mark for mark. Our time includes the
metadata (title, authors, date, address), which trafilatura isn't asked for here.
"""

import gzip
import json
import re
import sys
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from statistics import mean

from rich.console import Console
from rich.progress import track
from rich.table import Table
from trafilatura import extract

from bot.articles import html_page
from bot.articles.readable import readable

_DEFAULT = Path(__file__).parents[2] / "shared" / "corpora" / "pages"
_WORD = re.compile(r"\w+")
_QUOTATION = re.compile(r"“[^“”\n]{8,1200}”|\"[^\"\n]{8,1200}\"")

Extractor = Callable[[bytes, str], str]


@dataclass(frozen=True)
class Example:
    html: bytes
    url: str
    article: str


@dataclass(frozen=True)
class Score:
    precision: float
    recall: float
    quotes: float
    pages_per_second: float

    @property
    def f1(self) -> float:
        return 2 * self.precision * self.recall / (self.precision + self.recall)


def ours(html: bytes, url: str) -> str:
    read = readable(html_page(html, url))
    return read.text if read else ""


def trafilatura(html: bytes, url: str) -> str:
    return extract(html, url=url, include_comments=False) or ""


def trafilatura_precision(html: bytes, url: str) -> str:
    return extract(html, url=url, include_comments=False, favor_precision=True) or ""


def load(folder: Path) -> list[Example]:
    truth = json.loads((folder / "ground-truth.json").read_text("utf-8"))
    return [
        Example(
            html=gzip.decompress((folder / "html" / f"{key}.html.gz").read_bytes()),
            url=page["url"],
            article=page["articleBody"],
        )
        for key, page in sorted(truth.items())
    ]


def measure(extractor: Extractor, examples: list[Example], name: str) -> Score:
    extractor(examples[0].html, examples[0].url)  # what it loads once is not the page's cost
    spent = 0.0
    precisions: list[float] = []
    recalls: list[float] = []
    kept = said = 0
    for example in track(examples, name, transient=True):
        start = time.perf_counter()
        text = extractor(example.html, example.url)
        spent += time.perf_counter() - start
        found, wanted = runs(text), runs(example.article)
        shared = (found & wanted).total()
        if found:
            precisions.append(shared / found.total())
        if wanted:
            recalls.append(shared / wanted.total())
        words = " ".join(text.split())
        quotations = {" ".join(quotation.split()) for quotation in quoted(example.article)}
        said += len(quotations)
        kept += sum(quotation in words for quotation in quotations)
    return Score(mean(precisions), mean(recalls), kept / max(1, said), len(examples) / spent)


def runs(text: str) -> Counter[tuple[str, ...]]:
    """Every run of four words, with how often it stands in the text."""
    words = _WORD.findall(text)
    return Counter(
        tuple(words[at : at + 4]) for at in range(max(min(1, len(words)), len(words) - 3))
    )


def quoted(text: str) -> list[str]:
    return [found for found in _QUOTATION.findall(text) if len(found.split()) >= 4]


def main() -> None:
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else _DEFAULT
    if not (folder / "ground-truth.json").is_file():
        raise SystemExit(f"There is no ground-truth.json in {folder}; name the corpus's folder.")
    examples = load(folder)
    table = Table("extractor", "F1", "precision", "recall", "quotes", "pages/s")
    for extractor in (ours, trafilatura, trafilatura_precision):
        score = measure(extractor, examples, extractor.__name__)
        figures = (score.f1, score.precision, score.recall, score.quotes)
        table.add_row(
            extractor.__name__.replace("_", ", "),
            *(f"{figure:.3f}" for figure in figures),
            f"{score.pages_per_second:.1f}",
        )
    Console().print(f"{len(examples)} pages in {folder}", table)


if __name__ == "__main__":
    main()
