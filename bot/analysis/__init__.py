"""Article → quotes and names. Pure, synchronous, made to run in a worker process.

spaCy takes seconds to import, so it is imported by the process that reads, at its first article,
and by no other.
"""

from bot.analysis.errors import PipelineMissing, WeightsMissing, WeightsUnfit
from bot.analysis.model import EngineName, Model
from bot.domain import Article, Report

__all__ = [
    "EngineName", "Model", "PipelineMissing", "WeightsMissing", "WeightsUnfit", "analyse", "load",
]  # fmt: skip


def analyse(article: Article, model: Model | None = None) -> Report:
    """Find who said what in an article, and whom and what it names.

    Parameters:
        model: what reads it, loaded once per process.

    Raises:
        PipelineMissing: the spaCy pipeline is not installed.
        WeightsMissing, WeightsUnfit: the engine's weights are not installed, or not for it.
    """
    from bot.analysis.pipeline import read

    return read(article, model or Model())


def load(model: Model | None = None) -> None:
    """Make this process a worker: load a model and run it once, so that no article waits for it.

    From then on the process's matrix products stay on one core: spread over several they cost
    nearly twice the processor's time, and every other core has a worker of its own.

    Raises:
        PipelineMissing, WeightsMissing, WeightsUnfit: as for :func:`analyse`.
    """
    from threadpoolctl import threadpool_limits

    analyse(Article("“Everything is ready,” said Ada Byron."), model)
    threadpool_limits(limits=1)
