"""Hits of a search as people see them: an excerpt, with the words that were found marked in it."""

import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from bot.archive.articles import speakers_of
from bot.archive.corrections import Overlay
from bot.archive.rows import as_json, damage_named, share_from
from bot.domain import QuoteKind, Share, Spans, speakers_in_words

_MARKED = "\x02", "\x03"  # no words that anybody sees hold these


@dataclass(frozen=True, slots=True)
class SearchHit:
    """A quote or a title in which the words were found.

    ``excerpt`` is a part of the quote, or the title; ``marks`` are the words found in it.
    ``kind`` is None for a title, which has no speakers. ``share`` is the newest one that the asker
    may see; None where nobody has shared the article.
    """

    excerpt: str
    marks: Spans
    kind: QuoteKind | None
    speakers: tuple[str, ...]
    article_id: int
    title: str | None
    site: str | None
    url: str | None
    published: str | None
    share: Share | None

    @property
    def speaker(self) -> str | None:
        """The speakers in English words."""
        return speakers_in_words(self.speakers)


class Found(NamedTuple):
    """A hit before it is read, and where it stands."""

    score: float
    quote_id: int | None
    article_id: int
    share_id: int | None
    title_id: int | None  # of another title than the article's first


_PAGE = """
SELECT quotes.id AS quote_id, quotes.kind AS quote_kind,
    json_extract(place.value, '$[2]') AS about_article,
    iif(outlet.key IS NULL, articles.title, outlet.title) AS article_title,
    iif(outlet.key IS NULL, articles.site, outlet.site) AS article_site,
    iif(outlet.key IS NULL, articles.url, outlet.url) AS article_url,
    iif(outlet.key IS NULL, articles.published, outlet.published) AS article_published,
    shares.*
FROM json_each(:page) AS place
LEFT JOIN quotes ON quotes.id = json_extract(place.value, '$[1]')
LEFT JOIN shares ON shares.id = json_extract(place.value, '$[3]')
LEFT JOIN article_keys AS outlet
    ON outlet.key = shares.key AND outlet.article_id = json_extract(place.value, '$[2]')
LEFT JOIN articles
    ON articles.id = iif(outlet.key IS NULL, json_extract(place.value, '$[2]'), NULL)
ORDER BY place.key"""
# One walk over the newest hits takes less than to ask full-text search once for each of the page.
_THESE = """
    AND rowid BETWEEN :first AND :last AND +rowid IN (SELECT value FROM json_each(:ids))"""
_QUOTE_EXCERPTS = """
SELECT rowid, snippet(quotes_fts, 0, :before, :after, '…', 40) AS excerpt FROM quotes_fts
WHERE quotes_fts MATCH :in_quotes"""
_TITLE_EXCERPTS = """
SELECT rowid, highlight(articles_fts, 0, :before, :after) AS excerpt FROM articles_fts
WHERE articles_fts MATCH :in_titles"""
_OTHER_EXCERPTS = """
SELECT rowid, highlight(other_titles_fts, 0, :before, :after) AS excerpt FROM other_titles_fts
WHERE other_titles_fts MATCH :in_other_titles"""


def hits_from(
    connection: sqlite3.Connection, page: list[Found], asked: Mapping[str, object], over: Overlay
) -> tuple[SearchHit, ...]:
    """The hits of a page, as they are shown in the asker's server.

    Parameters:
        asked: the full-text questions that found them: ``in_quotes``, ``in_titles``,
            ``in_other_titles``.
    """
    quote_ids = [hit.quote_id for hit in page if hit.quote_id is not None]
    titled = [hit.article_id for hit in page if hit.quote_id is None and hit.title_id is None]
    others = {hit.title_id: hit.article_id for hit in page if hit.title_id is not None}
    speakers = speakers_of(connection, quote_ids)
    quoted = _excerpts(connection, _QUOTE_EXCERPTS, quote_ids, asked)
    titles = _excerpts(connection, _TITLE_EXCERPTS, titled, asked)
    called = _excerpts(connection, _OTHER_EXCERPTS, list(others), asked)
    titles |= {others[title_id]: excerpt for title_id, excerpt in called.items()}
    rows = connection.execute(_PAGE, {"page": as_json(page)})
    with damage_named():
        return tuple(
            _hit(row, titles[row["about_article"]], ())
            if row["quote_id"] is None
            else _hit(
                row,
                quoted[row["quote_id"]],
                over.said_by(row["quote_id"], speakers[row["quote_id"]]),
            )
            for row in rows
        )


def _excerpts(
    connection: sqlite3.Connection, question: str, ids: list[int], asked: Mapping[str, object]
) -> dict[int, str]:
    if not ids:
        return {}
    before, after = _MARKED
    these = {"first": min(ids), "last": max(ids), "ids": as_json(ids)}
    rows = connection.execute(
        f"{question} {_THESE}", {**asked, **these, "before": before, "after": after}
    )
    return {row["rowid"]: row["excerpt"] for row in rows}


def _hit(row: sqlite3.Row, marked: str, speakers: Sequence[str]) -> SearchHit:
    excerpt, marks = _unmarked(marked)
    return SearchHit(
        excerpt=excerpt,
        marks=marks,
        kind=None if row["quote_id"] is None else QuoteKind(row["quote_kind"]),
        speakers=tuple(speakers),
        article_id=row["about_article"],
        title=row["article_title"],
        site=row["article_site"],
        url=row["article_url"],
        published=row["article_published"],
        share=None if row["id"] is None else share_from(row),
    )


def _unmarked(marked: str) -> tuple[str, Spans]:
    """An excerpt without the marks that SQLite put around what was found, and where they stood."""
    before, after = _MARKED
    text, spans = "", list[tuple[int, int]]()
    for place, part in enumerate(marked.split(before)):
        found, _, rest = part.rpartition(after) if place else ("", "", part)
        if found:
            spans.append((len(text), len(text) + len(found)))
        text += found.replace(after, "") + rest
    return text, tuple(spans)
