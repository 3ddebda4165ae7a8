"""How fast the archive answers and records, and how large it grows, beside sqlite3 by hand.

    python -m benchmarks.archive [--quotes 1000000] [--growth] [--file archive.db] [--rounds 200]

The archive is made up (:mod:`benchmarks.made_up`), once; later runs find it in its file. Each
question is asked as the bot asks it, in a server that holds a tenth of the archive and with 200
channels that may be seen. Beside it, in turns of twenty in the same run and on the same file,
stands the query that one would write by hand for that one question. Recording goes into copies that
are thrown away. With ``--growth`` an archive of a tenth is measured before, and how much longer all
takes.
"""

import argparse
import asyncio
import shutil
import sqlite3
import tempfile
from collections.abc import Awaitable, Callable, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from statistics import median, quantiles
from time import perf_counter

from benchmarks.made_up import SCOPE, Chance, Size, build
from benchmarks.recording import record_in_turns, record_steadily
from bot.archive import Archive, QuoteQuery, RosterQuery, open_archive
from bot.archive.lanes import connect
from bot.archive.rows import as_json
from bot.cards.searched import HITS_A_PAGE

_A_SECOND = 50
_IN_TURN = 20  # one that reads a hundred MB leaves nothing in the processor's memory for the next
_CHANNELS = as_json(SCOPE.channel_ids)
_IN_SCOPE = (
    "guild_id = ? AND +channel_id IN (SELECT value FROM json_each(?))"  # as the bot must ask, too
)
_SPEAKER = f"""
    SELECT quotes.*, max(shared_at) AS moment FROM speakers
    JOIN quote_speakers ON speaker_id = speakers.id JOIN quotes ON quotes.id = quote_id
    JOIN shares ON shares.article_id = quotes.article_id
    WHERE speakers.name = ? AND {_IN_SCOPE} GROUP BY quotes.id ORDER BY moment DESC LIMIT 10"""
_SPEAKER_ABOUT = f"""
    WITH about AS MATERIALIZED (SELECT rowid FROM quotes_fts WHERE quotes_fts MATCH ?)
    SELECT quotes.*, max(shared_at) AS moment FROM speakers
    JOIN quote_speakers ON speaker_id = speakers.id JOIN quotes ON quotes.id = quote_id
    JOIN shares ON shares.article_id = quotes.article_id
    WHERE speakers.name = ? AND +quotes.id IN (SELECT rowid FROM about) AND {_IN_SCOPE}
    GROUP BY quotes.id ORDER BY moment DESC LIMIT 10"""
_BEGINNING = f"""
    SELECT speakers.name, count(*) AS many FROM name_words
    JOIN speakers ON speakers.id = speaker_id JOIN quote_speakers USING (speaker_id)
    JOIN quotes ON quotes.id = quote_id
    WHERE word >= ? AND word < ? AND quotes.article_id IN
        (SELECT article_id FROM shares WHERE {_IN_SCOPE})
    GROUP BY speaker_id ORDER BY many DESC LIMIT 25"""
_ABOUT = f"""
    SELECT quotes.*, max(shared_at) AS moment FROM quotes_fts
    JOIN quotes ON quotes.id = quotes_fts.rowid
    JOIN shares ON shares.article_id = quotes.article_id
    WHERE quotes_fts MATCH ? AND {_IN_SCOPE} GROUP BY quotes.id ORDER BY moment DESC LIMIT 10"""
_MOST_QUOTED = f"""
    SELECT name, count(*) AS many, min(shared_at), max(shared_at) FROM shares
    JOIN quotes ON quotes.article_id = shares.article_id
    JOIN quote_speakers ON quote_id = quotes.id JOIN speakers ON speakers.id = speaker_id
    WHERE {_IN_SCOPE} GROUP BY speaker_id ORDER BY many DESC LIMIT 10"""
_SEARCH = f"""
    SELECT quotes.*, snippet(quotes_fts, 0, '[', ']', '…', 24) FROM quotes_fts
    JOIN quotes ON quotes.id = quotes_fts.rowid
    WHERE quotes_fts MATCH ? AND article_id IN (SELECT article_id FROM shares WHERE {_IN_SCOPE})
    ORDER BY rank LIMIT {HITS_A_PAGE}"""


@dataclass(frozen=True, slots=True)
class Asking:
    """One kind of question: as the archive is asked, and as one would ask by hand."""

    name: str
    asked: Sequence[str]
    ours: Callable[[Archive, str], Awaitable[object]]
    by_hand: Callable[[sqlite3.Connection, str], object]


