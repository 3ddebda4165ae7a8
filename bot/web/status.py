"""What the bot says of itself to a monitor: ``/metrics`` for Prometheus, ``/healthz`` for any."""

import asyncio
from collections.abc import AsyncGenerator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager

from aiohttp import web
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest

from bot.domain import PullquoteError

#: What is well and what is not, by name; asked anew each time.
Health = Callable[[], Awaitable[Mapping[str, bool]]]


class NoStatusPort(PullquoteError):
    """The port of the metrics can't be opened."""

    kind = "no_status_port"


@asynccontextmanager
async def open_status(host: str, port: int, health: Health) -> AsyncGenerator[int]:
    """Answer monitors until leaving; gives the port, which is another one for 0.

    It reads no request's body and asks nobody who they are, so leave it on this machine.

    Raises:
        NoStatusPort: the port is taken, or the host is none of this machine.
    """

    async def healthz(_: web.Request) -> web.Response:
        parts = await health()
        well = all(parts.values())
        return web.json_response({"well": well} | dict(parts), status=200 if well else 503)

    async def metrics(_: web.Request) -> web.Response:
        # Some thousand lines: too long for the event loop.
        counted = await asyncio.to_thread(generate_latest)
        return web.Response(body=counted, headers={"Content-Type": CONTENT_TYPE_LATEST})

    application = web.Application(client_max_size=1024)
    application.router.add_get("/healthz", healthz)
    application.router.add_get("/metrics", metrics)
    runner = web.AppRunner(application, access_log=None, keepalive_timeout=15)
    await runner.setup()
    try:
        site = web.TCPSite(runner, host, port)
        try:
            await site.start()
        except OSError as error:
            raise NoStatusPort(
                f"Port {port} of {host} can't be opened for metrics; set PULLQUOTE_METRICS_PORT to"
                " one that is free."
            ) from error
        yield runner.addresses[0][1]
    finally:
        await runner.cleanup()
