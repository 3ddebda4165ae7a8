"""The network at reading time, in NumPy: a BiLSTM over tokens with heads for tags and pairs.

Two layers of bidirectional LSTM (Hochreiter & Schmidhuber 1997; Graves & Schmidhuber 2005) read a
window; a linear-chain CRF (Lafferty, McCallum & Pereira 2001; Lample et al. 2016) chooses the tags
of source, cue and content. Spans are tied by a bilinear term and a
small layer over what :mod:`bot.analysis.learned.pairs` says of each pair. Training is in
``bot.training``, with the same names for the same arrays.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from bot.analysis.layout import Range
from bot.analysis.learned.crf import Crf
from bot.analysis.learned.features import COLUMNS, Features, Floats, Hashes, Ints

#: spaCy's vectors are about three times as large as the network's other inputs.
CONTEXT_SCALE = np.float32(0.35)
_BATCH = 32  # windows read side by side


@dataclass(frozen=True, slots=True)
class Reading:
    """What the network makes of a document of n tokens.

    Parameters:
        tags: n best tags; see :data:`bot.analysis.learned.features.TAGS`.
        likely: n × TAGS, how likely each tag is.
        states: n × 2H, the tokens as the network understands them.
    """

    tags: Ints
    likely: Floats
    states: Floats


@dataclass(frozen=True, slots=True)
class _Layer:
    """One bidirectional layer: for each direction (forward, backward) the matrices of the gates.

    The gates i, f, o are stored at half their size, so that one tanh serves for all four.
    """

    inputs: Floats  # 2 × D × 4H
    bias: Floats  # 2 × 1 × 4H
    recurrent: Floats  # 2 × H × 4H


class Network:
    """Weights that read.

    Parameters:
        arrays: the weights by name, as training saves them.
        words: sorted hashes of the words that have a vector; row ``i + 1`` of ``static.weight``.
    """

    def __init__(self, arrays: Mapping[str, Floats], words: Hashes) -> None:
        self._arrays = arrays
        self._words = words
        self._layers = [_layer(arrays, name) for name in ("l1", "l2")]
        self._crf = Crf(arrays["trans"], arrays["start"], arrays["end"])

    def read(self, features: Features) -> Reading:
        n = len(features.words)
        width = 2 * self._layers[-1].recurrent.shape[1]
        states = np.zeros((n, width), np.float32)
        tags = np.zeros(n, np.int64)
        likely = np.zeros((n, len(self._crf.start)), np.float32)
        order = sorted(features.windows, key=lambda window: window[0] - window[1])
        for first in range(0, len(order), _BATCH):
            batch = _Batch.of(order[first : first + _BATCH])
            inner = self._embed(features, batch.tokens)
            for layer in self._layers:
                inner = _run(layer, inner, batch)
            states[batch.tokens] = inner
            scores = self._linear("out", inner)
            tags[batch.tokens], likely[batch.tokens] = self._crf.decode(scores, batch.forward)
        return Reading(tags, likely, states)

    def _linear(self, name: str, values: Floats) -> Floats:
        return values @ self._arrays[f"{name}.weight"].T + self._arrays[f"{name}.bias"]

    def _embed(self, features: Features, tokens: Ints) -> Floats:
        column = {
            name: self._arrays[f"cols.{name}.weight"][features.columns[tokens, at]]
            for at, name in enumerate(COLUMNS)
        }
        static = self._arrays["static.weight"]
        above = static[self._rows(features.words[features.heads[tokens]])]
        parts = [
            static[self._rows(features.words[tokens])],
            np.maximum(self._linear("head_static", above), 0.0),
            column["word_1"] + column["word_2"],
            column["head_1"] + column["head_2"],
            *(column[name] for name in tuple(COLUMNS)[4:]),
            features.context[tokens] * CONTEXT_SCALE,
        ]
        return np.maximum(self._linear("proj", np.concatenate(parts, axis=1)), 0.0)

    def _rows(self, words: Hashes) -> Ints:
        at = np.minimum(np.searchsorted(self._words, words), len(self._words) - 1)
        return np.where(self._words[at] == words, at + 1, 0)

    def tie(
        self, kind: str, reading: Reading, one: Sequence[int], others: Ints, pairs: Floats
    ) -> Floats:
        """How well a span goes with each of others, as logits.

        A cue may have no source: of its logits the first is for none of them.

        Parameters:
            kind: ``"con"`` for a content and cues, ``"cue"`` for a cue and sources.
            one: first, last and root token of the span.
            others: k × 3, the same of the others.
            pairs: k × PAIR_WIDTH.
        """
        mine, theirs = ("con", "cue_c") if kind == "con" else ("cue_s", "src")
        states = reading.states
        a = self._linear(mine, states[np.asarray(one)].reshape(1, -1))
        b = self._linear(theirs, states[others].reshape(len(others), 3 * states.shape[1]))
        hidden = (
            self._linear(f"mlp.{kind}.a", a)
            + self._linear(f"mlp.{kind}.b", b)
            + self._linear(f"mlp.{kind}.f", pairs)
        )
        scores = (b @ a[0]) / np.sqrt(np.float32(a.shape[1]))
        scores = scores + self._linear(f"mlp.{kind}.o", np.maximum(hidden, 0.0))[:, 0]
        return scores if kind == "con" else np.concatenate([self._linear("null", a)[0], scores])


@dataclass(frozen=True, slots=True)
class _Batch:
    """Windows side by side, the longest first.

    Parameters:
        tokens: the document's tokens that they hold, window after window.
        forward: T × B places in ``tokens``, read from each window's start; -1 after its end.
        backward: the same, read from its end.
    """

    tokens: Ints
    forward: Ints
    backward: Ints

    @classmethod
    def of(cls, windows: Sequence[Range]) -> "_Batch":
        lengths = np.array([end - start for start, end in windows], np.int64)
        firsts = np.concatenate([[0], np.cumsum(lengths)[:-1]])
        steps = np.arange(int(lengths[0]))[:, None]
        inside = steps < lengths
        forward = np.where(inside, firsts + steps, -1)
        backward = np.where(inside, firsts + lengths - 1 - steps, -1)
        return cls(np.concatenate([np.arange(*window) for window in windows]), forward, backward)


def _layer(arrays: Mapping[str, Floats], name: str) -> _Layer:
    inputs: list[Floats] = []
    bias: list[Floats] = []
    recurrent: list[Floats] = []
    for direction in ("", "_reverse"):
        ih, hh = (arrays[f"{name}.weight_{part}_l0{direction}"] for part in ("ih", "hh"))
        shift, again = (arrays[f"{name}.bias_{part}_l0{direction}"] for part in ("ih", "hh"))
        gates = np.full(len(ih), 0.5, np.float32)
        gates[len(ih) // 2 : 3 * len(ih) // 4] = 1.0  # the order is i, f, g, o
        inputs.append((ih * gates[:, None]).T)
        recurrent.append((hh * gates[:, None]).T)
        bias.append(((shift + again) * gates)[None])
    return _Layer(
        *(np.ascontiguousarray(np.stack(part), np.float32) for part in (inputs, bias, recurrent))
    )


def _run(layer: _Layer, inputs: Floats, batch: _Batch) -> Floats:
    """A layer's states, N × 2H, for a batch's N tokens."""
    size = layer.recurrent.shape[1]
    gates = np.matmul(inputs, layer.inputs) + layer.bias  # 2 × N × 4H
    both = np.stack([batch.forward, batch.backward])  # 2 × T × B
    active = (batch.forward >= 0).sum(axis=1)
    hidden = np.zeros((2, batch.forward.shape[1], size), np.float32)
    memory = np.zeros_like(hidden)
    states = np.empty((2, len(inputs), size), np.float32)
    sides = np.arange(2)[:, None]
    for step, k in enumerate(active.tolist()):
        places = both[:, step, :k]
        z = np.matmul(hidden[:, :k], layer.recurrent)
        z += gates[sides, places]
        np.tanh(z, out=z)
        opened, kept, new, shown = (z[..., i * size : (i + 1) * size] for i in range(4))
        memory = memory[:, :k] * (0.5 * kept + 0.5) + (0.5 * opened + 0.5) * new
        hidden = (0.5 * shown + 0.5) * np.tanh(memory)
        states[sides, places] = hidden
    return np.concatenate([states[0], states[1]], axis=1)
