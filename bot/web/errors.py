"""What can go wrong between a link and its page; each says in a sentence what to do next.

No sentence repeats anything that a stranger's server or address said.
"""

from bot.domain import PullquoteError


class WebError(PullquoteError):
    """A link that did not become a page."""

    kind = "web"


class BadAddress(WebError):
    """It is no web address, or not one that we open."""

    kind = "bad_address"


class PrivateAddress(WebError):
    """It leads out of the public web: a private network, this machine, an unusual port."""

    kind = "private_address"


class NotTheArticle(WebError):
    """It is a wrapper around an article that cannot be followed to the article itself."""

    kind = "not_the_article"


class Unreachable(WebError):
    """No such name, or nobody answers there."""

    kind = "unreachable"


class TimedOut(WebError):
    """The site took too long, redirects and body included."""

    kind = "timed_out"


class BadCertificate(WebError):
    """The secure connection could not be trusted."""

    kind = "bad_certificate"


class TooManyRedirects(WebError):
    """The link was sent on and on."""

    kind = "too_many_redirects"


class NotFound(WebError):
    """404 or 410."""

    kind = "not_found"


class NoAccess(WebError):
    """401, 402, 403 or 451: a wall, a block or a law."""

    kind = "no_access"


class Disallowed(WebError):
    """The site's robots.txt keeps programs from the page."""

    kind = "disallowed"


class SiteBusy(WebError):
    """429 or 503, or a pause that the site asked for is not over."""

    kind = "site_busy"


class SiteError(WebError):
    """Any other status that brings no page."""

    kind = "site_error"


class NotAPage(WebError):
    """It is no HTML: a PDF, a picture, a film."""

    kind = "not_a_page"


class TooLarge(WebError):
    """The page is larger than an article can be."""

    kind = "too_large"


class BrokenPage(WebError):
    """What the server sent is not valid HTTP or ended too early."""

    kind = "broken_page"
