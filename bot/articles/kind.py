"""What kind of page a text came from, and whether it can be read at all."""

from collections.abc import Sequence

from bot.articles.errors import NotAnArticle, TooLong, TooShort
from bot.articles.linked_data import LinkedData
from bot.domain import PageKind

NOT_AN_ARTICLE = "I found no article on that page; share the link of a single article."

_FEWEST_WORDS = 40
_MOST_CHARACTERS = 200_000  # about 33,000 words, which the analysis reads in ten seconds
_SENTENCE_ENDS = tuple(".!?…”\"’':")


def require_prose(paragraphs: Sequence[str]) -> None:
    """Raise NotAnArticle or TooShort unless most of the words stand in sentences.

    Headlines in a list don't end like sentences, and each is short.
    """
    words = [len(paragraph.split()) for paragraph in paragraphs]
    prose = sum(
        count
        for count, paragraph in zip(words, paragraphs, strict=True)
        if count > 25 or paragraph.endswith(_SENTENCE_ENDS)
    )
    if 2 * prose < sum(words) or not words:
        raise NotAnArticle(NOT_AN_ARTICLE)
    if sum(words) < _FEWEST_WORDS:
        raise TooShort("That page shows too little text to be an article; share the full article.")


def require_bounded(text: str) -> None:
    """Raise TooLong if the text can't be analysed in bounded time."""
    if len(text) > _MOST_CHARACTERS:
        raise TooLong("That text is as long as a book; share a single article.")


def page_kind(text: str, linked: LinkedData) -> PageKind:
    """PARTIAL if the page's JSON-LD says that the article isn't free, or holds far more of it."""
    whole = len(linked.body.split())
    if whole:
        return PageKind.PARTIAL if 3 * len(text.split()) < 2 * whole else PageKind.ARTICLE
    return PageKind.ARTICLE if linked.free else PageKind.PARTIAL
