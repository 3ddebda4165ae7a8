"""The fetch: our own redirect loop, then a read that is bounded in size and in time."""

import asyncio
import math
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from weakref import WeakValueDictionary

import aiohttp
from aiohttp.abc import AbstractResolver
from yarl import URL

from bot.domain import Page
from bot.web.errors import (
    BadAddress,
    BadCertificate,
    BrokenPage,
    NoAccess,
    NotAPage,
    NotFound,
    SiteBusy,
    SiteError,
    TimedOut,
    TooLarge,
    TooManyRedirects,
    Unreachable,
    WebError,
)
from bot.web.guard import Gate, NotPublic, guarded_connector
from bot.web.patience import Patience, retry_after
from bot.web.targets import private_address, target

_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_HTML = frozenset({"text/html", "application/xhtml+xml"})
_ENCODINGS = frozenset({"", "identity", "gzip", "deflate", "br", "zstd"})
_WHAT_IT_IS = {
    "application/pdf": "a PDF",
    "application/json": "data",
    "text/plain": "plain text",
    "image": "a picture",
    "video": "a film",
    "audio": "a recording",
}


@dataclass(frozen=True, slots=True)
class Limits:
    """What one fetch may cost, in seconds and in bytes after decompression."""

    total_s: float = 15
    connect_s: float = 8
    dial_s: float = 5
    resolve_s: float = 5
    silence_s: float = 8
    body_bytes: int = 5 * 1024 * 1024
    hops: int = 8
    retry_s: float = 3  # the longest pause after a 503 that is waited out
    fetches: int = 20
    fetches_per_host: int = 2


class Reader:
    """Fetches pages over one guarded connector; made by :func:`open_guarded`."""

    def __init__(
        self, connector: aiohttp.TCPConnector, gate: Gate, user_agent: str, limits: Limits
    ) -> None:
        self._connector = connector
        self._gate = gate
        self._limits = limits
        self._headers = {
            "User-Agent": user_agent,
            "Accept": "text/html, application/xhtml+xml",
            "Accept-Language": "en",
        }
        self._patience = Patience()
        self._places = asyncio.Semaphore(limits.fetches)
        self._host_places: WeakValueDictionary[str, asyncio.Semaphore] = WeakValueDictionary()

    async def fetch(self, url: str) -> Page:
        """The page behind a link, after all its redirects.

        Its time starts when it is this fetch's turn: at most two go to a host at once.

        Raises:
            WebError: the link did not become a page; the subclass and the sentence say why.
        """
        start = target(url, self._gate)
        async with self._host_place(str(start.raw_host)), self._places:
            try:
                async with asyncio.timeout(self._limits.total_s), self._session() as session:
                    return await self._follow(session, start)
            except (aiohttp.ClientError, OSError, ValueError) as error:
                raise _web_error(error) from error

    def _host_place(self, host: str) -> asyncio.Semaphore:
        fresh = asyncio.Semaphore(self._limits.fetches_per_host)
        return self._host_places.setdefault(host, fresh)

    def _session(self) -> aiohttp.ClientSession:
        """A session for one fetch: cookies live through its redirects and no longer."""
        limits = self._limits
        return aiohttp.ClientSession(
            connector=self._connector,
            connector_owner=False,
            cookie_jar=aiohttp.CookieJar(),
            trust_env=False,
            headers=self._headers,
            timeout=aiohttp.ClientTimeout(
                total=limits.total_s,
                connect=limits.connect_s,
                sock_connect=limits.dial_s,
                sock_read=limits.silence_s,
            ),
        )

    async def _follow(self, session: aiohttp.ClientSession, url: URL) -> Page:
        hops, retries = self._limits.hops, 1
        while True:
            self._check_pause(url)
            async with session.get(url, allow_redirects=False) as response:
                location = response.headers.get("Location", "")
                if response.status in _REDIRECTS and location:
                    if not hops:
                        raise TooManyRedirects(
                            "That link is sent on too often; share the page's own address."
                        )
                    hops -= 1
                    url = target(location, self._gate, base=url)
                    continue
                if not (retries and await self._waited_out(response)):
                    return await self._read(response)
                retries -= 1

    def _check_pause(self, url: URL) -> None:
        left = self._patience.left(str(url.raw_host), asyncio.get_running_loop().time())
        if left:
            raise _site_busy(left)

    async def _waited_out(self, response: aiohttp.ClientResponse) -> bool:
        """Whether the site is overloaded for so short a time that we have waited for it."""
        if response.status != 503:
            return False
        pause = _pause_of(response)
        if pause is None or pause > self._limits.retry_s:
            return False
        response.close()
        await asyncio.sleep(pause)
        return True

    async def _read(self, response: aiohttp.ClientResponse) -> Page:
        self._check_status(response)
        _check_content_type(response)
        return Page(
            url=str(response.url),
            status=response.status,
            headers={name.lower(): response.headers[name] for name in response.headers},
            body=await self._body(response),
        )

    def _check_status(self, response: aiohttp.ClientResponse) -> None:
        match response.status:
            case 404 | 410:
                raise NotFound("That page does not exist; check the link and share it again.")
            case 401 | 402 | 403 | 451:
                raise NoAccess(
                    "That site does not let me read this page; open it in your browser instead."
                )
            case 429 | 503:
                pause = _pause_of(response) or 0.0
                now = asyncio.get_running_loop().time()
                self._patience.ask(str(response.url.raw_host), pause, now)
                raise _site_busy(pause)
            case status if not 200 <= status < 300:
                raise SiteError(
                    f"That site answered with the error {status}; try again later, or open it in "
                    "your browser."
                )
            case _:
                return

    async def _body(self, response: aiohttp.ClientResponse) -> bytes:
        cap = self._limits.body_bytes
        if (response.content_length or 0) > cap:
            raise _too_large(cap)
        chunks: list[bytes] = []
        size = 0
        async for chunk in response.content.iter_chunked(64 * 1024):
            size += len(chunk)
            if size > cap:
                raise _too_large(cap)
            chunks.append(chunk)
            # A bomb unpacks without waiting for the network; others want the loop as well.
            await asyncio.sleep(0)
        return b"".join(chunks)


