"""A timeline as Discord shows it: the chart, and the key quotes that its numbers stand for."""

from collections.abc import Sequence

import discord

from bot.archive import Choice, KeyQuote, Series, Timeline, called
from bot.cards.found import source
from bot.cards.pages import ROOM, Gallery, View, card
from bot.cards.quotation import said
from bot.cards.text import clean, plain
from bot.charts import alt_text, heading, headline, how_many
from bot.languages import _, day, number

CHART = "timeline.png"
_QUOTE, _SHORT_QUOTE = 260, 90
_HEAD = 700  # characters for the heading and whom the names meant
_LONGEST_ALT = 256  # of a picture in a gallery


def timeline_card(timeline: Timeline) -> View:
    """The chart, attached as :data:`CHART`, with its key quotes below."""
    chart = Gallery(
        discord.MediaGalleryItem(f"attachment://{CHART}", description=described(timeline))
    )
    who = "\n".join(filter(None, map(_meant, timeline.series)))
    return card(
        f"**{clean(heading(timeline), 160)}**\n-# {how_many(timeline)}",
        who,
        chart,
        *_key_quotes([key for series in timeline.series for key in series.key]),
    )


def no_timeline_card(choices: Sequence[Choice]) -> View:
    """What to try where nothing was found."""
    asked = clean(headline([choice.speaker for choice in choices], choices[0].about), 160)
    return card(none_here(choices[0]).format(asked=asked))


def none_here(choice: Choice) -> str:
    """What to try where a choice finds nothing; ``{asked}`` is what was asked for."""
    if choice.since or choice.until:
        return _("{asked}: there are none here; try other days.")
    if choice.about:
        return _("{asked}: there are none here; try other words, or leave `about` out.")
    if choice.speaker:
        return _(
            "{asked}: there are none here; try a part of the name, or pick one of the suggestions."
        )
    # Translators: {asked} is, for example, "All quotes" or "Quotes about “harvest”".
    return _("{asked}: there are none here; paste a link to an article first.")


def described(timeline: Timeline) -> str:
    """The chart in words, for those who can't see it."""
    return plain(alt_text(timeline), _LONGEST_ALT)


def _meant(series: Series) -> str | None:
    """Whom a name meant, where that was more than one."""
    if len(series.names) < 2:
        return None
    names = [f"{clean(name, 60)} {number(quotes)}" for name, quotes in series.names]
    more = [_("{count} more").format(count=number(series.others))] if series.others else []
    # Translators: whom a name stands for: "“Marsh” is Ada Marsh 12 · Otto Marsh 3 · 4 more".
    meant = _("“{name}” is {people}").format(
        name=clean(called(series.choice.speaker or ""), 60), people=" · ".join((*names, *more))
    )
    return f"-# {meant}"


def _key_quotes(keys: Sequence[KeyQuote]) -> list[str]:
    """As much of each as the card has room for; where addresses are very long, the last go."""
    texts: list[str] = []
    for longest in (_QUOTE, _SHORT_QUOTE):
        texts = [_key_quote(number, key, longest) for number, key in enumerate(keys, start=1)]
        if sum(map(len, texts)) <= ROOM - _HEAD:
            return texts
    while sum(map(len, texts)) > ROOM - _HEAD:
        texts.pop()
    return texts


def _key_quote(number: int, key: KeyQuote, longest: int) -> str:
    hit = key.hit
    where = source(hit.title or hit.site or _("Untitled"), hit)
    words = said(hit.words, hit.quoted, hit, longest)
    return f"**{number}** · {day(key.day)}\n{words}\n-# {where}"
