"""Errors cross process borders, and scripts tell them apart by their kind."""

import pickle

import pytest

from bot.domain import PullquoteError
from bot.web.errors import WebError


@pytest.mark.parametrize("error", WebError.__subclasses__())
def test_errors_survive_pickling(error: type[WebError]) -> None:
    copy = pickle.loads(pickle.dumps(error("Share another link.")))
    assert type(copy) is error
    assert isinstance(copy, PullquoteError)
    assert str(copy) == "Share another link."


def test_every_error_has_a_kind_of_its_own() -> None:
    kinds = [error.kind for error in [WebError, *WebError.__subclasses__()]]
    assert len(set(kinds)) == len(kinds) > 10
