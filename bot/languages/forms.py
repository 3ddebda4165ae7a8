"""Numbers, days and lists as they are written in the language in force, by Unicode's CLDR."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import cast

from bot.languages.speaking import ENGLISH, language

# English is written as in The Valley Post, not as in America: 5 Sep 2025.
_ENGLISH = {"yMMMd": "d MMM y", "MMMd": "d MMM", "yMMM": "MMM y", "yMMMM": "MMMM y", "MMM": "MMM"}


def number(count: float) -> str:
    """``1,234``."""
    if language() == ENGLISH:
        return f"{count:,.0f}"
    from babel.numbers import format_decimal

    return format_decimal(round(count), locale=language())


def day(when: date) -> str:
    """``5 Sep 2025``."""
    return _date(when, "yMMMd")


def days(first: date, last: date) -> str:
    """``3 Mar – 5 Sep 2025``; one day where both are the same."""
    if first == last:
        return day(first)
    if language() != ENGLISH:
        from babel.dates import format_interval

        return format_interval(first, last, skeleton="yMMMd", locale=language())
    return f"{_date(first, 'MMMd' if first.year == last.year else 'yMMMd')} – {day(last)}"


def month(when: date) -> str:
    """``Sep``."""
    return _date(when, "MMM")


def month_of_year(when: date, *, whole: bool = False) -> str:
    """``Sep 2025``, or ``September 2025`` with ``whole``."""
    return _date(when, "yMMMM" if whole else "yMMM")


def day_of_month(when: date) -> str:
    """``5 Sep``."""
    return _date(when, "MMMd")


def listed(names: Sequence[str]) -> str:
    """``Ada, Bo and Cy``; empty for none."""
    if len(names) < 2:
        return "".join(names)
    if language() == ENGLISH:
        return f"{', '.join(names[:-1])} and {names[-1]}"
    from babel.lists import format_list

    return format_list(list(names), locale=language())


def name_of(code: str) -> str | None:
    """What a language is called, by its ISO 639 code; None where nobody knows."""
    from babel import Locale

    names = cast("Mapping[str, str]", Locale(language()).languages)
    return names.get(code)


def _date(when: date, skeleton: str) -> str:
    from babel.dates import format_date, format_skeleton

    if language() == ENGLISH:
        return format_date(when, _ENGLISH[skeleton], locale="en")
    return format_skeleton(skeleton, when, locale=language())
