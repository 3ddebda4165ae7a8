"""How many repeats of a story each Simhash bound finds, and how many it takes for one wrongly.

    python -m benchmarks.repeats FOLDER_OF_TXT_FILES

A *true* repeat is a pair of articles that have 0.4 or more of their runs of five words in common;
every other pair is none. ``cut`` are copies made here as outlets make them of a wire story: a
dateline and a byline of their own, the last fifth gone, one paragraph in ten dropped. Beside ours
stands trafilatura's Simhash.
"""

import random
import re
import sys
from collections.abc import Callable
from itertools import combinations
from pathlib import Path
from time import perf_counter

from trafilatura.deduplication import Simhash

from bot.archive.likeness import SAME_STORY, common, distance, simhash

_NONE = 1 << 62
BOUNDS = (0, 3, 6, 8, 10, 12, 13, 14, 15, 16, 17, 18, 20, 24)


def ours(text: str) -> int:
    found = simhash(text)
    return _NONE if found is None else found


def trafilaturas(text: str) -> int:
    return int(Simhash(text).hash)


def cut(text: str, seed: int) -> str:
    """A text as another outlet prints it."""
    chance = random.Random(seed)
    paragraphs = [line for line in re.split(r"\n+", text) if line.strip()]
    kept = paragraphs[: max(1, len(paragraphs) * 4 // 5)]
    kept = [line for line in kept if chance.random() > 0.1] or kept
    return "\n".join(["By a staff writer", f"RIVERTON (The Courier) - {kept[0]}", *kept[1:]])


def main() -> None:
    texts = [path.read_text("utf-8") for path in sorted(Path(sys.argv[1]).glob("*.txt"))]
    texts = [text for text in texts if simhash(text) is not None]
    pairs = list(combinations(range(len(texts)), 2))
    print(f"{len(texts)} articles, {len(pairs)} pairs")
    tables = [_table(name, hashed, texts, pairs) for name, hashed in HASHES.items()]
    for table in tables:
        print(table)


def _table(
    name: str,
    hashed: Callable[[str], int],
    texts: list[str],
    pairs: list[tuple[int, int]],
) -> str:
    began = perf_counter()
    hashes = [hashed(text) for text in texts]
    cost = (perf_counter() - began) / len(texts) * 1000
    copies = [distance(hashes[n], hashed(cut(text, n))) for n, text in enumerate(texts)]
    far = [(distance(hashes[one], hashes[other]), one, other) for one, other in pairs]
    near = [(bits, one, other) for bits, one, other in far if bits <= max(BOUNDS)]
    true = {
        (one, other) for _, one, other in near if common(texts[one], texts[other]) >= SAME_STORY
    }
    lines = [f"\n{name}, {cost:.1f} ms an article", "bits   true  false  cut copies"]
    for bound in BOUNDS:
        found = [(one, other) for bits, one, other in near if bits <= bound]
        right = sum(pair in true for pair in found)
        share = sum(bits <= bound for bits in copies) / len(copies)
        lines.append(f"≤ {bound:<3} {right:>5} {len(found) - right:>6} {share:>10.3f}")
    return "\n".join(lines)


HASHES: dict[str, Callable[[str], int]] = {"ours": ours, "trafilatura's": trafilaturas}

if __name__ == "__main__":
    main()
