# pyright: basic, reportMissingImports=false
"""Trained weights → the file that the network is run from."""

from collections.abc import Mapping

import numpy as np
import srsly
from torch import Tensor

from bot.training.vectors import Vectors


def pack(weights: Mapping[str, Tensor], vectors: Vectors, pipeline: str) -> bytes:
    """The weights in half precision; the word vectors as whole numbers times one for each row.

    See :class:`bot.analysis.learned.weights.Stored`.
    """
    arrays: dict[str, np.ndarray] = {}
    for name, values in weights.items():
        array = values.detach().cpu().numpy()
        if name == "static.weight":
            scales = np.abs(array).max(axis=1, keepdims=True) / 127 + 1e-9
            arrays["static.codes"] = np.round(array / scales).astype(np.int8)
            arrays["static.scales"] = scales.astype(np.float16)
        else:
            arrays[name] = array.astype(np.float16)
    return srsly.msgpack_dumps({"arrays": arrays, "words": vectors.words, "pipeline": pipeline})
