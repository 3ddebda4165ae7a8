"""A page's characters → a tree that two extractors can read, and the lines of text in one."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from lxml.etree import (
    ParserError,
    _Element,  # pyright: ignore[reportPrivateUsage], the only name of what trafilatura gives
    iterwalk,
)
from lxml.html import HtmlElement, HTMLParser, document_fromstring

# What XML can't hold, as itself or by its number: lxml reads it, then refuses to write it back.
_NO_CHARACTER = re.compile(
    r"""[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]
    | &\#(?: 0*(?:[0-8] | 1[124-9] | 2\d | 3[01] | 6553[45])(?!\d)
          | x0*(?:[0-8bcef] | 1[0-9a-f] | fff[ef])(?![0-9a-f]) );?""",
    re.IGNORECASE | re.VERBOSE,
)
_MOST_TAGS = 10_000  # "<": a second and 30 MiB at most; of a hundred news pages none has over 3,163
_MOST_TEXT = 400_000  # characters: a long article and as much again of comments and links
_MOST_WEIGHT = 1_000_000  # the largest of those hundred pages has 21,299
_MOST_ATTRIBUTES = 1_000  # of one tag: the parser's time grows with their square
_LONG_TAG = 2 * _MOST_ATTRIBUTES  # characters
_QUOTED = re.compile(r"\"[^\"]*\"|'[^']*'")
_LONGEST_ATTRIBUTE = 4_000  # characters; extractors search them many times over
SENTENCE_ENDS = tuple(".!?…”\"’'。»:")  # headlines, captions and menus have none
_MARKS = '“”"«»‘’„'

_FURNITURE = (
    # in the body, not the body itself: some pages hide all of it until a script has run
    "//body//*[@hidden]",
    "//body//*[contains(translate(@style, ' ', ''), 'display:none')]",
    "//*[contains(concat(' ', normalize-space(@class), ' '), ' ad ')]",
    "//figcaption",
    "//*[contains(@class, 'caption') and string-length(.) < 600]",
    # no table of an article is so wide, and trafilatura's time grows with the square of it
    "//tr[count(*) > 200]",
    "//*[contains(@class, 'pullquote') or contains(@class, 'pull-quote')]",
    # what a browser shows when the pointer rests on a name: other articles about that person
    *(
        f"//*[self::p or self::li]//*[.//a][contains(@class, '{box}')]"
        for box in ("rollover", "tooltip", "popover", "hovercard")
    ),
)
_EMBEDDED_POSTS = "//blockquote[contains(@class, 'twitter-') or contains(@class, '-media')]"
_ALL_LINK = 0.8  # of a line's characters

# Both in HTML's words and in those of trafilatura's own format.
_BREAKS = frozenset(
    [
        *("address", "article", "aside", "blockquote", "body", "br", "caption", "center", "dd"),
        *("details", "dialog", "div", "dl", "dt", "fieldset", "figure", "footer", "form", "h1"),
        *("h2", "h3", "h4", "h5", "h6", "header", "hr", "li", "main", "nav", "ol", "p", "pre"),
        *("section", "summary", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul"),
        *("cell", "code", "head", "item", "lb", "list", "quote", "row"),
    ]
)
_HEADINGS = frozenset(["head", "h1", "h2", "h3", "h4", "h5", "h6"])
_ROWS = frozenset(["row", "tr"])
_CELLS = frozenset(["cell", "td", "th"])
_LONGEST_CELL = 200  # characters; longer ones are columns of a page, not data


class Line(NamedTuple):
    """The text of a paragraph, heading, list item or table row, as it stands."""

    text: str
    heading: bool = False


def is_flood(html: str) -> bool:
    """Whether a page has so much markup that reading it would take many seconds."""
    if html.count("<") > _MOST_TAGS:
        return True
    long = (part for part in html.split("<") if len(part) > _LONG_TAG)
    tags = (_QUOTED.sub("", part).partition(">")[0] for part in long)
    return any(len(tag.split(None, _MOST_ATTRIBUTES)) > _MOST_ATTRIBUTES for tag in tags)


def parse(html: str) -> HtmlElement | None:
    """The tree of a page, its root an ``<html>``; None for nothing at all."""
    # as bytes: a str that declares an encoding of its own is refused
    source = _NO_CHARACTER.sub("", html.replace("\0", "")).encode(errors="replace")
    parser = HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
    try:
        return document_fromstring(source, parser=parser)
    except ParserError:
        return None


def is_far_too_large(tree: HtmlElement) -> bool:
    """Whether a page has more text or nesting than extractors can weigh in a few seconds.

    They ask every element for all that is in it, so that an element costs as much as it lies deep.
    """
    text = weight = depth = 0
    for event, element in iterwalk(tree, events=("start", "end")):
        if event == "end":
            depth -= 1
            text += len(element.tail or "")
            continue
        depth += 1
        weight += depth
        text += 0 if element.tag in {"script", "style"} else len(element.text or "")
    return text > _MOST_TEXT or weight > _MOST_WEIGHT


def headings(tree: HtmlElement) -> list[str]:
    """The page's main headings: its title, as a rule, in the words that readers see."""
    return [heading.text_content() for heading in tree.iter("h1")]


