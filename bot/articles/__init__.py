"""Page → article: the text that a person reads, what the page says about it, what kind it is.

Everything here is pure and synchronous, and runs in a worker process that the engine kills if a
hostile page takes too long.
"""

from bot.articles.errors import (
    NotAnArticle,
    NotHtml,
    OnlyVideo,
    OtherLanguage,
    TooLong,
    TooShort,
    Unquotable,
    Walled,
)
from bot.articles.kind import article_kind, require_article, require_bounded, require_html
from bot.articles.language import require_english
from bot.articles.readable import readable
from bot.domain import Article, Page, PageKind
from bot.languages import N_

__all__ = [
    "NotAnArticle",
    "NotHtml",
    "OnlyVideo",
    "OtherLanguage",
    "TooLong",
    "TooShort",
    "Unquotable",
    "Walled",
    "extract",
    "html_page",
    "plain_text",
]


def extract(page: Page) -> Article:
    """Read the article on a page.

    ``text`` is its paragraphs joined by an empty line, without the title.
    Raises TooLong, or the Unquotable that the page is instead: NotAnArticle, Walled, OnlyVideo,
    NotHtml, TooShort or OtherLanguage.
    """
    try:
        return _extract(page)
    except RecursionError:
        raise NotAnArticle(PageKind.INDEX.sentence) from None


def plain_text(text: str) -> Article:
    """An article from text that is one already: unchanged to the code point.

    Raises TooShort for blank text, TooLong or OtherLanguage.
    """
    if not text.strip():
        raise TooShort(N_("That text is empty; give me an article to read."))
    require_bounded(text)
    return Article(text=text, language=require_english(text))


def html_page(body: bytes, url: str = "file:///") -> Page:
    """A page as if fetched, from HTML that is at hand; ``url`` may be a file's."""
    return Page(url=url, status=200, headers={"content-type": "text/html"}, body=body)


def _extract(page: Page) -> Article:
    require_html(page)
    read = readable(page)
    if read is None:
        raise NotAnArticle(PageKind.INDEX.sentence)
    require_bounded(read.text)
    language = require_english(read.text)
    require_article(read)
    return Article(
        text=read.text,
        url=read.about.url,
        title=read.about.title,
        site=read.about.site,
        authors=read.about.authors,
        published=read.about.published,
        language=language,
        kind=article_kind(read),
        image=read.about.image,
    )