@asynccontextmanager
async def open_guarded(
    user_agent: str, *, gate: Gate, resolver: AbstractResolver, limits: Limits
) -> AsyncGenerator[Reader]:
    """A reader with a gate and a resolver of the caller's; the product's are in ``bot.web``."""
    connector = guarded_connector(
        resolver,
        gate,
        resolve_s=limits.resolve_s,
        connections=limits.fetches,
        connections_per_host=limits.fetches_per_host,
    )
    try:
        yield Reader(connector, gate, user_agent, limits)
    finally:
        await connector.close()
        await resolver.close()


def _check_content_type(response: aiohttp.ClientResponse) -> None:
    kind = response.content_type.lower()
    if kind not in _HTML:
        what = _WHAT_IT_IS.get(kind) or _WHAT_IT_IS.get(kind.partition("/")[0]) or "a file"
        raise NotAPage(f"That link leads to {what}, not to a web page; share the article's page.")
    if response.headers.get("Content-Encoding", "").strip().lower() not in _ENCODINGS:
        raise _broken_page()


def _pause_of(response: aiohttp.ClientResponse) -> float | None:
    return retry_after(response.headers.get("Retry-After"), datetime.now(UTC))


def _web_error(error: Exception) -> WebError:
    """What to tell a person about a failure that aiohttp, the system or a parser reports."""
    cause = getattr(error, "os_error", error)
    match error:
        case _ if isinstance(cause, NotPublic):
            return private_address()
        case TimeoutError():
            return TimedOut("That site took too long to answer; try again later.")
        case aiohttp.ClientSSLError():
            return BadCertificate(
                "That site's secure connection can't be trusted; open it in your browser instead."
            )
        case aiohttp.InvalidURL():
            return BadAddress("That site's address is not valid; check the link.")
        case aiohttp.ClientConnectorError():
            return Unreachable("I can't reach that site; check the link or try again later.")
        case _:
            return _broken_page()


def _site_busy(pause_s: float) -> SiteBusy:
    minutes = math.ceil(pause_s / 60)
    when = f"in {minutes} minutes" if minutes > 1 else "in a minute"
    return SiteBusy(f"That site is too busy for us now; try again {when}.")


def _too_large(cap: int) -> TooLarge:
    return TooLarge(
        f"That page is larger than {cap // 1024**2} MB, so it is no article I can read; share "
        "another link."
    )


def _broken_page() -> BrokenPage:
    return BrokenPage("That site sent a broken page; try again later, or open it in your browser.")
