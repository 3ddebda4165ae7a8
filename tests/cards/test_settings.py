"""Settings, the doctor's words and the welcome, as cards."""

from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.archive import Change
from bot.cards import (
    Applied,
    Checkup,
    Fix,
    Lack,
    SettingPress,
    Topic,
    doctor_card,
    level_id,
    of_value,
    settings_page,
    welcome_card,
    welcome_letter,
)
from bot.cards.setting_presses import LEVELS, as_value
from bot.domain import GuildSettings
from bot.watching import LONGEST_LIST, Place, Why
from tests.cards.making import HOSTILE
from tests.cards.payload import assert_within_limits, custom_ids, labels, text
from tests.test_watching import places
from tests.test_watching import settings as any_settings

NOW = datetime(2026, 3, 1, tzinfo=UTC)
HERE = Place(1, 3, 2, 4, members=50)
MANY = frozenset(2**62 + number for number in range(LONGEST_LIST))
SITES = frozenset(f"{'a' * 60}.{'b' * 60}{number}.example" for number in range(LONGEST_LIST))
FULL = GuildSettings(
    watched=MANY,
    unwatched=MANY,
    ignored_roles=MANY,
    ignored_members=MANY,
    allowed_sites=SITES,
    denied_sites=SITES,
    languages=frozenset(f"{first}{second}" for first in "abcde" for second in "abcde"),
    keep_days=36_500,
)
values = st.none() | st.booleans() | st.integers() | st.text() | st.lists(st.text(), max_size=30)
changes = st.builds(
    Change,
    st.integers(1, 2**63),
    st.just(NOW),
    st.sampled_from(["watched", "denied_sites", "keep_days", "silent@5", "size@5"]) | st.text(),
    values,
    values,
)


@pytest.mark.parametrize("topic", list(Topic))
@pytest.mark.parametrize("keep_days", [None, 3])
def test_the_fullest_settings_fit(topic: Topic, keep_days: int | None) -> None:
    page = settings_page(
        Applied(FULL, HERE, keep_days=keep_days), SettingPress(topic), (), "Saved."
    )
    assert_within_limits(page)


@given(any_settings, places, st.sampled_from(Topic), st.sampled_from(LEVELS))
def test_any_settings_fit(decided: GuildSettings, place: Place, topic: Topic, level: Why) -> None:
    page = settings_page(Applied(decided, place), SettingPress(topic, level=level))
    assert_within_limits(page)
    presses = [SettingPress.TEMPLATE.fullmatch(id_) for id_ in custom_ids(page)]
    assert all(presses)


@given(st.lists(changes, max_size=40), st.integers(0, 999))
def test_any_log_fits(log: list[Change], number: int) -> None:
    press = SettingPress(Topic.LOG, page=number)
    assert_within_limits(settings_page(Applied(GuildSettings(), HERE), press, log))


@given(
    st.builds(
        SettingPress,
        st.sampled_from(Topic),
        st.from_regex("[a-z_]{0,30}", fullmatch=True),
        st.sampled_from(LEVELS),
        st.integers(0, 999),
    )
)
def test_a_custom_id_is_the_whole_press(press: SettingPress) -> None:
    match = SettingPress.TEMPLATE.fullmatch(press.custom_id)
    assert match
    assert len(press.custom_id) <= 100
    assert SettingPress.of(match) == press


@pytest.mark.parametrize("value", [None, True, False, 0, 30, "compact"])
def test_a_value_comes_back_from_its_select(value: Any) -> None:
    back = of_value(as_value(value))
    assert back == value
    assert type(back) is type(value)


def test_choices_are_kept_for_the_level_or_else_the_server() -> None:
    assert [level_id(HERE, why) for why in LEVELS] == [1, 2, 3, 4]
    assert level_id(Place(1, 3), Why.CATEGORY) == 1


def test_days_beyond_what_all_servers_keep_are_not_offered() -> None:
    page = settings_page(Applied(GuildSettings(), HERE, keep_days=20), SettingPress(Topic.KEEPING))
    select = page.to_components()[0]["components"][4]["components"][0]  # pyright: ignore
    assert [option["label"] for option in select["options"]] == [
        "20 days, as for all servers",
        "1 day",
        "7 days",
        "14 days",
    ]
    longer = Applied(GuildSettings(keep_days=90), HERE, keep_days=20)
    assert "kept**: 20 days · default" in text(settings_page(longer, SettingPress(Topic.KEEPING)))


def worst(words: str) -> Checkup:
    """All that can be wrong at once."""
    lacks = tuple(Lack(f"Some Permission {n}", "<@&5>", words * 20) for n in range(8))
    return Checkup(
        channel="<#1>",
        given=("Some Permission",) * 8,
        lacks=lacks,
        watched=False,
        why="Links here are not read, as in the whole server.",
        reads_messages=False,
        waiting=200,
        failed=200,
        last_error=words * 50,
        muted_until=1_900_000_000,
        locked=True,
        server_waiting=10_000,
        elsewhere=[(f"<#{n}>", ["Send Messages", "Embed Links"]) for n in range(500)],
        fixes=(Fix.GRANT, Fix.WATCH, Fix.RETRY),
        manages=True,
    )


@given(HOSTILE.map(lambda words: f"@everyone {words}"))
def test_a_checkup_at_its_worst_fits_and_pings_nobody(words: str) -> None:
    view = doctor_card(worst(words), "Done.")
    assert_within_limits(view)
    assert "I am timed out until <t:1900000000:f>" in text(view)
    assert "490 more channels withhold something" in text(view)
    assert "@everyone" not in text(view)


@given(HOSTILE.map(lambda words: f"@everyone {words}"))
def test_a_welcome_fits_and_has_one_button(words: str) -> None:
    for view in (
        welcome_card(watched=True),
        welcome_card(watched=False),
        welcome_letter(words * 9, "https://discord.com/channels/1", watched=False),
    ):
        assert_within_limits(view)
        assert len(labels(view)) == 1
        assert "@everyone" not in text(view)
