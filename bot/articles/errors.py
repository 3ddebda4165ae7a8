"""What can keep a page from being read as an article."""

from typing import ClassVar

from bot.domain import PageKind, PullquoteError


class Unquotable(PullquoteError):
    """A page of a kind that quotes aren't taken from; ``page`` says which, its words the rest."""

    page: ClassVar[PageKind]


class NotAnArticle(Unquotable):
    """The page holds no running text: a home page, a list of headlines, an empty page."""

    kind = "not_an_article"
    page = PageKind.INDEX


class Walled(Unquotable):
    """All that can be read is a wall: for consent, a login or a subscription."""

    kind = "walled"
    page = PageKind.WALL


class OnlyVideo(Unquotable):
    """A film with a line or two beside it."""

    kind = "only_video"
    page = PageKind.VIDEO


class NotHtml(Unquotable):
    """A file of another kind: a PDF, a picture."""

    kind = "not_html"
    page = PageKind.NOT_HTML


class TooShort(Unquotable):
    """There is too little text to be an article."""

    kind = "too_short"
    page = PageKind.TOO_SHORT


class OtherLanguage(Unquotable):
    """The text isn't English."""

    kind = "other_language"
    page = PageKind.OTHER_LANGUAGE


class TooLong(PullquoteError):
    """There is more text than can be read in bounded time."""

    kind = "too_long"
