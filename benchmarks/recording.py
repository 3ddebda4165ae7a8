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
from bot.archive import Archive, open_archive
from bot.archive.rows import as_json, timestamp
from bot.domain import Article, Entity, Quote, QuoteKind, Report, Share, Sighting


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


async def record_all(path: Path, reports: Sequence[Report]) -> float:
    """Reports a second through the archive, each in its transaction."""
    async with open_archive(path) as archive:
        shares = await _see(archive, reports)
        start = perf_counter()
        for share, report in zip(shares, reports, strict=True):
            await archive.record(share.id, share.seen.url, report, "rules-1")
        return len(reports) / (perf_counter() - start)


def record_by_hand(path: Path, reports: Sequence[Report]) -> float:
    """The same rows in the same tables, with nothing looked up but what keys demand."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("PRAGMA synchronous = NORMAL")
        connection.execute("PRAGMA foreign_keys = ON")
        start = perf_counter()
        for number, report in enumerate(reports):
            connection.execute("BEGIN IMMEDIATE")
            _insert_by_hand(connection, number, report)
            connection.execute("COMMIT")
        return len(reports) / (perf_counter() - start)


def _insert_by_hand(connection: sqlite3.Connection, number: int, report: Report) -> None:
    it, now = report.article, timestamp(datetime.now(UTC))
    add = connection.execute
    article = add(
        "INSERT INTO articles (url, title, site, authors, language, kind, fingerprint, words, kept,"
        " analyser, read_at, text) VALUES (?, ?, ?, '[]', 'en', 'article', ?, 400, 0, 'x', ?, ?)",
        (it.url, it.title, it.site, f"by hand {number}", now, it.text),
    ).lastrowid
    add("INSERT INTO article_keys (key, article_id) VALUES (?, ?)", (f"by hand {number}", article))
    add("INSERT INTO likenesses (article_id, simhash) VALUES (?, ?)", (article, number))
    add("UPDATE shares SET article_id = ? WHERE id = 1", (article,))
    for place, quote in enumerate(report.quotes):
        span = as_json(quote.content)
        said = add(
            "INSERT INTO quotes (article_id, place, rank, kind, words, content, quoted, cue,"
            " mention, confidence) VALUES (?, ?, 1, 'direct', ?, ?, ?, '[]', '[]', 0.9)",
            (article, place, report.words_of(quote.content), span, span),
        ).lastrowid
        add(
            "INSERT INTO quote_speakers VALUES (?, 0, (SELECT id FROM speakers WHERE name = ?))",
            (said, quote.speakers[0]),
        )
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
