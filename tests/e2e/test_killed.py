"""Kill -9: every link is answered once, every quote is stored once, whenever it strikes."""

import pytest

from tests.e2e.discord_double import Json, Moment
from tests.e2e.world import World

WORDS = {
    "answered": "The first bell rang",
    "seen": "The second bell rang",
    "asked": "The third bell rang",
    "reading": "The fourth bell rang",
    "sending": "The fifth bell rang",
    "sent": "The sixth bell rang",
}


@pytest.mark.parametrize(
    ("talk", "long_after"),
    [
        pytest.param(150, False, id="soon, with the reply buried under talk"),
        pytest.param(0, True, id="late, when Discord knows no nonce any more"),
    ],
)
async def test_a_kill_loses_nothing_and_doubles_nothing(
    world: World, talk: int, long_after: bool
) -> None:
    discord, until = world.discord, world.happenings.until
    channels = {name: discord.channel(name) for name in WORDS}
    pages = {name: world.publish(name, words) for name, words in WORDS.items()}
    messages: dict[str, Json] = {}

    async def paste(name: str) -> None:
        messages[name] = await discord.paste(channels[name], world.link(name))

    bot = await world.start()
    await paste("answered")
    await world.answered(messages["answered"])
    for name, moment in (("sending", Moment.SENDING), ("sent", Moment.SENT)):
        discord.hanging[channels[name]] = moment
        pages[name].released.clear()
        await paste(name)
        discord.chatter(channels[name], talk)
        pages[name].released.set()
        await until(lambda at=(channels[name], moment): at in discord.hung)
    discord.hanging[channels["seen"]] = Moment.TYPING
    await paste("seen")
    await until(lambda: (channels["seen"], Moment.TYPING) in discord.hung)
    for worker in bot.workers():
        worker.suspend()
    await paste("reading")
    await until(lambda: pages["reading"].served)
    pages["asked"].released.clear()
    await paste("asked")
    await until(lambda: pages["asked"].asked)

    await bot.kill()
    assert await bot.orphans() == []
    assert world.states() == {"done": 1, "waiting": 5}
    assert world.articles_tied() == 3  # what was answered, being sent, or sent

    discord.hanging.clear()
    pages["asked"].released.set()
    if long_after:
        discord.forget_nonces()
    bot = await world.start()
    for message in messages.values():
        await world.answered(message)
    assert {name: len(discord.replies(message)) for name, message in messages.items()} == (
        dict.fromkeys(WORDS, 1)
    )
    assert {name: world.quotes(words) for name, words in WORDS.items()} == dict.fromkeys(WORDS, 1)
    assert world.states() == {"done": 6}
    assert await bot.stop() == 0
