"""Right words, right mouth: our quotes scored on PolNeAR, beside the peers' published scores.

    python -m benchmarks.quotes [BENCH] [--split dev]

BENCH is the folder of the scorer (its ``run.py``, with the corpus two folders up, or where
``POLNEAR`` says). PolNeAR (Newell, Margolin and Ruths, LREC 2018) is a research corpus and no part
of this project. The peers' rows were measured once on the test split, with the same scorer.
"""

import argparse
import json
import os
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from rich.console import Console
from rich.progress import track
from rich.table import Table

from bot.analysis import analyse
from bot.articles import plain_text
from bot.output import json_line, report_object

BENCH = Path(__file__).parents[2] / "shared" / "bench" / "quotes"
SCORES = {
    "stretch found": "stretch_found",
    "stretch + right source": "stretch",
    "the same, strict": "stretch_strict",
    "any, J≥.3 + source": "joint_j30",
    "any, J≥.8 + source": "joint_j80",
    "content exact": "exact",
}
PEERS = {
    "textacy, per paragraph (test)": (86.3, 80.4, 63.5, 29.3, 16.7, 14.4),
    "GenderGapTracker (test)": (89.9, 65.7, 64.0, 46.8, 36.1, 35.3),
    "Citron, retrained (test)": (86.4, 77.9, 76.0, 56.5, 43.0, 41.5),
    "a second human (test)": (98.4, 96.7, 94.5, 77.1, 71.2, 68.5),
}


def main() -> None:
    parser = argparse.ArgumentParser(description="Our quotes, scored on PolNeAR.")
    parser.add_argument("bench", nargs="?", type=Path, default=BENCH)
    parser.add_argument("--split", choices=("train", "dev"), default="dev")
    wanted = parser.parse_args()
    corpus = Path(os.environ.get("POLNEAR", wanted.bench.parents[1] / "corpora" / "polnear"))
    texts = sorted((corpus / wanted.split / "text").glob("*.txt"))
    if not texts:
        parser.error(f"there is no PolNeAR in {corpus}; say where with POLNEAR.")
    with TemporaryDirectory() as folder:
        predictions = Path(folder) / "predictions.jsonl"
        with predictions.open("w", encoding="utf-8") as lines:
            for path in track(texts, "Reading"):
                text = path.read_bytes().decode()  # offsets count every character of it
                lines.write(json_line(report_object(str(path), analyse(plain_text(text)))) + "\n")
        show(score(wanted.bench, wanted.split, predictions), wanted.split)


def score(bench: Path, split: str, predictions: Path) -> dict[str, dict[str, float]]:
    command = [sys.executable, "run.py", "--system", "pullquote", "--split", split]
    done = subprocess.run(
        [*command, "--predictions", str(predictions)],
        cwd=bench, check=True, capture_output=True, text=True,
    )  # fmt: skip
    return json.loads(done.stdout)


def show(scores: dict[str, dict[str, float]], split: str) -> None:
    table = Table("F1", *SCORES)
    table.add_row(
        f"pullquote ({split})", *(f"{100 * scores[key]['f1']:.1f}" for key in SCORES.values())
    )
    for peer, row in PEERS.items():
        table.add_row(peer, *(f"{figure:.1f}" for figure in row))
    Console().print(table)


if __name__ == "__main__":
    main()
