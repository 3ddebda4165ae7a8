"""Article → quotes and names. Pure, synchronous, made to run in a worker process."""

from bot.analysis.parsing import PipelineMissing
from bot.analysis.pipeline import analyse, load

__all__ = ["ANALYSER", "PipelineMissing", "analyse", "load"]

ANALYSER = "rules-1"
"""The version of the rules; a report made by another one is worth making anew."""
