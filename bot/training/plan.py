"""What a training run is: the corpus, the size of the network, how long, from which seed."""

from dataclasses import asdict, dataclass, replace
from pathlib import Path

#: The width of each column's embedding; see :data:`bot.analysis.learned.features.COLUMNS`.
COLUMN_WIDTHS = {
    "word_1": 40, "word_2": 40, "head_1": 24, "head_2": 24, "tag": 16, "dep": 16, "head_tag": 8,
    "head_distance": 8, "shape": 6, "marks": 8, "edge": 4, "rule": 12, "name": 8,
}  # fmt: skip
WORD_WIDTH = 128  # of the word vectors
HEAD_WIDTH = 64  # of a head's word vector, condensed
SPAN_WIDTH = 128  # of a span, when spans are tied
PAIR_HIDDEN = 48


@dataclass(frozen=True, slots=True)
class Plan:
    """A training run.

    Parameters:
        polnear: the corpus, with ``train`` and ``dev`` in it.
        out: the folder for the weights and, while it runs, the checkpoint.
        hidden: units of each direction of an LSTM layer.
        projected: width of what the first layer reads.
        word_dropout: how often a word is hidden, so that its surroundings must tell.
        name_dropout: the same for proper nouns: most names of tomorrow were not in the corpus.
        without: columns or inputs to leave out, for ablations (``rule``, ``context``, ``static``).
        threads: cores to use; torch decides if 0.
    """

    polnear: Path
    out: Path
    epochs: int = 9
    seed: int = 1
    hidden: int = 128
    projected: int = 224
    batch: int = 32
    rate: float = 2e-3
    dropout: float = 0.5
    input_dropout: float = 0.35
    word_dropout: float = 0.15
    name_dropout: float = 0.3
    without: tuple[str, ...] = ()
    threads: int = 0

    def facts(self) -> dict[str, str]:
        """What makes two runs the same run: all but where and on how many cores."""
        facts = asdict(replace(self, polnear=Path(), out=Path(), threads=0))
        return {name: str(value) for name, value in facts.items()}
