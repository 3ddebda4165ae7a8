"""A report as Discord shows it to all: the card, in its sizes, and its buttons."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from bot.cards import counts
from bot.cards.choosing import key_quotes
from bot.cards.heads import about, title
from bot.cards.mending import Act, Mend
from bot.cards.named import chips
from bot.cards.pages import Row, View, button, card, pictured
from bot.cards.presses import Action, Press
from bot.cards.quotation import ATTRIBUTION, quote_words, said
from bot.cards.text import picture
from bot.domain import CardChoices, Quote, Report, Share, StoredReport
from bot.languages import N_, _, ngettext, number

FOLDED = 300  # characters of a quote on the card
_ROOM = 2_470  # characters of all of them, so that title, names and buttons have theirs
_SCRAP = 80  # what a quote must have room for
_WRONG_ARTICLE = N_(
    "Somebody here says that this is not the article that was shared, so its quotes are not shown."
)
_DEFAULT = CardChoices()


def report_card(
    stored: StoredReport,
    share: Share,
    choices: CardChoices = _DEFAULT,
    *,
    deletable: bool = True,
) -> View:
    """The card that answers a link: full, compact, or a button that shows it to whoever asks.

    Parameters:
        choices: its size and place, how many quotes, whether with a picture.
        deletable: with a button that deletes it, and therefore for all to see.
    """
    if choices.place == "request" and deletable:
        return _requested(stored, share)
    if choices.size == "compact":
        return _compact(stored, share, deletable)
    report = stored.report
    top = f"### {title(report, share, 240)}\n-# {about(report, share)}"
    return card(
        pictured(top, picture(report.article.image) if choices.thumbnail else None),
        *_key_quotes(stored, choices.quotes),
        chips(report.entities),
        _card_buttons(stored, share, deletable),
        spoiler=share.seen.spoiler,
    )


def asked_card(stored: StoredReport, share: Share, choices: CardChoices = _DEFAULT) -> View:
    """The full card, for the eyes of whoever asked for it."""
    return report_card(stored, share, replace(choices, size="full"), deletable=False)


def answer_buttons(report: Report, share: Share) -> Row:
    """The buttons of an answer that stands for a card: its quotes, if there are any, and delete."""
    return _row(share, [*_opens_quotes(report), ("🗑", Action.DELETE)])


def roles_of(report: Report) -> dict[str, str]:
    """What the article calls people, by their names."""
    return {entity.name: entity.role for entity in report.entities if entity.role}


def role_of(quote: Quote, roles: dict[str, str]) -> str | None:
    """The role of a quote's speaker at first sight: asked again, there is none."""
    return roles.pop(quote.speakers[0], None) if len(quote.speakers) == 1 else None


def _compact(stored: StoredReport, share: Share, deletable: bool) -> View:
    report = stored.report
    return card(
        f"**{title(report, share, 240)}**\n-# {about(report, share)}",
        *_key_quotes(stored, 1),
        chips(report.entities, most=3),
        _card_buttons(stored, share, deletable),
        spoiler=share.seen.spoiler,
        tight=True,
    )


def _requested(stored: StoredReport, share: Share) -> View:
    """One line and a button that answers only whoever presses it."""
    quotes = len(stored.report.quotes)
    label = _("Show what it is about")
    if quotes:
        # Translators: on a button, so 80 characters at most.
        shown = ngettext("Show {count} quote", "Show {count} quotes", quotes)
        label = shown.format(count=number(quotes))
    return card(
        f"-# {title(stored.report, share, 160)}",
        _row(share, [(label, Action.CARD), ("🗑", Action.DELETE)]),
        spoiler=share.seen.spoiler,
        tight=True,
    )


def _key_quotes(stored: StoredReport, most: int) -> list[str]:
    if stored.wrong_article:
        return [_(_WRONG_ARTICLE)]
    quotes = key_quotes(stored.report, most)
    return list(_shown(stored.report, quotes)) or [_("This article quotes nobody.")]


def _shown(report: Report, quotes: Sequence[Quote]) -> Iterator[str]:
    room, roles = _ROOM, roles_of(report)
    for quote in quotes:
        limit = min(FOLDED, room - ATTRIBUTION - 1)
        if limit < _SCRAP:
            return
        line = said(*quote_words(report, quote), quote, limit, role_of(quote, roles))
        room -= len(line)
        if line:
            yield line


# ----------------------------------------------------------------------------- buttons


def _card_buttons(stored: StoredReport, share: Share, deletable: bool) -> Row | None:
    report = stored.report
    shown = _opens_quotes(report)
    if any(quote.speakers for quote in report.quotes):
        shown.append((_("By speaker"), Action.SPEAKERS))
    if report.entities:
        shown.append((_("Names"), Action.NAMES))
    row = _row(share, shown)
    if report.quotes or stored.wrong_article:
        row.add_item(button(_("✎ Wrong"), Mend(Act.OPEN, share.id).custom_id))
    if deletable:
        row.add_item(button("🗑", Press(Action.DELETE, share.id).custom_id))
    return row if row.children else None


def _opens_quotes(report: Report) -> list[tuple[str, Action]]:
    quotes = len(report.quotes)
    return [(counts.all_quotes(quotes), Action.QUOTES)] if quotes else []


def _row(share: Share, buttons: Sequence[tuple[str, Action]]) -> Row:
    return Row(*(button(label, Press(action, share.id).custom_id) for label, action in buttons))
