# pyright: basic, reportMissingImports=false
"""The training itself: corpus → examples → epochs → weights."""

import ast
import random
from collections.abc import Iterator, Sequence
from pathlib import Path

import torch
from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    TextColumn,
    TimeElapsedColumn,
    TimeRemainingColumn,
)  # fmt: skip
from torch import Tensor, nn

from bot.analysis.layout import Range
from bot.analysis.learned.weights import pipeline_of
from bot.analysis.model import Model
from bot.analysis.parsing import load_pipeline
from bot.training.errors import CheckpointUnfit
from bot.training.examples import Example, make_example
from bot.training.network import Network, batch_of
from bot.training.packing import pack
from bot.training.plan import Plan
from bot.training.polnear import read_part
from bot.training.vectors import Vectors, read_vectors

CHECKPOINT = "checkpoint.pt"
WEIGHTS = "network.msgpack"
_SHELF = 20  # batches' worth of windows that are sorted by length together
_STEADY = 0.998  # how much of the running mean of the weights each step keeps

Window = tuple[Example, Range]


def fit(plan: Plan) -> None:
    """Fit a network to PolNeAR's training part; see :func:`bot.training.train`."""
    if plan.threads:
        torch.set_num_threads(plan.threads)
    device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
    plan.out.mkdir(parents=True, exist_ok=True)
    texts = read_part(plan.polnear, "train")
    nlp = load_pipeline(Model().pipeline)
    with _progress() as progress:
        examples = [
            make_example(text, nlp) for text in progress.track(texts, description="Parsing")
        ]
        vectors = read_vectors()
        run = _Run(plan, vectors, examples, device)
        run.resume()
        for _ in progress.track(
            range(run.epoch, plan.epochs),
            total=plan.epochs,
            completed=run.epoch,
            description="Epochs",
        ):
            loss = run.one_epoch(progress)
            progress.console.print(f"Epoch {run.epoch} of {plan.epochs}: loss {loss:.4f}")
            run.save()
    path = plan.out / WEIGHTS
    path.write_bytes(pack(run.averaged, vectors, pipeline_of(nlp)))
    (plan.out / CHECKPOINT).unlink(missing_ok=True)
    Console().print(f"The weights are in {path}: {path.stat().st_size / 1e6:.1f} MB.")


class _Run:
    """A training run, which can be laid down after any epoch and taken up again."""

    def __init__(
        self, plan: Plan, vectors: Vectors, examples: Sequence[Example], device: torch.device
    ) -> None:
        random.seed(plan.seed)
        torch.manual_seed(plan.seed)
        self._plan = plan
        self._vectors = vectors
        self._device = device
        self._windows = [(example, w) for example in examples for w in example.features.windows]
        self._network = Network(plan, vectors).to(device)
        learnt = [value for value in self._network.parameters() if value.requires_grad]
        self._optimizer = torch.optim.AdamW(
            learnt, lr=plan.rate, weight_decay=0.01, betas=(0.9, 0.99)
        )
        steps = plan.epochs * (len(self._windows) // plan.batch + _SHELF)
        self._schedule = torch.optim.lr_scheduler.OneCycleLR(
            self._optimizer, plan.rate, total_steps=steps, pct_start=0.1, div_factor=10,
            final_div_factor=30,
        )  # fmt: skip
        self._steps = 0
        self.epoch = 0
        self.averaged = {name: value.clone() for name, value in self._state().items()}

    def _state(self) -> dict[str, Tensor]:
        return self._network.state_dict()

    def one_epoch(self, progress: Progress) -> float:
        """Read all windows once. Returns the mean loss of a batch."""
        self._network.train()
        batches = list(self._batches())
        total = 0.0
        task = progress.add_task("Batches", total=len(batches))
        for windows in batches:
            total += self._step(windows)
            progress.advance(task)
        progress.remove_task(task)
        self.epoch += 1
        return total / len(batches)

    def _batches(self) -> Iterator[list[Window]]:
        """Batches of windows of about one length, in random order."""
        size = self._plan.batch
        windows = list(self._windows)
        random.shuffle(windows)
        batches: list[list[Window]] = []
        for first in range(0, len(windows), size * _SHELF):
            shelf = sorted(
                windows[first : first + size * _SHELF],
                key=lambda window: window[1][1] - window[1][0],
            )
            batches += [shelf[at : at + size] for at in range(0, len(shelf), size)]
        random.shuffle(batches)
        yield from batches

    def _step(self, windows: Sequence[Window]) -> float:
        loss = self._network.loss(batch_of(windows, self._vectors, self._device))
        self._optimizer.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(self._network.parameters(), 1.0)
        self._optimizer.step()
        self._schedule.step()
        self._steps += 1
        kept = min(_STEADY, (1 + self._steps) / (10 + self._steps))
        for name, value in self._state().items():
            self.averaged[name].mul_(kept).add_(value, alpha=1 - kept)
        return float(loss.detach())

    def save(self) -> None:
        """Lay the run down, whole or not at all."""
        stored = {
            "facts": self._plan.facts(),
            "network": self._state(),
            "averaged": self.averaged,
            "optimizer": self._optimizer.state_dict(),
            "schedule": self._schedule.state_dict(),
            "epoch": self.epoch,
            "steps": self._steps,
            "torch": torch.get_rng_state(),
            "random": repr(random.getstate()),
        }
        path = self._path()
        beside = path.with_suffix(".new")
        torch.save(stored, beside)
        beside.replace(path)

    def resume(self) -> None:
        """Take the run up where it was laid down, if it was.

        Raises:
            CheckpointUnfit: what lies there is another run.
        """
        path = self._path()
        if not path.exists():
            return
        stored = torch.load(path, map_location=self._device, weights_only=True)
        if stored["facts"] != self._plan.facts():
            raise CheckpointUnfit(
                f"{path} is of a run with other settings: give another --out, or delete it."
            )
        self._network.load_state_dict(stored["network"])
        self._optimizer.load_state_dict(stored["optimizer"])
        self._schedule.load_state_dict(stored["schedule"])
        self.averaged, self.epoch, self._steps = (
            stored["averaged"], stored["epoch"], stored["steps"],
        )  # fmt: skip
        torch.set_rng_state(stored["torch"].cpu())
        random.setstate(ast.literal_eval(stored["random"]))

    def _path(self) -> Path:
        return self._plan.out / CHECKPOINT


def _progress() -> Progress:
    return Progress(
        TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn(),
        TimeRemainingColumn(), console=Console(stderr=True),
    )  # fmt: skip
