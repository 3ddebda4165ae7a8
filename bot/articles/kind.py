"""What kind of page a text came from, and whether it can be read at all."""

import re
from collections.abc import Sequence
from urllib.parse import urlsplit

from bot.articles.consensus import ends_like_prose
from bot.articles.errors import (
    NotAnArticle,
    NotHtml,
    OnlyVideo,
    TooLong,
    TooShort,
    Unquotable,
    Walled,
)
from bot.articles.linked_data import LinkedData, is_article
from bot.articles.readable import Readable
from bot.domain import Page, PageKind
from bot.languages import N_

_FEWEST_WORDS = 40
_FEWEST_BESIDE_A_VIDEO = 100
_MOST_WORDS_BEFORE_A_WALL = 500  # who shows more, shows all: a few free articles a month
_MOST_CHARACTERS = 200_000  # about 33,000 words, which the analysis reads in ten seconds
_PDF = N_("That is a PDF, not a web page; share the page with the article.")
_PICTURE = N_("That is a picture, not a web page; share the page with the article.")
_PACKED = N_("That is an archive or a document, not a web page; share the page with the article.")
_FILES = (
    (b"%PDF-", _PDF),
    (b"\x89PNG", _PICTURE),
    (b"\xff\xd8\xff", _PICTURE),
    (b"GIF8", _PICTURE),
    (b"PK\x03\x04", _PACKED),
)
_LIVE = re.compile(
    r"/live/|[/-]live-?(?:blog|updates?|coverage|news|reaction)(?:[/-]|$)", re.IGNORECASE
)
_LISTS = frozenset(["CollectionPage", "ItemList", "SearchResultsPage"])


def require_html(page: Page) -> None:
    """Raise NotHtml if the page is a file of another kind by its first bytes."""
    start = page.body[:1024].lstrip()
    sentence = next((sentence for magic, sentence in _FILES if start.startswith(magic)), None)
    if sentence:
        raise NotHtml(sentence)


def require_article(read: Readable) -> None:
    """Raise the error of what the page is instead, unless most of its words stand in sentences.

    Headlines in a list don't end like sentences, and each is short.
    """
    prose, words = _prose(read.paragraphs), _count(read.paragraphs)
    if read.gate or (read.wall and words < _FEWEST_WORDS):
        raise _error(Walled)
    if read.video and words < _FEWEST_BESIDE_A_VIDEO:
        raise _error(OnlyVideo)
    if 2 * prose < words or not words or _is_index(read):
        raise _error(NotAnArticle)
    if words < _FEWEST_WORDS:
        raise _error(TooShort)


def require_bounded(text: str) -> None:
    """Raise TooLong if the text can't be analysed in bounded time."""
    if len(text) > _MOST_CHARACTERS:
        raise TooLong(N_("That text is as long as a book; share a single article."))


def article_kind(read: Readable) -> PageKind:
    """Whether an article is whole, a part before a wall, or still being written."""
    if _is_partial(_count(read.paragraphs), read.wall, read.linked):
        return PageKind.PARTIAL
    path = urlsplit(read.about.url or "").path
    if "LiveBlogPosting" in read.linked.kinds or _LIVE.search(path):
        return PageKind.LIVE_BLOG
    return PageKind.ARTICLE


def _is_partial(words: int, wall: bool, linked: LinkedData) -> bool:
    """By how much of the article the page's JSON-LD holds, else by what page and JSON-LD say."""
    whole = _count([linked.body])
    if whole:
        return 3 * words < 2 * whole
    return (wall or not linked.free) and words < _MOST_WORDS_BEFORE_A_WALL


def _is_index(read: Readable) -> bool:
    """Whether it is a site's front page, or says that it is a list, and describes no article."""
    if any(map(is_article, read.linked.kinds)):
        return False
    url = urlsplit(read.about.url or "")
    is_front_page = bool(url.hostname) and url.path in {"", "/"} and not url.query
    return is_front_page or bool(_LISTS & read.linked.kinds)


def _prose(paragraphs: Sequence[str]) -> int:
    """Words that stand in sentences."""
    return sum(
        count
        for count, paragraph in ((_count([paragraph]), paragraph) for paragraph in paragraphs)
        if count > 25 or ends_like_prose(paragraph)
    )


def _count(texts: Sequence[str]) -> int:
    return sum(len(text.split()) for text in texts)


def _error(error: type[Unquotable]) -> Unquotable:
    return error(error.page.sentence)
