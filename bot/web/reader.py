"""The fetch: our own redirect loop, then a read that is bounded in size, in time and in work."""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from weakref import WeakValueDictionary

import aiohttp
from aiohttp.abc import AbstractResolver
from yarl import URL

from bot.domain import Page, Validators
from bot.languages import N_
from bot.web import robots
from bot.web.answers import (
    ENCODINGS,
    disallowed,
    pause_of,
    require_good_status,
    require_html,
    site_busy,
    too_large,
    web_error,
)
from bot.web.body import read_body
from bot.web.budget import Budget, spending
from bot.web.errors import TooManyRedirects
from bot.web.guard import Gate, guarded_connector, system_trust
from bot.web.limits import Limits
from bot.web.patience import Pace, Patience
from bot.web.targets import target
from bot.web.validators import conditions

_REDIRECTS = frozenset({301, 302, 303, 307, 308})
# aiohttp parses at most a sixteenth as many chunks before it lets us, and others, go on.
_BUFFER_BYTES = 16 * 1024


@dataclass(frozen=True, slots=True)
class _Visit:
    """One fetch on its way: its cookies, and what it may still cost."""

    session: aiohttp.ClientSession
    budget: Budget


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
            "Accept-Encoding": ", ".join(ENCODINGS),
        }
        self._patience = Patience()
        self._pace = Pace(limits.interval_s, limits.burst)
        self._robots = robots.Robots()
        self._places = asyncio.Semaphore(limits.fetches)
        self._host_places: WeakValueDictionary[str, asyncio.Semaphore] = WeakValueDictionary()

    async def fetch(self, url: str, held: Validators | None = None) -> Page:
        """The page behind a link, after all its redirects.

        Its time starts when it is this fetch's turn: at most two go to a host at once.

        Parameters:
            held: what the page said of itself when it was read before; if it is still the same, a
                page of status 304 without a body comes back.

        Raises:
            WebError: the link did not become a page; the subclass and the sentence say why.
        """
        limits = self._limits
        start = target(url, self._gate)
        async with self._host_place(str(start.raw_host)), self._places:
            try:
                with spending(Budget(limits.wrapping_bytes, limits.reads)) as budget:
                    async with asyncio.timeout(limits.total_s), self._session() as session:
                        return await self._page(_Visit(session, budget), start, held)
            except (aiohttp.ClientError, OSError, ValueError) as error:
                raise web_error(error) from error

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
            read_bufsize=_BUFFER_BYTES,
            timeout=aiohttp.ClientTimeout(
                total=limits.total_s,
                connect=limits.connect_s,
                sock_connect=limits.dial_s,
                sock_read=limits.silence_s,
            ),
        )

    async def _page(self, visit: _Visit, start: URL, held: Validators | None) -> Page:
        async with self._answer(visit, start, self._limits.hops, held=held) as response:
            unchanged = held is not None and response.status == 304
            if not unchanged:
                require_good_status(response)
                require_html(response)
            return Page(
                url=str(response.url),
                status=response.status,
                headers={name.lower(): response.headers[name] for name in response.headers},
                body=b"" if unchanged else await self._whole_body(visit, response),
            )

    @asynccontextmanager
    async def _answer(
        self,
        visit: _Visit,
        url: URL,
        hops: int,
        *,
        held: Validators | None = None,
        obey_robots: bool = True,
    ) -> AsyncGenerator[aiohttp.ClientResponse]:
        """The answer at the end of a link's redirects, each of them judged like the link."""
        retries = 1
        while True:
            if obey_robots:
                await self._require_permission(visit, url)
            await self._require_turn(url)
            async with visit.session.get(
                url, allow_redirects=False, headers=conditions(held, str(url))
            ) as response:
                if onward := self._onward(response):
                    hops = _one_less(hops)
                    url = onward
                elif retries and (pause := self._short_pause(response)) is not None:
                    retries -= 1
                    response.close()
                    await asyncio.sleep(pause)
                else:
                    self._note_pause(response)
                    yield response
                    return

    def _onward(self, response: aiohttp.ClientResponse) -> URL | None:
        location = response.headers.get("Location", "")
        if response.status not in _REDIRECTS or not location:
            return None
        return target(location, self._gate, base=response.url)

    async def _require_turn(self, url: URL) -> None:
        """Wait as our pace for the host asks; raises SiteBusy if the host itself wants a pause."""
        now = asyncio.get_running_loop().time()
        host = str(url.raw_host)
        if left := self._patience.left(host, now):
            raise site_busy(left)
        await asyncio.sleep(self._pace.wait(host, now))

    def _short_pause(self, response: aiohttp.ClientResponse) -> float | None:
        """The pause after which an overloaded site can be asked once more, if it is a short one."""
        if response.status != 503:
            return None
        asked = pause_of(response)
        pause = self._limits.pause_s if asked is None else asked
        return pause if pause <= self._limits.retry_s else None

    def _note_pause(self, response: aiohttp.ClientResponse) -> None:
        if response.status in {429, 503} and (pause := pause_of(response)):
            now = asyncio.get_running_loop().time()
            self._patience.ask(str(response.url.raw_host), pause, now)

    async def _require_permission(self, visit: _Visit, url: URL) -> None:
        """Raise Disallowed if the site's robots.txt keeps us from an address."""
        now = asyncio.get_running_loop().time()
        site = str(url.origin())
        rules = self._robots.known(site, now)
        if rules is None:
            rules = await self._fetch_rules(visit, url.origin())
            self._robots.keep(site, rules, now)
        if rules and not await asyncio.to_thread(robots.allows, rules, str(url)):
            raise disallowed()

    async def _fetch_rules(self, visit: _Visit, site: URL) -> str:
        """A site's rules; none where it has no robots.txt.

        A site that can't say, because it is overloaded, broken or out of reach, is not read: the
        failure is the page's (RFC 9309, section 2.3.1).
        """
        try:
            async with (
                asyncio.timeout(self._limits.robots_s),
                self._answer(
                    visit, site / "robots.txt", self._limits.robots_hops, obey_robots=False
                ) as response,
            ):
                if 400 <= response.status < 500 and response.status != 429:
                    return ""
                require_good_status(response)
                body = await read_body(response, robots.MOST_BYTES, visit.budget, self._limits)
        except TooManyRedirects:
            return ""
        return await asyncio.to_thread(robots.rules, body)

    async def _whole_body(self, visit: _Visit, response: aiohttp.ClientResponse) -> bytes:
        cap = self._limits.body_bytes
        if (response.content_length or 0) > cap:
            raise too_large(cap)
        body = await read_body(response, cap, visit.budget, self._limits)
        if max(len(body), response.content.total_raw_bytes) > cap:
            raise too_large(cap)
        return body


@asynccontextmanager
async def open_guarded(
    user_agent: str, *, gate: Gate, resolver: AbstractResolver, limits: Limits
) -> AsyncGenerator[Reader]:
    """A reader with a gate and a resolver of the caller's; the product's are in ``bot.web``."""
    connector = guarded_connector(
        resolver,
        gate,
        await asyncio.to_thread(system_trust),
        resolve_s=limits.resolve_s,
        connections=limits.fetches,
        connections_per_host=limits.fetches_per_host,
    )
    try:
        yield Reader(connector, gate, user_agent, limits)
    finally:
        await connector.close()
        await resolver.close()


def _one_less(hops: int) -> int:
    if not hops:
        raise TooManyRedirects(N_("That link is sent on too often; share the page's own address."))
    return hops - 1
