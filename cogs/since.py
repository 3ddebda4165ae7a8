"""Days as people say them: ``2025-09-01``, ``yesterday``, ``7d``, ``2 weeks ago``."""

import re
from datetime import date, timedelta

import discord

from bot.domain import PullquoteError
from bot.languages import N_

_AGE = re.compile(r"(\d{1,4})\s*(d|day|w|week|m|month|y|year)s?(?:\s+ago)?")
_DAYS = {"d": 1, "w": 7, "m": 30, "y": 365}
_NAMED = {"today": 0, "yesterday": 1}


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
        if said in _NAMED:
            return today - timedelta(days=_NAMED[said])
        age = _AGE.fullmatch(said)
        if age:
            return today - timedelta(days=int(age[1]) * _DAYS[age[2][0]])
        return date.fromisoformat(said)
    except (ValueError, OverflowError) as error:
        raise UnknownDate(
            # Translators: what is to be written stays English: today, yesterday, 7d, 2 weeks ago.
            N_(
                "I don't know the date “{written}”;"
                " write a day like 2025-09-01 or an age like 7d or 2 weeks."
            ),
            written=written[:30],
        ) from error


def iso_day(written: str | None) -> str | None:
    """A day as people say it, as the date that it is today (ISO 8601); may raise UnknownDate."""
    if written is None:
        return None
    return since_day(written, discord.utils.utcnow().date()).isoformat()