def tidy(tree: HtmlElement) -> None:
    """Make a tree say what its readers see: quotation marks drawn, hidden text and captions gone.

    Changes the tree.
    """
    _drop_costly_attributes(tree)
    _mark_quotations(tree)
    _remove_furniture(tree)
    _keep_embedded_posts(tree)


def lines_of(root: _Element) -> Iterator[Line]:
    """The lines under an element, those of its tables with a dot between the cells."""
    line: list[str] = []
    heading = False
    walk = iterwalk(root, events=("start", "end"))
    for event, element in walk:
        if element.tag in _BREAKS:
            yield Line("".join(line), heading)
            line.clear()
            heading = event == "start" and element.tag in _HEADINGS
        cells = _cells(element) if event == "start" else []
        if event == "end":
            line.append(element.tail or "")
        elif cells:
            yield Line(" · ".join(cells))
            walk.skip_subtree()
        else:
            line.append(element.text or "")
    yield Line("".join(line))


def _cells(element: _Element) -> list[str]:
    """The texts of a row of data; none where it is no row, or lays out the page in columns."""
    if element.tag not in _ROWS:
        return []
    cells = [cell for cell in element if cell.tag in _CELLS]
    texts = ["".join(cell.itertext()).strip() for cell in cells]
    if len(cells) < 2 or any(len(text) > _LONGEST_CELL for text in texts):
        return []
    return [text for text in texts if text]


def _drop_costly_attributes(tree: HtmlElement) -> None:
    """Drop attributes that are searched for long, and those from which trafilatura draws a grid."""
    for element in tree.xpath("//*[@colspan or @rowspan or @*[string-length(.) > 4000]]"):
        for name, value in element.attrib.items():
            if name in {"colspan", "rowspan"} or len(value) > _LONGEST_ATTRIBUTE:
                del element.attrib[name]


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
        q.tag = "span"


def _remove_furniture(tree: HtmlElement) -> None:
    """Drop what stands in an article and isn't said by it: hidden text, captions, pull quotes."""
    for path in _FURNITURE:
        for element in tree.xpath(path):
            if element.getparent() is not None:
                element.drop_tree()
    _remove_link_lines(tree)
    body = tree.find("body")
    if body is not None:
        body.attrib.pop("style", None)  # see above; extractors would take the page for hidden


def _remove_link_lines(tree: HtmlElement) -> None:
    """Drop the paragraphs and list items that are a link to another article and nothing else."""
    for line in list(tree.iter("p", "li")):
        link = line.find(".//a")
        said = "" if link is None else _text(link)
        if said.count(" ") < 3 or said.endswith(SENTENCE_ENDS):
            continue
        if line.getparent() is not None and len(said) >= _ALL_LINK * len(_text(line)):
            line.drop_tree()


def _keep_embedded_posts(tree: HtmlElement) -> None:
    """A post that an article shows is quoted by it, though extractors take it for a widget."""
    for post in tree.xpath(_EMBEDDED_POSTS):
        post.attrib.pop("class", None)
        frame = post.getparent()
        beside = (post.getprevious(), post.getnext())
        if (
            frame is not None
            and frame.tag == "div"
            and all(it is None or it.tag == "script" for it in beside)
        ):
            frame.attrib.pop("class", None)


def _text(element: HtmlElement) -> str:
    return " ".join(element.text_content().split())
