"""How fast the archive answers and records, and how large it grows, beside sqlite3 by hand.

    python -m benchmarks.archive [--quotes 1000000] [--growth] [--file archive.db] [--rounds 200]

The archive is made up (:mod:`benchmarks.made_up`), once; later runs find it in its file. Each
question is asked as the bot asks it, in a server that holds a tenth of the archive and with 200
channels that may be seen. Beside it, in turns of twenty in the same run and on the same file,
stands the query that one would write by hand for that one question. Recording goes into copies that
are thrown away. With ``--growth`` an archive of a tenth is measured before; then both are asked in
turns, nothing by hand between, and how much longer all takes is printed.
"""

import argparse
import asyncio
import shutil
import sqlite3
import tempfile
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from statistics import median, quantiles
from time import perf_counter

from benchmarks.asked import Asking, askings
from benchmarks.made_up import Chance, Size, build
from benchmarks.recording import record_in_turns, record_steadily
from bot.archive import Archive, open_archive
from bot.archive.lanes import connect

_A_SECOND = 50
_IN_TURN = 20  # one that reads a hundred MB leaves nothing in the processor's memory for the next


async def _measure(path: Path, size: Size, chance: Chance, rounds: int, budget_s: float) -> None:
    print(f"| p50 / p99, ms | asked | archive | by hand |\n|{'---|' * 4}")
    async with open_archive(path, read_only=True, readers=1) as archive:
        with closing(connect(path, "ro", 10)) as hand:
            for asking in askings(hand, size, chance):
                ours, theirs = await _turns(archive, hand, asking, rounds, budget_s)
                row = (asking.name, str(len(ours)), _middle_and_worst(ours))
                print(f"| {' | '.join((*row, _middle_and_worst(theirs)))} |", flush=True)


