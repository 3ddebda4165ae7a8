"""What is being answered: of each server a few links; the others wait in the inbox alone."""

from collections import Counter
from collections.abc import Mapping, Sequence

from bot.domain import Share
from bot.languages import N_
from cogs.turns import TooBusy


class Hand:
    """The links in hand, and how many more of each server wait, so that memory stays bounded.

    A link in hand costs a task or two and its message; one in the inbox costs a row.

    Parameters:
        most: links of one server that are taken in hand; a message is taken whole.
        waiting: about how many more of it may wait: a thousand are read in a quarter of an hour.
    """

    def __init__(self, *, most: int = 6, waiting: int = 1_000) -> None:
        self._most = most
        self._most_waiting = waiting
        self._held: dict[int, int] = {}  # the servers of links, by the ids of their shares
        self._of_server: Counter[int] = Counter()
        self._left: Counter[int] = Counter()
        self._at_it: set[int] = set()
        self._aside: set[int] = set()

    @property
    def not_now(self) -> list[int]:
        """The ids of the shares that are in hand or set aside."""
        return [*self._held, *self._aside]

    def room(self, server: int) -> int:
        """How many more messages of a server can be taken in hand."""
        return max(0, self._most - self._of_server[server])

    def takes(self, shares: Sequence[Share]) -> bool:
        """Whether a new message's shares can be taken in hand, and no older ones wait."""
        server = shares[0].seen.place_id
        return self.room(server) > 0 and server not in self._left and server not in self._at_it

    def hold(self, shares: Sequence[Share]) -> list[Share]:
        """Take shares in hand; return those that were not."""
        fresh = [share for share in shares if share.id not in self._held]
        for share in fresh:
            self._held[share.id] = share.seen.place_id
            self._of_server[share.seen.place_id] += 1
        return fresh

    def let_go(self, shares: Sequence[Share]) -> None:
        """Note that shares are answered, or given up."""
        for share in shares:
            server = self._held.pop(share.id)
            self._of_server[server] -= 1
            if not self._of_server[server]:
                del self._of_server[server]

    def leave(self, shares: Sequence[Share]) -> None:
        """Leave a new message's shares to the inbox.

        Raises:
            TooBusy: too many of this server wait already.
        """
        server = shares[0].seen.place_id
        if self._left[server] + len(shares) > self._most_waiting:
            raise TooBusy(
                N_("Too many links came at once; choose Find quotes on this message in a minute.")
            )
        self._left[server] += len(shares)

    def leave_all(self, waiting: Mapping[int, int]) -> None:
        """Note how many links wait, by their server, that are neither in hand nor set aside."""
        self._left = Counter(waiting)

    def set_aside(self, share: Share) -> None:
        """Don't take a share up again, which goes on waiting, until all are tried again."""
        self._aside.add(share.id)

    def try_all(self) -> None:
        """Nothing is set aside any more."""
        self._aside.clear()

    def is_due(self, server: int) -> bool:
        """Whether it is time to take up what waits of a server, and nobody is at it."""
        there_is_room = 2 * self.room(server) >= self._most
        return server in self._left and server not in self._at_it and there_is_room

    def begin(self, server: int) -> int:
        """Be at it until :meth:`end`; about how many links of a server wait.

        What comes meanwhile is left for the next time.
        """
        self._at_it.add(server)
        return self._left.pop(server, 0)

    def end(self, server: int, left: int) -> None:
        """Note how many links of a server go on waiting, which may be none."""
        self._at_it.discard(server)
        if left:
            self._left[server] += left
