"""A timeline as Discord shows it: the chart, and the key quotes that its numbers stand for."""

from collections.abc import Sequence

import discord

from bot.archive import Choice, KeyQuote, Series, Timeline
from bot.cards.found import source
from bot.cards.pages import Gallery, View, card
from bot.cards.quotation import said
from bot.cards.text import clean, plain
from bot.charts import alt_text, day_in_words, heading, headline, how_many

CHART = "timeline.png"
_QUOTE = 260
_LONGEST_ALT = 256  # of a picture in a gallery


def timeline_card(timeline: Timeline) -> View:
    """The chart, attached as :data:`CHART`, with its key quotes below."""
    chart = Gallery(
        discord.MediaGalleryItem(f"attachment://{CHART}", description=described(timeline))
    )
    keys = [key for series in timeline.series for key in series.key]
    who = "\n".join(filter(None, map(_meant, timeline.series)))
    return card(
        f"**{clean(heading(timeline), 160)}**\n-# {how_many(timeline)}",
        who,
        chart,
        *(_key_quote(number, key) for number, key in enumerate(keys, start=1)),
    )


def no_timeline_card(choices: Sequence[Choice]) -> View:
    """What to try where nothing was found."""
    asked = clean(headline([choice.speaker for choice in choices], choices[0].about), 160)
    return card(f"{asked}: there are none here; {advice(choices[0])}.")


def advice(choice: Choice) -> str:
    """What to try where a choice finds nothing, as the end of a sentence."""
    if choice.since or choice.until:
        return "try other days"
    if choice.about:
        return "try other words, or leave `about` out"
    if choice.speaker:
        return "try a part of the name, or pick one of the suggestions"
    return "paste a link to an article first"


def described(timeline: Timeline) -> str:
    """The chart in words, for those who can't see it."""
    return plain(alt_text(timeline), _LONGEST_ALT)


def _meant(series: Series) -> str | None:
    """Whom a name meant, where that was more than one."""
    if len(series.names) < 2:
        return None
    names = [f"{clean(name, 60)} {quotes:,}" for name, quotes in series.names]
    more = [f"{series.others:,} more"] if series.others else []
    return f"-# “{clean(series.choice.speaker or '', 60)}” is {' · '.join((*names, *more))}"


def _key_quote(number: int, key: KeyQuote) -> str:
    hit = key.hit
    where = source(hit.title or hit.site or "Untitled", hit)
    words = said(hit.words, hit.quoted, hit, _QUOTE)
    return f"**{number}** · {day_in_words(key.day)}\n{words}\n-# {where}"
