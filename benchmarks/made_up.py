"""A made-up archive of any size, distributed as in life: few speakers say most, few words too.

Its server ``HERE`` holds a tenth of all articles, in ``CHANNELS`` channels that all can be seen;
nine other servers hold the rest. It is written in bulk through the archive's own tables, indexes
and triggers, so that what is asked and measured later is the real thing.
"""

import asyncio
import sqlite3
import zlib
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import product
from pathlib import Path
from typing import Any

import numpy as np

from bot.archive import open_archive
from bot.archive.names import name_words, whole_name
from bot.archive.rows import as_json, timestamp
from bot.archive.tags import tags
from bot.domain import Scope

HERE = 1
SERVERS = 10
CHANNELS = 200
SCOPE = Scope(HERE, frozenset(range(HERE * 1000, HERE * 1000 + CHANNELS)))

_WORDS = 60_000
_QUOTE = 22  # words, on average
_TEXT = 450
_SEED = 5
_AT_A_TIME = 5_000
_START = datetime(2021, 1, 1, tzinfo=UTC)
_SYLLABLES = [a + b for a, b in product("bdfgklmnprstvz", ("a", "e", "i", "o", "u", "an", "or"))]


@dataclass(frozen=True, slots=True)
class Size:
    """How much there is; the proportions are those of a million quotes in 150,000 articles."""

    quotes: int

    @property
    def articles(self) -> int:
        return max(1, self.quotes * 15 // 100)

    @property
    def speakers(self) -> int:
        return max(20, self.quotes // 50)


class Chance:
    """Words, names and numbers drawn with one seed."""

    def __init__(self, size: Size) -> None:
        self.numbers = np.random.default_rng(_SEED)
        self.words = np.array(list(_made_words(_WORDS)))
        self.names = [_name(number) for number in range(size.speakers)]
        self._odds = np.cumsum(_zipf(size.speakers))
        # Drawn once: cutting many texts from one long line is a hundred times as fast.
        self._line = self.words[self.numbers.choice(_WORDS, 2_000_000, p=_zipf(_WORDS))]

    def text(self, words: int) -> str:
        """So many words in a row, of which the common ones are common."""
        start = int(self.numbers.integers(0, len(self._line) - words))
        return " ".join(self._line[start : start + words])

    def speakers(self, many: int) -> list[int]:
        """Which speakers speak, from 0 on; the first far more often than the last."""
        drawn = self.numbers.random(many) * self._odds[-1]
        return np.searchsorted(self._odds, drawn, side="right").tolist()


def build(path: Path, size: Size) -> None:
    """Make the archive; a file that is there already is left as it is."""
    if path.exists():
        return
    draft = path.with_name(path.name + ".draft")
    draft.unlink(missing_ok=True)
    asyncio.run(_make_tables(draft))
    with closing(sqlite3.connect(draft, isolation_level=None)) as connection:
        connection.execute("PRAGMA journal_mode = OFF")
        connection.execute("PRAGMA synchronous = OFF")
        connection.execute("PRAGMA cache_size = -400000")
        connection.execute("BEGIN")
        _fill(connection, size)
        connection.execute("COMMIT")
        connection.execute("PRAGMA journal_mode = WAL")
    draft.rename(path)


async def _make_tables(path: Path) -> None:
    async with open_archive(path):
        pass


def _fill(connection: sqlite3.Connection, size: Size) -> None:
    chance = Chance(size)
    identities = ((n + 1, "person", it.lower()) for n, it in enumerate(chance.names))
    _insert(connection, "identities", ("id", "kind", "key"), identities)
    speakers = ((n + 1, it, n + 1) for n, it in enumerate(chance.names))
    _insert(connection, "speakers", ("id", "name", "identity_id"), speakers)
    _insert(
        connection,
        "name_words",
        ("word", "speaker_id", "name"),
        (
            (word, number + 1, " ".join(name_words(name)))
            for number, name in enumerate(chance.names)
            for word in (*name_words(name), whole_name(name))
        ),
    )
    entities = ((n + 1, name, "PERSON", n + 1) for n, name in enumerate(chance.names))
    _insert(connection, "entities", ("id", "name", "type", "identity_id"), entities)
    for first in range(1, size.articles + 1, _AT_A_TIME):
        last = min(first + _AT_A_TIME - 1, size.articles)
        _add_articles(connection, chance, size, range(first, last + 1))


def _add_articles(
    connection: sqlite3.Connection, chance: Chance, size: Size, articles: range
) -> None:
    drawn = chance.numbers
    rows: dict[str, list[tuple[Any, ...]]] = {table: [] for table in _COLUMNS}
    for article in articles:
        moment = timestamp(_START + timedelta(minutes=15 * article))
        url = f"https://news{article % 300}.example/{article}"
        first = (article - 1) * size.quotes // size.articles + 1
        last = article * size.quotes // size.articles
        said = chance.speakers(last - first + 1)
        server = HERE + article % SERVERS
        text = chance.text(_TEXT)
        title = chance.text(8).capitalize()
        outlet = (url, title, f"News {article % 300}", '["A Writer"]', moment[:10])
        rows["articles"].append(
            (
                article,
                *outlet,
                "en",
                "article",
                f"{article:064d}",
                _TEXT,
                0,
                "rules-1",
                moment,
                tags((speaker + 1 for speaker in said), server),
            )
        )
        plain = text.encode()
        rows["texts"].append((article, len(plain), zlib.compress(plain)))
        rows["article_keys"].append((url, article, *outlet))
        bits = int(drawn.integers(-(2**63), 2**63 - 1))
        rows["likenesses"].append((article, bits))
        channel = server * 1000 + int(drawn.integers(0, CHANNELS))
        rows["shares"].append((server, channel, article, 9, url, 0, moment, article, article, url))
        for place, (quote, speaker) in enumerate(zip(range(first, last + 1), said, strict=True)):
            words = chance.text(int(drawn.integers(_QUOTE // 2, _QUOTE * 3 // 2)))
            start = 300 * place
            span = as_json([(start, start + len(words))])
            cue = as_json([(start + len(words) + 2, start + len(words) + 6)])
            spans = (span, span, cue, cue)
            found = (quote, article, place, place + 1, "direct", words, *spans, "PERSON", 0.9)
            rows["quotes"].append((*found, tags([speaker + 1], server)))
            rows["quote_speakers"].append((quote, 0, speaker + 1, article))
        named = dict.fromkeys(said + chance.speakers(15 - len(set(said))))
        for place, entity in enumerate(named):
            mentions = as_json([(place * 90, place * 90 + 12), (place * 90 + 40, place * 90 + 45)])
            rows["article_entities"].append((article, place, entity + 1, 0.5, "[]", mentions))
    for table, columns in _COLUMNS.items():
        _insert(connection, table, columns, iter(rows[table]))


_OUTLET = "url title site authors published"
_COLUMNS = {
    table: tuple(columns.split())
    for table, columns in {
        "articles": f"id {_OUTLET} language kind fingerprint words kept analyser read_at tags",
        "texts": "article_id size text",
        "article_keys": f"key article_id {_OUTLET}",
        "likenesses": "article_id simhash",
        "quotes": "id article_id place rank kind words content quoted cue mention speaker_type"
        " confidence tags",
        "quote_speakers": "quote_id place speaker_id article_id",
        "article_entities": "article_id place entity_id salience aliases mentions",
        "shares": "guild_id channel_id message_id author_id url spoiler shared_at article_id"
        " reply_id key",
    }.items()
}


def _insert(
    connection: sqlite3.Connection,
    table: str,
    columns: tuple[str, ...],
    rows: Iterator[tuple[Any, ...]],
) -> None:
    marks = ", ".join("?" * len(columns))
    connection.executemany(
        f"INSERT OR IGNORE INTO {table} ({', '.join(columns)}) VALUES ({marks})", rows
    )


def _zipf(many: int) -> Any:
    odds = 1 / np.arange(1, many + 1)
    return odds / odds.sum()


def _made_words(many: int) -> Iterator[str]:
    parts = len(_SYLLABLES)
    for number in range(many):
        word, rest = "", number * 7919 % (parts**3)
        for _ in range(2 if number < 200 else 3):
            rest, part = divmod(rest, parts)
            word += _SYLLABLES[part]
        yield f"{word}x"  # so that no stemmer makes one word of two


def _name(number: int) -> str:
    parts = len(_SYLLABLES)
    scattered = number * 7919 % (parts**4)
    first, last = divmod(scattered, parts * parts)
    return " ".join(
        "".join(_SYLLABLES[part] for part in divmod(half + shift, parts) if part < parts).title()
        for half, shift in ((first % (parts * parts - 40), 17), (last % (parts * parts - 40), 3))
    )
