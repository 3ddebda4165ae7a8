"""✎: what is wrong with a card, who said it instead, and what was corrected already."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Self

import discord

from bot.cards.heads import head
from bot.cards.pages import Row, View, button, card
from bot.cards.presses import mark_of
from bot.cards.quotation import bare, quote_words, said, stretches
from bot.cards.text import clean, fold, plain
from bot.domain import Correction, CorrectionKind, Quote, Report, Share, StoredReport
from bot.languages import _, listed

QUOTES = 25  # what a select can hold
NAME = 80  # the longest name that can be typed, in characters
_NAMES = 23  # and two options that are no names
_SHOWN = 5  # corrections that are listed
_WORDS = 300

NOBODY, SOMEBODY_ELSE = "nobody", "else"


class Act(StrEnum):
    """What a press asks for."""

    OPEN = "open"
    PAGE = "page"
    QUOTE = "quote"
    SPEAKER = "speaker"
    TYPED = "typed"
    NOT_A_QUOTE = "none"
    ARTICLE = "article"
    UNDO = "undo"


@dataclass(frozen=True, slots=True)
class Mend:
    """A button, a select or a form that corrects the report of a share.

    ``start`` and ``end`` are where the quote meant begins and ends in the text: unlike its place
    among the quotes, they mean the same quote when another one is corrected.
    """

    act: Act
    share_id: int
    start: int = 0
    end: int = 0
    page: int = 0

    #: Matches every custom id that :attr:`custom_id` makes.
    TEMPLATE = re.compile(
        rf"pq~(?P<act>{'|'.join(Act)}):(?P<share>\d{{1,19}})"
        r":(?P<start>\d{1,9}):(?P<end>\d{1,9}):(?P<page>\d{1,4})"
    )

    @property
    def custom_id(self) -> str:
        return f"pq~{self.act}:{self.share_id}:{self.start}:{self.end}:{self.page}"

    @classmethod
    def of(cls, match: re.Match[str]) -> Self:
        """The press that a match of :attr:`TEMPLATE` stands for."""
        numbers = (int(match[name]) for name in ("share", "start", "end", "page"))
        return cls(Act(match["act"]), *numbers)

    def choosing(self, value: str) -> Self:
        """The press with the quote that was chosen in its select."""
        start, _, end = value.partition("-")
        return replace(self, start=int(start), end=int(end))

    def quote_in(self, report: Report) -> Quote | None:
        """The quote meant, if the report has it."""
        meant = (self.start, self.end)
        return next((quote for quote in report.quotes if _bounds(quote) == meant), None)


def mending_page(
    stored: StoredReport, share: Share, corrections: Sequence[Correction], page: int = 0
) -> View:
    """Which quote is wrong, or that the article is; below it what was corrected already."""
    quotes = [quote for quote in stored.report.quotes if quote.content]
    page = min(page, max(0, (len(quotes) - 1) // QUOTES))
    shown = quotes[page * QUOTES :][:QUOTES]
    what = _("**What is wrong?** A correction holds in this server alone, and can be undone.")
    return card(
        head(stored.report, share, what),
        _corrected(stored.report, corrections),
        _quote_select(stored.report, share, shown, page),
        _page_buttons(stored, share, bool(corrections), page, len(quotes) > (page + 1) * QUOTES),
    )


def mend_quote_page(stored: StoredReport, share: Share, quote: Quote) -> View:
    """One quote, and who said it instead."""
    start, end = _bounds(quote)
    names = _names(stored.report, quote)
    options = [
        discord.SelectOption(label=plain(name, 90), value=str(mark)) for mark, name in names.items()
    ]
    options += [
        discord.SelectOption(label=_("An unnamed person"), value=NOBODY),
        discord.SelectOption(label=_("Somebody else …"), value=SOMEBODY_ELSE),
    ]
    select = discord.ui.Select[View](
        custom_id=Mend(Act.SPEAKER, share.id, start, end).custom_id,
        placeholder=_("Who said it?"),
        options=options,
    )
    return card(
        head(stored.report, share, _("**Who said it?**")),
        said(*quote_words(stored.report, quote), quote, _WORDS),
        Row(select),
        Row(
            button(_("Not a quote"), Mend(Act.NOT_A_QUOTE, share.id, start, end).custom_id),
            button(_("‹ Other quotes"), Mend(Act.PAGE, share.id).custom_id),
        ),
    )


def speaker_form(press: Mend) -> discord.ui.Modal:
    """The form in which a name is typed."""
    form = discord.ui.Modal(
        title=_("Who said it?"), custom_id=replace(press, act=Act.TYPED).custom_id, timeout=900
    )
    name: discord.ui.TextInput[discord.ui.Modal] = discord.ui.TextInput(
        custom_id="name", max_length=NAME, placeholder=_("A name as the article has it")
    )
    form.add_item(discord.ui.Label(text=_("Name"), component=name))
    return form


def name_by_value(report: Report, quote: Quote, value: str) -> str | None:
    """The name that was chosen in the select of a quote; None for one that is not there."""
    return _names(report, quote).get(int(value)) if value.isdecimal() else None


def _names(report: Report, quote: Quote) -> dict[int, str]:
    """Who may have said it, by mark: whoever speaks in the article, then whoever it names."""
    speakers = [name for other in report.quotes for name in other.speakers]
    named = [entity.name for entity in report.entities if entity.type in {"PERSON", "ORG"}]
    others = dict.fromkeys(name for name in (*speakers, *named) if plain(name, 90))
    kept = [name for name in others if name not in quote.speakers and len(name) <= NAME]
    return {mark_of(name): name for name in kept[:_NAMES]}


def _bounds(quote: Quote) -> tuple[int, int]:
    return (quote.content[0][0], quote.content[-1][1]) if quote.content else (0, 0)


def _quote_select(report: Report, share: Share, quotes: Sequence[Quote], page: int) -> Row | None:
    options: dict[str, discord.SelectOption] = {}
    for quote in quotes:
        start, end = _bounds(quote)
        words = plain(fold(_unmarked(report, quote), 95), 95) or _("(unreadable words)")
        speaker = plain(listed(quote.speakers), 80)
        options[f"{start}-{end}"] = discord.SelectOption(
            label=words,
            value=f"{start}-{end}",
            description=f"— {speaker}" if speaker else _("— nobody is named"),
        )
    if not options:
        return None
    return Row(
        discord.ui.Select[View](
            custom_id=Mend(Act.QUOTE, share.id, page=page).custom_id,
            placeholder=_("Which quote?"),
            options=list(options.values()),
        )
    )


def _unmarked(report: Report, quote: Quote) -> str:
    """A quote's words, without marks where all of them stood in marks."""
    parts = stretches(*quote_words(report, quote), quote.kind)
    return parts[0].words if len(parts) == 1 else report.words_of(quote.content)


