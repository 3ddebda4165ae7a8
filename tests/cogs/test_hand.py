"""What is in hand: a few links of each server, and the others are not forgotten."""

from datetime import UTC, datetime

import pytest

from bot.domain import Share, Sighting
from cogs.hand import Hand
from cogs.turns import TooBusy

NOON = datetime(2026, 1, 1, 12, tzinfo=UTC)


def shares(*ids: int, server: int = 1) -> list[Share]:
    return [
        Share(id_, Sighting(f"https://a.example/{id_}", server, 2, id_, 3, NOON)) for id_ in ids
    ]


def test_a_server_has_room_until_it_has_enough_in_hand() -> None:
    hand = Hand(most=3)
    assert hand.takes(shares(1))
    assert hand.hold(shares(1, 2, 3)) == shares(1, 2, 3)
    assert not hand.takes(shares(4))
    assert hand.takes(shares(5, server=2))
    hand.let_go(shares(1))
    assert hand.takes(shares(4))
    assert hand.not_now == [2, 3]


def test_a_message_of_many_links_is_taken_whole() -> None:
    hand = Hand(most=3)
    hand.hold(shares(*range(10)))
    assert hand.room(1) == 0


def test_what_is_in_hand_is_not_taken_again() -> None:
    hand = Hand()
    hand.hold(shares(1))
    assert hand.hold(shares(1, 2)) == shares(2)


def test_who_comes_later_does_not_go_before_those_who_wait() -> None:
    hand = Hand(most=2)
    hand.hold(shares(1, 2))
    hand.leave(shares(3))
    hand.let_go(shares(1, 2))
    assert not hand.takes(shares(4))
    assert hand.takes(shares(5, server=2))
    hand.begin(1)
    assert not hand.takes(shares(4))
    hand.end(1, 0)
    assert hand.takes(shares(4))


def test_what_waits_is_due_when_half_of_the_room_is_free() -> None:
    hand = Hand(most=4)
    hand.hold(shares(1, 2, 3, 4))
    hand.let_go(shares(1, 2, 3))
    assert not hand.is_due(1)
    hand.hold(shares(1, 2))
    hand.leave(shares(5))
    assert not hand.is_due(1)
    hand.let_go(shares(1))
    assert hand.is_due(1)


def test_one_at_a_time_takes_up_and_what_comes_meanwhile_is_left_for_the_next_time() -> None:
    hand = Hand()
    hand.leave(shares(1, 2))
    assert hand.begin(1) == 2
    hand.leave(shares(3))
    assert not hand.is_due(1)
    hand.end(1, 0)
    assert hand.is_due(1)
    assert hand.begin(1) == 1


def test_too_many_that_wait_are_refused_and_other_servers_are_not() -> None:
    hand = Hand(waiting=3)
    hand.leave(shares(1, 2))
    with pytest.raises(TooBusy, match="choose Find quotes"):
        hand.leave(shares(3, 4))
    hand.leave(shares(5, server=2))
    hand.leave(shares(3))


def test_what_is_set_aside_is_left_alone_until_all_is_tried_again() -> None:
    hand = Hand()
    [share] = hand.hold(shares(1))
    hand.set_aside(share)
    hand.let_go([share])
    assert hand.not_now == [1]
    hand.try_all()
    assert hand.not_now == []


def test_nothing_is_kept_of_a_server_that_is_done() -> None:
    hand = Hand()
    hand.hold(shares(1, 2))
    hand.let_go(shares(1, 2))
    hand.leave(shares(3))
    hand.end(1, hand.begin(1) - 1)
    kept = [value for value in vars(hand).values() if not isinstance(value, int)]
    assert not any(kept)
