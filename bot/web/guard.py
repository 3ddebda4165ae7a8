"""The gates between us and the network: names are checked as they resolve, addresses as we dial.

The dial is the gate that counts: it sees the address that the operating system is about to
connect to, whatever the link, a redirect, a cache or a name server said before.
"""

import asyncio
import socket
import ssl
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from aiohttp import TCPConnector
from aiohttp.abc import AbstractResolver, ResolveResult

from bot.web.budget import MeteredSocket

#: Answers whether an address and a port may be dialled.
Gate = Callable[[str, int], bool]

_AddressInfo = tuple[int | socket.AddressFamily, int | socket.SocketKind, int, str, tuple[Any, ...]]


class NotPublic(OSError):
    """An address that the gate refuses; an OSError, so that aiohttp carries it to us unharmed."""

    def __init__(self) -> None:
        super().__init__("not a public address")


class SystemResolver(AbstractResolver):
    """The operating system's resolver, in threads of its own.

    A name server that never answers holds its thread until the system gives up: with the loop's
    own threads, a handful of such names would stop everything else that waits for one.
    """

    def __init__(self, threads: int = 32) -> None:
        self._threads = ThreadPoolExecutor(threads, thread_name_prefix="resolver")

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_UNSPEC
    ) -> list[ResolveResult]:
        infos = await asyncio.get_running_loop().run_in_executor(
            self._threads, _look_up, host, port, family
        )
        return [
            ResolveResult(
                hostname=host,
                host=str(address[0]),
                port=port,
                family=found,
                proto=proto,
                flags=socket.AI_NUMERICHOST | socket.AI_NUMERICSERV,
            )
            for found, _, proto, _, address in infos
        ]

    async def close(self) -> None:
        self._threads.shutdown(wait=False, cancel_futures=True)


class GuardedResolver(AbstractResolver):
    """Another resolver, held to a time limit, whose answers must all pass the gate.

    One private answer among public ones condemns the name: that is what rebinding looks like.
    """

    def __init__(self, inner: AbstractResolver, gate: Gate, limit_s: float) -> None:
        self._inner = inner
        self._gate = gate
        self._limit_s = limit_s

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_UNSPEC
    ) -> list[ResolveResult]:
        async with asyncio.timeout(self._limit_s):
            answers = await self._inner.resolve(host, port, family)
        if not all(self._gate(answer["host"], port) for answer in answers):
            raise NotPublic
        return answers

    async def close(self) -> None:
        await self._inner.close()


def system_trust() -> ssl.SSLContext:
    """What secure connections must prove, by the system's certificates as they are now."""
    context = ssl.create_default_context()
    context.set_alpn_protocols(["http/1.1"])
    return context


def guarded_connector(
    inner: AbstractResolver,
    gate: Gate,
    trust: ssl.SSLContext,
    *,
    resolve_s: float,
    connections: int,
    connections_per_host: int,
) -> TCPConnector:
    """A connector, to be shared by all fetches, that dials only what the gate lets through.

    The caller closes it, and ``inner`` too.
    """
    return TCPConnector(
        ssl=trust,
        resolver=GuardedResolver(inner, gate, resolve_s),
        socket_factory=_guarded_sockets(gate),
        limit=connections,
        limit_per_host=connections_per_host,
        # Links rarely lead to one host twice; an idle connection would only be kept for strangers.
        force_close=True,
    )


def _guarded_sockets(gate: Gate) -> Callable[[_AddressInfo], socket.socket]:
    def open_socket(info: _AddressInfo) -> socket.socket:
        family, kind, protocol, _, address = info
        if not gate(str(address[0]), int(address[1])):
            raise NotPublic
        return MeteredSocket(family, kind, protocol)

    return open_socket


def _look_up(host: str, port: int, family: int) -> list[_AddressInfo]:
    return list(
        socket.getaddrinfo(
            host, port, family=family, type=socket.SOCK_STREAM, flags=socket.AI_ADDRCONFIG
        )
    )
