"""The catalogues hold all that the code says, and say it in every language."""

import ast
import re
from collections import Counter
from pathlib import Path
from string import Formatter

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po

import bot.languages
from bot.languages import ENGLISH, LANGUAGES
from bot.languages.__main__ import TEMPLATE, extracted, keys

CATALOGUES = Path(bot.languages.__file__).parent / "catalogues"
TRANSLATED = [spoken for spoken in LANGUAGES if spoken != ENGLISH]
OUT_OF_DATE = "run `python -m bot.languages`, and translate what is new"
MARKUP = re.compile(r"\*\*|~~|^###? |^-# |`[^`]*`|\]\(", re.MULTILINE)


def catalogue(spoken: str) -> Catalog:
    with (CATALOGUES / f"{spoken}.po").open("rb") as file:
        return read_po(file, locale=spoken, abort_invalid=True)


def messages(spoken: str) -> list[Message]:
    return [message for message in catalogue(spoken) if message.id]


def texts(said: object) -> list[str]:
    """A message's texts: one, or one for each plural form."""
    return [str(text or "") for text in (said if isinstance(said, tuple | list) else [said])]


def fields(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


def test_the_template_holds_what_the_code_says() -> None:
    with TEMPLATE.open("rb") as file:
        assert keys(read_po(file)) == keys(extracted()), OUT_OF_DATE


@pytest.mark.parametrize("spoken", TRANSLATED)
def test_a_catalogue_holds_what_the_template_holds(spoken: str) -> None:
    with TEMPLATE.open("rb") as file:
        assert keys(catalogue(spoken)) == keys(read_po(file)), OUT_OF_DATE


@pytest.mark.parametrize("spoken", TRANSLATED)
def test_nothing_is_left_untranslated(spoken: str) -> None:
    left = [
        message.id
        for message in messages(spoken)
        if message.fuzzy or not all(texts(message.string))
    ]
    assert not left, f"{len(left)} sentences of {spoken}.po have no translation: {left[:5]} …"


@pytest.mark.parametrize("spoken", TRANSLATED)
def test_a_translation_has_the_fields_of_its_sentence(spoken: str) -> None:
    wrong = [
        text
        for message in messages(spoken)
        for text in filter(None, texts(message.string))
        if fields(text) != fields(texts(message.id)[-1])
        # "one thing" may do without its number.
        and not (len(texts(message.string)) > 1 and fields(text) < fields(texts(message.id)[-1]))
    ]
    assert not wrong, f"{spoken}.po: other names in braces than the sentence has: {wrong}"


@pytest.mark.parametrize("spoken", TRANSLATED)
def test_a_translation_has_the_markup_of_its_sentence(spoken: str) -> None:
    wrong = [
        text
        for message in messages(spoken)
        for text in filter(None, texts(message.string))
        if marks(text) != marks(texts(message.id)[-1])
    ]
    assert not wrong, f"{spoken}.po: other markup (**, -#, `…`) than the sentence has: {wrong}"


def marks(text: str) -> Counter[str]:
    """Its markup; of what stands in backticks only commands, for options have their own names."""
    found = MARKUP.findall(text)
    return Counter("`" if mark[0] == "`" and mark[1] != "/" else mark for mark in found)


@pytest.mark.parametrize("spoken", TRANSLATED)
def test_a_translation_keeps_within_what_discord_takes(spoken: str) -> None:
    long = [
        text
        for message in messages(spoken)
        for text in filter(None, texts(message.string))
        if any("100 characters" in note for note in message.auto_comments) and len(text) > 100
    ]
    assert not long, f"{spoken}.po: Discord shows 100 characters of a description: {long}"


@pytest.mark.parametrize("spoken", TRANSLATED)
def test_a_translated_option_can_be_typed(spoken: str) -> None:
    options = [
        text
        for message in messages(spoken)
        if (message.context or "").startswith("option")
        for text in filter(None, texts(message.string))
    ]
    wrong = [name for name in options if not re.fullmatch(r"[-_'\w]{1,32}", name)]
    assert not wrong, f"{spoken}.po: names of options have no spaces and 32 characters: {wrong}"
    assert options == [name.lower() for name in options]


def test_every_sentence_that_is_marked_is_found() -> None:
    """Babel looks into no f-string on older Pythons, so that none may hold a sentence."""
    root = Path(bot.languages.__file__).parents[2]
    files = [path for room in ("bot", "cogs") for path in (root / room).rglob("*.py")]
    marked = {words for path in files for words in marked_in(path.read_text("utf-8"))}
    with TEMPLATE.open("rb") as file:
        known = {text for message in read_po(file) for text in texts(message.id)}
    assert not marked - known, f"take these out of their f-strings: {marked - known}"
    assert len(marked) > 300


def marked_in(source: str) -> set[str]:
    """The constants that are given to gettext's functions."""
    return {
        argument.value
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id in {"_", "N_", "ngettext", "pgettext"}
        for argument in node.args[node.func.id == "pgettext" :]
        if isinstance(argument, ast.Constant) and isinstance(argument.value, str)
    }
