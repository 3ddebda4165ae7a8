"""One story under several addresses: which article that is known a report repeats.

Two readings become *one article* only where nothing is put into anybody's mouth by it: the same
text; or nearly the same with the same quotes; or a page that itself names the known address as its
own and quotes nothing else. A copy that says other words stays an article of its own, in the same
*story*: what they have in common counts once, and what one of them made up stays with its outlet.
"""

import sqlite3
from dataclasses import dataclass
from typing import Any

from bot.archive import newest
from bot.archive.likeness import (
    MAYBE_SAME_STORY,
    SAME_ARTICLE,
    SAME_STORY,
    Marks,
    common,
    folded,
    marks,
    saying,
    touches,
)
from bot.archive.rows import storable
from bot.archive.texts import text_of
from bot.domain import Report

_MOST_COMPARED = 8


@dataclass(frozen=True, slots=True)
class Likeness:
    """What a report has been compared by, and what it turned out to be like.

    ``same`` is the article that it repeats, ``near`` another one of its story.
    """

    fingerprint: str
    simhash: int | None
    same: int | None = None
    near: int | None = None


def likeness(
    connection: sqlite3.Connection,
    report: Report,
    canonical: str | None,
    marked: Marks | None = None,
) -> Likeness:
    """What is known of a report's story.

    Parameters:
        report: a storable one.
        canonical: the key of the address that the page calls its own.
        marked: the article's marks; None for those that are still to be worked out.
    """
    marked = marked or marks(report.article)
    mark, bits = marked.fingerprint, marked.simhash
    same = _scalar(connection, "SELECT id FROM articles WHERE fingerprint = ?", (mark,))
    if same is not None or bits is None:
        return Likeness(mark, bits, same)
    claimed = None if canonical is None else _article_of(connection, canonical)
    text = report.article.text
    near: int | None = None
    for article_id, apart in _nearest(connection, bits, claimed):
        other = text_of(connection, article_id) or ""
        if not touches(text, other) or common(text, other) < SAME_STORY:
            continue
        said = {folded(report.words_of(it.content)) for it in report.quotes}
        known = _said_in(connection, article_id)
        repeats = bool(said) and said == known and apart <= SAME_ARTICLE
        if repeats or (article_id == claimed and said <= known):
            return Likeness(mark, bits, article_id)
        near = near or article_id
    return Likeness(mark, bits, None, near)


def note_again(connection: sqlite3.Connection, article_id: int, like: Likeness) -> None:
    """Note what an article that is known is like now; it leaves a story that it isn't in any more.

    See :func:`note`.
    """
    if like.same is None and like.near is None:
        connection.execute(
            "UPDATE likenesses SET story = NULL WHERE article_id = ? AND story IS NOT NULL",
            (article_id,),
        )
    note(connection, article_id, like)


def note(connection: sqlite3.Connection, article_id: int, like: Likeness) -> None:
    """Keep an article's Simhash, and put it into the story of the one that it is near to.

    What both of them quote, of the quotes that are there, becomes one saying.
    """
    newest.keep(connection, article_id, like.simhash)
    if like.near is not None and like.near != article_id:
        first = _scalar(connection, "SELECT fingerprint FROM articles WHERE id = ?", (like.near,))
        story = _story_of(connection, like.near) or first
        _set_story(connection, like.near, story)
        _set_story(connection, article_id, story)


def _set_story(connection: sqlite3.Connection, article_id: int, story: str) -> None:
    connection.execute("UPDATE likenesses SET story = ? WHERE article_id = ?", (story, article_id))
    number_sayings(connection, article_id)


def number_sayings(connection: sqlite3.Connection, article_id: int) -> None:
    """Give the same number to the same words within an article's story, if it is in one."""
    story = _story_of(connection, article_id)
    if story is None:
        return
    quotes = connection.execute(
        "SELECT id, words FROM quotes WHERE article_id = ?", (article_id,)
    ).fetchall()
    connection.executemany(
        "UPDATE quotes SET saying = ? WHERE id = ?",
        [(saying(story, row["words"]), row["id"]) for row in quotes],
    )


def _nearest(
    connection: sqlite3.Connection, bits: int, claimed: int | None
) -> list[tuple[int, int]]:
    """The articles worth comparing, with how many bits they are apart: the claimed one first."""
    apart = newest.near(connection, bits, MAYBE_SAME_STORY)
    near = [(id_, far) for far, id_ in apart if id_ != claimed]
    first = [] if claimed is None else [(claimed, MAYBE_SAME_STORY)]
    return first + near[:_MOST_COMPARED]


def _said_in(connection: sqlite3.Connection, article_id: int) -> set[str]:
    rows = connection.execute("SELECT words FROM quotes WHERE article_id = ?", (article_id,))
    return {folded(row["words"]) for row in rows}


def _article_of(connection: sqlite3.Connection, key: str) -> int | None:
    return _scalar(
        connection, "SELECT article_id FROM article_keys WHERE key = ?", (storable(key),)
    )


def _story_of(connection: sqlite3.Connection, article_id: int) -> str | None:
    return _scalar(connection, "SELECT story FROM likenesses WHERE article_id = ?", (article_id,))


def _scalar(connection: sqlite3.Connection, question: str, values: tuple[object, ...]) -> Any:
    row = connection.execute(question, values).fetchone()
    return None if row is None else row[0]
