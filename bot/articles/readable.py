"""All that can be read on a page, before anybody asks whether it is an article worth reading."""

from dataclasses import dataclass

from bot.articles.body import headings, lines_of, parse, read_body, text_length
from bot.articles.decoding import decode
from bot.articles.errors import TooLong
from bot.articles.linked_data import LinkedData, linked_data
from bot.articles.metadata import Metadata, metadata
from bot.articles.paragraphs import paragraphs
from bot.domain import Page

_MOST_TAGS = 60_000  # about four seconds; the largest of a hundred news pages has 3,163
_MOST_TEXT = 400_000  # characters: a long article and as much again of comments and links
_TOO_LONG = "That page is far larger than an article; share a single article."


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

    Raises TooLong for a page that would take many seconds to walk.
    """
    html = decode(page)
    if html.count("<") > _MOST_TAGS:
        raise TooLong(_TOO_LONG)
    tree = parse(html)
    if tree is None:
        return None
    if text_length(tree) > _MOST_TEXT:
        raise TooLong(_TOO_LONG)
    linked = linked_data(tree)
    document = read_body(tree, page.url)
    if document is None:
        return None
    about = metadata(tree, page.url, linked, document)
    titles = [about.title or "", document.title or "", *headings(tree)]
    return Readable(tuple(paragraphs(lines_of(document), titles)), about, linked)
