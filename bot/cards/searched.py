"""What full-text search found, as Discord shows it."""

import re
from collections.abc import Iterator

from bot.archive import SearchHit, SearchPage
from bot.cards import counts
from bot.cards.asked import Asked, turns
from bot.cards.found import fitting, source
from bot.cards.pages import Row, View, card
from bot.cards.text import clean
from bot.languages import _, listed, number

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
        sentence = _("No quote or title has “{words}” here, but people of that name are quoted.")
        return card(sentence.format(words=words), people)
    if not page.hits:
        # Translators: OR is a word of the search itself; it stays as it is.
        sentence = _("Nothing with “{words}” here; try fewer or other words, or `this OR that`.")
        return card(sentence.format(words=words))
    head = _("Found for “{words}”").format(words=words)
    return card(
        f"**{head}**\n-# {_which(page, asked.offset)}",
        *fitting(lambda words, linked: [_hit(hit, words, linked) for hit in page.hits]),
        turns(asked, HITS_A_PAGE, len(page.hits), page.total),
        people,
    )


def _which(page: SearchPage, offset: int) -> str:
    if not page.more:
        return counts.places(offset, len(page.hits), number(page.total))
    which = _("{first}–{last} of the newest {total}, best first")
    first, last = number(offset + 1), number(offset + len(page.hits))
    return which.format(first=first, last=last, total=number(page.total))


def _hit(hit: SearchHit, words: int, linked: bool) -> str:
    excerpt = "".join(_marked(hit, words))
    if hit.kind is None:
        where = source(_("the article"), hit, linked=linked)
        return f"{excerpt}\n-# {where}"
    speaker = f"\n-# — **{clean(listed(hit.speakers), _SPEAKER)}**" if hit.speakers else ""
    where = source(hit.title or hit.site or _("Untitled"), hit, linked=linked)
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
