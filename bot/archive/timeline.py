"""Who said how much when: quotes counted by day, week, month or year, and the ones to remember."""

import sqlite3
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from bot.archive.asking import QuoteHit, hits_from
from bot.archive.choosing import Choice, ways_to_choose
from bot.archive.corrections import overlay
from bot.archive.names import called
from bot.archive.rows import as_json
from bot.domain import Scope

#: Key quotes of a timeline, all its series together.
KEY_QUOTES = 4
_NAMES = 3
# The longest time, in days, that is shown by day, by week, and by month.
_BY_DAY = 45
_BY_WEEK = 400
_BY_MONTH = 3_660


class Unit(StrEnum):
    """The stretches of time that quotes are counted by; a week begins on its Monday."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    YEAR = "year"

    def start(self, day: date) -> date:
        """The first day of the stretch that a day lies in."""
        match self:
            case Unit.DAY:
                return day
            case Unit.WEEK:
                return day - timedelta(days=min(day.weekday(), day.toordinal() - 1))
            case Unit.MONTH:
                return day.replace(day=1)
            case Unit.YEAR:
                return day.replace(month=1, day=1)


@dataclass(frozen=True, slots=True)
class KeyQuote:
    """A quote that stands for the stretch of time beginning at ``start``."""

    start: date
    day: date
    hit: QuoteHit


@dataclass(frozen=True, slots=True)
class Series:
    """One line of a timeline.

    ``counts`` are the quotes of each stretch that has any, by its first day; ``names`` the speakers
    that were meant, most quoted first, ``others`` how many more there are.
    """

    choice: Choice
    counts: dict[date, int]
    names: tuple[tuple[str, int], ...] = ()
    others: int = 0
    key: tuple[KeyQuote, ...] = ()

    @property
    def total(self) -> int:
        return sum(self.counts.values())

    @property
    def label(self) -> str | None:
        """The speaker's full name if only one was meant, or else as it was asked for."""
        if len(self.names) == 1 and not self.others:
            return self.names[0][0]
        return self.choice.speaker and called(self.choice.speaker)


@dataclass(frozen=True, slots=True)
class Timeline:
    """Quotes over time, from ``first`` to ``last`` day; one series, or two side by side."""

    unit: Unit
    first: date
    last: date
    series: tuple[Series, ...]

    @property
    def total(self) -> int:
        return sum(series.total for series in self.series)

    @property
    def peak(self) -> tuple[Series, date]:
        """The series and the stretch with the most quotes; the latest of several."""
        return max(
            ((series, start) for series in self.series for start in series.counts),
            key=lambda at: (at[0].counts[at[1]], at[1]),
        )


@dataclass(frozen=True, slots=True)
class _Day:
    """How many quotes a day has, and the best of them."""

    day: date
    quotes: int
    quote_id: int
    share_id: int | None


# Of the row with the minimum SQLite gives the other columns too. What an article was ranked by
# stands first; a few words without context, or none of anybody's own, say little on their own.
_DAYS = """
SELECT day, count(*) AS quotes, chosen.quote_id, chosen.share_id,
    min(quotes.rank + 3 * (length(quotes.words) < 40) + 3 * (quotes.kind = 'indirect'))
FROM chosen JOIN quotes ON quotes.id = chosen.quote_id
GROUP BY day ORDER BY day"""
_WHO = """
SELECT speakers.name, count(*) AS quotes, count(*) OVER () AS speakers
FROM chosen CROSS JOIN quote_speakers ON quote_speakers.quote_id = chosen.quote_id
JOIN speakers ON speakers.id = quote_speakers.speaker_id
WHERE +quote_speakers.speaker_id IN (SELECT speaker_id FROM named)
GROUP BY speakers.id ORDER BY quotes DESC, speakers.name LIMIT :names"""
_WHO_AS_CORRECTED = """
SELECT form AS name, count(*) AS quotes, count(*) OVER () AS speakers FROM spoken
WHERE quote_id IN (SELECT quote_id FROM chosen)
    AND (speaker_id IS NULL OR speaker_id IN (SELECT speaker_id FROM named))
GROUP BY form ORDER BY quotes DESC, form LIMIT :names"""
_HITS = """
SELECT quotes.*, shares.id AS share_id,
    iif(outlet.key IS NULL, articles.title, outlet.title) AS title,
    iif(outlet.key IS NULL, articles.site, outlet.site) AS site,
    iif(outlet.key IS NULL, articles.url, outlet.url) AS url,
    iif(outlet.key IS NULL, articles.published, outlet.published) AS published
FROM json_each(:best) AS best
JOIN quotes ON quotes.id = json_extract(best.value, '$[0]')
JOIN articles ON articles.id = quotes.article_id
LEFT JOIN shares ON shares.id = json_extract(best.value, '$[1]')
LEFT JOIN article_keys AS outlet
    ON outlet.key = shares.key AND outlet.article_id = quotes.article_id
ORDER BY best.key"""


