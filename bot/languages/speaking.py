"""The language in force, and what a sentence of ours is in it."""

from collections.abc import Generator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from gettext import GNUTranslations, NullTranslations
from importlib.resources import files
from io import BytesIO, StringIO
from typing import Literal, get_args

Language = Literal["en", "de", "es", "fr", "ja"]

ENGLISH: Language = "en"
LANGUAGES: tuple[Language, ...] = get_args(Language)

_IN_FORCE: ContextVar[Language] = ContextVar("language", default=ENGLISH)


def language() -> Language:
    """The language in force."""
    return _IN_FORCE.get()


def language_of(locale: str) -> Language | None:
    """What people with a locale of Discord's (``es-419``) read; None if it is none of ours."""
    spoken = locale.partition("-")[0].lower()
    return next((known for known in LANGUAGES if known == spoken), None)


def speak(spoken: Language) -> None:
    """Put a language in force until this task, or context, ends."""
    _IN_FORCE.set(spoken)


@contextmanager
def speaking(spoken: Language) -> Generator[None]:
    """Put a language in force inside."""
    token = _IN_FORCE.set(spoken)
    try:
        yield
    finally:
        _IN_FORCE.reset(token)


def N_(sentence: str) -> str:  # noqa: N802  (gettext's own name for it)
    """Mark a sentence that is translated where it is shown."""
    return sentence


def _(sentence: str) -> str:
    """A sentence in the language in force; as it is where there is no translation.

    What varies in it stands in braces and is put in afterwards: ``_("I know {name}.").format(…)``.
    """
    spoken = _IN_FORCE.get()
    # The empty message holds a catalogue's own description.
    return sentence if spoken == ENGLISH or not sentence else catalogue_of(spoken).gettext(sentence)


def ngettext(one: str, many: str, count: int) -> str:
    """The sentence for a number, by the rules of the language in force."""
    return catalogue_of(_IN_FORCE.get()).ngettext(one, many, count)


def pgettext(context: str, word: str) -> str:
    """A word that means different things in different places, told apart by a context."""
    return catalogue_of(_IN_FORCE.get()).pgettext(context, word)


class Words:
    """Words of ours as a fact of a sentence: they are shown in the language in force.

    Parameters:
        sentence: marked by :func:`N_`, with names in braces for what varies.
        facts: what varies, by these names.
    """

    def __init__(self, sentence: str, /, **facts: object) -> None:
        self.sentence = sentence
        self.facts = facts

    def __str__(self) -> str:
        said = _(self.sentence)
        return said.format(**self.facts) if self.facts else said


class LanguageName:
    """A language as a fact of a sentence: it has its name in the language in force.

    Parameters:
        code: an ISO 639 code.
    """

    def __init__(self, code: str) -> None:
        self.code = code

    def __str__(self) -> str:
        from bot.languages.forms import name_of

        return name_of(self.code) or _("another language")


@cache
def catalogue_of(spoken: Language) -> NullTranslations:
    """All that is translated into a language, once it is read."""
    if spoken == ENGLISH:
        return NullTranslations()
    # Not needed, and so not waited for, as long as all that is said is English.
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    written = (files("bot.languages") / "catalogues" / f"{spoken}.po").read_text("utf-8")
    catalogue = read_po(StringIO(written), locale=spoken, abort_invalid=True)
    # A plural without its translation would be said in English, and by the other's rules.
    for message in list(catalogue):
        if message.pluralizable and not all(message.string or ()):
            catalogue.delete(message.id, message.context)
    machine = BytesIO()
    write_mo(machine, catalogue)
    machine.seek(0)
    return GNUTranslations(machine)
