"""What full-text search found, as Discord shows it."""

import re
from collections.abc import Iterator

from bot.archive import SearchHit, SearchPage
from bot.cards.asked import Asked, turns
from bot.cards.found import fitting, source
from bot.cards.pages import Row, View, card
from bot.cards.text import clean

HITS_A_PAGE = 5
_SPEAKER = 60
# “…,” she said: the comma is the narrator's.
_NARRATORS_COMMA = re.compile(r",(?=[”\"](?:\s|$))")


def search_card(page: SearchPage, asked: Asked, people: Row | None = None) -> View:
    """One page of what was found, or a sentence that says what to try where nothing was.

    Parameters:
        people: a select of those whose names the words are.
    """
    words = clean(asked.said["words"], 100)
    if not page.hits and people:
        return card(
            f"No quote or title has “{words}” here, but people of that name are quoted.", people
        )
    if not page.hits:
        return card(f"Nothing with “{words}” here; try fewer or other words, or `this OR that`.")
    first, last = asked.offset + 1, asked.offset + len(page.hits)
    of = f"the newest {page.total}, best first" if page.more else str(page.total)
    return card(
        f"**Found for “{words}”**\n-# {first}–{last} of {of}",
        *fitting(lambda words, linked: [_hit(hit, words, linked) for hit in page.hits]),
        turns(asked, HITS_A_PAGE, len(page.hits), page.total),
        people,
    )


def _hit(hit: SearchHit, words: int, linked: bool) -> str:
    excerpt = "".join(_marked(hit, words))
    if hit.kind is None:
        return f"{excerpt}\n-# {source('the article', hit, linked=linked)}"
    speaker = f"\n-# — **{clean(hit.speaker, _SPEAKER)}**" if hit.speaker else ""
    where = source(hit.title or hit.site or "Untitled", hit, linked=linked)
    return f"{excerpt}{speaker}\n-# {where}"


def _marked(hit: SearchHit, limit: int) -> Iterator[str]:
    """The excerpt in pieces, what was found in bold; at most ``limit`` characters."""
    room, at = limit, 0
    for start, end in (*hit.marks, (len(hit.excerpt), len(hit.excerpt))):
        for words, bold in ((hit.excerpt[at:start], False), (hit.excerpt[start:end], True)):
            piece = _piece(_NARRATORS_COMMA.sub("", words) if hit.kind else words, bold, room)
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
