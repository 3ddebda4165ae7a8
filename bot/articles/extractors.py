"""Two extractors that find an article in a page in unlike ways.

Trafilatura knows how news sites name their parts; readability weighs paragraphs and takes the
element that holds most. Each is told to read a tree that has been tidied.
"""

import logging
from copy import deepcopy

from lxml.html import HtmlElement
from readability import Document as Readability
from readability.readability import Unparseable
from trafilatura import bare_extraction
from trafilatura.settings import Document

from bot.articles.tree import Line, lines_of, parse

# On a page that they can't read they log its address; we have errors for that.
for _library in ("trafilatura", "htmldate", "readability"):
    logging.getLogger(_library).setLevel(logging.CRITICAL + 1)


def trafilatura(tree: HtmlElement, url: str) -> Document | None:
    """Trafilatura's reading of a page, body and metadata; None if it finds no text.

    ``fast`` leaves out its own comparison with two other extractors, which we do better.
    """
    found = bare_extraction(tree, url=url, fast=True, include_comments=False, with_metadata=True)
    return found if isinstance(found, Document) else None


def readability(tree: HtmlElement) -> list[Line]:
    """Readability's lines of a page; none if it finds no article. Changes the tree."""
    for element in list(tree.iter("script", "style", "noscript", "svg", "iframe")):
        element.drop_tree()
    try:
        article = _TidyTree(tree).summary(html_partial=True)
    except Unparseable:
        return []
    parsed = parse(article)
    return [] if parsed is None else list(lines_of(parsed))


class _TidyTree(Readability):
    """Spares readability its own cleaning, which takes half of its time and we have done."""

    def _parse(self, input: HtmlElement) -> HtmlElement:  # noqa: A002, the name is theirs
        return deepcopy(
            input
        )  # it is called again, for a copy that is whole, where little is found
