"""Who is quoted, as Discord shows it."""

from bot.archive import Roster, RosterLine
from bot.cards.asked import Asked, turns
from bot.cards.pages import View, card
from bot.cards.text import clean, day

SPEAKERS_A_PAGE = 10


def roster_card(page: Roster, asked: Asked) -> View:
    """One page of speakers, or a sentence that says what to try where there are none."""
    about = asked.said.get("about", "")
    newly = asked.said.get("order") == "new"
    if not page.lines:
        return card(_nobody(clean(about, 60), newly))
    first, last = asked.offset + 1, asked.offset + len(page.lines)
    head = "Newly quoted" if newly else "Most quoted"
    topic = f" about “{clean(about, 60)}”" if about else ""
    of = f"{page.total} in the newest articles" if page.more else f"{page.total}"
    return card(
        f"**{head}{topic}**\n-# {first}–{last} of {of}",
        "\n".join(map(_line, page.lines)),
        turns(asked, SPEAKERS_A_PAGE, len(page.lines), page.total),
    )


def _line(line: RosterLine) -> str:
    name = clean(line.name, 80) or "(unreadable name)"
    count = "1 quote" if line.quotes == 1 else f"{line.quotes} quotes"
    days = (day(line.first), day(line.last))
    when = " – ".join(dict.fromkeys(found for found in days if found))
    return " · ".join(part for part in (f"**{name}**", count, when) if part)


def _nobody(about: str, newly: bool) -> str:
    if about:
        return f"Nobody is quoted about “{about}” here; try other words, or leave `about` out."
    if newly:
        return "Nobody was quoted here for the first time lately; ask for the most quoted."
    return "Nobody has been quoted here yet; paste a link to an article first."
