"""A report as Discord shows it: the card, and what its buttons open."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby

import discord

from bot.cards.pages import Row, View, button, card, paged, turning
from bot.cards.presses import Action, Press
from bot.cards.quotation import ATTRIBUTION, quote_words, said
from bot.cards.text import clean, day, host, link, plain
from bot.domain import Entity, PageKind, Quote, Report, Share, StoredReport

BEST_QUOTES = 4
FOLDED = 300  # characters of a quote on the card
WHOLE = 1200  # and on a page
SPEAKERS = 25  # what a select can hold

_GROUPS = {"PERSON": "People", "ORG": "Organisations"} | dict.fromkeys(
    ("GPE", "LOC", "FAC"), "Places"
)
_OTHERS = "Other names"
_NOTES = {PageKind.PARTIAL: "only a part: paywall", PageKind.LIVE_BLOG: "live blog"}
_ORDER = ("People", "Organisations", "Places", _OTHERS)


def report_card(stored: StoredReport, share: Share, *, deletable: bool = True) -> View:
    """The card that answers a link.

    Parameters:
        deletable: with a button that deletes it.
    """
    report = stored.report
    best = [_said(report, quote, FOLDED) for quote in report.ranked_quotes[:BEST_QUOTES]]
    quotes = [quote for quote in best if quote] or ["This article quotes nobody."]
    return card(
        f"### {title(report, share, 240)}\n-# {_about(report, share)}",
        *quotes,
        _names(report.entities),
        _card_buttons(report, share, deletable),
        spoiler=share.seen.spoiler,
    )


def quotes_page(stored: StoredReport, share: Share, page: int = 0) -> View:
    """All quotes of an article, in the order of its text."""
    quotes = stored.report.quotes
    press = Press(Action.QUOTES_PAGE, share.id, page)
    return _quotes(stored.report, share, quotes, f"**All {len(quotes)} quotes**", press)


def speakers_page(stored: StoredReport, share: Share) -> View:
    """The speakers to choose from."""
    return card(_head(stored.report, share, "**By speaker**"), _speaker_select(stored, share))


def speaker_page(stored: StoredReport, share: Share, speaker: int, page: int = 0) -> View:
    """What one speaker said; ``speaker`` is a place among the article's speakers."""
    names = _speakers(stored.report.quotes)
    name = names[min(speaker, len(names) - 1)] if names else ""
    quotes = [quote for quote in stored.report.quotes if name in quote.speakers]
    press = Press(Action.SPEAKER_PAGE, share.id, page, speaker)
    head = f"**{clean(name, 80)}**: {_count(len(quotes), 'quote')}"
    return _quotes(stored.report, share, quotes, head, press, _speaker_select(stored, share))


def names_page(stored: StoredReport, share: Share, page: int = 0) -> View:
    """The people, organisations, places and other names, the most salient of each first."""
    entities = sorted(stored.report.entities, key=lambda entity: _ORDER.index(_group(entity)))
    pages = paged([190] * len(entities), most=15)
    page = min(page, len(pages) - 1)
    shown = [entities[place] for place in pages[page]]
    groups = (
        "\n".join((f"**{name}**", *map(_name_line, group)))
        for name, group in groupby(shown, key=_group)
    )
    return card(
        _head(stored.report, share, f"**{_count(len(entities), 'name')}**"),
        *groups,
        _turning(Press(Action.NAMES_PAGE, share.id, page), len(pages)),
    )


def _quotes(
    report: Report,
    share: Share,
    quotes: Sequence[Quote],
    head: str,
    press: Press,
    select: Row | None = None,
) -> View:
    sizes = [min(_length(quote), WHOLE) + ATTRIBUTION + 1 for quote in quotes]
    pages = paged(sizes, most=8)
    page = min(press.page, len(pages) - 1)
    return card(
        _head(report, share, head),
        *(
            _said(report, quotes[place], min(_length(quotes[place]), WHOLE))
            for place in pages[page]
        ),
        select,
        _turning(replace(press, page=page), len(pages)),
    )


def _said(report: Report, quote: Quote, limit: int) -> str:
    return said(*quote_words(report, quote), quote, limit)


