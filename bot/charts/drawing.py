"""Timelines as pictures: a PNG that stands on a panel of its own, in a dark theme or a light one.

matplotlib loads where a chart is drawn: in one of the engine's workers, never in the bot itself.
"""

# matplotlib passes keywords on whose types it does not say.
# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false

import io
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from bot.archive import Series, Timeline, Unit
from bot.charts.wording import heading, how_many, stretches
from bot.languages import ENGLISH, Language, _, day_of_month, days, month, number, speaking

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

#: Pixels of a chart: sharp at twice the width that Discord gives it on a desk.
SIZE = (1200, 675)
_DOTS_PER_INCH = 200

# The panel is opaque, so that the contrasts are ours in every theme; tests/test_charts.py measures
# them. Orange and blue are told apart by those who see colours otherwise, too.
PANEL = "#1f2129"
INK = "#f2f3f5"
QUIET_INK = "#b9bec9"
GRID = "#3a3d48"
BARS = ("#f0ad3d", "#6cb8ff")

_LEFT, _RIGHT = 0.03, 0.96
_LONGEST_LINE = 80


@dataclass(frozen=True, slots=True)
class Mark:
    """The number of a key quote above the bar (or under it, in the second series) it stands for."""

    number: int
    start: date
    series: int


# The font that comes with matplotlib has no letters for them.
_NO_LETTERS: frozenset[Language] = frozenset({"ja"})


def draw(timeline: Timeline, language: Language = ENGLISH) -> bytes:
    """A timeline as a PNG of :data:`SIZE`; two series stand back to back, the second hanging.

    Parameters:
        language: of the words in it; English where our font lacks the letters of another.
    """
    with speaking(ENGLISH if language in _NO_LETTERS else language):
        return _drawn(timeline)


def _drawn(timeline: Timeline) -> bytes:
    from matplotlib import rc_context
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    # What people and pages wrote is no mathematics, whatever dollar signs are in it.
    with rc_context({"text.parse_math": False, "font.family": "DejaVu Sans"}):
        inches = (SIZE[0] / _DOTS_PER_INCH, SIZE[1] / _DOTS_PER_INCH)
        figure = Figure(figsize=inches, dpi=_DOTS_PER_INCH, facecolor=PANEL)
        FigureCanvasAgg(figure)
        axes = figure.add_axes((0.08, 0.155, 0.88, 0.59))
        _lay_out(axes, timeline)
        for place, series in enumerate(timeline.series):
            _bars(axes, timeline.unit, series, place)
        for mark in marks(timeline):
            _number(axes, timeline, mark)
        _titles(figure, timeline)
        picture = io.BytesIO()
        figure.savefig(picture, format="png", facecolor=PANEL)
    return picture.getvalue()


def marks(timeline: Timeline) -> list[Mark]:
    """The key quotes' numbers, from the first on, series after series."""
    placed = [
        (key.start, place) for place, series in enumerate(timeline.series) for key in series.key
    ]
    return [Mark(number, *at) for number, at in enumerate(placed, start=1)]


_WIDTH = {Unit.DAY: 1.0, Unit.WEEK: 7.0, Unit.MONTH: 30.4, Unit.YEAR: 365.2}
#: Few stretches have air around them, so that a single bar isn't a wall.
_FEWEST = 9
_MOST_LABELS = 7
_STEPS = {
    Unit.DAY: (1, 2, 5, 7),
    Unit.WEEK: (1, 2, 3),
    Unit.MONTH: (1, 2, 3, 6, 12, 24),
    Unit.YEAR: (1, 2, 5, 10, 20, 50),
}


def _lay_out(axes: "Axes", timeline: Timeline) -> None:
    from matplotlib.ticker import FuncFormatter, MaxNLocator

    width = _WIDTH[timeline.unit]
    first = _middle(timeline.unit, timeline.unit.start(timeline.first)) - width * 0.8
    last = _middle(timeline.unit, timeline.unit.start(timeline.last)) + width * 0.8
    air = max(0.0, (_FEWEST * width - (last - first)) / 2)
    axes.set_xlim(first - air, last + air)
    highest = [max(series.counts.values(), default=0) for series in timeline.series]
    # Above the bars there is room for the numbers of key quotes.
    top = max(*highest, 2) * 1.22
    axes.set_ylim(-top if len(highest) > 1 else 0, top)
    axes.set_facecolor(PANEL)
    for spine in axes.spines.values():
        spine.set_visible(False)
    axes.grid(axis="y", color=GRID, linewidth=0.8)
    axes.set_axisbelow(True)
    axes.axhline(0, color=QUIET_INK, linewidth=0.8, zorder=3)
    axes.tick_params(length=0, labelsize=11, labelcolor=QUIET_INK, pad=5)
    axes.yaxis.set_major_locator(MaxNLocator(nbins=4, integer=True, steps=[1, 2, 5, 10]))
    axes.yaxis.set_major_formatter(FuncFormatter(_height))
    labels = dict(_labels(timeline))
    axes.set_xticks(list(labels), labels=list(labels.values()))


