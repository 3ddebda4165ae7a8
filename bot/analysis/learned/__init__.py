"""Quotes found by a small network beside the rules: the engine by default."""

from bot.analysis.learned.attributions import find_attributions
from bot.analysis.learned.network import Network
from bot.analysis.learned.weights import load_network

__all__ = ["Network", "find_attributions", "load_network"]
