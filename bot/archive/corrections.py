"""What people of a server say is wrong, laid over what was read; the reading itself stays.

The last correction of a quote that was not undone holds; what was undone stays in the log.
"""

import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

from bot.archive.articles import load
from bot.archive.errors import ArticleGone, QuoteGone, ShareGone, TooManyCorrections
from bot.archive.names import is_named
from bot.archive.one_article import as_decided, given
from bot.archive.rows import as_json, damage_named, spans_from, storable, timestamp
from bot.archive.shares import share as share_by_id
from bot.archive.whose import whose
from bot.domain import Correction, CorrectionKind, Quote, Report, Scope, Share, Spans, StoredReport
from bot.languages import N_

LONGEST_SPEAKER = 80  # characters
_MOST_OF_AN_ARTICLE = 200
_MOST_OF_A_PLACE = 10_000
_NOW = """
SELECT quote_id, article_id, content, kind, speaker, was, max(id) FROM corrections
WHERE place_id = ? AND undone_at IS NULL {of_article}
GROUP BY article_id, content ORDER BY max(id) DESC LIMIT ?"""

# The same words in the same story, run by another outlet, were said by the same person.
_COPIES = """
SELECT meant.id AS meant, other.id AS copy FROM json_each(?) AS one
CROSS JOIN quotes AS meant ON meant.id = one.value AND meant.saying IS NOT NULL
CROSS JOIN likenesses AS own ON own.article_id = meant.article_id
CROSS JOIN likenesses AS near ON near.story = own.story
CROSS JOIN quotes AS other ON other.article_id = near.article_id
WHERE other.saying = meant.saying AND other.id <> meant.id"""


@dataclass(frozen=True, slots=True)
class Overlay:
    """What holds in a server: who said which quote, which are none, which articles are wrong.

    ``identities`` say who those are whom quotes were given to (:mod:`bot.archive.whose`).
    """

    speakers: Mapping[int, str | None] = field(default_factory=dict[int, str | None])
    identities: Mapping[int, int] = field(default_factory=dict[int, int])
    hidden: frozenset[int] = frozenset()
    wrong_articles: frozenset[int] = frozenset()

    def __bool__(self) -> bool:
        return bool(self.speakers or self.hidden or self.wrong_articles)

    def shows(self, quote_id: int | None, article_id: int) -> bool:
        return quote_id not in self.hidden and article_id not in self.wrong_articles

    def said_by(self, quote_id: int, speakers: Sequence[str]) -> Sequence[str]:
        """Who said a quote, of which others were read to be the speakers."""
        if quote_id not in self.speakers:
            return speakers
        speaker = self.speakers[quote_id]
        return [speaker] if speaker else []

    def given_to(self, typed: Sequence[str], *, whole: bool) -> list[int]:
        """The quotes whose speaker by correction has all the words typed, whole or as beginnings.

        Parameters:
            typed: folded words of a name, or the one word that stands for a name exactly.
        """
        return [
            quote_id
            for quote_id, speaker in self.speakers.items()
            if speaker and is_named(speaker, typed, whole=whole)
        ]


def overlay(connection: sqlite3.Connection, scope: Scope | None) -> Overlay:
    """What was corrected in the server that an asker asks in; nothing for one who sees all."""
    place_id = scope.place_id if scope else None
    if place_id is None:
        return Overlay()
    rows = connection.execute(_NOW.format(of_article=""), (place_id, _MOST_OF_A_PLACE)).fetchall()
    speakers: dict[int, str | None] = {}
    hidden: set[int] = set()
    wrong: set[int] = set()
    for row in rows:
        match row["kind"]:
            case CorrectionKind.WRONG_ARTICLE:
                wrong.add(row["article_id"])
            case CorrectionKind.NOT_A_QUOTE if row["quote_id"] is not None:
                hidden.add(row["quote_id"])
            case CorrectionKind.SPEAKER if row["quote_id"] is not None:
                speakers[row["quote_id"]] = row["speaker"]
            case _:
                pass
    _add_copies(connection, speakers, hidden)
    names, identities = given(connection, scope)
    decided = {quote: one for quote, one in identities.items() if quote not in speakers}
    said = names | speakers
    whose_ = whose(connection, scope, said, decided)
    return Overlay(said, whose_, frozenset(hidden), frozenset(wrong))


def wrong_articles(connection: sqlite3.Connection, scope: Scope | None) -> list[int]:
    """The wrong articles of an overlay alone, which are found sooner than all of it."""
    place_id = scope.place_id if scope else None
    rows = connection.execute(
        "SELECT DISTINCT article_id FROM corrections"
        " WHERE place_id = ? AND undone_at IS NULL AND kind = ?",
        (place_id, CorrectionKind.WRONG_ARTICLE.value),
    )
    return [row["article_id"] for row in rows]


def _add_copies(
    connection: sqlite3.Connection, speakers: dict[int, str | None], hidden: set[int]
) -> None:
    """Let what was corrected in one article of a story hold in its others, too."""
    corrected = {*speakers, *hidden}
    if not corrected:
        return
    for row in connection.execute(_COPIES, (as_json(corrected),)).fetchall():
        if row["copy"] in corrected:
            continue
        if row["meant"] in hidden:
            hidden.add(row["copy"])
        else:
            speakers.setdefault(row["copy"], speakers[row["meant"]])


def report(
    connection: sqlite3.Connection, article_id: int, share_id: int | None
) -> StoredReport | None:
    """A report as the server of a share has it; as it was read without one."""
    found = None if share_id is None else share_by_id(connection, share_id)
    key = _key(connection, share_id)
    stored = load(connection, article_id, key)
    if stored is None or found is None:
        return stored
    return corrected(connection, stored, found.seen.place_id)


