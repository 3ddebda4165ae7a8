"""All that can be read on a page, before anybody asks whether it is an article worth reading."""

from dataclasses import dataclass

from lxml.html import HtmlElement

from bot.articles.consensus import consensus
from bot.articles.decoding import decode
from bot.articles.errors import TooLong
from bot.articles.extractors import readability, trafilatura
from bot.articles.linked_data import LinkedData, linked_data
from bot.articles.metadata import Metadata, metadata
from bot.articles.paragraphs import clean_lines, paragraphs
from bot.articles.tree import headings, is_far_too_large, is_flood, lines_of, parse, tidy
from bot.articles.walls import asks_for_payment, is_gate, without_walls
from bot.domain import Page
from bot.languages import N_

_TOO_LONG = N_("That page is far larger than an article; share a single article.")


@dataclass(frozen=True, slots=True)
class Readable:
    """What a page shows and says of itself.

    ``wall``: it asks for payment or a login. ``gate``: by its address it is there only to ask.
    ``video``: it says that it is one, and of no article.
    """

    paragraphs: tuple[str, ...]
    about: Metadata
    linked: LinkedData
    wall: bool = False
    gate: bool = False
    video: bool = False

    @property
    def text(self) -> str:
        return "\n\n".join(self.paragraphs)


def readable(page: Page) -> Readable | None:
    """The page's running text and metadata, or None if it isn't HTML with text in it.

    Raises TooLong for a page that would take many seconds to walk.
    """
    html = decode(page)
    if is_flood(html):
        raise TooLong(_TOO_LONG)
    tree = parse(html)
    if tree is None:
        return None
    if is_far_too_large(tree):
        raise TooLong(_TOO_LONG)
    linked = linked_data(tree)
    walled = _shows_wall(tree)
    tidy(tree)
    document = trafilatura(tree, page.url)
    if document is None:
        return None
    about = metadata(tree, page.url, linked, document)
    titles = [about.title or "", document.title or "", *headings(tree)]
    lines = consensus(clean_lines(lines_of(document.body)), clean_lines(readability(tree)))
    lines, stopped = without_walls(lines)
    return Readable(
        paragraphs=tuple(paragraphs(lines, titles)),
        about=about,
        linked=linked,
        wall=walled or stopped,
        gate=is_gate(page.url),
        video="VideoObject" in linked.kinds or _type(tree).startswith("video"),
    )


def _shows_wall(tree: HtmlElement) -> bool:
    """Whether a line of the page, extracted or not, asks for payment or a login."""
    return any(asks_for_payment(" ".join(line.text.split())) for line in lines_of(tree))


def _type(tree: HtmlElement) -> str:
    """What the page tells those who preview it that it is (https://ogp.me/#types)."""
    metas = (meta for meta in tree.iter("meta") if meta.get("property") == "og:type")
    return next((meta.get("content") or "" for meta in metas), "")
