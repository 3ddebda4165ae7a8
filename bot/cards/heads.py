"""What stands over a card: the article's title, where it is from, how long it takes to read."""

from bot.cards.text import clean, day, host, link
from bot.domain import PageKind, Report, Share
from bot.languages import N_, _, number

_NOTES = {PageKind.PARTIAL: N_("partial: paywall"), PageKind.LIVE_BLOG: N_("live blog")}


def title(report: Report, share: Share, limit: int) -> str:
    """The article's title as a link to what was shared, or its site where it has none."""
    # Not the article's own address: the same text may have come from a private one elsewhere.
    url = share.seen.url
    return link(report.article.title or "", url, limit) or link(
        host(url) or _("Untitled"), url, limit
    )


def head(report: Report, share: Share, what: str) -> str:
    """What a page is, and below it the title of its article."""
    return f"{what}\n-# {title(report, share, 100)}"


def about(report: Report, share: Share) -> str:
    """``The Valley Post · 5 Sep 2025 · 4 min · partial: paywall``."""
    article = report.article
    site = clean(article.site or host(share.seen.url), 60)
    # Translators: how long it takes to read an article, in minutes, as short as can be.
    minutes = _("{minutes} min").format(minutes=number(article.minutes))
    parts = (site, day(article.published), minutes, _(_NOTES.get(article.kind, "")))
    return " · ".join(part for part in parts if part)
