"""Training: PolNeAR in, weights out. Needs the extra ``train``; nothing that runs needs this room.

    pullquote train --polnear PATH

reads the corpus, parses it, fits the network for some epochs and writes the weights that
:mod:`bot.analysis.learned` reads with.
"""

from bot.training.errors import CorpusMissing, TrainingExtraMissing
from bot.training.plan import Plan

__all__ = ["CorpusMissing", "Plan", "TrainingExtraMissing", "train"]


def train(plan: Plan) -> None:
    """Train the network as planned and write its weights; goes on where it was stopped.

    Raises:
        CorpusMissing: there is no PolNeAR where the plan says.
        TrainingExtraMissing: torch or the word vectors' model is not installed.
    """
    try:
        from bot.training.fitting import fit
    except ModuleNotFoundError as error:
        raise TrainingExtraMissing(
            f"Training needs {error.name}: install it with `pip install 'pullquote[train]'`."
        ) from error
    fit(plan)
