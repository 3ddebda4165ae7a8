"""A timeline in words: its heading, how much it holds, and what its chart shows."""

from collections.abc import Iterator
from datetime import date, timedelta

from bot.archive import Series, Timeline, Unit, called

#: Days after which, from the first of a stretch, the next one has begun.
_LENGTH = {Unit.DAY: 1, Unit.WEEK: 7, Unit.MONTH: 31, Unit.YEAR: 366}
_LONGEST_NAME = 40  # in the description of a chart, which may have 256 characters


def heading(timeline: Timeline) -> str:
    """What was asked for, in words."""
    return headline([series.label for series in timeline.series], timeline.series[0].choice.about)


def headline(speakers: list[str | None], about: str | None) -> str:
    """``Quotes by Kim Jong Un about “missile”``, of whomever is named."""
    who = " and ".join(called(name) for name in speakers if name)
    if who and about:
        return f"Quotes by {who} about “{about}”"
    if who:
        return f"Quotes by {who}"
    return f"Quotes about “{about}”" if about else "All quotes"


def how_many(timeline: Timeline) -> str:
    """``48 quotes by week, 3 Mar – 5 Sep 2025``."""
    days = days_in_words(timeline.first, timeline.last)
    if timeline.total == 1:
        return f"1 quote, {days}"
    return f"{timeline.total:,} quotes by {timeline.unit}, {days}"


def alt_text(timeline: Timeline) -> str:
    """A sentence for those who can't see the chart."""
    series, start = timeline.peak
    most, when = series.counts[start], _stretch(timeline.unit, start)
    days = days_in_words(timeline.first, timeline.last)
    if len(timeline.series) == 2:
        (one, other), about = timeline.series, series.choice.about
        subject = f" about “{about}”" if about else ""
        return (
            f"Bar chart by {timeline.unit}, {days}: {one.total:,} quotes by {_name(one)} and"
            f" {other.total:,} by {_name(other)}{subject}; most, {most:,}, by {_name(series)}"
            f" {when}."
        )
    return (
        f"Bar chart by {timeline.unit}, {days}: {heading(timeline)}, {timeline.total:,} in all;"
        f" most, {most:,}, {when}."
    )


def _name(series: Series) -> str:
    return (series.label or "")[:_LONGEST_NAME]


def days_in_words(first: date, last: date) -> str:
    """``3 Mar – 5 Sep 2025``."""
    if first == last:
        return day_in_words(first)
    if first.year == last.year:
        return f"{first.day} {first:%b} – {day_in_words(last)}"
    return f"{day_in_words(first)} – {day_in_words(last)}"


def stretches(timeline: Timeline) -> Iterator[date]:
    """The first day of every stretch of time from the first quote to the last, empty ones too."""
    start = timeline.unit.start(timeline.first)
    while start <= timeline.last:
        yield start
        try:
            start = timeline.unit.start(start + timedelta(days=_LENGTH[timeline.unit]))
        except OverflowError:
            return


def _stretch(unit: Unit, start: date) -> str:
    match unit:
        case Unit.DAY:
            return f"on {day_in_words(start)}"
        case Unit.WEEK:
            return f"in the week of {day_in_words(start)}"
        case Unit.MONTH:
            return f"in {start:%B} {start.year}"
        case Unit.YEAR:
            return f"in {start.year}"


def day_in_words(day: date) -> str:
    """``5 Sep 2025``."""
    return f"{day.day} {day:%b} {day.year}"


def stretch_in_words(unit: Unit, start: date) -> str:
    """``5 Sep 2025``, ``week of 1 Sep 2025``, ``Sep 2025`` or ``2025``."""
    match unit:
        case Unit.DAY:
            return day_in_words(start)
        case Unit.WEEK:
            return f"week of {day_in_words(start)}"
        case Unit.MONTH:
            return f"{start:%b} {start.year}"
        case Unit.YEAR:
            return str(start.year)
