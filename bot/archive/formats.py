"""What an export can be, and how each is written, a chunk of quotes at a time."""

import csv
import json
import re
import sqlite3
from collections.abc import Callable, Generator, Mapping
from contextlib import AbstractContextManager, closing, contextmanager
from enum import StrEnum
from pathlib import Path
from typing import NamedTuple


class Form(StrEnum):
    """What an export can be; the value is the ending of its file."""

    CSV = "csv"
    JSONL = "jsonl"
    SQLITE = "sqlite"


class Said(NamedTuple):
    """One quote with its article and message; the columns of an export, and the speakers apart.

    All is as the outlet has it whose link was shared. ``message`` is the address of the message
    that shared it; nothing tells who wrote that.
    """

    words: str
    kind: str
    speaker: str | None
    relay: str | None
    addressee: str | None
    confidence: float
    title: str | None
    site: str | None
    url: str | None
    published: str | None
    shared_at: str | None
    message: str | None
    speakers: tuple[str, ...] = ()


COLUMNS = Said._fields[:-1]
Write = Callable[[list[Said]], None]

# What a spreadsheet takes for the beginning of a formula (https://owasp.org/www-community/attacks/
# CSV_Injection), behind white space or our own sign too.
_FORMULA = re.compile(r"[\s']*[=+\-@\t\r\n＝＋－＠]")

_TABLES = """
CREATE TABLE articles (
    id INTEGER PRIMARY KEY,
    title TEXT,
    site TEXT,
    url TEXT,
    published TEXT
) STRICT;
CREATE TABLE quotes (
    id INTEGER PRIMARY KEY,
    article_id INTEGER NOT NULL REFERENCES articles (id),
    words TEXT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('direct', 'mixed', 'indirect')),
    relay TEXT,
    addressee TEXT,
    confidence REAL NOT NULL CHECK (confidence BETWEEN 0 AND 1),
    shared_at TEXT,
    message TEXT
) STRICT;
CREATE TABLE quote_speakers (
    quote_id INTEGER NOT NULL REFERENCES quotes (id),
    place INTEGER NOT NULL,
    speaker TEXT NOT NULL,
    PRIMARY KEY (quote_id, place)
) STRICT, WITHOUT ROWID;
CREATE INDEX quote_speakers_by_speaker ON quote_speakers (speaker);
CREATE INDEX quotes_by_article ON quotes (article_id);
"""
_ARTICLE = "INSERT INTO articles (title, site, url, published) VALUES (?, ?, ?, ?)"
_QUOTE = """
INSERT INTO quotes (article_id, words, kind, relay, addressee, confidence, shared_at, message)
VALUES (?, ?, ?, ?, ?, ?, ?, ?)"""


def harmless(cell: str) -> str:
    """Text that no spreadsheet runs: an apostrophe stands before what looks like a formula."""
    return f"'{cell}" if _FORMULA.match(cell) else cell


def original(cell: str) -> str:
    """The text that :func:`harmless` made a cell of."""
    return cell[1:] if cell.startswith("'") and _FORMULA.match(cell) else cell


@contextmanager
def _csv(file: Path) -> Generator[Write]:
    # The mark at the beginning tells spreadsheets that it is UTF-8.
    with file.open("w", encoding="utf-8-sig", newline="") as text:
        rows = csv.writer(text)
        rows.writerow(COLUMNS)

        def write(chunk: list[Said]) -> None:
            for quote in chunk:
                rows.writerow(
                    [harmless(cell) if isinstance(cell, str) else cell for cell in quote[:-1]]
                )
            text.flush()

        yield write


@contextmanager
def _jsonl(file: Path) -> Generator[Write]:
    # In ASCII, so that no reader of lines takes a character of a quote for the end of one.
    with file.open("w", encoding="ascii", newline="\n") as text:

        def write(chunk: list[Said]) -> None:
            for quote in chunk:
                text.write(json.dumps(dict(zip(COLUMNS, quote, strict=False))) + "\n")
            text.flush()

        yield write


@contextmanager
def _sqlite(file: Path) -> Generator[Write]:
    with closing(sqlite3.connect(file, isolation_level=None)) as database:
        # Half a file is thrown away, so that there is nothing to journal.
        with _unwritable_named(file):
            database.execute("PRAGMA journal_mode = OFF")
            database.execute("PRAGMA synchronous = OFF")
            database.executescript(_TABLES)
        articles: dict[tuple[str | None, ...], int] = {}

        def write(chunk: list[Said]) -> None:
            with _unwritable_named(file):
                database.execute("BEGIN")
                for quote in chunk:
                    _insert(database, articles, quote)
                database.execute("COMMIT")

        yield write


@contextmanager
def _unwritable_named(file: Path) -> Generator[None]:
    """Have SQLite fail as other files do: its own errors would be taken for the archive's."""
    try:
        yield
    except sqlite3.OperationalError as error:
        raise OSError(f"cannot write {file}") from error


def _insert(
    database: sqlite3.Connection, articles: dict[tuple[str | None, ...], int], quote: Said
) -> None:
    """Insert a quote, and its article with the first of its quotes; ids count from 1."""
    article = (quote.title, quote.site, quote.url, quote.published)
    if article not in articles:
        articles[article] = database.execute(_ARTICLE, article).lastrowid or 0
    quote_id = database.execute(
        _QUOTE,
        (
            articles[article],
            quote.words,
            quote.kind,
            quote.relay,
            quote.addressee,
            quote.confidence,
            quote.shared_at,
            quote.message,
        ),
    ).lastrowid
    database.executemany(
        "INSERT INTO quote_speakers VALUES (?, ?, ?)",
        [(quote_id, place, name) for place, name in enumerate(quote.speakers)],
    )


WRITERS: Mapping[Form, Callable[[Path], AbstractContextManager[Write]]] = {
    Form.CSV: _csv,
    Form.JSONL: _jsonl,
    Form.SQLITE: _sqlite,
}