def timeline(connection: sqlite3.Connection, choices: Sequence[Choice]) -> Timeline | None:
    """The quotes of each choice over time; None where not one was found."""
    found = [_days_and_names(connection, choice) for choice in choices]
    days = [day.day for series, _ in found for day in series]
    if not days:
        return None
    first, last = min(days), max(days)
    unit = _unit(first, last)
    series = tuple(
        Series(
            choice,
            _counts(unit, days),
            tuple(names[:_NAMES]),
            max(speakers - _NAMES, 0),
            _key_quotes(connection, unit, days, KEY_QUOTES // len(choices), choice.scope),
        )
        for choice, (days, (names, speakers)) in zip(choices, found, strict=True)
    )
    return Timeline(unit, first, last, series)


def _days_and_names(
    connection: sqlite3.Connection, choice: Choice
) -> tuple[list[_Day], tuple[list[tuple[str, int]], int]]:
    for chosen, values in ways_to_choose(connection, choice):
        rows = connection.execute(f"{chosen}\n{_DAYS}", values).fetchall()
        if not rows:
            continue
        days = [
            _Day(date.fromisoformat(row["day"]), row["quotes"], row["quote_id"], row["share_id"])
            for row in rows
        ]
        if choice.speaker is None:
            return days, ([], 0)
        names = _WHO_AS_CORRECTED if overlay(connection, choice.scope) else _WHO
        who = connection.execute(f"{chosen}\n{names}", {**values, "names": _NAMES}).fetchall()
        return days, (
            [(row["name"], row["quotes"]) for row in who],
            who[0]["speakers"] if who else 0,
        )
    return [], ([], 0)


def _unit(first: date, last: date) -> Unit:
    days = (last - first).days + 1
    for unit, most in ((Unit.DAY, _BY_DAY), (Unit.WEEK, _BY_WEEK), (Unit.MONTH, _BY_MONTH)):
        if days <= most:
            return unit
    return Unit.YEAR


def _counts(unit: Unit, days: Iterable[_Day]) -> dict[date, int]:
    counts: Counter[date] = Counter()
    for day in days:
        counts[unit.start(day.day)] += day.quotes
    return dict(counts)


def _key_quotes(
    connection: sqlite3.Connection,
    unit: Unit,
    days: Sequence[_Day],
    most: int,
    scope: Scope | None,
) -> tuple[KeyQuote, ...]:
    """The best quote of the fullest day in each of the fullest stretches, oldest first."""
    counts = _counts(unit, days)
    fullest = sorted(counts, key=lambda start: (counts[start], start), reverse=True)[:most]
    best = [
        max((day for day in days if unit.start(day.day) == start), key=lambda day: day.quotes)
        for start in sorted(fullest)
    ]
    pairs = as_json([(day.quote_id, day.share_id) for day in best])
    rows = connection.execute(_HITS, {"best": pairs}).fetchall()
    hits = hits_from(connection, rows, overlay(connection, scope))
    return tuple(
        KeyQuote(unit.start(day.day), day.day, hit) for day, hit in zip(best, hits, strict=True)
    )
