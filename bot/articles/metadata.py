"""What a page says about its article: title, site, authors, date, address.

JSON-LD first where there is some, since it is right more often; then what trafilatura finds.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from html import unescape
from urllib.parse import urljoin, urlsplit

from lxml.html import HtmlElement
from tldextract import TLDExtract
from trafilatura.settings import Document

from bot.articles.linked_data import LinkedData
from bot.articles.tree import headings

_TITLE = 300  # characters
_NAME = 100
_URL = 2_000
_AUTHORS = 10

_SPACE = re.compile(r"\s+")
_INVISIBLE = re.compile("[\u00ad\u200b-\u200d\u2060\ufeff\x00-\x08\x0e-\x1f\x7f\ud800-\udfff]")
_BYLINE = re.compile(r"^(?:(?:additional )?reporting by|written by|words by|by)\s+", re.IGNORECASE)
_TITLE_BAR = re.compile(r"\s[|–—-]\s")
_ADDRESS = re.compile(r"://|@|www\.")
_NO_LETTER = re.compile(r"[\W_]+")
_JOB = re.compile(
    r"(?:\b(?:writer|editor|reporter|correspondent|columnist|producer|staff)|^associated press)$",
    re.IGNORECASE,
)
_BETWEEN_NAMES = re.compile(r"\s*[;,|]\s*|\s+and\s+|\s+&\s+")


@dataclass(frozen=True, slots=True)
class Metadata:
    url: str | None
    title: str | None
    site: str | None
    authors: tuple[str, ...]
    published: str | None
    image: str | None


def metadata(tree: HtmlElement, page_url: str, linked: LinkedData, found: Document) -> Metadata:
    """The article's metadata, cleaned and bounded; ``found`` is trafilatura's reading of it."""
    url = canonical_url(tree, page_url)
    host = urlsplit(url).hostname if url else None
    site = _name(found.sitename) or _name(linked.publisher) or _without_www(host)
    return Metadata(
        url=url,
        title=_title(tree, linked.headline or found.title or "", site),
        site=site,
        authors=_authors(linked.authors or (found.author or "").split(";"), site),
        published=linked.published or found.date,
        image=_image(page_url, linked.image) or _image(page_url, found.image),
    )


def clean_line(text: str) -> str:
    """Text on one line: entities as characters, nothing invisible, single spaces."""
    for _ in range(2):  # pages that escape twice are common: &amp;quot;
        text = unescape(text)
    return _SPACE.sub(" ", _INVISIBLE.sub("", text)).strip()


def canonical_url(tree: HtmlElement, page_url: str) -> str | None:
    """The address that the page claims, or the one it came from; None for a local file.

    A page can claim any address, so a claim holds only inside the page's registered domain, and
    an article's claim to be the site's front page is a common mistake.
    """
    own = page_url if _is_web(page_url) else None
    link = tree.find(".//link[@rel='canonical']")
    claim = _joined(page_url, (link.get("href") or "").strip()) if link is not None else ""
    if not _is_web(claim) or len(claim) > _URL:
        return own
    if own is None:
        return claim
    if _registered_domain(claim) != _registered_domain(own):
        return own
    is_front_page = urlsplit(claim).path in {"", "/"} and urlsplit(own).path not in {"", "/"}
    return own if is_front_page else claim


def _image(page_url: str, claim: str | None) -> str | None:
    """The address of the article's picture, or None where the claim is no web address."""
    image = _joined(page_url, (claim or "").strip()[: _URL + 1])
    return image if claim and len(image) <= _URL and _is_web(image) else None


def _is_web(url: str) -> bool:
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return parts.scheme in {"http", "https"} and bool(parts.hostname)


def _joined(base: str, href: str) -> str:
    try:
        return urljoin(base, href).split("#")[0]
    except ValueError:
        return ""


@cache
def _domains() -> TLDExtract:
    return TLDExtract(suffix_list_urls=(), cache_dir=None)  # the list inside the package


def _registered_domain(url: str) -> str:
    """The domain that somebody registered, or the host where the suffix isn't a public one."""
    host = urlsplit(url).hostname or ""
    return _domains()(url).top_domain_under_public_suffix or _without_www(host) or ""


def _without_www(host: str | None) -> str | None:
    return host.removeprefix("www.") if host else None


def _title(tree: HtmlElement, claim: str, site: str | None) -> str | None:
    """The title as the page's heading has it, where the claim is that and more, or a part of it.

    Else the claim without the site's name behind it: ``The goose stays | The Courier``.
    """
    title = clean_line(claim)[: 2 * _TITLE]
    for heading in headings(tree):
        shown = clean_line(heading[: 2 * _TITLE])
        if shown.count(" ") > 1 and _is_part(shown, title):
            return shown[:_TITLE].strip()
    bars = list(_TITLE_BAR.finditer(title))
    if bars and _same_name(title[bars[-1].end() :], site):
        title = title[: bars[-1].start()]
    return title[:_TITLE].strip() or None


def _is_part(heading: str, title: str) -> bool:
    """Whether a title holds a heading, a bar beside it, or is one that was cut to a length."""
    heading, title = heading.casefold(), title.casefold()
    return heading in _TITLE_BAR.split(title) or (
        title.count(" ") > 1 and heading.startswith(title.rstrip("….")) and title != heading
    )


def _same_name(one: str, other: str | None) -> bool:
    letters = _NO_LETTER.sub("", one.casefold())
    return bool(letters) and letters == _NO_LETTER.sub("", (other or "").casefold())


def _authors(claims: Iterable[str], site: str | None) -> tuple[str, ...]:
    """Names of people from bylines: no addresses, no job titles, not the site itself."""
    names: dict[str, None] = {}
    for claim in claims:
        for part in _BETWEEN_NAMES.split(_BYLINE.sub("", clean_line(claim)[:1000])):
            name = _name(part)
            if name and _has_capital(name) and not _same_name(name, site):
                names[_in_title_case(name)] = None
    people = [name for name in names if not _JOB.search(name)]
    return tuple(people or names)[:_AUTHORS]


def _in_title_case(name: str) -> str:
    """``Edda Quist`` for ``EDDA QUIST``; an agency's initials stay."""
    return name.title() if name.isupper() and " " in name else name


def _has_capital(name: str) -> bool:
    """Whether a word of a name begins as names do: “courts reporter” is a job."""
    return any(word[0].isupper() for word in name.split())


def _name(text: str | None) -> str | None:
    """A name of a person or a site, or None for an address, a handle or something endless."""
    name = clean_line(text or "")
    return name if 1 < len(name) <= _NAME and not _ADDRESS.search(name) else None
