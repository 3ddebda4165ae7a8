"""A timeline in words: its heading, how much it holds, and what its chart shows."""

from collections.abc import Iterator
from datetime import date, timedelta

from bot.archive import Series, Timeline, Unit, called
from bot.languages import N_, _, day, days, listed, month_of_year, number

#: Days after which, from the first of a stretch, the next one has begun.
_LENGTH = {Unit.DAY: 1, Unit.WEEK: 7, Unit.MONTH: 31, Unit.YEAR: 366}
_LONGEST_NAME = 40  # in the description of a chart, which may have 256 characters


def heading(timeline: Timeline) -> str:
    """What was asked for, in words."""
    return headline([series.label for series in timeline.series], timeline.series[0].choice.about)


def headline(speakers: list[str | None], about: str | None) -> str:
    """``Quotes by Kim Jong Un about “missile”``, of whomever is named."""
    who = listed([called(name) for name in speakers if name])
    if who and about:
        return _("Quotes by {names} about “{words}”").format(names=who, words=about)
    if who:
        return _("Quotes by {names}").format(names=who)
    return _("Quotes about “{words}”").format(words=about) if about else _("All quotes")


# Translators: {days} is "3 Mar – 5 Sep 2025"; the quotes are counted by day, week, month or year.
_HOW_MANY = {
    Unit.DAY: N_("{count} quotes by day, {days}"),
    Unit.WEEK: N_("{count} quotes by week, {days}"),
    Unit.MONTH: N_("{count} quotes by month, {days}"),
    Unit.YEAR: N_("{count} quotes by year, {days}"),
}


def how_many(timeline: Timeline) -> str:
    """``48 quotes by week, 3 Mar – 5 Sep 2025``."""
    shown = days(timeline.first, timeline.last)
    if timeline.total == 1:
        return _("1 quote, {days}").format(days=shown)
    return _(_HOW_MANY[timeline.unit]).format(count=number(timeline.total), days=shown)


# Translators: what a chart shows, said to those who can't see it, in at most 256 characters.
_ALT = {
    Unit.DAY: N_("Bar chart by day, {days}: {what}; most, {most}, {when}."),
    Unit.WEEK: N_("Bar chart by week, {days}: {what}; most, {most}, {when}."),
    Unit.MONTH: N_("Bar chart by month, {days}: {what}; most, {most}, {when}."),
    Unit.YEAR: N_("Bar chart by year, {days}: {what}; most, {most}, {when}."),
}
# Translators: the same of two speakers; {who} is the one who said the most at one time.
_ALT_OF_TWO = {
    Unit.DAY: N_("Bar chart by day, {days}: {what}; most, {most}, by {who} {when}."),
    Unit.WEEK: N_("Bar chart by week, {days}: {what}; most, {most}, by {who} {when}."),
    Unit.MONTH: N_("Bar chart by month, {days}: {what}; most, {most}, by {who} {when}."),
    Unit.YEAR: N_("Bar chart by year, {days}: {what}; most, {most}, by {who} {when}."),
}


def alt_text(timeline: Timeline) -> str:
    """A sentence for those who can't see the chart."""
    series, start = timeline.peak
    two = len(timeline.series) == 2
    return _((_ALT_OF_TWO if two else _ALT)[timeline.unit]).format(
        days=days(timeline.first, timeline.last),
        what=_what_of_two(timeline) if two else _what(timeline),
        most=number(series.counts[start]),
        who=_name(series),
        when=_when(timeline.unit, start),
    )


def _what(timeline: Timeline) -> str:
    # Translators: {what} is, for example, "Quotes by Ada Marsh".
    said = _("{what}, {count} in all")
    return said.format(what=heading(timeline), count=number(timeline.total))


def _what_of_two(timeline: Timeline) -> str:
    (one, other), about = timeline.series, timeline.series[0].choice.about
    said = (
        _("{count} quotes by {one} and {others} by {other} about “{words}”")
        if about
        else _("{count} quotes by {one} and {others} by {other}")
    )
    return said.format(
        count=number(one.total),
        one=_name(one),
        others=number(other.total),
        other=_name(other),
        words=about,
    )


def _name(series: Series) -> str:
    return (series.label or "")[:_LONGEST_NAME]


def stretches(timeline: Timeline) -> Iterator[date]:
    """The first day of every stretch of time from the first quote to the last, empty ones too."""
    start = timeline.unit.start(timeline.first)
    while start <= timeline.last:
        yield start
        try:
            start = timeline.unit.start(start + timedelta(days=_LENGTH[timeline.unit]))
        except OverflowError:
            return


def _when(unit: Unit, start: date) -> str:
    match unit:
        case Unit.DAY:
            return _("on {day}").format(day=day(start))
        case Unit.WEEK:
            return _("in the week of {day}").format(day=day(start))
        case Unit.MONTH:
            return _("in {month}").format(month=month_of_year(start, whole=True))
        case Unit.YEAR:
            return _("in {year}").format(year=start.year)


def stretch_in_words(unit: Unit, start: date) -> str:
    """``5 Sep 2025``, ``week of 1 Sep 2025``, ``Sep 2025`` or ``2025``."""
    match unit:
        case Unit.DAY:
            return day(start)
        case Unit.WEEK:
            return _("week of {day}").format(day=day(start))
        case Unit.MONTH:
            return month_of_year(start)
        case Unit.YEAR:
            return str(start.year)
