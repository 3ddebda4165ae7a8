"""Reads all languages at once, so that nobody waits for one of them later."""

from datetime import date

from bot.languages.forms import day, days, listed, number
from bot.languages.speaking import LANGUAGES, catalogue_of, speaking


def load() -> None:
    """Read the catalogues, and how each language writes numbers and days: half a second's work."""
    first, last = date(2025, 3, 3), date(2025, 9, 5)
    for spoken in LANGUAGES:
        catalogue_of(spoken)
        with speaking(spoken):
            _ = number(1234), day(first), days(first, last), listed(["Ada", "Bo", "Cy"])
