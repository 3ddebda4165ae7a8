"""What the archive found, as Discord shows it."""

from collections.abc import Callable, Sequence

from bot.archive import Order, QuoteHit, QuotePage, SearchHit, called
from bot.cards import counts
from bot.cards.asked import Asked, turns
from bot.cards.pages import ROOM, View, card
from bot.cards.quotation import said
from bot.cards.text import clean, day, link, unbroken
from bot.languages import N_, _, number

A_PAGE = 5

_SHORTEST = (60, False)
_LENGTHS = ((300, True), (200, True), (200, False), _SHORTEST)

_ORDERS = {Order.OLDEST.value: N_("oldest first"), Order.BEST.value: N_("key quotes first")}
_KINDS = {
    "direct": N_("word for word"),
    "mixed": N_("partly word for word"),
    "indirect": N_("reported speech"),
}


def found_card(page: QuotePage, asked: Asked) -> View:
    """One page of an answer, or a sentence that says what to try where nothing was found."""
    if not page.hits:
        return card(_advice(asked).format(which=_asked(asked)))
    facts = (
        counts.places(asked.offset, len(page.hits), number(page.total) + "+" * page.more),
        _(_KINDS.get(asked.said.get("kind", ""), "")),
        _(_ORDERS.get(asked.said.get("order", ""), "")),
    )
    # Translators: {which} is put together of parts such as "by Ada Marsh", "about “harvest”".
    head = _("Quotes {which}").format(which=_asked(asked))
    return card(
        f"**{head}**\n-# {' · '.join(fact for fact in facts if fact)}",
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
    jump_there = unbroken(_("jump to the message"))
    jump = hit.share and f"[{jump_there}]({hit.share.seen.jump_url})"
    # The link that was shared here: the article's own address may come from another server.
    article = link(label, hit.share.seen.url if hit.share and linked else None, 80)
    parts = (article, clean(hit.site or "", 30), unbroken(day(hit.published) or ""), jump)
    return " · ".join(part for part in parts if part)


def sourced(hit: QuoteHit, words: int, linked: bool) -> str:
    """A quote of so many characters at most, who said it, and where it comes from."""
    where = source(hit.title or hit.site or _("Untitled"), hit, linked=linked)
    return f"{said(hit.words, hit.quoted, hit, words)}\n-# {where}"


def _asked(asked: Asked) -> str:
    said = asked.said
    parts = (
        # Translators: this and the following are parts of "Quotes by Ada Marsh about “harvest” from
        # news.example in #news since 1 Sep 2025 until 5 Sep 2025", each of which may be left out.
        "speaker" in said and _("by {name}").format(name=clean(called(said["speaker"]), 60)),
        "about" in said and _("about “{words}”").format(words=clean(said["about"], 60)),
        "site" in said and _("from {site}").format(site=clean(said["site"], 60)),
        "channel" in said and _("in {channel}").format(channel=f"<#{said['channel']}>"),
        "from" in said and _("since {day}").format(day=day(said["from"])),
        "to" in said and _("until {day}").format(day=day(said["to"])),
    )
    return " ".join(part for part in parts if part) or _("of the newest articles")


def _advice(asked: Asked) -> str:
    """What to try where nothing was found; ``{which}`` is what was asked for."""
    for option, advice in _ADVICE.items():
        if option in asked.said:
            return _(advice)
    return _("No quotes {which} here; paste a link to an article first.")


# The first that was given is the first to try otherwise.
_ADVICE = {
    "from": N_("No quotes {which} here; try an earlier date."),
    "to": N_("No quotes {which} here; try a later date."),
    "site": N_("No quotes {which} here; pick one of the suggested sites, or leave `site` out."),
    "channel": N_("No quotes {which} here; try another channel, or leave `channel` out."),
    "kind": N_("No quotes {which} here; leave `kind` out."),
    "about": N_("No quotes {which} here; try other words, or leave `about` out."),
    "speaker": N_(
        "No quotes {which} here; try a part of the name, or pick one of the suggestions."
    ),
}
