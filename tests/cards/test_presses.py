"""Custom ids carry a press over a restart and back."""

from hypothesis import given
from hypothesis import strategies as st

from bot.cards import Action, Press

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
