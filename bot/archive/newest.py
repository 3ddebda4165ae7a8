"""The Simhashes of the newest articles, held in memory from one report to the next.

Reading ten thousand rows takes longer than all the rest of recording a report. What is held says
which state of its table it shows: a number that lies in a temporary table, is drawn anew with each
change, and goes back with a transaction that fails; and what SQLite counts of changes by others,
https://www.sqlite.org/pragma.html#pragma_data_version. Where either differs, it is read anew.
"""

import sqlite3
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_MOST = 10_000  # a wire story is repeated within days
_WATCH = (
    "CREATE TEMP TABLE likenesses_state (drawn INTEGER NOT NULL) STRICT",
    "INSERT INTO likenesses_state VALUES (random())",
    """
    CREATE TEMP TRIGGER likenesses_added AFTER INSERT ON main.likenesses BEGIN
        UPDATE likenesses_state SET drawn = random();
    END
    """,
    """
    CREATE TEMP TRIGGER likenesses_changed AFTER UPDATE OF simhash ON main.likenesses BEGIN
        UPDATE likenesses_state SET drawn = random();
    END
    """,
    """
    CREATE TEMP TRIGGER likenesses_deleted AFTER DELETE ON main.likenesses BEGIN
        UPDATE likenesses_state SET drawn = random();
    END
    """,
)

_DRAWN = "SELECT drawn FROM temp.likenesses_state"
_State = tuple[int, int]


@dataclass(frozen=True, slots=True)
class _Newest:
    """Article ids, newest first, their Simhashes, and where those are none."""

    state: _State
    ids: "NDArray[np.int64]"
    simhashes: "NDArray[np.int64]"
    unhashed: "NDArray[np.bool_]"


# A process writes one archive; more than two at a time would only make each other slower.
_held: deque[_Newest] = deque(maxlen=2)


def near(connection: sqlite3.Connection, simhash: int, most: int) -> Sequence[tuple[int, int]]:
    """Of the newest articles those within ``most`` bits of a Simhash, nearest first.

    Returns pairs of the bits by which one is apart, and its id.
    """
    import numpy as np

    newest = _newest(connection)
    apart = np.bitwise_count((newest.simhashes ^ np.int64(simhash)).view(np.uint64))
    [places] = np.nonzero((apart <= most) & ~newest.unhashed)
    return sorted((int(apart[place]), int(newest.ids[place])) for place in places)


def keep(connection: sqlite3.Connection, article_id: int, simhash: int | None) -> None:
    """Keep an article's Simhash, in its table and in what is held of it."""
    held = _held_in(_state(connection))
    connection.execute(
        "INSERT INTO likenesses (article_id, simhash) VALUES (?, ?)"
        " ON CONFLICT (article_id) DO UPDATE SET simhash = excluded.simhash",
        (article_id, simhash),
    )
    if held is not None and article_id > held.ids.max(initial=0):
        _held.append(_with(held, _state(connection), article_id, simhash))


def _newest(connection: sqlite3.Connection) -> _Newest:
    state = _state(connection)
    held = _held_in(state)
    if held is None:
        held = _read(connection, state)
        _held.append(held)
    return held


def _held_in(state: _State) -> _Newest | None:
    return next((newest for newest in tuple(_held) if newest.state == state), None)


def _state(connection: sqlite3.Connection) -> _State:
    """What the table of Simhashes has in common with itself alone while it doesn't change."""
    try:
        [drawn] = connection.execute(_DRAWN).fetchone()
    except sqlite3.OperationalError:  # nobody has watched by this connection yet
        for statement in _WATCH:
            connection.execute(statement)
        [drawn] = connection.execute(_DRAWN).fetchone()
    [others] = connection.execute("PRAGMA main.data_version").fetchone()
    return drawn, others


def _read(connection: sqlite3.Connection, state: _State) -> _Newest:
    import numpy as np

    rows = connection.execute(
        "SELECT article_id, simhash FROM likenesses ORDER BY article_id DESC LIMIT ?", (_MOST,)
    ).fetchall()
    return _Newest(
        state,
        np.array([id_ for id_, _ in rows], np.int64),
        np.array([simhash or 0 for _, simhash in rows], np.int64),
        np.array([simhash is None for _, simhash in rows], np.bool_),
    )


def _with(newest: _Newest, state: _State, article_id: int, simhash: int | None) -> _Newest:
    import numpy as np

    return _Newest(
        state,
        np.append(np.int64(article_id), newest.ids)[:_MOST],
        np.append(np.int64(simhash or 0), newest.simhashes)[:_MOST],
        np.append(simhash is None, newest.unhashed)[:_MOST],
    )
