"""Questions that a button has no room for: kept for a week, and only so many of them.

They hold what was typed, and neither who typed it nor where.
"""

import json
import sqlite3
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from hashlib import blake2b

from bot.archive.rows import damage_named, storable, timestamp

_KEPT = timedelta(days=7)
_MOST = 10_000


def keep(connection: sqlite3.Connection, asked: Mapping[str, str]) -> str:
    """Keep a question and return its digest, which is the same for the same question."""
    text = json.dumps({storable(name): storable(said) for name, said in asked.items()})
    digest = blake2b(text.encode(), digest_size=12).hexdigest()
    now = datetime.now(UTC)
    connection.execute("DELETE FROM questions WHERE asked_at < ?", (timestamp(now - _KEPT),))
    connection.execute(
        "INSERT INTO questions (digest, asked, asked_at) VALUES (?, ?, ?)"
        " ON CONFLICT (digest) DO UPDATE SET asked_at = excluded.asked_at",
        (digest, text, timestamp(now)),
    )
    connection.execute(
        "DELETE FROM questions WHERE digest IN"
        " (SELECT digest FROM questions ORDER BY asked_at DESC LIMIT -1 OFFSET ?)",
        (_MOST,),
    )
    return digest


def kept(connection: sqlite3.Connection, digest: str) -> dict[str, str] | None:
    """The question of a digest; None if it is kept no more."""
    row = connection.execute("SELECT asked FROM questions WHERE digest = ?", (digest,)).fetchone()
    if row is None:
        return None
    with damage_named():
        return {str(name): str(said) for name, said in dict(json.loads(row["asked"])).items()}
