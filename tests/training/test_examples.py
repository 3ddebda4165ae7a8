"""The corpus as it lies on the disk, and as the network is to learn it."""

from pathlib import Path

import pytest

from bot.analysis.learned.features import COLUMNS
from bot.analysis.model import Model
from bot.analysis.parsing import load_pipeline
from bot.training import CorpusMissing
from bot.training.examples import Example, make_example
from bot.training.polnear import AnnotatedText, read_part
from tests.training.corpus import TEXT, write_corpus


@pytest.fixture(scope="module")
def texts(tmp_path_factory: pytest.TempPathFactory) -> list[AnnotatedText]:
    return read_part(write_corpus(tmp_path_factory.mktemp("polnear")), "train")


@pytest.fixture(scope="module")
def example(texts: list[AnnotatedText]) -> Example:
    return make_example(texts[0], load_pipeline(Model().pipeline))


def test_the_first_annotator_of_a_text_is_believed(texts: list[AnnotatedText]) -> None:
    assert [(text.name, len(text.attributions)) for text in texts] == [("ferry", 2), ("pier", 1)]


def test_spans_count_the_characters_of_the_text(texts: list[AnnotatedText]) -> None:
    told = texts[0].attributions[1]
    assert [TEXT[start:end] for start, end in told.content] == [
        "“The pier is gone,”",
        "“and the money with it.”",
    ]
    assert [TEXT[start:end] for start, end in (*told.mention, *told.cue)] == [
        "she",
        "told reporters",
    ]


def test_a_folder_without_the_corpus_is_an_error_of_its_own(tmp_path: Path) -> None:
    with pytest.raises(CorpusMissing, match="give the folder that holds train/text"):
        read_part(tmp_path, "train")


def test_every_role_of_an_attribution_is_tagged(example: Example) -> None:
    begun = {tag: int((example.tags == tag).sum()) for tag in (1, 3, 5)}
    assert begun == {1: 2, 3: 2, 5: 3}  # sources, cues, parts of contents


def test_contents_look_for_their_cue_and_cues_for_their_source(example: Example) -> None:
    assert [query.others[query.answer] for query in example.cues] == [
        cue for cue, times in zip((q.one for q in example.sources), (1, 2), strict=True)
        for _ in range(times)
    ]  # fmt: skip
    assert all(query.answer > 0 for query in example.sources)


def test_names_are_seen(example: Example) -> None:
    column = list(COLUMNS).index("name")
    assert (example.features.columns[:, column] == 1).sum() >= 1  # Ines Calder, a person
