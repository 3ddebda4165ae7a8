"""Every interaction is answered within three seconds, and every failure told, whatever happens."""

import asyncio
from collections.abc import Awaitable, Callable, Iterator
from types import SimpleNamespace
from typing import Any, cast

import pytest
import simcord

from bot.archive import ArchiveUnavailable
from bot.archive.lanes import Lane
from cogs.answers import UNFORESEEN
from cogs.suggestions import SUGGESTED_WITHIN_S, speaker_choices
from tests.cogs.newsroom import MILL, Newsroom, content
from tests.cogs.newsroom import told as said
from tests.cogs.test_find_quotes import FIND
from tests.cogs.test_wiping import owner_of
from tests.cogs.told import answer, told

LONG = "https://valley.example/long"
BUSY = "The archive is busy; try again when the other program has finished with it."

Ask = Callable[[Newsroom], Awaitable[Callable[[], Awaitable[simcord.InteractionResult]]]]


def slash(command: str, /, **options: Any) -> Ask:
    async def prepared(newsroom: Newsroom) -> Callable[[], Awaitable[simcord.InteractionResult]]:
        await newsroom.alice.send(newsroom.news, MILL)
        newsroom.bot.owner_id = owner_of(newsroom).id
        owners = command.startswith(("admin", "backfill", "names"))
        who = owner_of(newsroom) if owners else newsroom.alice
        return lambda: who.slash(newsroom.news, command, **options)

    return prepared


def press(label: str) -> Ask:
    async def prepared(newsroom: Newsroom) -> Callable[[], Awaitable[simcord.InteractionResult]]:
        await newsroom.alice.send(newsroom.news, MILL)
        [card] = newsroom.replies()
        return lambda: newsroom.alice.click(card, label=label)

    return prepared


async def turning(newsroom: Newsroom) -> Callable[[], Awaitable[simcord.InteractionResult]]:
    lines = [("Ada Marsh", f"This is line {number} of a long speech.") for number in range(30)]
    newsroom.pages.reports[LONG] = said("A long speech", *lines, url=LONG)
    await newsroom.alice.send(newsroom.news, LONG)
    page = answer(await newsroom.alice.click(newsroom.replies()[-1], label="All 30 quotes"))
    return lambda: newsroom.alice.click(page, label="›")


async def menu(newsroom: Newsroom) -> Callable[[], Awaitable[simcord.InteractionResult]]:
    pasted = await newsroom.alice.send(newsroom.news, MILL)
    return lambda: newsroom.bob.context_menu(newsroom.news, FIND, pasted)


async def forgetting(newsroom: Newsroom) -> Callable[[], Awaitable[simcord.InteractionResult]]:
    await newsroom.alice.send(newsroom.news, MILL)
    asked = answer(await newsroom.alice.slash(newsroom.news, "forget-me"))
    return lambda: newsroom.alice.click(asked, label="Delete it all")


async def wiping(newsroom: Newsroom) -> Callable[[], Awaitable[simcord.InteractionResult]]:
    owner = owner_of(newsroom)
    asked = await owner.slash(newsroom.news, "wipe-server")
    return lambda: owner.submit_modal(asked, {"name": "The Valley"})


async def backfilling(newsroom: Newsroom) -> Callable[[], Awaitable[simcord.InteractionResult]]:
    await newsroom.alice.send(newsroom.news, MILL)
    owner = owner_of(newsroom)
    options = {"channel": newsroom.news, "since": "7d"}
    return lambda: owner.slash(newsroom.news, "backfill start", **options)


