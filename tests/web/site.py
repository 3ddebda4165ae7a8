"""A web site on loopback that answers byte for byte what a test tells it to."""

import asyncio
import socket
from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from ssl import SSLContext

from aiohttp.abc import AbstractResolver, ResolveResult

from bot.domain import Page
from bot.web.limits import Limits
from bot.web.reader import Reader, open_guarded

Answer = bytes | Callable[[asyncio.StreamWriter], Awaitable[None]]

#: The product's limits, without the time that it leaves between requests.
BRISK = Limits(interval_s=0, pause_s=0)

#: For sites that never end.
QUICK = Limits(total_s=0.3, silence_s=0.1, interval_s=0, pause_s=0)

HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"
HTML = b"<!doctype html><title>Goose elected mayor</title><p>The goose honked.</p>"


def response(
    body: bytes = HTML,
    *headers: str,
    status: int = 200,
    kind: str | None = "text/html; charset=utf-8",
    length: int | None = None,
) -> bytes:
    """An HTTP answer; ``length`` lies about the body's."""
    length = len(body) if length is None else length
    lines = [f"HTTP/1.1 {status} Whatever", f"Content-Length: {length}"]
    if kind:
        lines.append(f"Content-Type: {kind}")
    return "\r\n".join([*lines, *headers, "", ""]).encode() + body


def redirect(location: str, status: int = 302) -> bytes:
    return response(b"", f"Location: {location}", status=status)


class Site:
    """The site's answers by path, and what it was asked. A list of answers is given in turn.

    ``requests`` are those for pages; those for the site's rules are counted.
    """

    def __init__(self) -> None:
        self.answers: dict[str, Answer | list[Answer]] = {
            "/": response(),
            "/robots.txt": response(b"", status=404),
        }
        self.requests: list[str] = []
        self.asked_for_rules = 0
        self.connections = 0
        self.port = 0
        self.greeting = b""

    def url(self, path: str = "/", host: str = "news.test", scheme: str = "http") -> str:
        return f"{scheme}://{host}:{self.port}{path}"

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.connections += 1
        writer.write(self.greeting)
        with suppress(ConnectionError, asyncio.IncompleteReadError):
            while True:
                request = (await reader.readuntil(b"\r\n\r\n")).decode()
                path = request.split()[1]
                if path == "/robots.txt":
                    self.asked_for_rules += 1
                else:
                    self.requests.append(request)
                await self._answer(path, writer)
        writer.close()

    async def _answer(self, path: str, writer: asyncio.StreamWriter) -> None:
        answer = self.answers[path]
        if isinstance(answer, list):
            answer = answer.pop(0)
        if isinstance(answer, bytes):
            writer.write(answer)
            await writer.drain()
        else:
            await answer(writer)
            writer.close()


class Names(AbstractResolver):
    """A name server of our own; every name not listed is this machine."""

    def __init__(self, **names: list[str]) -> None:
        self.names = names
        self.asked: list[str] = []

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET
    ) -> list[ResolveResult]:
        self.asked.append(host)
        return [
            ResolveResult(
                hostname=host,
                host=address,
                port=port,
                family=socket.AF_INET6 if ":" in address else socket.AF_INET,
                proto=0,
                flags=socket.AI_NUMERICHOST,
            )
            for address in self.names.get(host.partition(".")[0], ["127.0.0.1"])
        ]

    async def close(self) -> None:
        pass


@asynccontextmanager
async def open_site(tls: SSLContext | None = None) -> AsyncGenerator[Site]:
    site = Site()
    tasks: set[asyncio.Task[None]] = set()

    def accept(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.ensure_future(site.serve(reader, writer))
        tasks.add(task)
        task.add_done_callback(tasks.discard)

    server = await asyncio.start_server(accept, "127.0.0.1", 0, ssl=tls)
    site.port = server.sockets[0].getsockname()[1]
    try:
        yield site
    finally:
        server.close()
        for task in list(tasks):
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


@asynccontextmanager
async def open_reader_of(
    site: Site, names: Names | None = None, limits: Limits | None = None
) -> AsyncGenerator[Reader]:
    """The real reader, for which this one site is the public web."""
    async with open_guarded(
        "Pullquote/test (+https://bot.test)",
        gate=lambda ip, port: (ip, port) == ("127.0.0.1", site.port),
        resolver=names or Names(),
        limits=limits or BRISK,
    ) as reader:
        yield reader


async def fetch(site: Site, path: str = "/", limits: Limits | None = None) -> Page:
    async with open_reader_of(site, limits=limits) as reader:
        return await reader.fetch(site.url(path))
