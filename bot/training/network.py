# pyright: basic, reportMissingImports=false
# torch types what a module holds as "a tensor or a module":
# pyright: reportArgumentType=false, reportCallIssue=false, reportIndexIssue=false
"""The network as it is trained, in torch; :mod:`bot.analysis.learned.network` runs it in NumPy.

The names of the weights are the same in both.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn.utils.rnn import pack_padded_sequence, pad_packed_sequence

from bot.analysis.layout import Range
from bot.analysis.learned.features import COLUMNS, TAG_NAMES, TAGS
from bot.analysis.learned.network import CONTEXT_SCALE
from bot.analysis.learned.pairs import PAIR_WIDTH
from bot.training.examples import Example, Query
from bot.training.plan import COLUMN_WIDTHS, HEAD_WIDTH, PAIR_HIDDEN, SPAN_WIDTH, WORD_WIDTH, Plan
from bot.training.vectors import Vectors

_LEXICAL = ("word_1", "word_2", "head_1", "head_2")
_CONTEXT_WIDTH = 96  # of spaCy's vectors
_PROPER = [TAG_NAMES.index(tag) + 1 for tag in ("NNP", "NNPS")]


@dataclass(frozen=True, slots=True)
class Batch:
    """Windows side by side: B windows of T tokens at most."""

    columns: Tensor  # B × T × columns
    rows: Tensor  # B × T, of the word vectors
    head_rows: Tensor
    context: Tensor  # B × T × 96
    names_here: Tensor  # B × T, whether a token is a proper noun
    tags: Tensor
    lengths: Tensor
    mask: Tensor
    cues: list[tuple[int, Query]]  # the window's number in the batch, places from its start
    sources: list[tuple[int, Query]]


class Network(nn.Module):
    """BiLSTM, CRF and ties; see :mod:`bot.analysis.learned.network`."""

    def __init__(self, plan: Plan, vectors: Vectors) -> None:
        super().__init__()
        self._plan = plan
        self.static = nn.Embedding.from_pretrained(torch.tensor(vectors.rows), freeze=True)
        self.cols = nn.ModuleDict(
            {name: nn.Embedding(size, COLUMN_WIDTHS[name]) for name, size in COLUMNS.items()}
        )
        for column in self.cols.values():
            nn.init.normal_(column.weight, std=0.3)
        self.head_static = nn.Linear(WORD_WIDTH, HEAD_WIDTH)
        width = WORD_WIDTH + HEAD_WIDTH + COLUMN_WIDTHS["word_1"] + COLUMN_WIDTHS["head_1"]
        width += sum(COLUMN_WIDTHS[name] for name in COLUMNS if name not in _LEXICAL)
        self.proj = nn.Linear(width + _CONTEXT_WIDTH, plan.projected)
        hidden = plan.hidden
        self.l1 = nn.LSTM(plan.projected, hidden, batch_first=True, bidirectional=True)
        self.l2 = nn.LSTM(2 * hidden, hidden, batch_first=True, bidirectional=True)
        self.out = nn.Linear(2 * hidden, TAGS)
        self.trans = nn.Parameter(torch.zeros(TAGS, TAGS))
        self.start = nn.Parameter(torch.zeros(TAGS))
        self.end = nn.Parameter(torch.zeros(TAGS))
        for name in ("con", "cue_c", "cue_s", "src"):
            setattr(self, name, nn.Linear(6 * hidden, SPAN_WIDTH))
        self.mlp = nn.ModuleDict({kind: _pair_layers() for kind in ("con", "cue")})
        self.null = nn.Linear(SPAN_WIDTH, 1)
        self.drop = nn.Dropout(plan.dropout)
        self.input_drop = nn.Dropout(plan.input_dropout)

    def loss(self, batch: Batch) -> Tensor:
        """What the batch is read wrong by: tags and ties."""
        states = self._states(batch)
        tokens = batch.lengths.sum()
        loss = 3 * self._crf_loss(self.out(states), batch) / tokens
        for kind, queries in (("con", batch.cues), ("cue", batch.sources)):
            if queries:
                loss = loss + 0.15 * self._tie_loss(kind, states, queries)
        return loss

    def _states(self, batch: Batch) -> Tensor:
        inner = self._embed(batch)
        for layer in (self.l1, self.l2):
            packed = pack_padded_sequence(
                inner, batch.lengths.cpu(), batch_first=True, enforce_sorted=False
            )
            inner = self.drop(pad_packed_sequence(layer(packed)[0], batch_first=True)[0])
        return inner

    def _embed(self, batch: Batch) -> Tensor:
        column = {
            name: table(batch.columns[..., at])
            for at, (name, table) in enumerate(self.cols.items())
        }
        static, above = self.static(batch.rows), self.static(batch.head_rows)
        context = batch.context
        for name in self._plan.without:
            if name in column:
                column[name] = column[name] * 0
        if "static" in self._plan.without:
            static, above = static * 0, above * 0
        if "context" in self._plan.without:
            context = context * 0
        shown = self._shown(batch)
        parts = [
            static * shown,
            torch.relu(self.head_static(above)),
            (column["word_1"] + column["word_2"]) * shown,
            column["head_1"] + column["head_2"],
            *(column[name] for name in COLUMNS if name not in _LEXICAL),
            context,
        ]
        return torch.relu(self.proj(self.input_drop(torch.cat(parts, dim=-1))))

    def _shown(self, batch: Batch) -> Tensor:
        """1 for each token whose word is seen, 0 where only its surroundings are."""
        if not self.training:
            return torch.ones_like(batch.names_here).unsqueeze(-1)
        plan = self._plan
        hidden = plan.word_dropout + (plan.name_dropout - plan.word_dropout) * batch.names_here
        return (torch.rand_like(hidden) >= hidden).float().unsqueeze(-1)

    def _crf_loss(self, scores: Tensor, batch: Batch) -> Tensor:
        """The negative log likelihood of the tags, summed over the batch."""
        tags, mask = batch.tags, batch.mask
        value = self.start + scores[:, 0]
        gold = self.start[tags[:, 0]] + _at(scores[:, 0], tags[:, 0])
        last = tags[:, 0]
        for step in range(1, scores.shape[1]):
            inside = mask[:, step]
            options = value.unsqueeze(2) + self.trans.unsqueeze(0)
            ahead = torch.logsumexp(options, dim=1) + scores[:, step]
            value = torch.where(inside.unsqueeze(1), ahead, value)
            more = self.trans[tags[:, step - 1], tags[:, step]] + _at(
                scores[:, step], tags[:, step]
            )
            gold = gold + torch.where(inside, more, torch.zeros_like(more))
            last = torch.where(inside, tags[:, step], last)
        return (torch.logsumexp(value + self.end, dim=1) - gold - self.end[last]).sum()

    def _tie_loss(self, kind: str, states: Tensor, queries: Sequence[tuple[int, Query]]) -> Tensor:
        mine, theirs = (self.con, self.cue_c) if kind == "con" else (self.cue_s, self.src)
        ones = [(at, *_ends(query.one, query.root)) for at, query in queries]
        a = mine(_spans(states, ones))
        counts = [len(query.others) for _, query in queries]
        others = [
            (at, *_ends(other, root))
            for at, query in queries
            for other, root in zip(query.others, query.roots, strict=True)
        ]
        scores = a.new_zeros(0)
        if others:
            mlp = self.mlp[kind]
            b = theirs(_spans(states, others))
            owner = torch.repeat_interleave(torch.arange(len(queries)), torch.tensor(counts)).to(
                a.device
            )
            pairs = torch.tensor(np.concatenate([query.pairs for _, query in queries]))
            hidden = mlp["a"](a[owner]) + mlp["b"](b) + mlp["f"](pairs.to(a.device))
            scores = (a[owner] * b).sum(-1) / SPAN_WIDTH**0.5
            scores = scores + mlp["o"](torch.relu(hidden)).squeeze(-1)
        rows = list(scores.split(counts))
        if kind == "cue":
            rows = [torch.cat([none, row]) for none, row in zip(self.null(a), rows, strict=True)]
        padded = nn.utils.rnn.pad_sequence(rows, batch_first=True, padding_value=-1e4)
        answers = torch.tensor([query.answer for _, query in queries], device=a.device)
        return nn.functional.cross_entropy(padded, answers)


def _pair_layers() -> nn.ModuleDict:
    return nn.ModuleDict(
        {
            "a": nn.Linear(SPAN_WIDTH, PAIR_HIDDEN),
            "b": nn.Linear(SPAN_WIDTH, PAIR_HIDDEN),
            "f": nn.Linear(PAIR_WIDTH, PAIR_HIDDEN),
            "o": nn.Linear(PAIR_HIDDEN, 1),
        }
    )


def _at(scores: Tensor, tags: Tensor) -> Tensor:
    return scores.gather(1, tags.unsqueeze(1)).squeeze(1)


def _ends(span: Range, root: int) -> tuple[int, int, int]:
    return span[0], span[1] - 1, root


def _spans(states: Tensor, places: Sequence[tuple[int, int, int, int]]) -> Tensor:
    """First, last and root state of each span, one after the other."""
    at = torch.tensor(places, device=states.device)
    return torch.cat([states[at[:, 0], at[:, i]] for i in (1, 2, 3)], dim=-1)


def batch_of(
    windows: Sequence[tuple[Example, Range]], vectors: Vectors, device: torch.device
) -> Batch:
    """The windows as tensors, padded to the longest."""
    longest = max(end - start for _, (start, end) in windows)

    def padded(read: "list[np.ndarray]") -> Tensor:
        whole = np.zeros((len(read), longest, *read[0].shape[1:]), read[0].dtype)
        for row, values in zip(whole, read, strict=True):
            row[: len(values)] = values
        return torch.tensor(whole, device=device)

    rows = [_rows(vectors, example.features.words) for example, _ in windows]
    parts = [slice(*window) for _, window in windows]
    features = [example.features for example, _ in windows]
    tagged = list(COLUMNS).index("tag")
    names = [np.isin(f.columns[p, tagged], _PROPER) for f, p in zip(features, parts, strict=True)]
    lengths = torch.tensor([end - start for _, (start, end) in windows], device=device)
    cut = list(zip(features, parts, strict=True))
    return Batch(
        columns=padded([f.columns[p] for f, p in cut]),
        rows=padded([r[p] for r, p in zip(rows, parts, strict=True)]),
        head_rows=padded([r[f.heads[p]] for r, f, p in zip(rows, features, parts, strict=True)]),
        context=padded([f.context[p] * CONTEXT_SCALE for f, p in cut]),
        names_here=padded([here.astype(np.float32) for here in names]),
        tags=padded([example.tags[p] for (example, _), p in zip(windows, parts, strict=True)]),
        lengths=lengths,
        mask=torch.arange(longest, device=device)[None] < lengths[:, None],
        cues=[(i, q) for i, (e, w) in enumerate(windows) for q in _inside(e.cues, w)],
        sources=[(i, q) for i, (e, w) in enumerate(windows) for q in _inside(e.sources, w)],
    )


def _rows(vectors: Vectors, words: np.ndarray) -> np.ndarray:
    at = np.minimum(np.searchsorted(vectors.words, words), len(vectors.words) - 1)
    return np.where(vectors.words[at] == words, at + 1, 0)


def _inside(queries: Sequence[Query], window: Range) -> list[Query]:
    """The queries that a window holds whole, their places counted from its start."""
    start, end = window
    return [
        Query(
            _shifted(query.one, start),
            _clipped(query.root - start, end - start),
            tuple(_shifted(other, start) for other in query.others),
            tuple(_clipped(root - start, end - start) for root in query.roots),
            query.pairs,
            query.answer,
        )
        for query in queries
        if start <= query.one[0]
        and max(query.one[1], *(other[1] for other in query.others), 0) <= end
    ]


def _shifted(span: Range, start: int) -> Range:
    return span[0] - start, span[1] - start


def _clipped(place: int, size: int) -> int:
    return min(max(place, 0), size - 1)
