"""The quotes of an article: those that a new reading finds again stay the rows they were."""

import sqlite3
from collections.abc import Mapping, Sequence
from itertools import count

from bot.archive.rows import Columns, as_json

_COLUMNS = (
    "id, article_id, place, rank, kind, words, content, quoted, cue, mention, speaker_type, relay,"
    " addressee, confidence, tags"
)
_NAMES = _COLUMNS.split(", ")
_INSERT = "INSERT INTO quotes ({columns}) VALUES {rows}"
_ROW = f"({', '.join('?' * len(_NAMES))})"
# Full-text search writes a piece of its index for each statement, and joins the pieces later. So
# there is one statement for so many quotes: recording a report takes a twentieth less.
_AT_ONCE = 16
_UPDATE = """
UPDATE quotes SET place = :place, rank = :rank, kind = :kind, quoted = :quoted, cue = :cue,
    mention = :mention, speaker_type = :speaker_type, relay = :relay, addressee = :addressee,
    confidence = :confidence, saying = NULL
WHERE id = :id"""


def keep_quotes(
    connection: sqlite3.Connection, article_id: int, rows: Sequence[Columns]
) -> Sequence[int]:
    """Put the quotes of a reading in the place of those of an earlier one; return their ids.

    A quote of the same words in the same place keeps its id, and so all that refers to it; those
    that are not found again go. Their speakers are to be put in anew.
    """
    again = _found_again(connection, article_id, rows)
    [last] = connection.execute("SELECT coalesce(max(id), 0) FROM quotes").fetchone()
    unused = count(last + 1)
    ids = [again.get(at) or next(unused) for at in range(len(rows))]
    _insert(connection, [rows[at] | {"id": id_} for at, id_ in enumerate(ids) if at not in again])
    return ids


def _insert(connection: sqlite3.Connection, rows: Sequence[Columns]) -> None:
    for first in range(0, len(rows), _AT_ONCE):
        some = rows[first : first + _AT_ONCE]
        question = _INSERT.format(columns=_COLUMNS, rows=", ".join([_ROW] * len(some)))
        connection.execute(question, [row[column] for row in some for column in _NAMES])


def _found_again(
    connection: sqlite3.Connection, article_id: int, rows: Sequence[Columns]
) -> Mapping[int, int]:
    """The ids of the quotes that are there already, by where they stand in the new reading."""
    before = connection.execute(
        "SELECT id, content, words FROM quotes WHERE article_id = ?", (article_id,)
    ).fetchall()
    if not before:
        return {}
    known = {(row["content"], row["words"]): row["id"] for row in before}
    found = [known.pop((row["content"], row["words"]), None) for row in rows]
    again = {at: id_ for at, id_ in enumerate(found) if id_ is not None}
    ids = as_json(again.values())
    connection.execute(
        "DELETE FROM quotes WHERE article_id = ? AND id NOT IN (SELECT value FROM json_each(?))",
        (article_id, ids),
    )
    connection.execute(
        "DELETE FROM quote_speakers WHERE quote_id IN (SELECT value FROM json_each(?))", (ids,)
    )
    # Two that change places must not meet in one of them.
    connection.execute("UPDATE quotes SET place = -1 - place WHERE article_id = ?", (article_id,))
    connection.executemany(_UPDATE, [rows[at] | {"id": id_} for at, id_ in again.items()])
    return again
