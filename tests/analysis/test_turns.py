"""Transcripts, interviews and signed quotations: who speaks is said by a label or a signature."""

import pytest

from bot.analysis import Model, analyse
from bot.domain import Article, Quote, QuoteKind, Report

HEARING = """Committee hears harbour master

The committee met on Monday to ask about the pier. Harbour master Ivo Strand was the only witness.

SENATOR HALLE: Who signed the order to close it?

MR. STRAND: I did, on the second of May. The divers had told me that the piles were hollow.

SENATOR HALLE: And nobody objected?

MR. STRAND: Everybody objected.
"""
INTERVIEW = """Mira Oduya on bread

The baker Mira Oduya has written a book. Oduya met us in her shop in Harlow with her dog Bruno.

Q: Why bread?

A: Because it forgives nothing.

It forgets, too.

Q: What comes next?

A: Sleep.
"""
QUOTED = """Partial transcript as follows:

“WALLIS: Governor, will you be there?

“PELL: I will not be there on Monday.

“But I will watch it with my wife.

“WALLIS: We have to go.”
"""
SIGNED = """Readers write about the ferry.

“It was the best hour of my day.” ― Sonya Merrit

“I shall miss the gulls more than the captain.” – Edwin G. Munro.
"""


def find(report: Report, words: str) -> Quote:
    (quote,) = [
        quote for quote in report.quotes if report.words_of(quote.content).startswith(words)
    ]
    return quote


@pytest.fixture(params=["learned", "rules"])
def model(request: pytest.FixtureRequest) -> Model:
    return Model(engine=request.param)


def test_a_label_says_who_speaks(model: Model) -> None:
    report = analyse(Article(HEARING), model)
    assert find(report, "I did, on the second of May").speakers == ("Ivo Strand",)
    assert find(report, "Everybody objected").speakers == ("Ivo Strand",)
    assert find(report, "Everybody objected").kind is QuoteKind.DIRECT


def test_what_a_speaker_reports_stays_anothers(model: Model) -> None:
    report = analyse(Article(HEARING), model)
    quote = find(report, "that the piles were hollow")
    assert report.article.text[slice(*quote.mention[0])] == "The divers"


def test_answers_are_the_interviewees(model: Model) -> None:
    report = analyse(Article(INTERVIEW), model)
    answer = find(report, "Because it forgives nothing")
    assert answer.speakers == ("Mira Oduya",)
    assert "It forgets, too." in report.words_of(answer.content)
    assert find(report, "Sleep").speakers == ("Mira Oduya",)
    assert find(report, "Why bread?").speakers == ()


def test_a_transcript_may_stand_in_quotation_marks(model: Model) -> None:
    report = analyse(Article(QUOTED), model)
    quote = find(report, "I will not be there")
    assert "But I will watch it" in report.words_of(quote.content)
    assert report.article.text[slice(*quote.mention[0])] == "PELL"


def test_a_signature_says_who_wrote(model: Model) -> None:
    report = analyse(Article(SIGNED), model)
    assert find(report, "“It was the best hour").speakers == ("Sonya Merrit",)
    assert find(report, "“I shall miss the gulls").speakers == ("Edwin G. Munro",)


@pytest.mark.parametrize(
    "text",
    [
        "Correction: The ferry left on Monday.\n\nNote: It came back.\n\nUpdate: It left again.",
        "Harlow: The ferry left on Monday.\n\nIt came back on Tuesday.",
        "Tickets: five crowns.\n\nWhen: Monday.\n\nWhere: Harlow.\n\nWhen: Tuesday.",
    ],
)
def test_a_lone_label_is_no_speaker(text: str, model: Model) -> None:
    assert analyse(Article(text), model).quotes == ()
