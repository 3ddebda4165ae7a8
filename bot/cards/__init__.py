"""What Discord shows: views made of facts, whose buttons are custom ids with nothing behind."""

from bot.cards.found import A_PAGE, ABOUT, SPEAKER, Question, found_card
from bot.cards.pages import View, notice
from bot.cards.presses import Action, Press
from bot.cards.privacy import FORGET, forget_card, holding_card
from bot.cards.reports import names_page, quotes_page, report_card, speaker_page, speakers_page
from bot.cards.reposts import FirstCard, repost_card
from bot.cards.searched import HITS_A_PAGE, WORDS, Search, search_card
from bot.cards.text import clean, host, plain

__all__ = [
    "ABOUT",
    "A_PAGE",
    "FORGET",
    "HITS_A_PAGE",
    "SPEAKER",
    "WORDS",
    "Action",
    "FirstCard",
    "Press",
    "Question",
    "Search",
    "View",
    "clean",
    "forget_card",
    "found_card",
    "holding_card",
    "host",
    "names_page",
    "notice",
    "plain",
    "quotes_page",
    "report_card",
    "repost_card",
    "search_card",
    "speaker_page",
    "speakers_page",
]
