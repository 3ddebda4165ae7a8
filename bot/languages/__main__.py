"""Brings the catalogues up to date with the code, and says what is left to translate.

``python -m bot.languages``, in a clone of the repository, after a sentence was added or changed.
"""

import sys
from collections.abc import Iterator
from pathlib import Path

from babel.messages import Catalog
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.pofile import read_po, write_po

from bot.languages.speaking import ENGLISH, LANGUAGES

_ROOT = Path(__file__).parents[2]
_CATALOGUES = Path(__file__).parent / "catalogues"
TEMPLATE = _CATALOGUES / "pullquote.pot"
#: Where sentences are, and what finds them there: of a cog also what its commands say.
_METHODS = (
    ("bot/**.py", "python"),
    ("cogs/**.py", "python"),
    ("cogs/**.py", "cogs.localised:extract"),
)
_FOR_TRANSLATORS = ("Translators:",)
_ABOUT = """\
# What Pullquote says in Discord.
#
# In braces stands what is put in later: keep every {name}, in the order of your language.
# Keep the markup (**, ###, -#, […](…)) around the same words, and commands (`/quotes`) as they are.
# Options in backticks (leave `about` out) have the names that you gave them: see "option" below.
# Buttons hold 80 characters, options of selects 100, titles of forms 45, their labels 45.
# Be brief and plain, as to a friend: one sentence that says what to do next.
"""


def extracted() -> Catalog:
    """All that the code says to people, as a catalogue without translations."""
    template = _empty(None)
    for method in _METHODS:
        found = extract_from_dir(
            _ROOT, [method], keywords=DEFAULT_KEYWORDS, comment_tags=_FOR_TRANSLATORS
        )
        for path, line, message, comments, context in found:
            said = [comment.removeprefix("Translators: ") for comment in comments]
            template.add(message, None, [(path, line)], auto_comments=said, context=context)
    return template


def _empty(spoken: str | None) -> Catalog:
    return Catalog(
        spoken,
        project="Pullquote",
        version="1",
        header_comment=_ABOUT,
        msgid_bugs_address="the issues of the repository",
        last_translator="the authors of Pullquote",
        language_team="the authors of Pullquote",
        charset="utf-8",
        fuzzy=False,
    )


def update() -> None:
    """Write the template anew, and into each catalogue what is new in it."""
    template = extracted()
    if not TEMPLATE.exists() or _told(template) != _told(_read(TEMPLATE)):
        _write(TEMPLATE, template)
    for spoken in LANGUAGES:
        if spoken == ENGLISH:
            continue
        path = _CATALOGUES / f"{spoken}.po"
        catalogue = _read(path, spoken) if path.exists() else _empty(spoken)
        before = _told(catalogue)
        catalogue.update(template, no_fuzzy_matching=not before)
        if before != _told(template):
            _write(path, catalogue)
        left = sum(1 for _ in untranslated(catalogue))
        sys.stdout.write(f"{spoken}: {len(catalogue)} sentences, {left} of them to translate\n")


def untranslated(catalogue: Catalog) -> Iterator[str]:
    """The messages that have no translation, or one that somebody must look at."""
    for message in catalogue:
        texts = [message.string] if isinstance(message.string, str) else message.string or [""]
        if message.id and (message.fuzzy or not all(texts)):
            yield message.id if isinstance(message.id, str) else message.id[0]


def keys(catalogue: Catalog) -> set[tuple[object, object]]:
    """What tells the messages of a catalogue apart from others."""
    return {(message.context, message.id) for message in catalogue if message.id}


def _told(catalogue: Catalog) -> list[object]:
    """What translators are told: the messages with their notes, in order."""
    return [(one.context, one.id, one.auto_comments) for one in catalogue if one.id]


def _read(path: Path, spoken: str | None = None) -> Catalog:
    with path.open("rb") as file:
        return read_po(file, locale=spoken, abort_invalid=True)


def _write(path: Path, catalogue: Catalog) -> None:
    with path.open("wb") as file:
        write_po(file, catalogue, width=100, ignore_obsolete=True, include_lineno=False)


if __name__ == "__main__":
    update()
