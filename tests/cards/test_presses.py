"""Custom ids carry a press over a restart and back."""

from hypothesis import given
from hypothesis import strategies as st

from bot.cards import Action, Press, Question

PRESSES = st.builds(
    Press,
    st.sampled_from(Action),
    st.integers(0, 2**62),
    st.integers(0, 999_999),
    st.integers(0, 999_999),
)


@given(PRESSES)
def test_a_press_comes_back_from_its_custom_id(press: Press) -> None:
    match = Press.TEMPLATE.fullmatch(press.custom_id)
    assert match is not None
    assert Press.of(match) == press
    assert len(press.custom_id) <= 100


@given(
    st.builds(
        Question,
        st.text(max_size=45).filter(lambda words: "?" not in words),
        st.text(max_size=35).filter(lambda words: "?" not in words),
        st.none() | st.dates(),
        st.integers(0, 99_999),
    )
)
def test_a_question_comes_back_from_its_custom_id(question: Question) -> None:
    match = Question.TEMPLATE.fullmatch(question.custom_id)
    assert match is not None
    assert Question.of(match) == question


@given(st.text(max_size=500), st.text(max_size=500))
def test_a_question_of_any_length_has_a_custom_id(speaker: str, about: str) -> None:
    custom_id = Question(speaker, about).custom_id
    assert len(custom_id) <= 100
    assert Question.TEMPLATE.fullmatch(custom_id)


def test_a_name_too_long_is_cut_between_words() -> None:
    name = "The International Association of Extremely Long Names"
    assert "The International Association of Extremely?" in Question(name).custom_id
