"""The demo's server, driven as its members drive it: real bot, real archive, real workers."""

import html
import re
from collections.abc import AsyncIterator, Iterable, Mapping
from typing import Any

import discord
import pytest
import pytest_asyncio

from bot.demo import open_demo
from bot.demo.newsroom import Newsroom
from bot.demo.samples import PAGES, Sample, load_samples
from bot.settings import Settings

pytestmark = pytest.mark.asyncio(loop_scope="module")

SAMPLES = load_samples()
PASTED = [sample for sample in SAMPLES if sample.pasted]
OTHERS = [sample for sample in SAMPLES if not sample.pasted]


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def newsroom() -> AsyncIterator[Newsroom]:
    async with open_demo(Settings.model_construct(), SAMPLES) as newsroom:
        for sample in PASTED:
            await newsroom.paste(sample)
        yield newsroom


def headline(sample: Sample) -> str:
    page = (PAGES / sample.file).read_text(encoding="utf-8")
    found = re.search(r'property="og:title" content="([^"]*)"', page)
    assert found
    return html.unescape(found[1])


def words(components: Iterable[Mapping[str, Any]]) -> str:
    """All that a card says, without the backslashes that guard it against Markdown."""
    said = ""
    for component in components:
        said += component.get("content", "") + "\n" + words(component.get("components", ()))
    return said.replace("\\", "")


def answer(newsroom: Newsroom, link: str) -> discord.Message:
    """The bot's one reply to the one message with this link."""
    history = newsroom.news.history()
    [asked] = [message for message in history if link in message.content]
    [reply] = [
        message
        for message in history
        if message.reference is not None and message.reference.message_id == asked.id
    ]
    assert reply.author == newsroom.discord.bot.user
    return reply


def card(message: discord.Message) -> str:
    return words([component.to_dict() for component in message.components])


@pytest.mark.parametrize("sample", PASTED, ids=lambda sample: sample.file)
async def test_every_pasted_sample_has_its_card(newsroom: Newsroom, sample: Sample) -> None:
    assert headline(sample) in card(answer(newsroom, sample.url))


@pytest.mark.parametrize("sample", OTHERS, ids=lambda sample: sample.file)
async def test_a_visitor_who_pastes_another_sample_gets_its_card(
    newsroom: Newsroom, sample: Sample
) -> None:
    await newsroom.visitor.send(newsroom.news, f"and this? {sample.url}")
    assert headline(sample) in card(answer(newsroom, sample.url))


@pytest.mark.parametrize("label", ["By speaker", "Names"])
async def test_a_card_s_buttons_answer_the_visitor(newsroom: Newsroom, label: str) -> None:
    pressed = await newsroom.visitor.click(answer(newsroom, PASTED[0].url), label=label)
    assert pressed.response is not None
    assert words(pressed.response.components).strip()


async def test_the_bot_goes_by_its_name(newsroom: Newsroom) -> None:
    assert newsroom.discord.bot.user is not None
    assert newsroom.discord.bot.user.name == "Pullquote"


async def test_quotes_completes_and_finds_a_speaker(newsroom: Newsroom) -> None:
    choices = await newsroom.visitor.autocomplete(newsroom.news, "quotes", "speaker", "")
    speaker = choices[0]["value"]
    found = await newsroom.visitor.slash(newsroom.news, "quotes", speaker=speaker)
    assert found.response is not None
    assert speaker in words(found.response.components)


async def test_nothing_went_wrong_unseen(newsroom: Newsroom) -> None:
    assert newsroom.discord.errors == []
