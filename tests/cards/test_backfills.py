"""How far the reading of a history is, as a card."""

from datetime import UTC, datetime

import pytest

from bot.archive import Backfill, BackfillState
from bot.cards import STOP, backfill_card, backfills_card
from tests.cards.payload import assert_within_limits, custom_ids, text

DAY = datetime(2026, 3, 1, tzinfo=UTC)


def backfill(state: BackfillState, sentence: str | None = None, id_: int = 7) -> Backfill:
    return Backfill(id_, 1, 42, DAY, DAY, state, sentence, None, None, 1200, 34, 5)


def test_one_that_runs_can_be_stopped() -> None:
    view = backfill_card(backfill(BackfillState.RUNNING))
    assert text(view) == (
        "Reading <#42> since <t:1772323200:d>, now at <t:1772323200:d>:"
        " messages 1,200, links read 34, not readable 5."
    )
    [custom_id] = custom_ids(view)
    match = STOP.fullmatch(custom_id)
    assert match
    assert match["backfill"] == "7"


@pytest.mark.parametrize("state", [BackfillState.DONE, BackfillState.STOPPED])
def test_one_that_ended_says_what_it_read(state: BackfillState) -> None:
    view = backfill_card(backfill(state))
    assert "messages 1,200, links read 34, not readable 5." in text(view)
    assert custom_ids(view) == []


def test_why_one_failed_is_said() -> None:
    view = backfill_card(backfill(BackfillState.FAILED, "It is gone."))
    assert text(view).endswith("not readable 5. It is gone.")


def test_those_of_a_server_stand_on_one_card() -> None:
    ended = [backfill(BackfillState.FAILED, "@everyone **_`|[]<>" * 50, id_) for id_ in range(10)]
    view = backfills_card([backfill(BackfillState.RUNNING), *ended])
    assert_within_limits(view)
    assert "@everyone" not in text(view)
    assert len(custom_ids(view)) == 1
    assert "begin with `/backfill start`" in text(backfills_card([]))
