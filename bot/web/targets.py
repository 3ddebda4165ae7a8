"""Which addresses a fetch may go to, before anything is dialled."""

import re
from ipaddress import ip_address

from yarl import URL

from bot.languages import N_
from bot.web.errors import BadAddress, NotTheArticle, PrivateAddress
from bot.web.guard import Gate

LONGEST_URL = 8_000
# A name has 253 characters at most, and the rules of IDN take their time with longer ones.
_LONGEST_AUTHORITY = 300

_NAME = re.compile(
    r"(?=.{1,254}\Z)([a-z0-9_]([a-z0-9_-]{0,62})\.)*[a-z0-9_][a-z0-9_-]{0,62}\.?", re.IGNORECASE
)
_AUTHORITY = re.compile(r"\s*(?:[a-z][a-z0-9+.-]*:)?//([^/?#]*)", re.IGNORECASE)
# A host that ends in a number is an IPv4 address to some parsers and a name to others.
_ENDS_IN_NUMBER = re.compile(r"(^|\.)(\d+|0x[0-9a-f]*)\.?\Z", re.IGNORECASE)
# Its operators ask that no program read it, and answer with a riddle for humans.
_ARCHIVE_TODAY = re.compile(r"(^|\.)archive\.(fo|is|li|md|ph|today|vn)\.?\Z", re.IGNORECASE)


def target(url: str | URL, gate: Gate, base: URL | None = None) -> URL:
    """The address to dial for a link or, with ``base``, for a redirect from there.

    It is judged as yarl reads it, because yarl is also the parser that dials.

    Raises:
        BadAddress: not http or https, no proper host, a user name or a password in it.
        PrivateAddress: the host is an IP address, and the gate refuses it.
        NotTheArticle: a wrapper that leads no program to its article.
    """
    if len(str(url)) > LONGEST_URL:
        raise BadAddress(N_("That address is too long for me; share a shorter link."))
    authority = _AUTHORITY.match(str(url))
    if authority and len(authority[1]) > _LONGEST_AUTHORITY:
        raise _bad_address()
    try:
        parsed = URL(url)
        parsed = (base.join(parsed) if base else parsed).with_fragment(None)
        host, port = parsed.raw_host, parsed.port
        _ = parsed.host  # aiohttp will ask for it, and a broken IDN makes it raise
    except (ValueError, TypeError) as error:
        raise _bad_address() from error
    if parsed.scheme not in {"http", "https"} or not host or not port:
        raise _bad_address()
    if "@" in parsed.raw_authority:
        raise BadAddress(N_("That address has a user name in it; share the link without it."))
    _check_host(host, port, gate)
    _check_wrapper(host, parsed.path)
    return parsed


def _check_host(host: str, port: int, gate: Gate) -> None:
    if _is_ip(host):
        if not gate(host, port):
            raise private_address()
    elif not _NAME.fullmatch(host) or _ENDS_IN_NUMBER.search(host):
        raise _bad_address()


def _is_ip(host: str) -> bool:
    try:
        ip_address(host)
    except ValueError:
        return ":" in host
    return True


def _check_wrapper(host: str, path: str) -> None:
    if host == "news.google.com" and "/articles/" in path:
        raise NotTheArticle(
            N_("Google News hides the article; open it and share the publisher's link.")
        )
    if _ARCHIVE_TODAY.search(host):
        raise NotTheArticle(N_("I don't read that archive; share the publisher's own link."))


def private_address() -> PrivateAddress:
    return PrivateAddress(
        N_("That link does not lead to the public web; share one that anybody can open.")
    )


def _bad_address() -> BadAddress:
    return BadAddress(
        N_("That is no web address I can open; share a link that begins with https://.")
    )
