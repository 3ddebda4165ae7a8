"""Whose name stands under a quote, where the text takes a turn before it says so."""

import pytest

from bot.analysis import analyse
from bot.domain import Article, Quote

MILL = "The mill at Harlow closed on Monday after ninety years.\n\n"


def quote(text: str, words: str, *authors: str) -> Quote:
    report = analyse(Article(text, authors=authors))
    (found,) = [q for q in report.quotes if words in report.words_of(q.quoted or q.content)]
    return found


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        # what stands around a name
        ("“We open on Friday,” said the dean of Harlow, the Very Rev. Ottilie Brandt.",
         "Ottilie Brandt"),
        ("“We open on Friday,” said Imran Qureshi-Bell KC, prosecuting.", "Imran Qureshi-Bell"),
        ("“We open on Friday,” Nevada Gov. Marisol Arce said.", "Marisol Arce"),
        ("“We open on Friday,” posted @gull_mags, who looks after the gates.", "@gull_mags"),
        ("“We open on Friday,” said a statement from the Harlow Ferry Company.",
         "Harlow Ferry Company"),
        # a surname of two words, or hyphened, after the full name
        ("Inés Pereira de Melo, 51, runs the ferry. “We open on Friday,” Pereira de Melo said.",
         "Inés Pereira de Melo"),
        ("Kwabena Osei-Tutu, a baker, was there. “We open on Friday,” Osei-Tutu said.",
         "Kwabena Osei-Tutu"),
        # a mononym keeps its title
        ("Queen Ragnhild came by boat. “We open on Friday,” the Queen said.", "Queen Ragnhild"),
        # kin, chairs, governments
        ("Chiara Pell defied her father, Giancarlo Pell, 81. “We open on Friday,” her father said.",
         "Giancarlo Pell"),
        ("“We open on Friday,” the mayor said. Nobody believed Mayor Agnes Thornbury.",
         "Agnes Thornbury"),
        ("Italy may forbid the sale. “We open on Friday,” Rome said in a notice.", "Italy"),
    ],
)  # fmt: skip
def test_the_speaker_is_who_a_reader_would_say(text: str, speaker: str) -> None:
    assert quote(MILL + text, "We open on Friday").speaker == speaker


@pytest.mark.parametrize(
    "text",
    [
        "“We open on Friday,” said the Welshwoman.",
        "“We open on Friday,” a colleague said.",
        "“We open on Friday,” said two people who had seen the letter.",
        "“We open on Friday,” the company said.",
    ],
)
def test_what_is_no_name_is_not_shown_as_one(text: str) -> None:
    assert quote(MILL + text, "We open on Friday").speaker is None


def test_i_is_whoever_is_speaking() -> None:
    text = "Ines Calder runs the ferry. “I told them that the gates would open,” Calder said."
    report = analyse(Article(MILL + text))
    assert {q.speaker for q in report.quotes} == {"Ines Calder"}


def test_the_narrator_is_the_one_author() -> None:
    text = "I said that the ferry was late, and nobody in the office looked up from the map."
    assert quote(MILL + text, "the ferry was late", "Rhona Sketch").speaker == "Rhona Sketch"
    assert quote(MILL + text, "the ferry was late").speaker is None
    assert quote(MILL + text, "the ferry was late", "Rhona Sketch", "Tor Brand").speaker is None


def test_a_ministry_that_says_the_same_is_no_relay() -> None:
    text = "More rain will come, Ines Calder said, according to the Weather Department."
    report = analyse(Article(MILL + text))
    assert [q.relay for q in report.quotes if q.relay] == []