ASKED: dict[str, Ask] = {
    "quotes": slash("quotes", speaker="Ada"),
    "search": slash("search", words="wheel"),
    "speakers": slash("speakers"),
    "who": slash("who", name="Ada"),
    "versus": slash("versus", a="Ada", b="Tom"),
    "article": slash("article", link=MILL),
    "timeline": slash("timeline", speaker="Ada"),
    "export": slash("export", **{"as": "csv"}),
    "backfill start": backfilling,
    "backfill status": slash("backfill status"),
    "backfill stop": slash("backfill stop"),
    "names merge": slash("names merge", name="Ada", into="Tom"),
    "names split": slash("names split", name="Ada", form="Marsh"),
    "names rename": slash("names rename", name="Ada", to="Ada M."),
    "names in-article": slash(
        "names in-article", link=MILL, name="Ada Marsh", person="Ada, miller"
    ),
    "names log": slash("names log"),
    "names undo": slash("names undo", number=1),
    "doctor": slash("doctor"),
    "privacy": slash("privacy"),
    "ignore-me": slash("ignore-me"),
    "forget-me": slash("forget-me"),
    "export-me": slash("export-me"),
    "admin queue": slash("admin queue"),
    "admin failed": slash("admin failed"),
    "admin retry": slash("admin retry"),
    "admin pause": slash("admin pause"),
    "admin resume": slash("admin resume"),
    "All quotes": press("All 3 quotes"),
    "By speaker": press("By speaker"),
    "Names": press("Names"),
    "✎ Wrong": press("✎ Wrong"),
    "delete": press("🗑"),
    "›": turning,
    "Find quotes": menu,
    "Delete it all": forgetting,
    "wipe-server": wiping,
}


async def test_every_command_is_among_them(newsroom: Newsroom) -> None:
    """Whoever adds a command adds it here; one that asks the archive nothing is named here."""
    commands = set(owner_of(newsroom).available_commands(newsroom.news))
    assert commands - set(ASKED) == {"admin reload", "settings"}


@pytest.fixture
def slow(newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[], None]]:
    """From now on each look into the archive takes four seconds of Discord's time."""
    run = Lane.run

    async def slowly(lane: Lane, *work: Any, **more: Any) -> Any:
        newsroom.env.backend.clock.advance(4)
        return await run(lane, *work, **more)

    yield lambda: monkeypatch.setattr(Lane, "run", slowly)
    monkeypatch.setattr(Lane, "run", run)


@pytest.mark.parametrize("asked", ASKED)
async def test_a_slow_archive_is_waited_for_after_the_first_answer(
    newsroom: Newsroom, slow: Callable[[], None], asked: str
) -> None:
    ask = await ASKED[asked](newsroom)
    slow()
    result = await ask()
    assert result.acknowledged
    answers = (result.response, *result.followups)
    assert UNFORESEEN not in [it.content for it in answers if it]
    assert asked in {"delete", "›", "Delete it all"} or told(result)


@pytest.mark.parametrize("asked", set(ASKED) - {"admin pause", "admin resume", "admin retry"})
async def test_an_archive_that_fails_is_told(
    newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch, asked: str
) -> None:
    ask = await ASKED[asked](newsroom)

    async def fails(*_: Any, **__: Any) -> Any:
        raise ArchiveUnavailable(BUSY)

    with monkeypatch.context() as broken:
        broken.setattr(Lane, "run", fails)
        result = await ask()
    assert BUSY in "\n".join(map(_text, (result.response, *result.followups)))


def _text(message: simcord.ResponseMessage | None) -> str:
    return content(message) if message else ""


async def test_suggestions_are_there_within_a_tenth_of_a_second_or_not_at_all() -> None:
    class Archive:
        async def speakers(self, *_: object) -> list[object]:
            await asyncio.get_running_loop().create_future()
            return []

    here = SimpleNamespace(guild_id=None, guild=None, user=None, channel_id=7)
    async with asyncio.timeout(2):
        assert await speaker_choices(cast("Any", here), cast("Any", Archive()), "ada") == []
    assert SUGGESTED_WITHIN_S < 0.1


async def test_suggestions_of_an_archive_that_fails_are_none(
    newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def fails(*_: object) -> list[object]:
        raise ArchiveUnavailable(BUSY)

    monkeypatch.setattr(newsroom.archive, "speakers", fails)
    assert await newsroom.bob.autocomplete(newsroom.news, "quotes", "speaker", "ada") == []
