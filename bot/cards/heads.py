"""What stands over a card: the article's title, where it is from, how long it takes to read."""

from bot.cards.text import clean, day, host, link
from bot.domain import PageKind, Report, Share

_NOTES = {PageKind.PARTIAL: "partial: paywall", PageKind.LIVE_BLOG: "live blog"}


def title(report: Report, share: Share, limit: int) -> str:
    """The article's title as a link to what was shared, or its site where it has none."""
    # Not the article's own address: the same text may have come from a private one elsewhere.
    url = share.seen.url
    return link(report.article.title or "", url, limit) or link(host(url) or "Untitled", url, limit)


def head(report: Report, share: Share, what: str) -> str:
    """What a page is, and below it the title of its article."""
    return f"{what}\n-# {title(report, share, 100)}"


def about(report: Report, share: Share) -> str:
    """``The Valley Post · 5 Sep 2025 · 4 min · partial: paywall``."""
    article = report.article
    site = clean(article.site or host(share.seen.url), 60)
    parts = (site, day(article.published), f"{article.minutes} min", _NOTES.get(article.kind))
    return " · ".join(part for part in parts if part)


def counted(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
