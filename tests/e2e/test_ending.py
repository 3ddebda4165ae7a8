"""How the process ends, and what it finds changed when it starts again."""

from datetime import UTC, datetime

from bot.archive import open_archive
from bot.domain import Sighting
from tests.e2e.discord_double import ALICE_ID, GUILD_ID, Moment
from tests.e2e.world import World


async def test_sigterm_ends_it_cleanly_in_the_middle_of_its_work(world: World) -> None:
    news = world.discord.channel("news")
    page = world.publish("slow", "The ferry is late")
    page.released.clear()
    bot = await world.start()
    message = await world.discord.paste(news, world.link("slow"))
    await world.happenings.until(lambda: page.asked)
    assert bot.workers()
    assert await bot.stop() == 0
    assert await bot.orphans() == []
    assert world.discord.replies(message) == []
    assert world.states() == {"waiting": 1}


async def test_sigterm_ends_it_cleanly_while_it_logs_in(world: World) -> None:
    world.discord.hanging[None] = Moment.LOGIN
    bot = await world.launch()
    await world.happenings.until(lambda: world.discord.hung)
    assert await bot.stop() == 0
    assert await bot.orphans() == []


async def test_a_message_deleted_meanwhile_is_forgotten(world: World) -> None:
    news = world.discord.channel("news")
    gone, left = world.publish("gone", "I take it back"), world.publish("left", "I stand by it")
    messages = [await world.discord.paste(news, world.link(page)) for page in ("gone", "left")]
    async with open_archive(world.database) as archive:
        await archive.see(
            [
                Sighting(
                    url=world.link(page),
                    guild_id=GUILD_ID,
                    channel_id=news,
                    message_id=int(message["id"]),
                    author_id=ALICE_ID,
                    shared_at=datetime.now(UTC),
                )
                for page, message in zip(("gone", "left"), messages, strict=True)
            ]
        )
    await world.discord.delete_message(messages[0])
    await world.start()
    assert len(await world.answered(messages[1])) == 1
    assert world.discord.replies(messages[0]) == []
    assert (gone.asked, left.asked) == (0, 1)
    assert world.rows("SELECT message_id FROM shares") == [(int(messages[1]["id"]),)]
    assert world.states() == {"done": 1}
