"""A linear-chain CRF: the best tags of a window, and how likely each tag of each token is."""

import numpy as np

from bot.analysis.learned.features import Floats, Ints


class Crf:
    """Scores of one tag after another.

    Parameters:
        transitions: TAGS × TAGS, from a tag to the next.
        start: TAGS, of a tag at a window's first token.
        end: TAGS, of a tag at its last.
    """

    def __init__(self, transitions: Floats, start: Floats, end: Floats) -> None:
        self.transitions = transitions
        self.start = start
        self.end = end

    def decode(self, scores: Floats, places: Ints) -> tuple[Ints, Floats]:
        """The best tags (N) and the likelihood of each tag (N × TAGS) of a batch of windows.

        Parameters:
            scores: N × TAGS, one row a token.
            places: T × B rows of ``scores``, window by window; -1 after a window's end. The
                longest window comes first.
        """
        steps, _ = places.shape
        padded = np.where((places >= 0)[..., None], scores[places], 0.0)  # T × B × TAGS
        lengths = (places >= 0).sum(axis=0)
        best = self._viterbi(padded, lengths)
        likely = self._marginals(padded, lengths)
        tags = np.zeros(len(scores), np.int64)
        chances = np.zeros_like(scores)
        inside = places >= 0
        tags[places[inside]] = best[:steps][inside]
        chances[places[inside]] = likely[:steps][inside]
        return tags, chances

    def _viterbi(self, scores: Floats, lengths: Ints) -> Ints:
        steps, width, _ = scores.shape
        value = self.start + scores[0]
        back = np.zeros(scores.shape, np.int64)
        for step in range(1, steps):
            k = int((lengths > step).sum())
            options = value[:k, :, None] + self.transitions
            back[step, :k] = options.argmax(axis=1)
            value[:k] = options.max(axis=1) + scores[step, :k]
        tags = np.zeros((steps, width), np.int64)
        tag: Ints = (value + self.end).argmax(axis=1)
        every = np.arange(int(width))
        for step in range(steps - 1, -1, -1):
            tags[step] = tag
            inside = lengths > step  # before its last token a window's path is not yet walked
            tag = np.where(inside, back[step, every, tag], tag)
        return tags

    def _marginals(self, scores: Floats, lengths: Ints) -> Floats:
        steps = len(scores)
        chances = np.exp(self.transitions)
        forward = np.zeros_like(scores)
        forward[0] = _softmax(self.start + scores[0])
        emitted = np.exp(scores - scores.max(axis=2, keepdims=True))
        for step in range(1, steps):
            k = int((lengths > step).sum())
            value = (forward[step - 1, :k] @ chances) * emitted[step, :k]
            forward[step, :k] = value / value.sum(axis=1, keepdims=True)
        backward = np.ones_like(scores[0]) * np.exp(self.end)
        found = np.zeros_like(scores)
        for step in range(steps - 1, -1, -1):
            k = int((lengths > step).sum())
            value = forward[step, :k] * backward[:k]
            found[step, :k] = value / value.sum(axis=1, keepdims=True)
            before = (backward[:k] * emitted[step, :k]) @ chances.T
            backward[:k] = before / before.sum(axis=1, keepdims=True)
        return found


def _softmax(scores: Floats) -> Floats:
    raised = np.exp(scores - scores.max(axis=-1, keepdims=True))
    return raised / raised.sum(axis=-1, keepdims=True)
