"""News on loopback: a site that has an article for every number, and the real reader for it."""

import socket
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager

from aiohttp import web
from aiohttp.abc import AbstractResolver, ResolveResult

from benchmarks.bulletins import Bulletin
from bot.web.limits import Limits
from bot.web.reader import Reader, open_guarded


@asynccontextmanager
async def served(words: int) -> AsyncGenerator[int]:
    """The port of a site that has the bulletin of every number."""

    async def answer(request: web.Request) -> web.Response:
        page = Bulletin(int(request.match_info["number"]), words).page()
        return web.Response(text=page, content_type="text/html")

    app = web.Application()
    app.router.add_get(r"/{number:\d+}", answer)
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0, backlog=512).start()
    try:
        yield runner.addresses[0][1]
    finally:
        await runner.cleanup()


class EverythingHere(AbstractResolver):
    """A name server that says of every name that it is this machine."""

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET
    ) -> list[ResolveResult]:
        return [
            ResolveResult(
                hostname=host, host="127.0.0.1", port=port, family=family, proto=0, flags=0
            )
        ]

    async def close(self) -> None:
        pass


@asynccontextmanager
async def reader_of(port: int) -> AsyncGenerator[Reader]:
    """The real reader with the product's limits; its gate lets through this one port alone."""
    async with open_guarded(
        "benchmark",
        gate=lambda ip, dialled: (ip, dialled) == ("127.0.0.1", port),
        resolver=EverythingHere(),
        limits=Limits(),
    ) as reader:
        yield reader
