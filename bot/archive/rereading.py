"""Articles that other rules than today's have read, and what today's find in them."""

import sqlite3
from dataclasses import dataclass

from bot.archive.articles import reading_columns, update_article
from bot.archive.errors import ArticleGone
from bot.archive.findings import replace_findings
from bot.archive.lanes import Lane
from bot.archive.rows import storable_report
from bot.archive.stories import likeness, note_again
from bot.archive.texts import keep_text, text_of
from bot.domain import Report
from bot.languages import N_

_AT_A_TIME = 500


@dataclass(frozen=True, slots=True)
class OldReading:
    """An article that other rules have read.

    ``url`` is where it can be fetched again, if anywhere; ``textless`` says that it must be, as
    its text was given up.
    """

    article_id: int
    url: str | None
    textless: bool


class Rereading:
    """The articles that other rules have read; a part of an Archive, and awaited like it."""

    def __init__(self, writer: Lane, reader: Lane) -> None:
        self._writer = writer
        self._reader = reader

    async def old(self, analyser: str) -> list[OldReading]:
        """The articles that other rules than those of ``analyser`` have read, oldest first."""
        found: list[OldReading] = []
        while some := await self._reader.run(
            _old_readings, analyser, found[-1].article_id if found else 0
        ):
            found += some
        return found

    async def read_again(self, article_id: int, report: Report, analyser: str) -> None:
        """Put what was found in an article's stored text in the place of what had been found.

        Raises ArticleGone if that text was deleted, given up or replaced meanwhile.
        """
        await self._writer.run(_read_again, article_id, report, analyser)

    async def fetched_again(self, article_id: int, report: Report, analyser: str) -> None:
        """Put a page as it is now in the place of an article whose text was given up.

        Raises ArticleGone if the article was deleted, or the page is now that of another one.
        """
        await self._writer.run(_fetched_again, article_id, report, analyser)


def _old_readings(connection: sqlite3.Connection, analyser: str, after: int) -> list[OldReading]:
    rows = connection.execute(
        "SELECT id, url, (SELECT url FROM shares WHERE article_id = articles.id"
        "  ORDER BY shares.id DESC LIMIT 1) AS shared,"
        " EXISTS (SELECT 1 FROM textless WHERE article_id = articles.id) AS textless"
        " FROM articles WHERE id > ? AND analyser <> ? ORDER BY id LIMIT ?",
        (after, analyser, _AT_A_TIME),
    )
    return [
        OldReading(row["id"], row["shared"] or row["url"], bool(row["textless"])) for row in rows
    ]


def _read_again(
    connection: sqlite3.Connection, article_id: int, report: Report, analyser: str
) -> None:
    report = storable_report(report)
    if text_of(connection, article_id) != report.article.text:
        raise _gone()
    connection.execute("UPDATE articles SET analyser = ? WHERE id = ?", (analyser, article_id))
    replace_findings(connection, article_id, report)


def _fetched_again(
    connection: sqlite3.Connection, article_id: int, report: Report, analyser: str
) -> None:
    report = storable_report(report)
    like = likeness(connection, report, None)
    if like.same not in {None, article_id}:
        raise _gone()
    columns = reading_columns(report, like, analyser) | {"kept": 0}
    if not update_article(connection, article_id, columns):
        raise _gone()
    keep_text(connection, article_id, report.article.text)
    note_again(connection, article_id, like)
    replace_findings(connection, article_id, report)


def _gone() -> ArticleGone:
    return ArticleGone(N_("That article has changed meanwhile; nothing was done to it."))
