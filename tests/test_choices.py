"""What an operator chooses for all servers reaches the cards, and the gateway is asked for it."""

from typing import cast

import pytest

from bot.app import Pullquote, Services
from bot.domain import CardChoices
from bot.settings import BadSetting, load_settings

pytestmark = pytest.mark.usefixtures("nothing_set")


def test_by_default_a_link_has_a_full_card_below_it() -> None:
    assert load_settings().card() == CardChoices()


def test_each_choice_has_its_setting(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in {
        "CARD_SIZE": "Compact",
        "CARD_PLACE": "thread",
        "CARD_QUOTES": "6",
        "THUMBNAILS": "true",
        "SILENT": "true",
        "SUPPRESS_EMBEDS": "true",
        "ANSWER_REPOSTS": "false",
    }.items():
        monkeypatch.setenv(f"PULLQUOTE_{name}", value)
    assert load_settings().card() == CardChoices(
        size="compact",
        place="thread",
        silent=True,
        suppress_embed=True,
        thumbnail=True,
        quotes=6,
        reposts=False,
    )


@pytest.mark.parametrize(
    ("name", "value"), [("CARD_SIZE", "huge"), ("CARD_PLACE", "moon"), ("CARD_QUOTES", "7")]
)
def test_what_is_no_choice_is_told(monkeypatch: pytest.MonkeyPatch, name: str, value: str) -> None:
    monkeypatch.setenv(f"PULLQUOTE_{name}", value)
    with pytest.raises(BadSetting, match=f"PULLQUOTE_{name} must be"):
        load_settings()


async def test_reactions_are_heard_and_no_other_privilege_is_asked() -> None:
    bot = Pullquote(cast("Services", None))
    assert bot.intents.guild_reactions
    assert bot.intents.dm_reactions
    assert not bot.intents.members
    assert not bot.intents.presences
