"""What the archive found, as Discord shows it."""

from collections.abc import Callable, Sequence

from bot.archive import Order, QuoteHit, QuotePage, SearchHit, called
from bot.cards.asked import Asked, turns
from bot.cards.pages import ROOM, View, card
from bot.cards.quotation import said
from bot.cards.text import clean, day, link, unbroken

A_PAGE = 5

_SHORTEST = (60, False)
_LENGTHS = ((300, True), (200, True), (200, False), _SHORTEST)

_ORDERS = {Order.OLDEST.value: "oldest first", Order.BEST.value: "key quotes first"}
_KINDS = {
    "direct": "word for word",
    "mixed": "partly word for word",
    "indirect": "reported speech",
}


def found_card(page: QuotePage, asked: Asked) -> View:
    """One page of an answer, or a sentence that says what to try where nothing was found."""
    if not page.hits:
        return card(f"No quotes {_asked(asked)} here; {_advice(asked)}.")
    first, last = asked.offset + 1, asked.offset + len(page.hits)
    facts = (
        f"{first}–{last} of {page.total}{'+' * page.more}",
        _KINDS.get(asked.said.get("kind", "")),
        _ORDERS.get(asked.said.get("order", "")),
    )
    return card(
        f"**Quotes {_asked(asked)}**\n-# {' · '.join(fact for fact in facts if fact)}",
        *fitting(lambda words, linked: [sourced(hit, words, linked) for hit in page.hits]),
        turns(asked, A_PAGE, len(page.hits), page.total),
    )


def fitting(draw: Callable[[int, bool], Sequence[str]]) -> Sequence[str]:
    """Hits as long as a card has room for: with less of their words, at last without their links.

    Parameters:
        draw: makes them, of so many characters of each one's words, with or without links.
    """
    for words, linked in _LENGTHS:
        hits = draw(words, linked)
        if sum(map(len, hits)) <= ROOM:
            return hits
    return draw(*_SHORTEST)


def source(label: str, hit: QuoteHit | SearchHit, *, linked: bool = True) -> str:
    """Where a hit comes from: the article, behind ``label``, its site and day, and the message."""
    words = unbroken("jump to the message")
    jump = f"[{words}]({hit.share.seen.jump_url})" if hit.share else None
    # The link that was shared here: the article's own address may come from another server.
    article = link(label, hit.share.seen.url if hit.share and linked else None, 80)
    parts = (article, clean(hit.site or "", 30), unbroken(day(hit.published) or ""), jump)
    return " · ".join(part for part in parts if part)


def sourced(hit: QuoteHit, words: int, linked: bool) -> str:
    """A quote of so many characters at most, who said it, and where it comes from."""
    where = source(hit.title or hit.site or "Untitled", hit, linked=linked)
    return f"{said(hit.words, hit.quoted, hit, words)}\n-# {where}"


def _asked(asked: Asked) -> str:
    said = asked.said
    parts = (
        "speaker" in said and f"by {clean(called(said['speaker']), 60)}",
        "about" in said and f"about “{clean(said['about'], 60)}”",
        "site" in said and f"from {clean(said['site'], 60)}",
        "channel" in said and f"in <#{said['channel']}>",
        "from" in said and f"since {day(said['from'])}",
        "to" in said and f"until {day(said['to'])}",
    )
    return " ".join(part for part in parts if part) or "of the newest articles"


def _advice(asked: Asked) -> str:
    for option, advice in _ADVICE.items():
        if option in asked.said:
            return advice
    return "paste a link to an article first"


# The first that was given is the first to try otherwise.
_ADVICE = {
    "from": "try an earlier date",
    "to": "try a later date",
    "site": "pick one of the suggested sites, or leave `site` out",
    "channel": "try another channel, or leave `channel` out",
    "kind": "leave `kind` out",
    "about": "try other words, or leave `about` out",
    "speaker": "try a part of the name, or pick one of the suggestions",
}