async def _measure_growth(tenth: Path, whole: Path, quotes: int, rounds: int) -> None:
    """Print what half of the answers take at most, out of a tenth and out of all."""
    asked: list[list[Asking]] = []
    for path, size in ((tenth, Size(quotes // 10)), (whole, Size(quotes))):
        with closing(connect(path, "ro", 10)) as connection:
            asked.append(askings(connection, size, Chance(size)))
    print("\n| p50, ms, in turns | a tenth | all | |\n|---|---|---|---|")
    async with (
        open_archive(tenth, read_only=True, readers=1) as small,
        open_archive(whole, read_only=True, readers=1) as large,
    ):
        for of_tenth, of_all in zip(*asked, strict=True):
            shorter: list[float] = []
            longer: list[float] = []
            for first in range(0, rounds, _IN_TURN):
                shorter += await _ask(small, of_tenth, first)
                longer += await _ask(large, of_all, first)
            print(f"| {of_tenth.name} | {_growth(median(shorter), median(longer))}", flush=True)


def _growth(of_tenth: float, of_all: float) -> str:
    return f"{of_tenth:.2f} | {of_all:.2f} | {of_all / of_tenth:.2f} |"


async def _ask(archive: Archive, asking: Asking, first: int) -> list[float]:
    """What each answer of a turn takes, in ms."""
    took: list[float] = []
    for place in range(first, first + _IN_TURN):
        start = perf_counter()
        await asking.ours(archive, asking.asked[place % len(asking.asked)])
        took.append(1000 * (perf_counter() - start))
    return took


async def _turns(
    archive: Archive, hand: sqlite3.Connection, asking: Asking, rounds: int, budget_s: float
) -> tuple[list[float], list[float]]:
    ours: list[float] = []
    theirs: list[float] = []
    until = perf_counter() + budget_s
    for first in range(0, rounds, _IN_TURN):
        ours += await _ask(archive, asking, first)
        for place in range(first, first + _IN_TURN):
            start = perf_counter()
            asking.by_hand(hand, asking.asked[place % len(asking.asked)])
            theirs.append(1000 * (perf_counter() - start))
        if perf_counter() > until:
            break
    return ours, theirs


def _middle_and_worst(times: Sequence[float]) -> str:
    cuts = quantiles(times, n=100, method="inclusive")
    return f"{cuts[49]:.2f} / {cuts[98]:.2f}"


def _measure_recording(
    path: Path, size: Size, chance: Chance, many: int, rounds: int, budget_s: float
) -> float:
    """What it takes to record a report, in ms."""
    with tempfile.TemporaryDirectory(dir=path.parent) as folder:
        copy, other = Path(folder, "copy.db"), Path(folder, "other.db")
        for one in (copy, other):
            shutil.copyfile(path, one)
        ours, theirs = asyncio.run(record_in_turns(copy, other, chance, many))
        print(f"\nReports recorded a second: {ours:.0f}; by hand {theirs:.0f}, {ours / theirs:.2f}")
        asyncio.run(_measure_beside_writer(copy, size, chance, rounds, budget_s))
    return 1000 / ours


async def _measure_beside_writer(
    path: Path, size: Size, chance: Chance, rounds: int, budget_s: float
) -> None:
    with closing(connect(path, "ro", 10)) as hand:
        asked = askings(hand, size, chance)
    print(f"\n| p50 / p99, ms, while {_A_SECOND} reports a second are recorded | asked | archive |")
    print("|---|---|---|")
    async with open_archive(path, readers=1) as archive, asyncio.TaskGroup() as group:
        writing = group.create_task(record_steadily(archive, chance, _A_SECOND))
        for asking in asked:
            times: list[float] = []
            until = perf_counter() + budget_s
            while len(times) < 2 or (len(times) < rounds and perf_counter() < until):
                start = perf_counter()
                await asking.ours(archive, asking.asked[len(times) % len(asking.asked)])
                times.append(1000 * (perf_counter() - start))
            print(f"| {asking.name} | {len(times)} | {_middle_and_worst(times)} |", flush=True)
        writing.cancel()


def _measure_size(path: Path, size: Size) -> None:
    with closing(sqlite3.connect(path)) as connection:
        [texts] = connection.execute("SELECT sum(length(text)) FROM texts").fetchone()
    whole = path.stat().st_size
    print(
        f"Bytes a quote: {whole / size.quotes:.0f} with the articles' texts,"
        f" {(whole - texts) / size.quotes:.0f} without"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--quotes", type=int, default=1_000_000)
    parser.add_argument("--growth", action="store_true", help="measure a tenth of it, too")
    parser.add_argument("--file", type=Path, default=None, help="where the archive is kept")
    parser.add_argument("--rounds", type=int, default=200, help="how often each is asked, at most")
    parser.add_argument("--seconds", type=float, default=15, help="the most for one question")
    parser.add_argument("--reports", type=int, default=500, help="how many are recorded")
    options = parser.parse_args()
    path = options.file or Path(f"archive-{options.quotes}.db")
    if not options.growth:
        _measure_all(path, Size(options.quotes), options)
        return
    tenth = path.with_name(f"{path.stem}-tenth{path.suffix}")
    of_tenth = _measure_all(tenth, Size(options.quotes // 10), options)
    print()
    of_all = _measure_all(path, Size(options.quotes), options)
    asyncio.run(_measure_growth(tenth, path, options.quotes, options.rounds))
    print(f"| recording a report | {_growth(of_tenth, of_all)}")


def _measure_all(path: Path, size: Size, options: argparse.Namespace) -> float:
    """Print all but the growth; return what it takes to record a report, in ms."""
    start = perf_counter()
    build(path, size)
    print(f"{size.quotes:,} quotes, {size.articles:,} articles, {size.speakers:,} speakers", end="")
    print(f" (built or found in {perf_counter() - start:.0f} s), SQLite {sqlite3.sqlite_version}\n")
    chance = Chance(size)
    asyncio.run(_measure(path, size, chance, options.rounds, options.seconds))
    took = _measure_recording(path, size, chance, options.reports, options.rounds, options.seconds)
    _measure_size(path, size)
    return took


if __name__ == "__main__":
    main()
