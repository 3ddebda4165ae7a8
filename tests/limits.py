"""What Discord takes of a card or a modal: a small table of its published limits, and its check.

Lengths are in characters, as JSON Schema counts them. From Discord's OpenAPI specification
(https://github.com/discord/discord-api-spec) and its pages on components
(https://discord.com/developers/docs/components/reference).
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import discord

Json = Mapping[str, Any]
Bounds = Mapping[str, tuple[int, int]]

ROW, BUTTON, SELECT, INPUT, SECTION, TEXT, THUMBNAIL, GALLERY = 1, 2, 3, 4, 9, 10, 11, 12
FILE, SEPARATOR, CONTAINER, LABEL, UPLOAD = 13, 14, 17, 18, 19
OTHER_SELECTS = (5, 6, 7, 8)

CUSTOM_ID = {"custom_id": (1, 100)}
OPTION: Bounds = {"label": (1, 100), "value": (1, 100), "description": (0, 100)}
FIELDS: Mapping[int, Bounds] = {
    ROW: {"components": (1, 5)},
    BUTTON: CUSTOM_ID | {"label": (0, 80), "url": (1, 512)},
    SELECT: CUSTOM_ID | {"placeholder": (0, 150), "options": (1, 25)},
    INPUT: CUSTOM_ID | {"placeholder": (0, 100), "value": (0, 4000)},
    SECTION: {"components": (1, 3)},
    TEXT: {"content": (1, 4000)},
    THUMBNAIL: {"description": (1, 1024)},
    GALLERY: {"items": (1, 10)},
    FILE: {},
    SEPARATOR: {},
    CONTAINER: {"components": (1, 40)},
    LABEL: {"label": (1, 45), "description": (1, 100)},
    UPLOAD: CUSTOM_ID,
} | {kind: CUSTOM_ID | {"placeholder": (0, 150)} for kind in OTHER_SELECTS}
COMPONENTS = 40
ALL_TEXT = 4000
MODAL: Bounds = CUSTOM_ID | {"title": (1, 45), "components": (1, 5)}
MAY_HOLD: Mapping[int, frozenset[int]] = {
    CONTAINER: frozenset({ROW, SECTION, TEXT, GALLERY, FILE, SEPARATOR}),
    ROW: frozenset({BUTTON, SELECT, *OTHER_SELECTS}),
    SECTION: frozenset({TEXT}),
}


def wrong_in_card(view: discord.ui.LayoutView) -> list[str]:
    """What Discord would refuse in a card; nothing, if all is well."""
    return wrong_in(view.to_components())


def wrong_in(components: Sequence[Json]) -> list[str]:
    """What Discord would refuse in a message's components, as they are sent."""
    parts = list(_walk(components))
    wrong = [*_wrong_in(parts)]
    if not 1 <= len(parts) <= COMPONENTS:
        wrong.append(f"{len(parts)} components")
    if (length := sum(len(part.get("content") or "") for part in parts)) > ALL_TEXT:
        wrong.append(f"{length} characters of text")
    return wrong


def wrong_in_modal(modal: Json) -> list[str]:
    """What Discord would refuse in a modal."""
    return [*_out_of("modal", modal, MODAL), *_wrong_in(list(_walk(modal["components"])))]


def _wrong_in(parts: Sequence[Json]) -> Iterator[str]:
    for part in parts:
        kind = part["type"]
        yield from _out_of(f"component {kind}", part, FIELDS[kind])
        for option in part.get("options", ()):
            yield from _out_of("option", option, OPTION)
        values = Counter(option["value"] for option in part.get("options", ()))
        yield from (f"value {value!r} twice" for value, times in values.items() if times > 1)
        held = [child["type"] for child in part.get("components", ())]
        yield from (
            f"{it} in {kind}" for it in held if it not in MAY_HOLD.get(kind, frozenset({it}))
        )
        if kind == ROW and len(held) > 1 and set(held) != {BUTTON}:
            yield "a row of more than one select"
        if kind == BUTTON and not (part.get("label") or part.get("emoji")):
            yield "a button without words"
    ids = Counter(part["custom_id"] for part in parts if "custom_id" in part)
    yield from (f"custom id {id_!r} twice" for id_, times in ids.items() if times > 1)


def _out_of(what: str, part: Json, bounds: Bounds) -> Iterator[str]:
    for field, (least, most) in bounds.items():
        found = part.get(field)
        if found is not None and not least <= len(found) <= most:
            yield f"{what}: {field} of {len(found)}"
        if isinstance(found, str) and least and not found.strip():
            yield f"{what}: {field} is blank"


def _walk(parts: Sequence[Json]) -> Iterator[Json]:
    for part in parts:
        yield part
        yield from _walk(part.get("components", ()))
        yield from _walk([part[it] for it in ("accessory", "component") if part.get(it)])
