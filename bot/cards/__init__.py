"""What Discord shows: views made of facts, whose buttons are custom ids with nothing behind."""

from bot.cards.applied import Applied, here_in_words
from bot.cards.doctor import FIXES, Checkup, Fix, Lack, doctor_card
from bot.cards.found import A_PAGE, ABOUT, SPEAKER, Question, found_card
from bot.cards.glance import glance_card
from bot.cards.pages import View, notice
from bot.cards.presses import Action, Press
from bot.cards.reports import names_page, quotes_page, report_card, speaker_page, speakers_page
from bot.cards.reposts import FirstCard, repost_card
from bot.cards.searched import HITS_A_PAGE, WORDS, Search, search_card
from bot.cards.setting_presses import OPEN_SETTINGS, SettingPress, Topic, level_id, of_value
from bot.cards.settings import settings_page
from bot.cards.text import clean, host, plain
from bot.cards.welcome import welcome_card, welcome_letter

__all__ = [
    "ABOUT",
    "A_PAGE",
    "FIXES",
    "HITS_A_PAGE",
    "OPEN_SETTINGS",
    "SPEAKER",
    "WORDS",
    "Action",
    "Applied",
    "Checkup",
    "FirstCard",
    "Fix",
    "Lack",
    "Press",
    "Question",
    "Search",
    "SettingPress",
    "Topic",
    "View",
    "clean",
    "doctor_card",
    "found_card",
    "glance_card",
    "here_in_words",
    "host",
    "level_id",
    "names_page",
    "notice",
    "of_value",
    "plain",
    "quotes_page",
    "report_card",
    "repost_card",
    "search_card",
    "settings_page",
    "speaker_page",
    "speakers_page",
    "welcome_card",
    "welcome_letter",
]
