"""What Discord shows: views made of facts, whose buttons are custom ids with nothing behind."""

from bot.cards.asked import Asked
from bot.cards.found import A_PAGE, found_card
from bot.cards.pages import View, notice
from bot.cards.presses import Action, Press
from bot.cards.reports import names_page, quotes_page, report_card, speaker_page, speakers_page
from bot.cards.reposts import FirstCard, repost_card
from bot.cards.roster import SPEAKERS_A_PAGE, roster_card
from bot.cards.searched import HITS_A_PAGE, search_card
from bot.cards.text import clean, host, plain
from bot.cards.versus import ROUNDS, versus_card
from bot.cards.who import candidates_card, who_card

__all__ = [
    "A_PAGE",
    "HITS_A_PAGE",
    "ROUNDS",
    "SPEAKERS_A_PAGE",
    "Action",
    "Asked",
    "FirstCard",
    "Press",
    "View",
    "candidates_card",
    "clean",
    "found_card",
    "host",
    "names_page",
    "notice",
    "plain",
    "quotes_page",
    "report_card",
    "repost_card",
    "roster_card",
    "search_card",
    "speaker_page",
    "speakers_page",
    "versus_card",
    "who_card",
]