def _page_buttons(
    stored: StoredReport, share: Share, corrected: bool, page: int, more: bool
) -> Row | None:
    acts: list[tuple[str, Mend]] = []
    if not stored.wrong_article:
        acts.append((_("Wrong article"), Mend(Act.ARTICLE, share.id)))
    if corrected:
        acts.append((_("Undo the last"), Mend(Act.UNDO, share.id)))
    if page:
        acts.append(("‹", Mend(Act.PAGE, share.id, page=page - 1)))
    if more:
        acts.append(("›", Mend(Act.PAGE, share.id, page=page + 1)))
    return Row(*(button(label, act.custom_id) for label, act in acts)) if acts else None


def _corrected(report: Report, corrections: Sequence[Correction]) -> str:
    return "\n".join(f"✎ {_in_words(report, one)}" for one in corrections[:_SHOWN])


def _in_words(report: Report, correction: Correction) -> str:
    if correction.kind is CorrectionKind.WRONG_ARTICLE:
        return _("This is the wrong article.")
    words = clean(fold(bare(report.words_of(correction.content)), 60), 70)
    if correction.kind is CorrectionKind.NOT_A_QUOTE:
        return _("Not a quote: “{words}”").format(words=words)
    speaker = clean(correction.speaker or _("an unnamed person"), 60)
    before = clean(correction.before or _("an unnamed person"), 60)
    # Translators: a correction: who said it, who was named until then, and what was said.
    return _("**{speaker}**, not {before}: “{words}”").format(
        speaker=speaker, before=before, words=words
    )