def _length(quote: Quote) -> int:
    """The room that a quote wants: its words, its marks and some escapes."""
    return sum(end - start + 3 for start, end in quote.content) + 6 * len(quote.quoted) + 80


# ------------------------------------------------------------------------------ heads


def _head(report: Report, share: Share, what: str) -> str:
    return f"{what}\n-# {title(report, share, 100)}"


def title(report: Report, share: Share, limit: int) -> str:
    """The article's title as a link to what was shared, or its site where it has none."""
    # Not the article's own address: the same text may have come from a private one elsewhere.
    url = share.seen.url
    return link(report.article.title or "", url, limit) or link(host(url) or "Untitled", url, limit)


def _about(report: Report, share: Share) -> str:
    article = report.article
    site = clean(article.site or host(share.seen.url), 60)
    parts = (site, day(article.published), f"{article.minutes} min", _NOTES.get(article.kind))
    return " · ".join(part for part in parts if part)


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


# ------------------------------------------------------------------------------ names


def _group(entity: Entity) -> str:
    return _GROUPS.get(entity.type, _OTHERS)


def _names(entities: Sequence[Entity]) -> str:
    """The most salient names of each group, a group a line."""
    lines: list[str] = []
    for group in _ORDER[:3]:
        known = [entity for entity in entities if _group(entity) == group][:5]
        names = filter(None, (clean(entity.name, 40) for entity in known))
        line = " · ".join(names)
        if line:
            lines.append(f"**{group}** {line}")
    return "\n".join(lines)


def _name_line(entity: Entity) -> str:
    aliases = ", ".join(clean(alias, 30) for alias in entity.aliases[:3])
    mentions = _count(len(entity.mentions), "mention")
    return f"{clean(entity.name, 60)} · {mentions}" + (f" · also {aliases}" if aliases else "")


# ---------------------------------------------------------------------------- speakers


def _speakers(quotes: Sequence[Quote]) -> list[str]:
    """Who speaks in an article, the most quoted first."""
    counts: dict[str, int] = {}
    for quote in quotes:
        for name in quote.speakers:
            counts[name] = counts.get(name, 0) + 1
    return sorted(counts, key=lambda name: -counts[name])


def _speaker_select(stored: StoredReport, share: Share) -> Row | None:
    quotes = stored.report.quotes
    names = _speakers(quotes)[:SPEAKERS]
    if not names:
        return None
    options = [
        discord.SelectOption(
            label=plain(name, 90) or "(unreadable name)",
            value=str(place),
            description=_count(sum(name in quote.speakers for quote in quotes), "quote"),
        )
        for place, name in enumerate(names)
    ]
    return Row(
        discord.ui.Select[View](
            custom_id=Press(Action.SPEAKER, share.id).custom_id,
            placeholder="Whose words?",
            options=options,
        )
    )


# ----------------------------------------------------------------------------- buttons


def answer_buttons(report: Report, share: Share) -> Row:
    """The buttons of an answer that stands for a card: its quotes, if there are any, and delete."""
    return _row(share, [*_opens_quotes(report), ("🗑", Action.DELETE)])


def _card_buttons(report: Report, share: Share, deletable: bool) -> Row | None:
    shown = _opens_quotes(report)
    if _speakers(report.quotes):
        shown.append(("By speaker", Action.SPEAKERS))
    if report.entities:
        shown.append(("Names", Action.NAMES))
    if deletable:
        shown.append(("🗑", Action.DELETE))
    return _row(share, shown) if shown else None


def _opens_quotes(report: Report) -> list[tuple[str, Action]]:
    quotes = len(report.quotes)
    label = "All quotes" if quotes < 2 else f"All {quotes} quotes"
    return [(label, Action.QUOTES)] if quotes else []


def _row(share: Share, buttons: Sequence[tuple[str, Action]]) -> Row:
    return Row(*(button(label, Press(action, share.id).custom_id) for label, action in buttons))


def _turning(press: Press, pages: int) -> Row | None:
    before, after = press.page - 1, press.page + 1
    return turning(
        replace(press, page=before).custom_id if before >= 0 else None,
        replace(press, page=after).custom_id if after < pages else None,
    )
