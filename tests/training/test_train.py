"""`pullquote train`: the same seed, the same weights; stopped and taken up again, the same too."""

import sys
from pathlib import Path

import numpy as np
import pytest

from bot.__main__ import main
from bot.training import Plan, TrainingExtraMissing, train
from tests.training.corpus import write_corpus


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    return write_corpus(tmp_path / "polnear")


def test_without_torch_it_says_what_to_install(
    corpus: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "torch", None)
    for name in [name for name in sys.modules if name.startswith("bot.training.f")]:
        monkeypatch.delitem(sys.modules, name)
    with pytest.raises(TrainingExtraMissing, match="pip install"):
        train(Plan(corpus, tmp_path / "out"))


def test_without_the_corpus_nothing_begins(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    pytest.importorskip("torch")
    with pytest.raises(SystemExit) as end:
        main(["train", "--polnear", str(tmp_path), "--out", str(tmp_path / "out")])
    assert end.value.code == 1
    assert "There is no PolNeAR" in capsys.readouterr().err


@pytest.fixture
def few_words(monkeypatch: pytest.MonkeyPatch) -> None:
    """Vectors for four words instead of the encoder's twenty thousand."""
    pytest.importorskip("torch")
    fitting = pytest.importorskip("bot.training.fitting")
    from bot.training.vectors import Vectors

    rows = np.random.default_rng(0).normal(size=(5, 128)).astype(np.float32)
    words = np.arange(1, 5, dtype=np.uint64)
    monkeypatch.setattr(fitting, "read_vectors", lambda: Vectors(words, rows))


def plan(corpus: Path, out: Path, **other: int) -> Plan:
    return Plan(corpus, out, **{"epochs": 3, "hidden": 8, "projected": 8, "threads": 1, **other})


@pytest.mark.usefixtures("few_words")
def test_the_same_seed_gives_the_same_weights(corpus: Path, tmp_path: Path) -> None:
    for out in ("one", "two"):
        train(plan(corpus, tmp_path / out))
    train(plan(corpus, tmp_path / "three", seed=2))
    one, two, three = (
        (tmp_path / out / "network.msgpack").read_bytes() for out in ("one", "two", "three")
    )
    assert one == two
    assert one != three


@pytest.mark.usefixtures("few_words")
def test_a_run_that_was_stopped_goes_on_to_the_same_weights(
    corpus: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from bot.training import fitting

    train(plan(corpus, tmp_path / "whole"))
    save = fitting._Run.save

    def save_and_stop(run: fitting._Run) -> None:
        save(run)
        if run.epoch == 2:
            raise KeyboardInterrupt

    with monkeypatch.context() as stopped:
        stopped.setattr(fitting._Run, "save", save_and_stop)
        with pytest.raises(KeyboardInterrupt):
            train(plan(corpus, tmp_path / "stopped"))
    train(plan(corpus, tmp_path / "stopped"))
    whole, again = (
        (tmp_path / out / "network.msgpack").read_bytes() for out in ("whole", "stopped")
    )
    assert whole == again


@pytest.mark.usefixtures("few_words")
def test_what_is_run_reads_as_what_was_trained(
    corpus: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import torch

    from bot.analysis.learned import weights
    from bot.analysis.model import Model
    from bot.analysis.parsing import load_pipeline
    from bot.training.examples import make_example
    from bot.training.fitting import read_vectors
    from bot.training.network import Network, batch_of
    from bot.training.packing import pack
    from bot.training.polnear import read_part

    nlp = load_pipeline(Model().pipeline)
    example = make_example(read_part(corpus, "train")[0], nlp)
    torch.manual_seed(0)
    trained = Network(plan(corpus, tmp_path), read_vectors()).eval()
    packed = pack(trained.state_dict(), read_vectors(), weights.pipeline_of(nlp))
    (tmp_path / "network.msgpack").write_bytes(packed)
    monkeypatch.setattr(weights, "WEIGHTS", tmp_path / "network.msgpack")
    run = weights.load_network.__wrapped__(nlp)
    windows = [(example, window) for window in example.features.windows]
    with torch.no_grad():
        batch = batch_of(windows, read_vectors(), torch.device("cpu"))
        states = trained._states(batch)[batch.mask].numpy()
    assert np.allclose(run.read(example.features).states, states, atol=2e-3)
