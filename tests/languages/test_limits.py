"""What fits into Discord's limits in English fits in every language, however long its words."""

from collections.abc import Callable

import pytest

from bot.archive import BackfillState
from bot.cards import Mend, SettingPress, Topic, backfills_card, doctor_card, speaker_form
from bot.cards.mending import Act
from bot.domain import GuildSettings
from bot.languages import ENGLISH, LANGUAGES, Language, speaking
from cogs.forms import WRITTEN, upload, writing
from tests.cards import (
    test_backfills,
    test_found,
    test_limits,
    test_mending,
    test_people,
    test_reports,
    test_settings,
    test_timelines,
)
from tests.limits import wrong_in_card, wrong_in_modal

TRANSLATED = [spoken for spoken in LANGUAGES if spoken != ENGLISH]
FIT: list[Callable[[], None]] = [
    test_found.test_whatever_is_found_the_card_is_within_the_limits,
    test_limits.test_what_a_person_is_told_keeps_to_the_limits,
    test_mending.test_whatever_an_article_holds_its_pages_are_within_the_limits,
    test_people.test_whatever_two_said_the_card_is_within_the_limits,
    test_people.test_whoever_is_quoted_the_card_is_within_the_limits,
    test_people.test_whoever_it_is_the_card_is_within_the_limits,
    test_reports.test_whatever_an_article_holds_its_cards_are_within_the_limits,
    test_settings.test_a_welcome_fits_and_has_one_button,
    test_settings.test_any_log_fits,
    test_settings.test_any_settings_fit,
    test_timelines.test_the_longest_of_everything_has_room,
]

pytestmark = pytest.mark.parametrize("spoken", TRANSLATED)


@pytest.mark.parametrize("fits", FIT, ids=lambda fits: fits.__name__.removeprefix("test_"))
def test_what_fits_in_english_fits(spoken: Language, fits: Callable[[], None]) -> None:
    with speaking(spoken):
        fits()


@pytest.mark.parametrize("topic", list(Topic))
def test_the_fullest_settings_fit(spoken: Language, topic: Topic) -> None:
    with speaking(spoken):
        test_settings.test_the_fullest_settings_fit(topic, keep_days=None)
        test_settings.test_the_fullest_settings_fit(topic, keep_days=3)


@pytest.mark.parametrize("script", ["latin", "kana", "zalgo", "markup", "backslashes"])
def test_cards_of_every_script_fit(spoken: Language, script: str) -> None:
    with speaking(spoken):
        test_limits.test_every_script_keeps_to_the_limits(script, 30)
        test_limits.test_what_the_archive_finds_keeps_to_the_limits(script)


def test_the_longest_checkup_and_list_of_histories_fit(spoken: Language) -> None:
    histories = [test_backfills.backfill(state, "W" * 400) for state in BackfillState]
    with speaking(spoken):
        assert wrong_in_card(doctor_card(test_settings.worst("@everyone " * 9), "W" * 100)) == []
        assert wrong_in_card(backfills_card([*histories, histories[-1]])) == []


def test_forms_fit(spoken: Language) -> None:
    with speaking(spoken):
        forms = [
            speaker_form(Mend(Act.SPEAKER, 7, 1, 2)),
            upload(SettingPress(Topic.OVERVIEW, "import")),
            *(writing(SettingPress(Topic.SITES, does), GuildSettings()) for does in WRITTEN),
        ]
        assert [wrong for form in forms for wrong in wrong_in_modal(form.to_dict())] == []
