"""All that can be read on a page, before anybody asks whether it is an article worth reading."""

from dataclasses import dataclass

from bot.articles.body import headings, lines_of, parse, read_body
from bot.articles.decoding import decode
from bot.articles.errors import TooLong
from bot.articles.linked_data import LinkedData, linked_data
from bot.articles.metadata import Metadata, metadata
from bot.articles.paragraphs import paragraphs
from bot.domain import Page

_MOST_TAGS = 60_000  # about four seconds; the largest of a hundred news pages has 3,163


@dataclass(frozen=True, slots=True)
class Readable:
    paragraphs: tuple[str, ...]
    about: Metadata
    linked: LinkedData

    @property
    def text(self) -> str:
        return "\n\n".join(self.paragraphs)


def readable(page: Page) -> Readable | None:
    """The page's running text and metadata, or None if it isn't HTML with text in it.

    Raises TooLong for markup that would take many seconds to walk.
    """
    html = decode(page)
    if html.count("<") > _MOST_TAGS:
        raise TooLong("That page is far larger than an article; share a single article.")
    tree = parse(html)
    if tree is None:
        return None
    linked = linked_data(tree)
    document = read_body(tree, page.url)
    if document is None:
        return None
    about = metadata(tree, page.url, linked, document)
    titles = [about.title or "", document.title or "", *headings(tree)]
    return Readable(tuple(paragraphs(lines_of(document), titles)), about, linked)
