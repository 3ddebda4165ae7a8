"""Quotes found by rules over the parse: the engine where no weights are installed."""

from bot.analysis.rules.attributions import find_attributions

__all__ = ["find_attributions"]
