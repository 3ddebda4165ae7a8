"""The languages that the bot speaks: its sentences are English in the code, and in catalogues.

What is shown passes through :func:`_` (or :func:`ngettext` where a number decides) and comes out in
the language in force, which is English until an edge says otherwise; what is only kept for later is
marked by :func:`N_`. A catalogue is a gettext file that translators edit, ``catalogues/de.po``; it
is read as it is, so that there is nothing to build. Imports nothing of ours.
"""

from bot.languages.forms import (
    day,
    day_of_month,
    days,
    listed,
    month,
    month_of_year,
    name_of,
    number,
)
from bot.languages.loading import load
from bot.languages.speaking import (
    ENGLISH,
    LANGUAGES,
    N_,
    Language,
    LanguageName,
    Words,
    _,
    language,
    language_of,
    ngettext,
    pgettext,
    speak,
    speaking,
)

__all__ = [
    "ENGLISH",
    "LANGUAGES",
    "N_",
    "Language",
    "LanguageName",
    "Words",
    "_",
    "day",
    "day_of_month",
    "days",
    "language",
    "language_of",
    "listed",
    "load",
    "month",
    "month_of_year",
    "name_of",
    "ngettext",
    "number",
    "pgettext",
    "speak",
    "speaking",
]
