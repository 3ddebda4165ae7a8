"""The list of what is photographed, to which each scene adds itself."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import Any

from scenes.studio import Shot, Studio

Scene = Callable[[Studio], Awaitable[Shot]]


@dataclass(frozen=True, slots=True)
class View:
    """A picture: its name and line, how it comes about, and what of the bot it shows.

    ``shows`` are the functions of bot.cards that made it, ``commands`` those that were used.
    """

    name: str
    section: str
    line: str
    scene: Scene
    shows: tuple[Callable[..., Any], ...]
    commands: tuple[str, ...]

    @property
    def alt(self) -> str:
        return self.name.replace("-", " ").capitalize()


_LISTED: dict[str, list[View]] = {}


def listed_in(module: str) -> list[View]:
    """The views whose scenes stand in a module, in their order."""
    return _LISTED[module]


def view(
    section: str,
    line: str,
    *shows: Callable[..., Any],
    commands: Sequence[str] = (),
    name: str | None = None,
) -> Callable[[Scene], Scene]:
    """List a scene, under the name of its function if no other, as one to be photographed."""

    def listed(scene: Scene) -> Scene:
        called = name or scene.__name__.replace("_", "-")
        found = View(called, section, line, scene, shows, tuple(commands))
        _LISTED.setdefault(scene.__module__, []).append(found)
        return scene

    return listed
