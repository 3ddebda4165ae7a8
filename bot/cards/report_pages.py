"""What the buttons of a card open, page by page, for whoever pressed."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby

import discord

from bot.cards import counts
from bot.cards.heads import head
from bot.cards.named import ORDER, group_of, name_line
from bot.cards.pages import Row, View, button, card, paged, turning
from bot.cards.presses import Action, Press, mark_of
from bot.cards.quotation import ATTRIBUTION, quote_words, said
from bot.cards.reports import role_of, roles_of
from bot.cards.text import clean, plain
from bot.domain import Quote, Report, Share, StoredReport
from bot.languages import _

WHOLE = 1200  # characters of a quote on a page
SPEAKERS = 25  # what a select can hold


def quotes_page(stored: StoredReport, share: Share, page: int = 0) -> View:
    """All quotes of an article, in the order of its text."""
    quotes = stored.report.quotes
    press = Press(Action.QUOTES_PAGE, share.id, page)
    return _quotes(stored.report, share, quotes, f"**{counts.all_quotes(len(quotes))}**", press)


def speakers_page(stored: StoredReport, share: Share) -> View:
    """The speakers to choose from."""
    return card(head(stored.report, share, _("**By speaker**")), _speaker_select(stored, share))


def speaker_page(stored: StoredReport, share: Share, speaker: int, page: int = 0) -> View:
    """What one speaker said, and a button that looks for them in all that was shared.

    Parameters:
        speaker: the mark of the name; one that nobody has shows whom to choose from.
    """
    name = speaker_by_mark(stored.report, speaker)
    if name is None:
        return speakers_page(stored, share)
    quotes = [quote for quote in stored.report.quotes if name in quote.speakers]
    press = Press(Action.SPEAKER_PAGE, share.id, page, speaker)
    what = f"**{clean(name, 80)}**: {counts.quotes(len(quotes))}"
    search = button(_("Search this speaker"), Press(Action.SEARCH, share.id, 0, speaker).custom_id)
    select = _speaker_select(stored, share, speaker)
    return _quotes(stored.report, share, quotes, what, press, select, search)


def names_page(stored: StoredReport, share: Share, page: int = 0) -> View:
    """The people, organisations, places and other names, the most salient of each first."""
    entities = sorted(stored.report.entities, key=lambda entity: ORDER.index(group_of(entity)))
    pages = paged([250] * len(entities), most=12)
    page = min(page, len(pages) - 1)
    shown = [entities[place] for place in pages[page]]
    groups = (
        "\n".join((f"**{_(name)}**", *map(name_line, group)))
        for name, group in groupby(shown, key=group_of)
    )
    return card(
        head(stored.report, share, f"**{counts.names(len(entities))}**{_which(pages, page)}"),
        *groups,
        _turning(Press(Action.NAMES_PAGE, share.id, page), len(pages)),
    )


def speaker_by_mark(report: Report, mark: int) -> str | None:
    """The name of an article's speaker that has a mark."""
    return next((name for name in _speakers(report.quotes) if mark_of(name) == mark), None)


def _quotes(
    report: Report,
    share: Share,
    quotes: Sequence[Quote],
    what: str,
    press: Press,
    select: Row | None = None,
    search: discord.ui.Button[View] | None = None,
) -> View:
    sizes = [min(_length(quote), WHOLE) + ATTRIBUTION + 1 for quote in quotes]
    pages = paged(sizes, most=8)
    page = min(press.page, len(pages) - 1)
    roles = roles_of(report)
    turns = _turning(replace(press, page=page), len(pages))
    what += _which(pages, page)
    if search:
        turns = turns or Row()
        turns.add_item(search)
    return card(
        head(report, share, what),
        *(_said(report, quotes[place], roles) for place in pages[page]),
        select,
        turns,
    )


def _said(report: Report, quote: Quote, roles: dict[str, str]) -> str:
    limit = min(_length(quote), WHOLE)
    return said(*quote_words(report, quote), quote, limit, role_of(quote, roles))


def _length(quote: Quote) -> int:
    """The room that a quote wants: its words, its marks and some escapes."""
    return sum(end - start + 3 for start, end in quote.content) + 6 * len(quote.quoted) + 80


def _speakers(quotes: Sequence[Quote]) -> list[str]:
    """Who speaks in an article, the most quoted first."""
    counts: dict[str, int] = {}
    for quote in quotes:
        for name in quote.speakers:
            counts[name] = counts.get(name, 0) + 1
    return sorted(counts, key=lambda name: -counts[name])


def _speaker_select(stored: StoredReport, share: Share, chosen: int | None = None) -> Row | None:
    quotes = stored.report.quotes
    names = {mark_of(name): name for name in reversed(_speakers(quotes)[:SPEAKERS])}
    if not names:
        return None
    options = [
        discord.SelectOption(
            label=plain(name, 90) or _("(unreadable name)"),
            value=str(mark),
            description=counts.quotes(sum(name in quote.speakers for quote in quotes)),
            default=mark == chosen,
        )
        for mark, name in reversed(names.items())
    ]
    return Row(
        discord.ui.Select[View](
            custom_id=Press(Action.SPEAKER, share.id).custom_id,
            placeholder=_("Whose words?"),
            options=options,
        )
    )


def _which(pages: Sequence[range], page: int) -> str:
    """Which of the things stand on a page, where there are more pages than one."""
    if len(pages) < 2:
        return ""
    first, last = pages[page].start + 1, pages[page].stop
    return f" · {last}" if first == last else f" · {first}–{last}"


def _turning(press: Press, pages: int) -> Row | None:
    before, after = press.page - 1, press.page + 1
    return turning(
        replace(press, page=before).custom_id if before >= 0 else None,
        replace(press, page=after).custom_id if after < pages else None,
    )
