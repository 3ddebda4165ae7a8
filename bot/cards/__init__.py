"""What Discord shows: views made of facts, whose buttons are custom ids with nothing behind."""

from bot.cards.exports import export_card, no_export_card
from bot.cards.found import A_PAGE, ABOUT, SPEAKER, Question, found_card
from bot.cards.pages import View, notice
from bot.cards.presses import Action, Press
from bot.cards.reports import names_page, quotes_page, report_card, speaker_page, speakers_page
from bot.cards.reposts import FirstCard, repost_card
from bot.cards.searched import HITS_A_PAGE, WORDS, Search, search_card
from bot.cards.text import clean, host, plain
from bot.cards.timelines import CHART, described, no_timeline_card, timeline_card

__all__ = [
    "ABOUT",
    "A_PAGE",
    "CHART",
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
    "described",
    "export_card",
    "found_card",
    "host",
    "names_page",
    "no_export_card",
    "no_timeline_card",
    "notice",
    "plain",
    "quotes_page",
    "report_card",
    "repost_card",
    "search_card",
    "speaker_page",
    "speakers_page",
    "timeline_card",
]
