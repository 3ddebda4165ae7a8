"""What full-text search found, as Discord shows it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Self

from bot.archive import SearchHit, SearchPage
from bot.cards.found import source
from bot.cards.pages import Row, View, card, turning
from bot.cards.text import clean

HITS_A_PAGE = 5
WORDS = 80  # as many as a custom id of 100 characters has room for
_EXCERPT = 300
_SPEAKER = 60


@dataclass(frozen=True, slots=True)
class Search:
    """What was asked of full-text search, and how many hits were passed over."""

    words: str
    offset: int = 0

    #: Matches every custom id that :attr:`custom_id` makes.
    TEMPLATE = re.compile(r"pq!(?P<offset>\d{1,5})!(?P<words>[\s\S]{1,80})")

    @property
    def custom_id(self) -> str:
        """The whole question in at most 100 characters, so that it outlives a restart."""
        return f"pq!{self.offset}!{self.words[:WORDS]}"

    @classmethod
    def of(cls, match: re.Match[str]) -> Self:
        """The question that a match of :attr:`TEMPLATE` stands for."""
        return cls(match["words"], int(match["offset"]))


def search_card(page: SearchPage, asked: Search, people: Row | None = None) -> View:
    """One page of what was found, or a sentence that says what to try where nothing was.

    Parameters:
        people: a select of those whose names the words are.
    """
    words = clean(asked.words, 100)
    if not page.hits and people:
        return card(
            f"No quote or title has “{words}” here, but people of that name are quoted.", people
        )
    if not page.hits:
        return card(f"Nothing with “{words}” here; try fewer or other words, or `this OR that`.")
    first, last = asked.offset + 1, asked.offset + len(page.hits)
    before = replace(asked, offset=max(0, asked.offset - HITS_A_PAGE))
    after = replace(asked, offset=asked.offset + HITS_A_PAGE)
    of = f"the newest {page.total}, best first" if page.more else str(page.total)
    return card(
        f"**Found for “{words}”**\n-# {first}–{last} of {of}",
        *map(_hit, page.hits),
        turning(
            before.custom_id if asked.offset else None,
            after.custom_id if last < page.total else None,
        ),
        people,
    )


def _hit(hit: SearchHit) -> str:
    excerpt = "".join(_marked(hit))
    if hit.kind is None:
        return f"{excerpt}\n-# {source('the article', hit)}"
    speaker = f"\n-# — **{clean(hit.speaker, _SPEAKER)}**" if hit.speaker else ""
    return f"{excerpt}{speaker}\n-# {source(hit.title or hit.site or 'Untitled', hit)}"


def _marked(hit: SearchHit) -> Iterator[str]:
    """The excerpt in pieces, what was found in bold; at most :data:`_EXCERPT` characters."""
    room, at = _EXCERPT, 0
    for start, end in (*hit.marks, (len(hit.excerpt), len(hit.excerpt))):
        for words, bold in ((hit.excerpt[at:start], False), (hit.excerpt[start:end], True)):
            piece = _piece(words, bold, room)
            room -= len(piece)
            yield piece
        at = end


def _piece(words: str, bold: bool, room: int) -> str:
    frame = len("****")
    safe = clean(words, room - frame) if room > 2 * frame else ""
    if bold:
        return safe and f"**{safe}**"
    before, after = (" " if edge.isspace() else "" for edge in (words[:1], words[-1:]))
    return f"{before}{safe}{after}" if safe else before
