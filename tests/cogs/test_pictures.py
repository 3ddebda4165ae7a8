"""docs/pictures.md shows every command and every view: a new one without a picture fails here."""

import importlib
import inspect
from pathlib import Path
from typing import Any, get_type_hints

import discord
import pytest

from bot import cards
from tests.cogs.newsroom import Newsroom

DOCS = Path(__file__).parents[2] / "docs"
PICTURES = DOCS / "pictures"
LARGEST, ALL_TOGETHER = 80_000, 5_000_000  # bytes


@pytest.fixture
def script(monkeypatch: pytest.MonkeyPatch) -> Any:
    """docs/screenshots.py, which needs no browser until it takes a picture."""
    monkeypatch.syspath_prepend(DOCS)
    return importlib.import_module("screenshots")


def makes_something_to_see(made: object) -> bool:
    if not inspect.isfunction(made):
        return False
    returned = str(get_type_hints(made).get("return"))
    return any(shown.__name__ in returned for shown in (cards.View, discord.ui.Modal))


def test_every_view_has_its_picture(script: Any) -> None:
    exported = [getattr(cards, name) for name in cards.__all__]
    makers = {made.__name__ for made in exported if makes_something_to_see(made)}
    assert len(makers) > 30
    assert makers - {made.__name__ for view in script.VIEWS for made in view.shows} == set()


async def test_every_command_has_its_picture(newsroom: Newsroom, script: Any) -> None:
    menus = newsroom.bot.tree.get_commands(type=discord.AppCommandType.message)
    commands = {
        command.qualified_name
        for command in (*newsroom.bot.tree.walk_commands(), *menus)
        if not isinstance(command, discord.app_commands.Group)
    }
    assert commands == {command for view in script.VIEWS for command in view.commands}


def test_every_picture_is_there_in_both_themes_and_small(script: Any) -> None:
    names = [f"{view.name}-{theme}.png" for view in script.VIEWS for theme in ("dark", "light")]
    assert len(set(names)) == len(names)
    sizes = {path.name: path.stat().st_size for path in PICTURES.iterdir()}
    assert set(sizes) == set(names)
    assert [name for name, size in sizes.items() if size > LARGEST] == []
    assert sum(sizes.values()) < ALL_TOGETHER


def test_the_page_shows_them_all(script: Any) -> None:
    assert (DOCS / "pictures.md").read_text(encoding="utf-8") == script.page()
