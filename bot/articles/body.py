"""A page's tree → the lines of text that stand in its article."""

import logging
import re
from collections.abc import Iterator

from lxml.etree import ParserError, iterwalk
from lxml.html import HtmlElement, HTMLParser, document_fromstring
from trafilatura import bare_extraction
from trafilatura.settings import Document

# On a page that it can't read trafilatura logs the address; we have errors for that.
for _library in ("trafilatura", "htmldate"):
    logging.getLogger(_library).setLevel(logging.CRITICAL)

# What XML can't hold, as itself or by its number: lxml reads it, then refuses to write it back.
_NO_CHARACTER = re.compile(
    r"""[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]
    | &\#(?: 0*(?:[0-8] | 1[124-9] | 2\d | 3[01] | 6553[45])(?!\d)
          | x0*(?:[0-8bcef] | 1[0-9a-f] | fff[ef])(?![0-9a-f]) );?""",
    re.IGNORECASE | re.VERBOSE,
)
_BREAKS = frozenset(
    ["body", "div", "p", "head", "quote", "code", "lb", "list", "item", "table", "row", "cell"]
)
_MARKS = '“”"«»‘’„'
_FURNITURE = (
    # in the body, not the body itself: some pages hide all of it until a script has run
    "//body//*[@hidden]",
    "//body//*[contains(translate(@style, ' ', ''), 'display:none')]",
    "//*[contains(concat(' ', normalize-space(@class), ' '), ' ad ')]",
    "//figcaption",
    "//*[contains(@class, 'caption') and string-length(.) < 600]",
    "//*[contains(@class, 'pullquote') or contains(@class, 'pull-quote')]",
)


def parse(html: str) -> HtmlElement | None:
    """The tree of a page, its root an ``<html>``; None for nothing at all."""
    # as bytes: a str that declares an encoding of its own is refused
    source = _NO_CHARACTER.sub("", html).encode(errors="replace")
    parser = HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
    try:
        return document_fromstring(source, parser=parser)
    except ParserError:
        return None


def text_length(tree: HtmlElement) -> int:
    """Characters of text on the whole page, scripts and styles left out."""
    return sum(
        (0 if element.tag in {"script", "style"} else len(element.text or ""))
        + len(element.tail or "")
        for element in tree.iter()
    )


def read_body(tree: HtmlElement, url: str) -> Document | None:
    """Trafilatura's reading of a page, text and metadata; None if it finds no text.

    Changes the tree. The settings are the plain ones: on annotated news pages ``favor_precision``
    scores the same and loses quotations.
    """
    _mark_quotations(tree)
    _remove_furniture(tree)
    document = bare_extraction(tree, url=url, include_comments=False, with_metadata=True)
    return document if isinstance(document, Document) else None


def lines_of(document: Document) -> Iterator[str]:
    """The text of each paragraph, heading, list item and table row, as it stands."""
    line: list[str] = []
    walk = iterwalk(document.body, events=("start", "end"))
    for event, element in walk:
        if element.tag in _BREAKS:
            yield "".join(line)
            line.clear()
        cells = element.findall("cell") if element.tag == "row" else ()
        if event == "end":
            line.append(element.tail or "")
        elif len(cells) > 1:
            yield " · ".join(" ".join(cell.itertext()) for cell in cells)
            walk.skip_subtree()
        else:
            line.append(element.text or "")


def headings(tree: HtmlElement) -> list[str]:
    """The page's main headings: its title, as a rule, in the words that readers see."""
    return [heading.text_content() for heading in tree.iter("h1")]


def _mark_quotations(tree: HtmlElement) -> None:
    """Give every ``<q>`` the marks that a browser would draw; extractors drop them."""
    for q in list(tree.iter("q")):
        words = q.text_content().strip()
        if words and words[0] not in _MARKS:
            q.text = "“" + (q.text or "")
            if len(q):
                q[-1].tail = (q[-1].tail or "") + "”"
            else:
                q.text += "”"
        q.drop_tag()


def _remove_furniture(tree: HtmlElement) -> None:
    """Drop what stands in an article and isn't said by it: hidden text, captions, pull quotes."""
    for path in _FURNITURE:
        for element in tree.xpath(path):
            if element.getparent() is not None:
                element.drop_tree()
