"""Doors that were shut in our face: where Discord has refused us, we don't knock for a while."""

import time
from collections.abc import Callable, Generator
from contextlib import contextmanager
from enum import StrEnum

import discord

# https://discord.com/developers/docs/topics/opcodes-and-status-codes#json
_UNKNOWN_CHANNEL = 10003
_REACTION_BLOCKED = 90001  # by the author of one message
_KEPT = 10_000


class Knock(StrEnum):
    """What we wanted of a channel."""

    ANSWER = "answer"
    REACT = "react"
    TYPE = "type"
    SUPPRESS = "suppress"


class Doors:
    """The channels that answered 403, or 404 for the channel itself, until they change.

    Discord blocks an address that is refused 10,000 times in ten minutes, for all its servers.

    Parameters:
        for_s: how long a refusal is remembered, in seconds.
        clock: the time in seconds, from anywhere.
    """

    def __init__(self, *, for_s: float = 3600, clock: Callable[[], float] = time.monotonic) -> None:
        self._for_s = for_s
        self._clock = clock
        self._until: dict[tuple[int, Knock], float] = {}

    def shut(self, channel_id: int, knock: Knock = Knock.ANSWER) -> bool:
        """Whether we were refused there lately."""
        return self._until.get((channel_id, knock), 0) > self._clock()

    def note(self, channel_id: int, knock: Knock, error: discord.HTTPException) -> None:
        """Remember a refusal that holds for the whole channel; any other error is passed over."""
        refused = error.status == 403 and error.code != _REACTION_BLOCKED
        if not refused and error.code != _UNKNOWN_CHANNEL:
            return
        now = self._clock()
        if len(self._until) >= _KEPT:
            self._until = {door: until for door, until in self._until.items() if until > now}
        if len(self._until) < _KEPT:
            self._until[channel_id, knock] = now + self._for_s

    @contextmanager
    def knocking(self, channel_id: int, knock: Knock) -> Generator[None]:
        """Try something that may be refused and that nobody misses."""
        try:
            yield
        except discord.HTTPException as error:
            self.note(channel_id, knock, error)

    def opened(self, channel_id: int) -> None:
        """A channel has changed, perhaps in our favour."""
        for knock in Knock:
            self._until.pop((channel_id, knock), None)

    def opened_all(self, guild: discord.Guild) -> None:
        """A server has changed what its roles, or we, may do."""
        places = (*guild.channels, *guild.threads)
        for place in places:
            self.opened(place.id)
