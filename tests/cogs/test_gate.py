"""Never a burst: commands that come too fast are told so, links wait or are marked."""

import pytest

from cogs.cooldowns import Cooldown, Rate, Rates
from cogs.gate import Gate
from cogs.reader import FAILED
from tests.cogs.newsroom import BRIDGE, MILL, QUIET, Newsroom
from tests.cogs.test_find_quotes import FIND
from tests.cogs.told import told

WIDE = Rate(1000, 1)


def gate_of(newsroom: Newsroom) -> Gate:
    gate = newsroom.bot.get_cog("Gate")
    assert isinstance(gate, Gate)
    return gate


def rates(limited: str, rate: Rate) -> Rates:
    return Rates(**{"member": WIDE, "channel": WIDE, "server": WIDE} | {limited: rate})


@pytest.mark.parametrize(
    ("limited", "another_too"), [("member", False), ("channel", True), ("server", True)]
)
async def test_commands_that_come_too_fast_are_told_in_one_sentence(
    newsroom: Newsroom, limited: str, another_too: bool
) -> None:
    gate_of(newsroom)._commands = Cooldown(rates(limited, Rate(1, 30)))
    await newsroom.alice.slash(newsroom.news, "privacy")
    again = told(await newsroom.alice.slash(newsroom.news, "privacy"))
    assert again == "That was a lot at once; please ask again in 30 s."
    refused = "a lot at once" in told(await newsroom.bob.slash(newsroom.news, "privacy"))
    assert refused is another_too


async def test_the_menu_and_the_buttons_have_their_cooldowns_too(newsroom: Newsroom) -> None:
    pasted = await newsroom.alice.send(newsroom.news, MILL)
    [card] = newsroom.replies()
    gate = gate_of(newsroom)
    gate._commands = Cooldown(rates("member", Rate(1, 30)))
    gate._presses = Cooldown(rates("member", Rate(1, 30)))
    for _ in range(2):
        by_menu = await newsroom.bob.context_menu(newsroom.news, FIND, pasted)
        by_press = await newsroom.bob.click(card, label="Names")
    assert told(by_menu) == told(by_press) == "That was a lot at once; please ask again in 30 s."


async def test_suggestions_at_each_key_press_are_not_counted(newsroom: Newsroom) -> None:
    await newsroom.alice.send(newsroom.news, MILL)
    gate_of(newsroom)._commands = Cooldown(rates("member", Rate(1, 30)))
    for _ in range(3):
        assert await newsroom.bob.autocomplete(newsroom.news, "quotes", "speaker", "ada")


@pytest.mark.parametrize("limited", ["member", "channel", "server"])
async def test_links_that_come_too_fast_wait_their_turn(newsroom: Newsroom, limited: str) -> None:
    waits: list[float] = []
    gate = gate_of(newsroom)
    gate._links = Cooldown(rates(limited, Rate(2, 0.01)), patience_s=60)
    take = gate._links.take

    def noted(*asked: object) -> float:
        waits.append(take(*asked))  # type: ignore[arg-type]
        return waits[-1]

    gate._links.take = noted  # type: ignore[method-assign]
    await newsroom.alice.send(newsroom.news, f"{MILL} {BRIDGE} {QUIET}")
    assert len(newsroom.replies()) == 3
    assert waits[0] > 0


async def test_links_that_would_wait_too_long_are_marked_and_can_be_asked_for(
    newsroom: Newsroom,
) -> None:
    gate_of(newsroom)._links = Cooldown(rates("member", Rate(1, 600)), patience_s=60)
    await newsroom.alice.send(newsroom.news, MILL)
    pasted = await newsroom.alice.send(newsroom.news, BRIDGE)
    assert newsroom.reactions(pasted) == [FAILED]
    assert len(newsroom.replies()) == 1
    [(url, sentence)] = await newsroom.archive.failures(pasted.id)
    assert url == BRIDGE
    assert "choose Find quotes on this message" in sentence
    assert "A bridge for" in told(await newsroom.bob.context_menu(newsroom.news, FIND, pasted))
    await newsroom.bob.send(newsroom.news, QUIET)
    assert len(newsroom.replies()) == 2
