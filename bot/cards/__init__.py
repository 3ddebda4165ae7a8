"""What Discord shows: views made of facts, whose buttons are custom ids with nothing behind."""

from bot.cards.found import A_PAGE, ABOUT, SPEAKER, Question, found_card
from bot.cards.mending import (
    NOBODY,
    SOMEBODY_ELSE,
    Act,
    Mend,
    mend_quote_page,
    mending_page,
    name_by_value,
    speaker_form,
)
from bot.cards.pages import View, notice
from bot.cards.presses import Action, Press, mark_of
from bot.cards.report_pages import (
    names_page,
    quotes_page,
    speaker_by_mark,
    speaker_page,
    speakers_page,
)
from bot.cards.reports import asked_card, report_card
from bot.cards.reposts import FirstCard, repost_card
from bot.cards.searched import HITS_A_PAGE, WORDS, Search, search_card
from bot.cards.text import clean, host, plain

__all__ = [
    "ABOUT",
    "A_PAGE",
    "HITS_A_PAGE",
    "NOBODY",
    "SOMEBODY_ELSE",
    "SPEAKER",
    "WORDS",
    "Act",
    "Action",
    "FirstCard",
    "Mend",
    "Press",
    "Question",
    "Search",
    "View",
    "asked_card",
    "clean",
    "found_card",
    "host",
    "mark_of",
    "mend_quote_page",
    "mending_page",
    "name_by_value",
    "names_page",
    "notice",
    "plain",
    "quotes_page",
    "report_card",
    "repost_card",
    "search_card",
    "speaker_by_mark",
    "speaker_form",
    "speaker_page",
    "speakers_page",
]
