"""How many of something, in words."""

from bot.languages import _, ngettext, number


def quotes(count: int) -> str:
    """``1 quote``, ``12 quotes``."""
    return ngettext("{count} quote", "{count} quotes", count).format(count=number(count))


def articles(count: int) -> str:
    """``1 article``, ``12 articles``."""
    return ngettext("{count} article", "{count} articles", count).format(count=number(count))


def mentions(count: int) -> str:
    """``1 mention``, ``12 mentions``."""
    return ngettext("{count} mention", "{count} mentions", count).format(count=number(count))


def names(count: int) -> str:
    """``1 name``, ``12 names``."""
    return ngettext("{count} name", "{count} names", count).format(count=number(count))


def days(count: int) -> str:
    """``1 day``, ``12 days``."""
    return ngettext("{count} day", "{count} days", count).format(count=number(count))


def all_quotes(count: int) -> str:
    """``All quotes``, of more than one ``All 12 quotes``: what a button opens."""
    if count < 2:
        return _("All quotes")
    said = ngettext("All {count} quote", "All {count} quotes", count)
    return said.format(count=number(count))


def places(offset: int, shown: int, total: str) -> str:
    """``1–5 of 12``, of a single hit ``1 of 1``: which of all hits a page shows."""
    if shown == 1:
        return _("{place} of {total}").format(place=number(offset + 1), total=total)
    return _("{first}–{last} of {total}").format(
        first=number(offset + 1), last=number(offset + shown), total=total
    )