def askings(connection: sqlite3.Connection, size: Size, chance: Chance) -> list[Asking]:
    """What is asked: speakers as often as they are quoted, words by how common they are."""
    names = [chance.names[number] for number in chance.speakers(1000)]
    words = _words_by_frequency(connection, size)
    return [
        Asking("/quotes speaker", names, _ask_speaker, _speaker_by_hand),
        *(
            Asking(
                f"/quotes speaker about:{kind}",
                [f"{name}|{words[kind][place % 5]}" for place, name in enumerate(names)],
                _ask_speaker,
                _speaker_by_hand,
            )
            for kind in ("middling", "common")
        ),
        *(
            Asking(
                f"/quotes about:{kind}",
                words[kind],
                lambda archive, word: archive.quotes(QuoteQuery(about=word, scope=SCOPE, limit=10)),
                lambda connection, word: connection.execute(
                    _ABOUT, (word, SCOPE.guild_id, _CHANNELS)
                ).fetchall(),
            )
            for kind in ("middling", "common")
        ),
        Asking(
            "/speakers",
            [""],
            lambda archive, _: archive.roster(RosterQuery(scope=SCOPE)),
            lambda connection, _: connection.execute(
                _MOST_QUOTED, (SCOPE.guild_id, _CHANNELS)
            ).fetchall(),
        ),
        Asking("/who", names, lambda archive, name: archive.who(name, SCOPE), _speaker_by_hand),
        *(
            Asking(
                f"autocomplete, {length} letters",
                [name[:length].lower() for name in names],
                lambda archive, typed: archive.speakers(typed, SCOPE),
                lambda connection, typed: connection.execute(
                    _BEGINNING, (typed, typed + "\U0010ffff", SCOPE.guild_id, _CHANNELS)
                ).fetchall(),
            )
            for length in (1, 2, 3)
        ),
        *(
            Asking(f"/search {kind} word", words[kind], _search, _search_by_hand)
            for kind in ("rare", "middling", "common")
        ),
    ]


def _words_by_frequency(connection: sqlite3.Connection, size: Size) -> dict[str, list[str]]:
    """Five words of each kind: in a ten-thousandth, in a hundredth, in a tenth of the quotes."""
    wanted = {"rare": size.quotes // 10_000, "middling": size.quotes // 100}
    wanted["common"] = size.quotes // 10
    connection.execute("CREATE VIRTUAL TABLE temp.terms USING fts5vocab (main, quotes_fts, col)")
    return {
        kind: [
            term
            for (term,) in connection.execute(
                "SELECT term FROM temp.terms WHERE col = 'words'"
                " ORDER BY abs(doc - ?), term LIMIT 5",
                (many,),
            )
        ]
        for kind, many in wanted.items()
    }


async def _ask_speaker(archive: Archive, asked: str) -> object:
    name, _, about = asked.partition("|")
    return await archive.quotes(QuoteQuery(name, about or None, scope=SCOPE, limit=10))


def _speaker_by_hand(connection: sqlite3.Connection, asked: str) -> object:
    name, _, about = asked.partition("|")
    question = _SPEAKER_ABOUT if about else _SPEAKER
    values = (about, name) if about else (name,)
    return connection.execute(question, (*values, SCOPE.guild_id, _CHANNELS)).fetchall()


async def _search(archive: Archive, word: str) -> object:
    return await archive.search(word, SCOPE, limit=HITS_A_PAGE)


def _search_by_hand(connection: sqlite3.Connection, word: str) -> object:
    values = (f'"{word}"', SCOPE.guild_id, _CHANNELS)
    return connection.execute(_SEARCH, values).fetchall()


async def _measure(
    path: Path, size: Size, chance: Chance, rounds: int, budget_s: float
) -> dict[str, float]:
    """What half of the answers take at most, in ms, by what is asked."""
    medians: dict[str, float] = {}
    print(f"| p50 / p99, ms | asked | archive | by hand |\n|{'---|' * 4}")
    async with open_archive(path, read_only=True, readers=1) as archive:
        with closing(connect(path, "ro", 10)) as hand:
            for asking in askings(hand, size, chance):
                ours, theirs = await _turns(archive, hand, asking, rounds, budget_s)
                medians[asking.name] = median(ours)
                row = (asking.name, str(len(ours)), _middle_and_worst(ours))
                print(f"| {' | '.join((*row, _middle_and_worst(theirs)))} |", flush=True)
    return medians


async def _turns(
    archive: Archive, hand: sqlite3.Connection, asking: Asking, rounds: int, budget_s: float
) -> tuple[list[float], list[float]]:
    ours: list[float] = []
    theirs: list[float] = []
    until = perf_counter() + budget_s
    for first in range(0, rounds, _IN_TURN):
        turn = [asking.asked[it % len(asking.asked)] for it in range(first, first + _IN_TURN)]
        for asked in turn:
            start = perf_counter()
            await asking.ours(archive, asked)
            ours.append(1000 * (perf_counter() - start))
        for asked in turn:
            start = perf_counter()
            asking.by_hand(hand, asked)
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
    small: dict[str, float] = {}
    if options.growth:
        tenth = path.with_name(f"{path.stem}-tenth{path.suffix}")
        small = _measure_all(tenth, Size(options.quotes // 10), options)
        print()
    large = _measure_all(path, Size(options.quotes), options)
    if small:
        print("\n| p50, ms | a tenth | all | |\n|---|---|---|---|")
        for name, took in large.items():
            print(f"| {name} | {small[name]:.2f} | {took:.2f} | {took / small[name]:.2f} |")


def _measure_all(path: Path, size: Size, options: argparse.Namespace) -> dict[str, float]:
    start = perf_counter()
    build(path, size)
    print(f"{size.quotes:,} quotes, {size.articles:,} articles, {size.speakers:,} speakers", end="")
    print(f" (built or found in {perf_counter() - start:.0f} s), SQLite {sqlite3.sqlite_version}\n")
    chance = Chance(size)
    took = asyncio.run(_measure(path, size, chance, options.rounds, options.seconds))
    took["recording a report"] = _measure_recording(
        path, size, chance, options.reports, options.rounds, options.seconds
    )
    _measure_size(path, size)
    return took


if __name__ == "__main__":
    main()
