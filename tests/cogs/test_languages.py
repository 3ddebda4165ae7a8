"""Each person is answered in their own language, and all together in their server's."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from unittest.mock import patch

import discord
import pytest
import simcord.interactions

from bot.cards import mark_of
from bot.languages import LANGUAGES, Language, _, ngettext, speaking
from cogs.localised import CommandTranslator
from tests.cogs.command_limits import wrong_in_command
from tests.cogs.newsroom import BRIDGE, MILL, QUIET, Newsroom, content
from tests.cogs.test_corrections import wheel
from tests.cogs.told import told

NOBODY = "No quotes {which} here; try a part of the name, or pick one of the suggestions."


@contextmanager
def reading(locale: str) -> Iterator[None]:
    """Whoever asks has their Discord in a language; SimCord knows English alone."""
    made = simcord.interactions.base_payload

    def in_language(*args: Any, **options: Any) -> Any:
        record, payload = made(*args, **options)
        return record, payload | {"locale": locale}

    with patch.object(simcord.interactions, "base_payload", in_language):
        yield


def prefer(newsroom: Newsroom, locale: str) -> None:
    """Choose the language of the server in Discord's own settings."""
    guild = newsroom.bot.get_guild(newsroom.guild.id)
    assert guild
    guild.preferred_locale = discord.Locale(locale)


def said(language: Language, sentence: str, **facts: object) -> str:
    """A sentence in a language, which must be another one than English."""
    with speaking(language):
        assert _(sentence) != sentence
        return _(sentence).format(**facts)


@pytest.mark.parametrize(("locale", "language"), [("de", "de"), ("ja", "ja")])
async def test_a_question_is_answered_in_the_language_of_who_asks(
    newsroom: Newsroom, locale: str, language: Language
) -> None:
    with reading(locale):
        result = await newsroom.bob.slash(newsroom.news, "quotes", speaker="Nobody")
    which = said(language, "by {name}", name="Nobody")
    assert told(result) == said(language, NOBODY, which=which)


async def test_an_error_is_told_in_the_language_of_who_asks(newsroom: Newsroom) -> None:
    with reading("de"):
        result = await newsroom.bob.slash(newsroom.news, "article", link="mill")
    sentence = "That is no link to an article; paste its address as it was shared."
    assert told(result) == said("de", sentence)


async def test_a_language_that_we_do_not_speak_is_answered_in_english(newsroom: Newsroom) -> None:
    with reading("pt-BR"):
        result = await newsroom.bob.slash(newsroom.news, "quotes", speaker="Nobody")
    assert told(result) == NOBODY.format(which="by Nobody")


async def test_a_card_for_all_is_in_the_language_of_its_server(newsroom: Newsroom) -> None:
    prefer(newsroom, "fr")
    with reading("de"):
        await newsroom.alice.send(newsroom.news, QUIET)
    assert said("fr", "This article quotes nobody.") in content(newsroom.replies()[-1])


async def test_a_channel_may_have_a_language_of_its_own(newsroom: Newsroom) -> None:
    prefer(newsroom, "fr")
    newsroom.choose(language="ja")
    await newsroom.alice.send(newsroom.news, QUIET)
    assert said("ja", "This article quotes nobody.") in content(newsroom.replies()[-1])


async def test_a_press_is_answered_in_the_language_of_who_presses(newsroom: Newsroom) -> None:
    prefer(newsroom, "fr")
    await newsroom.alice.send(newsroom.news, MILL)
    [card] = newsroom.replies()
    with reading("ja"):
        result = await newsroom.bob.click(card, label=said("fr", "By speaker"))
    assert told(result).startswith(said("ja", "**By speaker**"))


async def test_a_correction_leaves_the_card_in_the_language_of_its_server(
    newsroom: Newsroom,
) -> None:
    await newsroom.alice.send(newsroom.news, MILL)
    prefer(newsroom, "fr")
    with reading("de"):
        page = await wheel(newsroom, newsroom.alice)
        await newsroom.alice.select(page, [str(mark_of("Tom Reed"))])
    [card] = newsroom.replies()
    with speaking("fr"):
        label = ngettext("All {count} quote", "All {count} quotes", 3).format(count=3)
    assert label in labels(card)


async def test_nobody_inherits_the_language_of_who_was_answered_before(newsroom: Newsroom) -> None:
    with reading("de"):
        await newsroom.bob.slash(newsroom.news, "quotes", speaker="Nobody")
    await newsroom.alice.send(newsroom.news, BRIDGE)
    assert "By speaker" in labels(newsroom.replies()[-1])


async def test_discord_is_told_the_commands_in_all_languages_within_its_limits(
    newsroom: Newsroom,
) -> None:
    translator = CommandTranslator()
    tree = newsroom.bot.tree
    commands = tree.get_commands() + tree.get_commands(type=discord.AppCommandType.message)
    payloads = [await one.get_translated_payload(tree, translator) for one in commands]
    assert [wrong for payload in payloads for wrong in wrong_in_command(payload)] == []
    quotes = next(one for one in payloads if one["name"] == "quotes")
    assert set(quotes["description_localizations"]) == {"de", "es-ES", "es-419", "fr", "ja"}
    assert not quotes["name_localizations"]
    menu = next(one for one in payloads if one["name"] == "Find quotes")
    assert menu["name_localizations"]["fr"] == said("fr", "Find quotes")
    [speaker] = [option for option in quotes["options"] if option["name"] == "speaker"]
    assert speaker["name_localizations"]["ja"] == "話者"


def labels(message: discord.Message) -> list[str | None]:
    items = discord.ui.LayoutView.from_message(message, timeout=None).walk_children()
    return [item.label for item in items if isinstance(item, discord.ui.Button)]


def test_all_languages_are_discords() -> None:
    locales = {locale.value.partition("-")[0] for locale in discord.Locale}
    assert set(LANGUAGES) <= locales