def _height(count: float, _place: object) -> str:
    return number(abs(count))


def _labels(timeline: Timeline) -> Iterator[tuple[float, str]]:
    """Where on the axis which days stand, at most :data:`_MOST_LABELS` of them."""
    unit = timeline.unit
    if unit is Unit.WEEK:
        # A week has no name of its own; months are where they begin, between two bars.
        firsts = [day for day in _months(timeline) if timeline.first <= day <= timeline.last]
        for day in firsts[:: _step(len(firsts), unit)]:
            yield day.toordinal(), _label(unit, day)
        return
    starts = list(stretches(timeline))
    step = _step(len(starts), unit)
    for place, start in enumerate(starts):
        if _counted(unit, start, place) % step == 0:
            yield _middle(unit, start), str(start.year) if step >= 12 else _label(unit, start)


def _months(timeline: Timeline) -> Iterator[date]:
    return stretches(replace(timeline, unit=Unit.MONTH))


def _step(many: int, unit: Unit) -> int:
    return next(step for step in _STEPS[unit] if many / step <= _MOST_LABELS)


def _counted(unit: Unit, start: date, place: int) -> int:
    """Labels stand on round numbers, so that a step of three months gives quarters."""
    match unit:
        case Unit.MONTH:
            return start.year * 12 + start.month - 1
        case Unit.YEAR:
            return start.year
        case _:
            return place


def _label(unit: Unit, start: date) -> str:
    match unit:
        case Unit.YEAR:
            return str(start.year)
        case Unit.DAY:
            return day_of_month(start)
        case _:
            return f"{month(start)}\n{start.year}" if start.month == 1 else month(start)


def _bars(axes: "Axes", unit: Unit, series: Series, place: int) -> None:
    sign = -1 if place else 1
    axes.bar(
        [_middle(unit, start) for start in series.counts],
        [sign * count for count in series.counts.values()],
        width=_WIDTH[unit] * 0.78,
        color=BARS[place],
        zorder=2,
    )


def _number(axes: "Axes", timeline: Timeline, mark: Mark) -> None:
    count = timeline.series[mark.series].counts[mark.start]
    sign = -1 if mark.series else 1
    axes.annotate(
        str(mark.number),
        (_middle(timeline.unit, mark.start), sign * count),
        xytext=(0, sign * 9.5),
        textcoords="offset points",
        ha="center",
        va="center",
        fontsize=9,
        fontweight="bold",
        color=PANEL,
        bbox={"boxstyle": "circle,pad=0.25", "facecolor": INK, "edgecolor": PANEL},
        zorder=4,
    )


def _titles(figure: "Figure", timeline: Timeline) -> None:
    _write(figure, 0.9, heading(timeline), INK, 13, bold=True)
    if len(timeline.series) == 1:
        _write(figure, 0.815, how_many(timeline), QUIET_INK, 11)
        return
    left = _LEFT
    for place, series in enumerate(timeline.series):
        # The names in the colours of their bars are the legend.
        name = _("{count} by {name}").format(count=number(series.total), name=series.label or "")
        room = (_RIGHT - left) / (2 - place)
        left = _write(figure, 0.815, name, BARS[place], 11, left=left, room=room) + 0.03
    shown = days(timeline.first, timeline.last)
    line = figure.text(_RIGHT, 0.815, shown, color=QUIET_INK, fontsize=11, va="center", ha="right")
    if line.get_window_extent().x0 < left * SIZE[0]:
        line.remove()


def _write(
    figure: "Figure",
    height: float,
    words: str,
    colour: str,
    size: int,
    *,
    left: float = _LEFT,
    room: float = _RIGHT - _LEFT,
    bold: bool = False,
) -> float:
    """Write one line, cut to its room, and say where it ends; all in parts of the figure."""
    line = figure.text(left, height, words, color=colour, fontsize=size, va="center")
    line.set_fontweight("bold" if bold else "normal")
    for length in range(min(len(words), _LONGEST_LINE), 0, -1):
        line.set_text(words if length == len(words) else f"{words[:length].rstrip()}…")
        if line.get_window_extent().width <= room * SIZE[0]:
            break
    return left + line.get_window_extent().width / SIZE[0]


def _middle(unit: Unit, start: date) -> float:
    return start.toordinal() + _WIDTH[unit] / 2
