"""How often things may happen: so many at once, by member, channel and server."""

import time
from collections.abc import Callable
from dataclasses import dataclass

from bot.domain import PullquoteError
from bot.languages import N_

_KEPT = 10_000


class TooFast(PullquoteError):
    """Somebody, or a channel or server, asks more often than we answer."""

    kind = "too_fast"


@dataclass(frozen=True, slots=True)
class Rate:
    """So many at once, and as many again in ``per_s`` seconds."""

    burst: int
    per_s: float


@dataclass(frozen=True, slots=True)
class Rates:
    """The rates of one member, of one channel and of one server."""

    member: Rate
    channel: Rate
    server: Rate


@dataclass(frozen=True, slots=True)
class Place:
    """Who did something where, by ids; ``server`` is None in a direct message."""

    member: int
    channel: int
    server: int | None


#: Slash commands and menus, buttons and selects, links in messages.
COMMANDS = Rates(Rate(8, 20), Rate(20, 20), Rate(60, 20))
PRESSES = Rates(Rate(20, 20), Rate(60, 20), Rate(200, 20))
LINKS = Rates(Rate(20, 60), Rate(30, 60), Rate(60, 60))
#: How long a link waits for its turn, in seconds, before it is marked instead.
LINKS_WAIT_S = 300


class Cooldown:
    """Counts by the generic cell rate algorithm.

    https://en.wikipedia.org/wiki/Generic_cell_rate_algorithm

    Parameters:
        rates: how often.
        patience_s: how long one may have to wait for a turn, in seconds.
        clock: the time in seconds, from anywhere.
    """

    def __init__(
        self, rates: Rates, *, patience_s: float = 0, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._rates = rates
        self._patience_s = patience_s
        self._clock = clock
        # When each member, channel and server is as rested as one that never did anything.
        self._rested: dict[tuple[str, int], float] = {}

    def take(self, place: Place, count: int = 1) -> float:
        """Take so many turns; how long to wait for the last of them, in seconds.

        Raises:
            TooFast: it would be longer than the patience; nothing is taken.
        """
        now = self._clock()
        keys = self._keys(place)
        rested = {
            key: max(self._rested.get(key, now), now) + count * rate.per_s / rate.burst
            for key, rate in keys.items()
        }
        wait = max(0.0, *(rested[key] - rate.per_s - now for key, rate in keys.items()))
        if wait > self._patience_s:
            raise TooFast(
                N_("That was a lot at once; please ask again in {seconds} s."),
                seconds=int(wait) + 1,
            )
        if len(self._rested) >= _KEPT:
            self._rested = {key: at for key, at in self._rested.items() if at > now}
        self._rested |= rested
        return wait

    def _keys(self, place: Place) -> dict[tuple[str, int], Rate]:
        rates = self._rates
        keys = {("member", place.member): rates.member, ("channel", place.channel): rates.channel}
        return keys if place.server is None else keys | {("server", place.server): rates.server}
