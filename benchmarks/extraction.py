"""How much of the article, and only the article, we read from real pages, beside three others.

    python -m benchmarks.extraction [FOLDER]

FOLDER holds ``ground-truth.json`` (page id → ``articleBody``, ``url``) and ``html/ID.html.gz``, as
in https://github.com/scrapinghub/article-extraction-benchmark. Precision and recall count runs of
four words and are averaged over pages; F1 is theirs. Quotations of four words or more: ``quotes``
is the share of the articles' that the output has mark for mark, ``quotes P`` the share of the
output's that an article has, ``repeats`` the share that the output has more often. ``breaks lost``
is the share of paragraph breaks at which the output runs on. ``mojibake`` counts pages with broken
characters that their article hasn't. Our time includes the metadata (title, authors, date, address,
image), which the others aren't asked for.
"""

import gzip
import json
import re
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from statistics import mean

from readability import Document as Readability
from rich.console import Console
from rich.progress import track
from rich.table import Table
from trafilatura import extract

from bot.articles import html_page
from bot.articles.decoding import decode
from bot.articles.readable import readable
from bot.articles.tree import lines_of, parse

_DEFAULT = Path(__file__).parents[2] / "shared" / "corpora" / "pages"
_WORD = re.compile(r"\w+")
_QUOTATION = re.compile(r"“[^“”\n]{8,1200}”|\"[^\"\n]{8,1200}\"")
_BROKEN = re.compile("â€[œ\u009d™˜\u0080-\u00bf]|Ã[©¨¼¶¤±³]|\ufffd")

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
    quotes_precision: float
    repeats: float
    breaks_lost: float
    mojibake: int
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


def readability_lxml(html: bytes, url: str) -> str:
    article = Readability(decode(html_page(html, url))).summary(html_partial=True)
    tree = parse(article)
    return "" if tree is None else "\n".join(line.text for line in lines_of(tree))


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
    texts: list[str] = []
    for example in track(examples, name, transient=True):
        start = time.perf_counter()
        texts.append(extractor(example.html, example.url))
        spent += time.perf_counter() - start
    pairs = [(example.article, text) for example, text in zip(examples, texts, strict=True)]
    shared = [(runs(article), runs(text)) for article, text in pairs]
    said = [(quote, article, text) for article, text in pairs for quote in set(quoted(article))]
    found = [(quote, article) for article, text in pairs for quote in quoted(text)]
    ends = [held for article, text in pairs for held in breaks(article, text)]
    return Score(
        precision=mean((a & b).total() / b.total() for a, b in shared if b),
        recall=mean((a & b).total() / a.total() for a, b in shared if a),
        quotes=mean(quote in flat(text) for quote, _, text in said),
        quotes_precision=mean(quote in flat(article) for quote, article in found),
        repeats=mean(flat(text).count(q) > flat(article).count(q) for q, article, text in said),
        breaks_lost=1 - mean(ends),
        mojibake=sum(bool(_BROKEN.search(t)) and not _BROKEN.search(a) for a, t in pairs),
        pages_per_second=len(examples) / spent,
    )


def runs(text: str) -> Counter[tuple[str, ...]]:
    """Every run of four words, with how often it stands in the text."""
    words = _WORD.findall(text)
    return Counter(
        tuple(words[at : at + 4]) for at in range(max(min(1, len(words)), len(words) - 3))
    )


def flat(text: str) -> str:
    """A text on one line, without its invisible characters; its marks as they are."""
    return " ".join(re.sub("[\u00ad\u200b]", "", text).split())


def quoted(text: str) -> list[str]:
    """The words between quotation marks, where they are four or more."""
    # without the marks: beside them the corpus has spaces that no reader sees
    found = (flat(quote[1:-1]) for line in text.splitlines() for quote in _QUOTATION.findall(line))
    return [quote for quote in found if len(quote.split()) >= 4]


def breaks(article: str, text: str) -> Iterator[bool]:
    """For each pair of paragraphs that the text has side by side, whether it parts them."""
    lines = [flat(line) for line in article.splitlines() if line.strip()]
    parted = "\n".join(flat(line) for line in text.splitlines() if line.strip())
    for one, other in pairwise(lines):
        end, start = one[-40:], other[:40]
        if min(len(end), len(start)) < 20:
            continue
        if f"{end}\n{start}" in parted:
            yield True
        elif f"{end} {start}" in parted or f"{end}{start}" in parted:
            yield False


def main() -> None:
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else _DEFAULT
    if not (folder / "ground-truth.json").is_file():
        raise SystemExit(f"There is no ground-truth.json in {folder}; name the corpus's folder.")
    examples = load(folder)
    columns = ("F1", "precision", "recall", "quotes", "quotes P", "repeats", "breaks lost")
    table = Table("extractor", *columns, "mojibake", "pages/s")
    for extractor in (ours, trafilatura, trafilatura_precision, readability_lxml):
        score = measure(extractor, examples, extractor.__name__)
        figures = (
            *(score.f1, score.precision, score.recall, score.quotes, score.quotes_precision),
            *(score.repeats, score.breaks_lost),
        )
        table.add_row(
            extractor.__name__.replace("_", " "),
            *(f"{figure:.3f}" for figure in figures),
            str(score.mojibake),
            f"{score.pages_per_second:.1f}",
        )
    Console().print(f"{len(examples)} pages in {folder}", table)


if __name__ == "__main__":
    main()
