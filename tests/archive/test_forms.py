"""Which forms of a name are one name."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.archive.forms import PLAIN, Mark, alike, may_be_one, name_form
from bot.archive.names import kept_words, name_words, whole_name

WORDS = st.text(st.characters(categories=["L", "Mn"]) | st.sampled_from("-.'’ éß"), max_size=12)
NAMES = st.lists(
    WORDS | st.sampled_from(["Ana", "Ruiz", "R.", "J.", "Jr.", "III", "Dr.", "Kim", "Jong-un"]),
    max_size=6,
).map(" ".join)
MARKS = st.builds(Mark, st.sampled_from(["", "w", "hw", "r"]), st.sampled_from(["", "jr", "sr"]))


def one(name: str, other: str) -> bool:
    first, second = name_form(name, "person"), name_form(other, "person")
    return first.key == second.key and may_be_one(first.mark, second.mark)


@pytest.mark.parametrize(
    ("name", "other"),
    [
        ("Kim Jong-un", "Kim Jong Un"),
        ("KIM JONG UN", "Kim Jong-Un"),
        ("Joseph R. Biden Jr.", "Joseph Biden"),
        ("José Muñoz", "Jose Munoz"),
        ("J. D. Vance", "JD Vance"),
        ("J.D. Vance", "J. D. Vance"),
        ("George H.W. Bush", "George H. W. Bush"),
        ("Dr. Ana Ruiz", "Ana Ruiz"),
        ("President Joseph Biden", "Joseph R. Biden"),
        ("Sinead O’Connor", "Sinéad O'Connor"),
    ],
)
def test_forms_of_one_name(name: str, other: str) -> None:
    assert one(name, other)
    assert one(other, name)


@pytest.mark.parametrize(
    ("name", "other"),
    [
        ("Donald Trump", "Donald Trump Jr."),
        ("Robert F. Kennedy", "Robert F. Kennedy Jr."),  # father and son
        ("Donald J. Trump", "Donald Trump Jr."),
        ("George W. Bush", "George H. W. Bush"),
        ("Ken Griffey Jr.", "Ken Griffey Sr."),
        ("Kim Jong Un", "Kim Jong Il"),
        ("Ali Hassan", "Hassan Ali"),
        ("Kim", "Kim Jong Un"),
        ("President Kim", "Kim"),
        ("King Charles", "Charles"),
        ("Malcolm X", "Malcolm"),
        ("Boutros Boutros-Ghali", "Boutros Ghali"),
    ],
)
def test_forms_of_two_names(name: str, other: str) -> None:
    assert not one(name, other)
    assert not one(other, name)


def test_a_body_keeps_what_looks_like_a_title() -> None:
    assert name_form("General Motors Company", "body").key == "general motors company"
    assert name_form("The Valley Post", "body") == name_form("Valley Post", "body")


@given(NAMES)
def test_folding_twice_is_folding_once(name: str) -> None:
    form = name_form(name, "person")
    assert name_form(form.key, "person").key == form.key
    assert kept_words(" ".join(kept_words(name))) == kept_words(name)


@given(NAMES, NAMES)
def test_being_one_is_mutual(name: str, other: str) -> None:
    assert one(name, name)
    assert one(name, other) == one(other, name)


@given(NAMES, st.text("abcdeé", min_size=2, max_size=8), st.text("abcdeé", min_size=2, max_size=8))
def test_two_surnames_are_never_one(given_name: str, surname: str, another: str) -> None:
    if kept_words(surname) != kept_words(another):
        assert not one(f"Ana {given_name} {surname}", f"Ana {given_name} {another}")


@given(st.frozensets(MARKS, min_size=1))
def test_marks_that_exclude_each_other_are_never_together(marks: frozenset[Mark]) -> None:
    groups = alike(marks)
    for mark, group in groups.items():
        assert mark in group
        assert all(groups[other] == group for other in group)
        assert all(may_be_one(first, second) for first in group for second in group)
    assert frozenset().union(*groups.values()) == marks


def test_what_fits_two_is_nobodys() -> None:
    elder, younger = Mark("hw"), Mark("w")
    assert alike({PLAIN, elder}) == {PLAIN: {PLAIN, elder}, elder: {PLAIN, elder}}
    assert alike({PLAIN, elder, younger})[PLAIN] == {PLAIN}


@given(NAMES)
def test_what_a_page_calls_somebody_asks_for_nothing(name: str) -> None:
    assert all(not word.startswith("=") for word in kept_words(f"={name}"))
    whole = whole_name(name)
    assert name_words(f"={name}") == ((whole,) if whole else ())
