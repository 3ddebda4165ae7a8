"""What can keep a page from being read as an article."""

from bot.domain import PullquoteError


class NotAnArticle(PullquoteError):
    """The page holds no running text: a home page, a list of headlines, a player, an empty page."""

    kind = "not_an_article"


class TooShort(PullquoteError):
    """There is too little text to be an article."""

    kind = "too_short"


class TooLong(PullquoteError):
    """There is more text than can be read in bounded time."""

    kind = "too_long"


class OtherLanguage(PullquoteError):
    """The text isn't English."""

    kind = "other_language"
