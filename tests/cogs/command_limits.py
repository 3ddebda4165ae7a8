"""What Discord takes of a command, in every language in which it is told of it.

https://docs.discord.com/developers/interactions/application-commands
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any

Json = Mapping[str, Any]

NAME, DESCRIPTION, CHOICE, IN_ALL = 32, 100, 100, 8000
_TYPED = re.compile(r"[-_'\w]+")


def wrong_in_command(command: Json) -> list[str]:
    """What Discord would refuse; nothing, if all is well."""
    wrong = [*_wrong_in_names(command, NAME), *_wrong_in_options(command)]
    if (length := _length(command)) > IN_ALL:
        wrong.append(f"{command['name']}: {length} characters in all")
    return wrong


def _wrong_in_options(part: Json) -> Iterator[str]:
    options = part.get("options", [])
    for option in options:
        yield from _wrong_in_names(option, NAME)
        yield from _wrong_in_options(option)
        for name in _texts(option, "name"):
            if not _TYPED.fullmatch(name) or name != name.lower():
                yield f"{name}: can't be typed"
        for choice in option.get("choices", []):
            yield from _wrong_in_names(choice, CHOICE)
    for locale in {locale for option in options for locale in _localised(option, "name")}:
        names = [_localised(option, "name").get(locale, option["name"]) for option in options]
        if len(set(names)) < len(names):
            yield f"{part['name']}, {locale}: two options of one name in {names}"


def _wrong_in_names(part: Json, longest: int) -> Iterator[str]:
    for key, most in (("name", longest), ("description", DESCRIPTION)):
        for text in _texts(part, key):
            if not 1 <= len(text) <= most:
                yield f"{text}: {len(text)} characters"


def _length(part: Json) -> int:
    """Its characters, of each text those of the language in which it is longest."""
    own = sum(max(map(len, _texts(part, key)), default=0) for key in ("name", "description"))
    inner = [*part.get("options", []), *part.get("choices", [])]
    return own + len(str(part.get("value", ""))) + sum(map(_length, inner))


def _texts(part: Json, key: str) -> list[str]:
    return [part[key], *_localised(part, key).values()] if part.get(key) else []


def _localised(part: Json, key: str) -> Mapping[str, str]:
    return part.get(f"{key}_localizations") or {}
