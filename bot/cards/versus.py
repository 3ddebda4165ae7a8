"""Two speakers on one subject: what each said, side by side in time."""

from bot.archive import QuoteHit, QuotePage, called
from bot.cards.asked import Asked, turns
from bot.cards.found import fitting, sourced
from bot.cards.pages import View, card
from bot.cards.text import clean
from bot.languages import _, number

ROUNDS = 2  # quotes of each on a page

_MARKS = ("🟧", "🟦")  # as in a chart of the two


def versus_card(one: QuotePage, other: QuotePage, asked: Asked) -> View:
    """One page: the newest of each, then the next of each; the newer of two stands first."""
    names = [clean(called(asked.said[option]), 60) for option in ("a", "b")]
    about = asked.said.get("about")
    topic = clean(about or "", 60)
    pages = (one, other)
    if not one.hits and not other.hits:
        neither = (
            _(
                "Neither {one} nor {other} is quoted about “{words}” here;"
                " try other words, or pick the names from the suggestions."
            )
            if topic
            else _(
                "Neither {one} nor {other} is quoted here;"
                " try other names, or pick them from the suggestions."
            )
        )
        return card(neither.format(one=names[0], other=names[1], words=topic))
    counts = [
        f"{mark} {name}: {number(page.total)}{'+' * page.more}"
        for mark, name, page in zip(_MARKS, names, pages, strict=True)
    ]
    sides = _side_by_side(one, other)
    head = _("{one} and {other} about “{words}”") if topic else _("{one} and {other}")
    return card(
        f"**{head.format(one=names[0], other=names[1], words=topic)}**\n-# {' · '.join(counts)}",
        *fitting(
            lambda words, linked: [
                f"{_MARKS[side]} {sourced(hit, words, linked)}" for side, hit in sides
            ]
        ),
        turns(asked, ROUNDS, ROUNDS, max(one.total, other.total)),
    )


def _side_by_side(one: QuotePage, other: QuotePage) -> list[tuple[int, QuoteHit]]:
    """The hits of both by turns, each with its side; of two that stand together, the newer first.

    Where one has no more, the other goes on alone.
    """
    found: list[tuple[int, QuoteHit]] = []
    for turn in range(max(len(one.hits), len(other.hits))):
        pair = [
            (side, page.hits[turn])
            for side, page in enumerate((one, other))
            if turn < len(page.hits)
        ]
        found += sorted(pair, key=lambda each: _date(each[1]), reverse=True)
    return found


def _date(hit: QuoteHit) -> str:
    """The day of publication, or else of the share, as ISO 8601."""
    shared = hit.share.seen.shared_at.isoformat() if hit.share else ""
    return (hit.published or shared)[:10]
