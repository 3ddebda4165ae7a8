"""What an answer, or the lack of one, means to the person who pasted the link."""

import math
from datetime import UTC, datetime

import aiohttp

from bot.languages import N_
from bot.web.errors import (
    BadAddress,
    BadCertificate,
    BrokenPage,
    Disallowed,
    NoAccess,
    NotAPage,
    NotFound,
    SiteBusy,
    SiteError,
    TimedOut,
    TooLarge,
    Unreachable,
    WebError,
)
from bot.web.guard import NotPublic
from bot.web.patience import retry_after
from bot.web.targets import private_address

#: What we ask for, and take. Browsers offer br and zstd as well; every server has gzip, and each
#: decoder more is one more that strangers can feed. Said outright, since aiohttp offers whatever
#: happens to be installed.
ENCODINGS = ("gzip", "deflate")

_HTML = frozenset({"text/html", "application/xhtml+xml"})
_A_FILE = N_("That link leads to a file, not to a web page; share the article's page.")
_WHAT_IT_IS = {
    "application/pdf": N_("That link leads to a PDF, not to a web page; share the article's page."),
    "application/json": N_("That link leads to data, not to a web page; share the article's page."),
    "text/plain": N_("That link leads to plain text, not to a web page; share the article's page."),
    "image": N_("That link leads to a picture, not to a web page; share the article's page."),
    "video": N_("That link leads to a film, not to a web page; share the article's page."),
    "audio": N_("That link leads to a recording, not to a web page; share the article's page."),
}


def require_good_status(response: aiohttp.ClientResponse) -> None:
    """Raise what a status other than success means."""
    match response.status:
        case 404 | 410:
            raise NotFound(N_("That page does not exist; check the link and share it again."))
        case 401 | 402 | 403 | 451:
            raise NoAccess(
                N_("That site does not let me read this page; open it in your browser instead.")
            )
        case 429 | 503:
            raise site_busy(pause_of(response) or 0.0)
        case status if not 200 <= status < 300:
            raise SiteError(
                N_(
                    "That site answered with the error {status}; try again later, or open it in "
                    "your browser."
                ),
                status=status,
            )
        case _:
            return


def require_html(response: aiohttp.ClientResponse) -> None:
    """Raise NotAPage for what is no page."""
    kind = response.content_type.lower()
    if kind not in _HTML:
        family = kind.partition("/")[0]
        raise NotAPage(_WHAT_IT_IS.get(kind) or _WHAT_IT_IS.get(family) or _A_FILE)


def require_known_encoding(response: aiohttp.ClientResponse) -> None:
    """Raise BrokenPage for an encoding that we haven't asked for."""
    encoding = response.headers.get("Content-Encoding", "").strip().lower()
    if encoding not in {"", "identity", *ENCODINGS}:
        raise broken_page()


def pause_of(response: aiohttp.ClientResponse) -> float | None:
    """Seconds for which the site wants to be left alone, if it says so."""
    return retry_after(response.headers.get("Retry-After"), datetime.now(UTC))


def web_error(error: Exception) -> WebError:
    """What to tell a person about a failure that aiohttp, the system or a parser reports."""
    cause = getattr(error, "os_error", error)
    match error:
        case _ if isinstance(cause, NotPublic):
            return private_address()
        case TimeoutError():
            return timed_out()
        case aiohttp.ClientSSLError():
            return BadCertificate(
                N_(
                    "That site's secure connection can't be trusted; open it in your browser"
                    " instead."
                )
            )
        case aiohttp.InvalidURL():
            return BadAddress(N_("That site's address is not valid; check the link."))
        case aiohttp.ClientConnectorError():
            return Unreachable(N_("I can't reach that site; check the link or try again later."))
        case _:
            return broken_page()


def site_busy(pause_s: float) -> SiteBusy:
    minutes = math.ceil(pause_s / 60)
    if minutes < 2:
        return SiteBusy(N_("That site is too busy for us now; try again in a minute."))
    return SiteBusy(
        N_("That site is too busy for us now; try again in {minutes} minutes."), minutes=minutes
    )


def disallowed() -> Disallowed:
    return Disallowed(
        N_("That site asks programs not to read this page; open it in your browser instead.")
    )


def timed_out() -> TimedOut:
    return TimedOut(N_("That site took too long to answer; try again later."))


def too_large(cap: int) -> TooLarge:
    return TooLarge(
        N_(
            "That page is larger than {size} MB, so it is no article I can read; share "
            "another link."
        ),
        size=cap // 1024**2,
    )


def broken_page() -> BrokenPage:
    return BrokenPage(
        N_("That site sent a broken page; try again later, or open it in your browser.")
    )
