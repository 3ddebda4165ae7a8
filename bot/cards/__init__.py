"""What Discord shows: views made of facts, whose buttons are custom ids with nothing behind."""

from bot.cards.applied import Applied, here_in_words
from bot.cards.asked import CHOSEN, Asked
from bot.cards.backfills import STOP, backfill_card, backfills_card
from bot.cards.candidates import did_you_mean_card, said_by, which_card, words_card
from bot.cards.decisions import Undo, decided_card, log_card, undone_card
from bot.cards.doctor import FIXES, Checkup, Fix, Lack, doctor_card
from bot.cards.exports import export_card, no_export_card
from bot.cards.found import A_PAGE, found_card
from bot.cards.glance import glance_card
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
from bot.cards.privacy import FORGET, forget_card, holding_card
from bot.cards.report_pages import (
    names_page,
    quotes_page,
    speaker_by_mark,
    speaker_page,
    speakers_page,
)
from bot.cards.reports import asked_card, report_card
from bot.cards.reposts import FirstCard, repost_card
from bot.cards.roster import SPEAKERS_A_PAGE, roster_card
from bot.cards.searched import HITS_A_PAGE, search_card
from bot.cards.setting_presses import OPEN_SETTINGS, SettingPress, Topic, level_id, of_value
from bot.cards.settings import settings_page
from bot.cards.text import clean, host, plain
from bot.cards.timelines import CHART, described, no_timeline_card, timeline_card
from bot.cards.versus import ROUNDS, versus_card
from bot.cards.welcome import welcome_card, welcome_letter
from bot.cards.who import who_card

__all__ = [
    "A_PAGE",
    "CHART",
    "CHOSEN",
    "FIXES",
    "FORGET",
    "HITS_A_PAGE",
    "NOBODY",
    "OPEN_SETTINGS",
    "ROUNDS",
    "SOMEBODY_ELSE",
    "SPEAKERS_A_PAGE",
    "STOP",
    "Act",
    "Action",
    "Applied",
    "Asked",
    "Checkup",
    "FirstCard",
    "Fix",
    "Lack",
    "Mend",
    "Press",
    "SettingPress",
    "Topic",
    "Undo",
    "View",
    "asked_card",
    "backfill_card",
    "backfills_card",
    "clean",
    "decided_card",
    "described",
    "did_you_mean_card",
    "doctor_card",
    "export_card",
    "forget_card",
    "found_card",
    "glance_card",
    "here_in_words",
    "holding_card",
    "host",
    "level_id",
    "log_card",
    "mark_of",
    "mend_quote_page",
    "mending_page",
    "name_by_value",
    "names_page",
    "no_export_card",
    "no_timeline_card",
    "notice",
    "of_value",
    "plain",
    "quotes_page",
    "report_card",
    "repost_card",
    "roster_card",
    "said_by",
    "search_card",
    "settings_page",
    "speaker_by_mark",
    "speaker_form",
    "speaker_page",
    "speakers_page",
    "timeline_card",
    "undone_card",
    "versus_card",
    "welcome_card",
    "welcome_letter",
    "which_card",
    "who_card",
    "words_card",
]
