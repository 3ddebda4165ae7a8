"""What a monitor sees: /healthz and /metrics on a port of this machine."""

import socket
from collections.abc import Mapping

import aiohttp
import pytest

from bot.metrics import LINKS
from bot.web import open_status
from bot.web.status import NoStatusPort


async def well() -> Mapping[str, bool]:
    return {"discord": True, "archive": True}


async def ill() -> Mapping[str, bool]:
    return {"discord": True, "archive": False}


async def get(port: int, path: str) -> tuple[int, str, str]:
    async with (
        aiohttp.ClientSession() as session,
        session.get(f"http://127.0.0.1:{port}{path}") as response,
    ):
        return response.status, response.content_type, await response.text()


async def test_all_is_well_or_what_is_not_is_named() -> None:
    async with open_status("127.0.0.1", 0, well) as port:
        status, kind, text = await get(port, "/healthz")
        assert (status, kind) == (200, "application/json")
        assert text == '{"well": true, "discord": true, "archive": true}'
    async with open_status("127.0.0.1", 0, ill) as port:
        status, _, text = await get(port, "/healthz")
        assert status == 503
        assert '"archive": false' in text


async def test_prometheus_gets_what_is_counted() -> None:
    LINKS.labels("read").inc()
    async with open_status("127.0.0.1", 0, well) as port:
        status, kind, text = await get(port, "/metrics")
    assert (status, kind) == (200, "text/plain")
    assert 'pullquote_links_total{outcome="read"}' in text
    for name in ("queue", "stage_seconds", "discord_requests", "limited", "command_seconds"):
        assert f"# HELP pullquote_{name}" in text


async def test_there_is_nothing_else_there_and_nothing_to_send_to() -> None:
    async with open_status("127.0.0.1", 0, well) as port:
        assert (await get(port, "/"))[0] == 404
        async with (
            aiohttp.ClientSession() as session,
            session.post(f"http://127.0.0.1:{port}/healthz", data=b"x" * 10_000) as response,
        ):
            assert response.status == 405


async def test_a_port_that_is_taken_is_told() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(NoStatusPort, match=r"set PULLQUOTE_METRICS_PORT to one that is free"):
            async with open_status("127.0.0.1", port, well):
                pass


async def test_it_listens_where_it_is_told_to_alone() -> None:
    async with open_status("127.0.0.1", 0, well) as port:
        with socket.socket() as elsewhere:
            # Another address of loopback: were it open on all, this would be taken.
            elsewhere.bind(("127.0.0.2", port))
