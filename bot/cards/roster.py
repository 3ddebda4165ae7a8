"""Who is quoted, as Discord shows it."""

from bot.archive import Roster, RosterLine
from bot.cards import counts
from bot.cards.asked import Asked, turns
from bot.cards.pages import View, card
from bot.cards.text import clean, day
from bot.languages import _, number

SPEAKERS_A_PAGE = 10


def roster_card(page: Roster, asked: Asked) -> View:
    """One page of speakers, or a sentence that says what to try where there are none."""
    about = asked.said.get("about", "")
    newly = asked.said.get("order") == "new"
    if not page.lines:
        return card(_nobody(clean(about, 60), newly))
    return card(
        f"**{_head(clean(about, 60), newly)}**\n-# {_which(page, asked.offset)}",
        "\n".join(map(_line, page.lines)),
        turns(asked, SPEAKERS_A_PAGE, len(page.lines), page.total),
    )


def _head(about: str, newly: bool) -> str:
    if not about:
        return _("Newly quoted") if newly else _("Most quoted")
    head = _("Newly quoted about “{words}”") if newly else _("Most quoted about “{words}”")
    return head.format(words=about)


def _which(page: Roster, offset: int) -> str:
    if not page.more:
        return counts.places(offset, len(page.lines), number(page.total))
    which = _("{first}–{last} of {total} in the newest articles")
    first, last = number(offset + 1), number(offset + len(page.lines))
    return which.format(first=first, last=last, total=number(page.total))


def _line(line: RosterLine) -> str:
    name = clean(line.name, 80) or _("(unreadable name)")
    days = (day(line.first), day(line.last))
    when = " – ".join(dict.fromkeys(found for found in days if found))
    return " · ".join(part for part in (f"**{name}**", counts.quotes(line.quotes), when) if part)


def _nobody(about: str, newly: bool) -> str:
    if about:
        return _(
            "Nobody is quoted about “{words}” here; try other words, or leave `about` out."
        ).format(words=about)
    if newly:
        return _("Nobody was quoted here for the first time lately; ask for the most quoted.")
    return _("Nobody has been quoted here yet; paste a link to an article first.")
