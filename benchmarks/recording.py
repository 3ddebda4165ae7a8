"""Recording made-up reports: as the archive does it, steadily, and by hand."""

import asyncio
import sqlite3
from collections.abc import Sequence
from contextlib import closing
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from time import perf_counter

from benchmarks.made_up import Chance
from bot.archive import Archive, marks, open_archive
from bot.archive.rows import as_json, timestamp
from bot.archive.tags import tags
from bot.domain import Article, Entity, Quote, QuoteKind, Report, Share, Sighting

_IN_TURN = 100


def made_report(chance: Chance, number: int) -> Report:
    """A report of 8 quotes and 15 entities, unlike any other."""
    said = [f"{number} {chance.text(22)}" for _ in range(8)]
    names = list(dict.fromkeys(chance.names[one] for one in chance.speakers(40)))[:15]
    quotes: list[Quote] = []
    start = 0
    for place, words in enumerate(said):
        span = (start, start + len(words))
        quotes.append(
            Quote(QuoteKind.DIRECT, (span,), (span,), speakers=(names[place % len(names)],), rank=1)
        )
        start += len(words) + 1
    url = f"https://new.example/{number}"
    article = Article("\n".join([*said, chance.text(250)]), url, chance.text(8), "New")
    entities = tuple(Entity(name, "PERSON", mentions=((0, 5), (9, 14))) for name in names)
    return Report(article, tuple(quotes), entities)


async def record_in_turns(path: Path, chance: Chance, many: int) -> tuple[float, float]:
    """Reports a second through the archive and by hand, so many each, a hundred in turn.

    In turns, as SQLite now and then puts the pieces of its full-text index together, and whoever
    writes next waits for that. The marks of an article are worked out beforehand, as workers do.
    """
    took, took_by_hand = 0.0, 0.0
    async with open_archive(path) as archive:
        with closing(sqlite3.connect(path, isolation_level=None)) as connection:
            connection.execute("PRAGMA synchronous = NORMAL")
            connection.execute("PRAGMA secure_delete = ON")  # as the archive does
            connection.execute("PRAGMA foreign_keys = ON")
            for first in range(0, 2 * many, 2 * _IN_TURN):
                numbers = range(first, first + _IN_TURN)
                took += await _record(archive, [made_report(chance, it) for it in numbers])
                by_hand = [made_report(chance, it + _IN_TURN) for it in numbers]
                took_by_hand += _record_by_hand(
                    connection, first, by_hand, await _see(archive, by_hand)
                )
    return many / took, many / took_by_hand


async def _record(archive: Archive, reports: Sequence[Report]) -> float:
    """The seconds that it takes to record reports through the archive, each in a transaction."""
    shares = await _see(archive, reports)
    marked = [marks(report.article) for report in reports]
    start = perf_counter()
    for share, report, its in zip(shares, reports, marked, strict=True):
        await archive.record(share.id, share.seen.url, report, "rules-1", marked=its)
    return perf_counter() - start


def _record_by_hand(
    connection: sqlite3.Connection, first: int, reports: Sequence[Report], shares: Sequence[Share]
) -> float:
    """The seconds for the same rows in the same tables, nothing looked up but what keys demand."""
    start = perf_counter()
    for number, (report, share) in enumerate(zip(reports, shares, strict=True), first):
        connection.execute("BEGIN IMMEDIATE")
        _insert_by_hand(connection, number, report, share)
        connection.execute("COMMIT")
    return perf_counter() - start


def _insert_by_hand(
    connection: sqlite3.Connection, number: int, report: Report, share: Share
) -> None:
    it, now = report.article, timestamp(datetime.now(UTC))
    add = connection.execute
    ids = {
        name: add("SELECT id FROM speakers WHERE name = ?", (name,)).fetchone()[0]
        for name in dict.fromkeys(quote.speakers[0] for quote in report.quotes)
    }
    article = add(
        "INSERT INTO articles (url, title, site, authors, language, kind, fingerprint, words, kept,"
        " analyser, read_at, text, tags)"
        " VALUES (?, ?, ?, '[]', 'en', 'article', ?, 400, 0, 'x', ?, ?, ?)",
        (it.url, it.title, it.site, f"by hand {number}", now, it.text, tags(ids.values(), 1)),
    ).lastrowid
    add("INSERT INTO article_keys (key, article_id) VALUES (?, ?)", (f"by hand {number}", article))
    add("INSERT INTO likenesses (article_id, simhash) VALUES (?, ?)", (article, number))
    add("UPDATE shares SET article_id = ? WHERE id = ?", (article, share.id))
    for place, quote in enumerate(report.quotes):
        speaker = ids[quote.speakers[0]]
        span = as_json(quote.content)
        said = add(
            "INSERT INTO quotes (article_id, place, rank, kind, words, content, quoted, cue,"
            " mention, confidence, tags) VALUES (?, ?, 1, 'direct', ?, ?, ?, '[]', '[]', 0.9, ?)",
            (article, place, report.words_of(quote.content), span, span, tags([speaker], 1)),
        ).lastrowid
        add("INSERT INTO quote_speakers VALUES (?, 0, ?)", (said, speaker))
    connection.executemany(
        "INSERT INTO article_entities (article_id, place, entity_id, salience, aliases, mentions)"
        " VALUES (?, ?, (SELECT id FROM entities WHERE name = ? AND type = ?), 0.5, '[]', ?)",
        [
            (article, place, entity.name, entity.type, as_json(entity.mentions))
            for place, entity in enumerate(report.entities)
        ],
    )


async def record_steadily(archive: Archive, chance: Chance, a_second: float) -> None:
    """Record one report after the other, so many a second if the archive can keep up, for ever."""
    start = perf_counter()
    for place in count():
        await asyncio.sleep(max(0, start + place / a_second - perf_counter()))
        report = made_report(chance, 10**6 + place)
        [share] = await _see(archive, [report])
        await archive.record(share.id, share.seen.url, report, "rules")


async def _see(archive: Archive, reports: Sequence[Report]) -> Sequence[Share]:
    now = datetime.now(UTC)
    return await archive.see(
        [Sighting(str(report.article.url), 1, 1000, 10**9, 9, now) for report in reports]
    )
