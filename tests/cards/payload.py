"""Measures a card as Discord does: by what is sent."""

from collections.abc import Iterator
from typing import Any

import discord


def components(view: discord.ui.LayoutView) -> list[dict[str, Any]]:
    """Every component of a card, nested ones too."""
    return [part for top in view.to_components() for part in _walk(top)]


def texts(view: discord.ui.LayoutView) -> list[str]:
    return [part["content"] for part in components(view) if "content" in part]


def text(view: discord.ui.LayoutView) -> str:
    return "\n".join(texts(view))


def labels(view: discord.ui.LayoutView) -> list[str]:
    return [part["label"] for part in components(view) if part["type"] == 2]


def custom_ids(view: discord.ui.LayoutView) -> list[str]:
    return [part["custom_id"] for part in components(view) if "custom_id" in part]


def assert_within_limits(view: discord.ui.LayoutView) -> None:
    """Discord's limits for a message of Components V2."""
    assert len(components(view)) <= 40
    assert sum(map(len, texts(view))) <= 4000
    assert all(texts(view))
    assert all(1 <= len(label) <= 80 for label in labels(view))
    ids = custom_ids(view)
    assert len(ids) == len(set(ids))
    assert all(1 <= len(custom_id) <= 100 for custom_id in ids)
    for row in (part for part in components(view) if part["type"] == 1):
        assert 1 <= len(row["components"]) <= 5
    assert all(len(part.get("options", [])) <= 25 for part in components(view))
    for option in (option for part in components(view) for option in part.get("options", [])):
        assert 1 <= len(option["label"]) <= 100
        assert len(option.get("description") or "") <= 100


def _walk(component: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield component
    for child in component.get("components", []):
        yield from _walk(child)