def corrected(connection: sqlite3.Connection, stored: StoredReport, place_id: int) -> StoredReport:
    """A report with what was corrected in a server."""
    stored = as_decided(connection, stored, place_id)
    now = active(connection, stored.article_id, place_id)
    return apply(stored, now) if now else stored


def apply(stored: StoredReport, corrections: Iterable[Correction]) -> StoredReport:
    """A report with corrections, of which there is one for each quote at most."""
    meant = {one.content: one for one in corrections}
    if () in meant:
        bare = replace(stored.report, quotes=(), entities=())
        return replace(stored, report=bare, wrong_article=True)
    types = {entity.name: entity.type for entity in stored.report.entities}
    quotes = [
        _mended(quote, meant.get(quote.content), types)
        for quote in stored.report.quotes
        if not _is_none(meant.get(quote.content))
    ]
    return replace(stored, report=replace(stored.report, quotes=tuple(quotes)))


def active(connection: sqlite3.Connection, article_id: int, place_id: int) -> list[Correction]:
    """What holds of an article in a server, the newest first."""
    rows = connection.execute(
        _NOW.format(of_article="AND article_id = ? AND (quote_id IS NOT NULL OR content = '[]')"),
        (place_id, article_id, _MOST_OF_AN_ARTICLE),
    )
    with damage_named():
        return [_correction(row) for row in rows]


def correct(
    connection: sqlite3.Connection, share_id: int, correction: Correction, author_id: int
) -> StoredReport:
    """Keep what somebody says is wrong, and return the report as their server has it now.

    Raises ShareGone, ArticleGone, QuoteGone or TooManyCorrections.
    """
    found, stored = _shared(connection, share_id)
    place_id = found.seen.place_id
    _refuse_too_many(connection, stored.article_id, place_id)
    words = ""
    if correction.content:
        words = _words_now(corrected(connection, stored, place_id).report, correction.content)
    was = correction.before
    connection.execute(
        "INSERT INTO corrections (place_id, article_id, quote_id, content, words, kind, speaker,"
        " was, author_id, made_at) VALUES (:place, :article, (SELECT id FROM quotes"
        " WHERE article_id = :article AND content = :content AND words = :words), :content,"
        " :words, :kind, :speaker, :was, :author, :now)",
        {
            "place": place_id,
            "article": stored.article_id,
            "content": as_json(correction.content),
            "words": storable(words),
            "kind": correction.kind.value,
            "speaker": _bounded(correction.speaker),
            "was": _bounded(was),
            "author": author_id,
            "now": timestamp(datetime.now(UTC)),
        },
    )
    return corrected(connection, stored, place_id)


def undo(connection: sqlite3.Connection, share_id: int, author_id: int) -> StoredReport:
    """Take the last correction of a share's article in its server back; return the report as it is.

    What was corrected before holds again. Raises ShareGone or ArticleGone.
    """
    found, stored = _shared(connection, share_id)
    place_id = found.seen.place_id
    connection.execute(
        "UPDATE corrections SET undone_by = ?, undone_at = ? WHERE id = ("
        " SELECT max(id) FROM corrections"
        " WHERE article_id = ? AND place_id = ? AND undone_at IS NULL)",
        (author_id, timestamp(datetime.now(UTC)), stored.article_id, place_id),
    )
    return corrected(connection, stored, place_id)


def forget_author(connection: sqlite3.Connection, author_id: int) -> None:
    """Keep no more who made or undid a correction; what they said of the article stays."""
    connection.execute("UPDATE corrections SET author_id = NULL WHERE author_id = ?", (author_id,))
    connection.execute("UPDATE corrections SET undone_by = NULL WHERE undone_by = ?", (author_id,))


def _mended(quote: Quote, correction: Correction | None, types: Mapping[str, str]) -> Quote:
    if correction is None:
        return quote
    speaker = correction.speaker
    return replace(
        quote,
        speakers=(speaker,) if speaker else (),
        speaker_type=types.get(speaker) if speaker else None,
    )


def _is_none(correction: Correction | None) -> bool:
    return correction is not None and correction.kind is CorrectionKind.NOT_A_QUOTE


def _correction(row: sqlite3.Row) -> Correction:
    return Correction(
        CorrectionKind(row["kind"]), spans_from(row["content"]), row["speaker"], row["was"]
    )


def _words_now(report: Report, content: Spans) -> str:
    """The words of the quote that is meant, if it is still there."""
    if all(quote.content != content for quote in report.quotes):
        raise QuoteGone(N_("That quote has changed meanwhile; press ✎ on the card again."))
    return report.words_of(content)


def _refuse_too_many(connection: sqlite3.Connection, article_id: int, place_id: int) -> None:
    [made] = connection.execute(
        "SELECT count(*) FROM corrections WHERE article_id = ? AND place_id = ?",
        (article_id, place_id),
    ).fetchone()
    if made >= _MOST_OF_AN_ARTICLE:
        raise TooManyCorrections(
            N_(
                "This article has been corrected too often here; delete the card if it is of no"
                " use."
            )
        )


def _shared(connection: sqlite3.Connection, share_id: int) -> tuple[Share, StoredReport]:
    found = share_by_id(connection, share_id)
    if found is None:
        raise ShareGone(
            N_("The message was deleted, so nothing is kept of it; paste the link again.")
        )
    stored = load(connection, found.article_id or 0, _key(connection, share_id))
    if stored is None:
        raise ArticleGone(N_("That article has just been deleted; paste its link again."))
    return found, stored


def _key(connection: sqlite3.Connection, share_id: int | None) -> str | None:
    row = connection.execute("SELECT key FROM shares WHERE id = ?", (share_id,)).fetchone()
    return row and row["key"]


def _bounded(name: str | None) -> str | None:
    return None if name is None else storable(name[:LONGEST_SPEAKER])
