"""Recording made-up reports: as the archive does it, steadily, and by hand."""

import asyncio
import sqlite3
import zlib
from collections.abc import Sequence
from contextlib import closing
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from time import perf_counter

from benchmarks.made_up import Chance
from bot.archive import Archive, marks, open_archive
from bot.archive.likeness import Marks
from bot.archive.rows import as_json, timestamp
from bot.archive.tags import tags
from bot.domain import Article, Entity, Quote, QuoteKind, Report, Share, Sighting

_IN_TURN = 100
# What is recorded, but for moments, for tags that may stand in any order, and for what tells that
# two articles are one story, which nobody looks for by hand.
_RECORDED = {
    "articles": "id, url, title, site, authors, language, kind, fingerprint, kept, analyser",
    "article_keys": "*",
    "texts": "*",
    "likenesses": "article_id, simhash",
    "quotes": "id, article_id, place, rank, kind, words, content, quoted, cue, mention, confidence,"
    " tags",
    "quote_speakers": "*",
    "article_entities": "*",
    "speakers": "*",
    "shares": "id, guild_id, url, article_id, key",
}


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


async def record_in_turns(
    ours: Path, theirs: Path, chance: Chance, many: int
) -> tuple[float, float]:
    """Reports a second through the archive and by hand: the same ones into a file each.

    Both files start as the same archive, and the rows end up the same. A hundred in turn, so that
    whatever else the machine does hits both. The marks of an article are worked out beforehand, as
    workers do.

    Raises ValueError where the rows differ.
    """
    took, took_by_hand = 0.0, 0.0
    async with open_archive(ours) as archive, open_archive(theirs) as other:
        with closing(sqlite3.connect(theirs, isolation_level=None)) as connection:
            connection.execute("PRAGMA synchronous = NORMAL")
            connection.execute("PRAGMA secure_delete = ON")  # as the archive does
            connection.execute("PRAGMA foreign_keys = ON")
            for first in range(0, many, _IN_TURN):
                reports = [made_report(chance, first + it) for it in range(_IN_TURN)]
                marked = [marks(report.article) for report in reports]
                took += await _record(archive, reports, marked)
                took_by_hand += _record_by_hand(
                    connection, reports, marked, await _see(other, reports)
                )
    _demand_the_same_rows(ours, theirs)
    return many / took, many / took_by_hand


async def _record(archive: Archive, reports: Sequence[Report], marked: Sequence[Marks]) -> float:
    """The seconds that it takes to record reports through the archive, each in a transaction."""
    shares = await _see(archive, reports)
    start = perf_counter()
    for share, report, its in zip(shares, reports, marked, strict=True):
        await archive.record(share.id, share.seen.url, report, "rules-1", marked=its)
    return perf_counter() - start


def _record_by_hand(
    connection: sqlite3.Connection,
    reports: Sequence[Report],
    marked: Sequence[Marks],
    shares: Sequence[Share],
) -> float:
    """The seconds for the same rows in the same tables, nothing looked up but what keys demand."""
    start = perf_counter()
    for report, its, share in zip(reports, marked, shares, strict=True):
        connection.execute("BEGIN IMMEDIATE")
        _insert_by_hand(connection, report, its, share)
        connection.execute("COMMIT")
    return perf_counter() - start


def _demand_the_same_rows(one: Path, other: Path) -> None:
    with closing(sqlite3.connect(one)) as connection:
        connection.execute("ATTACH ? AS other", (str(other),))
        for table, columns in _RECORDED.items():
            for there, here in (("main", "other"), ("other", "main")):
                [extra] = connection.execute(
                    f"SELECT count(*) FROM (SELECT {columns} FROM {there}.{table}"
                    f" EXCEPT SELECT {columns} FROM {here}.{table})"
                ).fetchone()
                if extra:
                    raise ValueError(f"{extra} rows of {table} are not the same by hand.")


def _insert_by_hand(
    connection: sqlite3.Connection, report: Report, its: Marks, share: Share
) -> None:
    it, now = report.article, timestamp(datetime.now(UTC))
    add = connection.execute
    ids = {
        name: add("SELECT id FROM speakers WHERE name = ?", (name,)).fetchone()[0]
        for name in dict.fromkeys(quote.speakers[0] for quote in report.quotes)
    }
    article = add(
        "INSERT INTO articles (url, title, site, authors, language, kind, fingerprint, words, kept,"
        " analyser, read_at, tags)"
        " VALUES (?, ?, ?, '[]', 'en', 'article', ?, 400, 0, 'rules-1', ?, ?)",
        (it.url, it.title, it.site, its.fingerprint, now, tags(ids.values(), 1)),
    ).lastrowid
    plain = it.text.encode()
    add("INSERT INTO texts VALUES (?, ?, ?)", (article, len(plain), zlib.compress(plain)))
    add(
        "INSERT INTO article_keys (key, article_id, url, title, site) VALUES (?, ?, ?, ?, ?)",
        (it.url, article, it.url, it.title, it.site),
    )
    add("INSERT INTO likenesses (article_id, simhash) VALUES (?, ?)", (article, its.simhash))
    add("UPDATE shares SET article_id = ?, key = ? WHERE id = ?", (article, it.url, share.id))
    for place, quote in enumerate(report.quotes):
        speaker = ids[quote.speakers[0]]
        span = as_json(quote.content)
        said = add(
            "INSERT INTO quotes (article_id, place, rank, kind, words, content, quoted, cue,"
            " mention, confidence, tags) VALUES (?, ?, 1, 'direct', ?, ?, ?, '[]', '[]', 0, ?)",
            (article, place, report.words_of(quote.content), span, span, tags([speaker], 1)),
        ).lastrowid
        add("INSERT INTO quote_speakers VALUES (?, 0, ?, ?)", (said, speaker, article))
    connection.executemany(
        "INSERT INTO article_entities (article_id, place, entity_id, salience, aliases, mentions)"
        " VALUES (?, ?, (SELECT id FROM entities WHERE name = ? AND type = ?), 0, '[]', ?)",
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
