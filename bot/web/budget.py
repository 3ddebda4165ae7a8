"""What one fetch may make the event loop do: how much is received, in how many reads.

What a server sends is parsed on the event loop, and a server can choose what is dear to parse: a
chunk or a TLS record for each byte, headers without end, packets of one byte. So a fetch receives
in small sips, and has a budget for all that is not a page's own bytes.
"""

import socket
from collections.abc import Generator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

#: Bytes that are parsed at a time: at most 1.5 ms of the loop, if each is a chunk of its own.
SIP_BYTES = 4 * 1024


class Overspent(OSError):
    """A server that sends too much around its page; an OSError, so that asyncio hangs up on it."""

    def __init__(self) -> None:
        super().__init__("the fetch has spent its budget")


@dataclass(slots=True)
class Budget:
    """What is left to one fetch, all its connections together.

    Parameters:
        wrapping: bytes around the pages' own: TLS, headers, the framing of chunks.
        reads: how often a socket may have something to read.
    """

    wrapping: int
    reads: int

    @property
    def overspent(self) -> bool:
        return self.wrapping < 0 or self.reads < 0

    def spend(self, received: int) -> None:
        """Note what a socket has received; raises Overspent."""
        self.wrapping -= received
        self.reads -= 1
        if self.overspent:
            raise Overspent

    def give_back(self, body: int) -> None:
        """Some of the bytes received turned out to be a page's own; an overspent fetch stays so."""
        if not self.overspent:
            self.wrapping += body


_budget: ContextVar[Budget] = ContextVar("budget")


@contextmanager
def spending(budget: Budget) -> Generator[Budget]:
    """Charge all that is dialled inside to a budget."""
    token = _budget.set(budget)
    try:
        yield budget
    finally:
        _budget.reset(token)


class MeteredSocket(socket.socket):
    """A socket that receives in sips, at the expense of the fetch that has dialled it.

    Windows' event loop reads past these methods; there only size and time bound a fetch.
    """

    def __init__(self, family: int, kind: int, protocol: int) -> None:
        super().__init__(family, kind, protocol)
        self._budget = _budget.get()

    def recv(self, bufsize: int, flags: int = 0, /) -> bytes:
        data = super().recv(min(bufsize, SIP_BYTES), flags)
        self._budget.spend(len(data))
        return data

    def recv_into(self, buffer: "WriteableBuffer", nbytes: int = 0, flags: int = 0) -> int:
        room = nbytes or memoryview(buffer).nbytes
        received = super().recv_into(buffer, min(room, SIP_BYTES), flags)
        self._budget.spend(received)
        return received
