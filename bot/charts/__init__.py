"""Timelines for people to look at, as pictures and in words."""

from bot.charts.drawing import SIZE, draw
from bot.charts.wording import (
    alt_text,
    heading,
    headline,
    how_many,
    stretch_in_words,
    stretches,
)

__all__ = [
    "SIZE",
    "alt_text",
    "draw",
    "heading",
    "headline",
    "how_many",
    "stretch_in_words",
    "stretches",
]
