"""What people corrected, as something to learn from: who said so, and where, stays here."""

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass

from bot.archive.articles import load
from bot.archive.rows import damage_named, spans_from
from bot.domain import Correction, CorrectionKind, Report

_HOLDING = """
SELECT corrections.article_id, content, kind, speaker, was, max(corrections.id) FROM corrections
WHERE undone_at IS NULL AND (quote_id IS NOT NULL OR content = '[]')
    AND NOT EXISTS (SELECT 1 FROM textless WHERE textless.article_id = corrections.article_id)
GROUP BY corrections.article_id, content ORDER BY corrections.article_id, max(corrections.id)"""


@dataclass(frozen=True, slots=True)
class Feedback:
    """An article as it was read, and what of it was corrected, the last word of any server."""

    article_id: int
    report: Report
    corrections: tuple[Correction, ...]


def feedback(connection: sqlite3.Connection) -> list[Feedback]:
    """Every article that was corrected and has its text still, by its id."""
    return list(_feedback(connection))


def _feedback(connection: sqlite3.Connection) -> Iterator[Feedback]:
    by_article: dict[int, list[Correction]] = {}
    with damage_named():
        for row in connection.execute(_HOLDING):
            one = Correction(
                CorrectionKind(row["kind"]), spans_from(row["content"]), row["speaker"], row["was"]
            )
            by_article.setdefault(row["article_id"], []).append(one)
    for article_id, corrections in by_article.items():
        stored = load(connection, article_id)
        if stored is not None:
            yield Feedback(article_id, stored.report, tuple(corrections))
