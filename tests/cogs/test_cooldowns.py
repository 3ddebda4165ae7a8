"""Cooldowns: so many at once, then at their pace, and nobody pays for another."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cogs.cooldowns import Cooldown, Place, Rate, Rates, TooFast

WIDE = Rate(1000, 1)


class Clock:
    now = 100.0

    def __call__(self) -> float:
        return self.now


def of_member(rate: Rate, clock: Clock, patience_s: float = 0) -> Cooldown:
    return Cooldown(Rates(rate, WIDE, WIDE), patience_s=patience_s, clock=clock)


def test_so_many_at_once_and_then_at_their_pace() -> None:
    clock = Clock()
    cooldown = of_member(Rate(2, 10), clock)
    place = Place(1, 2, 3)
    assert [cooldown.take(place), cooldown.take(place)] == [0, 0]
    with pytest.raises(TooFast, match=r"ask again in 6 s\.$"):
        cooldown.take(place)
    clock.now += 5
    assert cooldown.take(place) == 0
    with pytest.raises(TooFast):
        cooldown.take(place)
    clock.now += 60
    assert [cooldown.take(place), cooldown.take(place)] == [0, 0]
    with pytest.raises(TooFast):
        cooldown.take(place)


@pytest.mark.parametrize("limited", ["member", "channel", "server"])
def test_each_limit_counts_and_only_for_its_own(limited: str) -> None:
    rates = Rates(**{"member": WIDE, "channel": WIDE, "server": WIDE} | {limited: Rate(1, 10)})
    cooldown = Cooldown(rates, clock=Clock())
    here = {"member": 1, "channel": 2, "server": 3}
    cooldown.take(Place(**here))
    elsewhere = {name: 9 if name == limited else id_ for name, id_ in here.items()}
    cooldown.take(Place(**elsewhere))
    same = {name: id_ if name == limited else 8 for name, id_ in here.items()}
    with pytest.raises(TooFast):
        cooldown.take(Place(**same))


def test_direct_messages_have_no_server_in_common() -> None:
    cooldown = Cooldown(Rates(WIDE, WIDE, Rate(1, 10)), clock=Clock())
    assert [cooldown.take(Place(1, 1, None)), cooldown.take(Place(2, 2, None))] == [0, 0]


def test_who_is_patient_waits_and_who_would_wait_too_long_is_told() -> None:
    cooldown = of_member(Rate(2, 10), Clock(), patience_s=12)
    waits = [cooldown.take(Place(1, 2, 3)) for _ in range(4)]
    assert waits == [0, 0, 5, 10]
    with pytest.raises(TooFast):
        cooldown.take(Place(1, 2, 3))


def test_a_member_who_is_refused_costs_their_channel_nothing() -> None:
    cooldown = Cooldown(Rates(Rate(1, 10), Rate(2, 10), WIDE), clock=Clock())
    cooldown.take(Place(1, 2, 3))
    for _ in range(5):
        with pytest.raises(TooFast):
            cooldown.take(Place(1, 2, 3))
    assert cooldown.take(Place(4, 2, 3)) == 0


def test_memory_is_bounded_by_who_is_not_rested() -> None:
    clock = Clock()
    cooldown = of_member(Rate(2, 10), clock)
    for member in range(12_000):
        clock.now += 1
        cooldown.take(Place(member, member, member))
    assert len(cooldown._rested) <= 10_003


@given(st.lists(st.tuples(st.floats(0, 5), st.integers(1, 3)), max_size=60))
def test_no_window_ever_sees_more_than_two_bursts(steps: list[tuple[float, int]]) -> None:
    clock = Clock()
    cooldown = of_member(Rate(4, 10), clock)
    taken: list[float] = []
    for pause, member in steps:
        clock.now += pause
        try:
            cooldown.take(Place(member, 2, 3))
        except TooFast:
            continue
        if member == 1:
            taken.append(clock.now)
    for first in taken:
        assert sum(first <= at < first + 10 for at in taken) <= 8
