"""Counts what Discord answers to our requests, 429 among it."""

from types import SimpleNamespace

import aiohttp

from bot.metrics import REQUESTS


def counted_requests() -> aiohttp.TraceConfig:
    """A trace for discord.py's session that counts its requests by their status."""
    trace = aiohttp.TraceConfig()
    trace.on_request_end.append(_ended)
    trace.on_request_exception.append(_failed)
    return trace


async def _ended(
    _: aiohttp.ClientSession, __: SimpleNamespace, params: aiohttp.TraceRequestEndParams
) -> None:
    REQUESTS.labels(str(params.response.status)).inc()


async def _failed(
    _: aiohttp.ClientSession, __: SimpleNamespace, ___: aiohttp.TraceRequestExceptionParams
) -> None:
    REQUESTS.labels("no_answer").inc()
