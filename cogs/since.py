"""Days as people say them: ``2025-09-01``, ``yesterday``, ``7d``, ``2 weeks ago``.

In English, and also in the language of whoever writes: ``gestern``, ``2 Wochen``.
"""

import re
from datetime import date, timedelta

import discord

from bot.domain import PullquoteError
from bot.languages import N_, pgettext

_AGE = re.compile(r"(\d{1,4})\s*(d|day|w|week|m|month|y|year)s?(?:\s+ago)?")
_DAYS = {"d": 1, "w": 7, "m": 30, "y": 365}
_NAMED = {"today": 0, "yesterday": 1}
_AGE_IN_WORDS = re.compile(r"(\d{1,4})\s*([^\W\d_]+)")


class UnknownDate(PullquoteError):
    """What was written is no date that we know."""

    kind = "unknown_date"


def since_day(written: str, today: date) -> date:
    """The day meant by a date in ISO 8601, its age, ``today`` or ``yesterday``.

    A month has 30 days and a year 365.

    Raises:
        UnknownDate: it is none of these.
    """
    said = written.strip().lower()
    try:
        days = _days_ago(said)
        return date.fromisoformat(said) if days is None else today - timedelta(days=days)
    except (ValueError, OverflowError) as error:
        raise UnknownDate(
            # Translators: people may write "7d" and what you gave as "typed day" and "typed unit".
            N_(
                "I don't know the date “{written}”;"
                " write a day like 2025-09-01 or an age like 7d or 2 weeks."
            ),
            written=written[:30],
        ) from error


def _days_ago(said: str) -> int | None:
    """How many days ago something was; None for what is no age."""
    if said in _NAMED:
        return _NAMED[said]
    if age := _AGE.fullmatch(said):
        return int(age[1]) * _DAYS[age[2][0]]
    named = {pgettext("typed day", "today"): 0, pgettext("typed day", "yesterday"): 1}
    if (day := said.replace("'", "’")) in named:  # aujourd'hui
        return named[day]
    # Translators: the beginning of each unit's forms, so that "2 weeks" begins with "week".
    units = {
        pgettext("typed unit", "day"): 1,
        pgettext("typed unit", "week"): 7,
        pgettext("typed unit", "month"): 30,
        pgettext("typed unit", "year"): 365,
    }
    age = _AGE_IN_WORDS.fullmatch(said)
    found = [days for unit, days in units.items() if age and age[2].startswith(unit)]
    return int(age[1]) * found[0] if age and found else None


def iso_day(written: str | None) -> str | None:
    """A day as people say it, as the date that it is today (ISO 8601); may raise UnknownDate."""
    if written is None:
        return None
    return since_day(written, discord.utils.utcnow().date()).isoformat()
