"""The gateway's side of a connection, and what a session remembers beyond it."""

import json
import zlib
from itertools import count
from typing import Any

from aiohttp import web

Json = dict[str, Any]


class Line:
    """One gateway connection, compressed as one stream."""

    def __init__(self, socket: web.WebSocketResponse, transport: Any) -> None:
        self._socket = socket
        self._transport = transport
        self._packer = zlib.compressobj()

    async def send(self, frame: Json) -> None:
        packed = self._packer.compress(json.dumps(frame).encode())
        await self._socket.send_bytes(packed + self._packer.flush(zlib.Z_SYNC_FLUSH))

    def tear(self) -> None:
        self._transport.abort()


class Session:
    """The events since an IDENTIFY, so that a RESUME can catch up on them."""

    _ids = count(1)

    def __init__(self, line: Line | None = None) -> None:
        self.id = f"session-{next(self._ids)}"
        self.line = line
        self._events: list[Json] = []

    async def tell(self, event: str, data: Json) -> None:
        frame = {"op": 0, "t": event, "s": len(self._events) + 1, "d": data}
        self._events.append(frame)
        if self.line:
            await self.line.send(frame)

    async def resume(self, line: Line, seen: int) -> None:
        self.line = line
        for frame in self._events[seen:]:
            await line.send(frame)
        await self.tell("RESUMED", {})

    def leave(self, line: Line) -> None:
        if self.line is line:
            self.line = None

    def tear(self) -> None:
        if self.line:
            self.line.tear()
            self.line = None
