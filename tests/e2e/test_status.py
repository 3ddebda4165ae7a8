"""What a monitor sees of the real process."""

import asyncio
import socket

import aiohttp
import psutil

from tests.e2e.world import World


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]


async def get(port: int, path: str) -> tuple[int, str]:
    async with (
        aiohttp.ClientSession() as session,
        session.get(f"http://127.0.0.1:{port}{path}") as response,
    ):
        return response.status, await response.text()


async def test_a_monitor_sees_that_it_works_and_what_it_did(world: World) -> None:
    port = free_port()
    news = world.discord.channel("news")
    world.publish("one", "The lamp is lit")
    process = await world.start(PULLQUOTE_METRICS_PORT=str(port))
    world.discord.too_many_requests = 1
    message = await world.discord.paste(news, world.link("one"))
    assert len(await world.answered(message)) == 1
    # The bot answers before discord.py has done with READY; a monitor asks again.
    async with asyncio.timeout(20):
        while (await get(port, "/healthz"))[0] == 503:
            pass
    assert (await get(port, "/healthz"))[0] == 200
    status, metrics = await get(port, "/metrics")
    assert status == 200
    assert 'pullquote_discord_requests_total{status="429"} 1.0' in metrics
    assert 'pullquote_links_total{outcome="read"} 1.0' in metrics
    assert 'pullquote_stage_seconds_count{stage="analyse"} 1.0' in metrics
    assert "pullquote_servers 1.0" in metrics
    assert "The lamp" not in metrics
    assert await process.stop() == 0


async def test_without_the_setting_no_port_is_open(world: World) -> None:
    process = await world.start()
    own = psutil.Process(process._running.pid)
    assert [it for it in own.net_connections("inet") if it.status == psutil.CONN_LISTEN] == []
    assert await process.stop() == 0
