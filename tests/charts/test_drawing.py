"""Charts: a PNG of the size we say, legible in every theme, that takes any words as they are."""

import io
import struct
import subprocess
import sys
import warnings
from collections import Counter
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from bot.archive import Choice, KeyQuote, QuoteHit, Series, Timeline, Unit
from bot.charts import SIZE, draw, stretches
from bot.charts import drawing as palette
from bot.domain import QuoteKind

HIT = QuoteHit(
    "Yes.", (), QuoteKind.DIRECT, ("A",), None, None, 0.9, 1, None, None, None, None, None
)
FIRST = date(2025, 3, 3)


def series(
    *counts: int, speaker: str | None = "Ana Ruiz", about: str | None = None, unit: Unit = Unit.DAY
) -> Series:
    starts = [unit.start(FIRST + timedelta(days=place)) for place in range(len(counts))]
    key = (KeyQuote(starts[0], FIRST, HIT),) if counts else ()
    found = {start: count for start, count in zip(starts, counts, strict=True) if count}
    return Series(Choice(speaker, about), found, key=key)


def timeline(*lines: Series, unit: Unit = Unit.DAY, last: date | None = None) -> Timeline:
    return Timeline(unit, FIRST, last or max(day for line in lines for day in line.counts), lines)


def picture(png: bytes) -> Image.Image:
    return Image.open(io.BytesIO(png)).convert("RGB")


def luminance(colour: str | tuple[int, int, int]) -> float:
    """https://www.w3.org/TR/WCAG22/#dfn-relative-luminance"""
    parts = bytes.fromhex(colour[1:]) if isinstance(colour, str) else bytes(colour)
    linear = [
        part / 255 / 12.92 if part / 255 <= 0.04045 else ((part / 255 + 0.055) / 1.055) ** 2.4
        for part in parts
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str | tuple[int, int, int], other: str | tuple[int, int, int]) -> float:
    """https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio"""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("colour", [palette.INK, palette.QUIET_INK, *palette.BARS])
def test_everything_drawn_stands_out_from_the_panel(colour: str) -> None:
    assert contrast(colour, palette.PANEL) >= 4.5


def test_the_numbers_stand_out_from_their_circles() -> None:
    assert contrast(palette.PANEL, palette.INK) >= 4.5


def test_a_chart_is_an_opaque_png_of_the_size_we_say() -> None:
    png = draw(timeline(series(3, 1, 2)))
    assert png.startswith(b"\x89PNG\r\n\x1a\n")
    assert struct.unpack(">II", png[16:24]) == SIZE
    with Image.open(io.BytesIO(png)) as image:
        lowest, _ = image.convert("RGBA").getchannel("A").getextrema()
        assert lowest == 255
    assert len(png) < 200_000


def test_what_is_drawn_has_the_colours_that_we_measured() -> None:
    colours = picture(draw(timeline(series(3, 1, 2), series(1, 2, 0, speaker="Bo")))).getcolors(
        SIZE[0] * SIZE[1]
    )
    assert colours
    drawn = {"#{:02x}{:02x}{:02x}".format(*colour): count for count, colour in colours}
    assert max(drawn, key=lambda colour: drawn[colour]) == palette.PANEL
    for colour in (palette.INK, palette.QUIET_INK, *palette.BARS):
        assert drawn[colour] > 100
    # All around it is the panel: no theme of Discord's shows between a colour of ours and another.
    image = picture(draw(timeline(series(3))))
    edge = [image.getpixel((x, y)) for x in range(SIZE[0]) for y in (0, SIZE[1] - 1)]
    assert {"#{:02x}{:02x}{:02x}".format(*pixel) for pixel in edge} == {palette.PANEL}


def test_a_higher_count_is_a_higher_bar() -> None:
    image = picture(draw(timeline(series(1, 4, 2))))
    bar = tuple(bytes.fromhex(palette.BARS[0][1:]))
    heights = [sum(image.getpixel((x, y)) == bar for y in range(SIZE[1])) for x in range(SIZE[0])]
    # Each bar is many columns wide, and a column is empty or as high as its bar.
    low, high, middle = dict.fromkeys(
        height for height, many in Counter(heights).items() if height and many > 20
    )
    assert low < middle < high
    assert high - low == pytest.approx(3 * (middle - low), abs=3)


@pytest.mark.parametrize(
    ("unit", "days"),
    [(Unit.DAY, days) for days in range(0, 45, 11)]
    + [(Unit.WEEK, days) for days in range(45, 400, 59)]
    + [(Unit.MONTH, days) for days in (400, 800, 1_600, 3_659)]
    + [(Unit.YEAR, days) for days in (3_660, 9_999, 64_000)],
)
def test_any_span_can_be_drawn(unit: Unit, days: int) -> None:
    last = FIRST + timedelta(days=days)
    ends = Series(Choice("A"), {unit.start(FIRST): 2, unit.start(last): 1})
    assert picture(draw(timeline(ends, unit=unit, last=last))).size == SIZE


@settings(max_examples=12, deadline=None)
@given(st.text(max_size=60), st.text(max_size=60))
def test_any_words_can_be_drawn(speaker: str, about: str) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)  # no font has every character
        assert picture(draw(timeline(series(1, speaker=speaker, about=about)))).size == SIZE


@pytest.mark.parametrize(
    "words", ["$x^2$", "$\\frac{1}{0}$", "50% \\alpha", "a\nb", "{}", "W" * 99]
)
def test_no_words_are_mathematics(words: str) -> None:
    assert picture(draw(timeline(series(1, about=words)))).size == SIZE


def test_stretches_go_from_the_first_quote_to_the_last_without_a_gap() -> None:
    for unit, last, many in (
        (Unit.DAY, date(2025, 3, 9), 7),
        (Unit.WEEK, date(2025, 3, 31), 5),
        (Unit.MONTH, date(2026, 2, 1), 12),
        (Unit.YEAR, date(2030, 1, 1), 6),
    ):
        found = list(stretches(Timeline(unit, FIRST, last, ())))
        assert len(found) == len(set(found)) == many
        assert found == [unit.start(day) for day in found]


def test_a_chart_costs_the_bot_no_library() -> None:
    program = "import sys, bot.charts, cogs.timeline; print('matplotlib' in sys.modules)"
    ran = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert ran.stdout.strip() == "False"
