"""What Discord's documentation allows in a message."""

from collections.abc import Iterator

from tests.e2e.gateway import Json

_CARD_FLAG = 1 << 15
_ROW, _SECTION, _TEXT, _CONTAINER = 1, 9, 10, 17


def components_in(parts: list[Json]) -> Iterator[Json]:
    """Every component of a card, nested ones as well."""
    for part in parts:
        yield part
        beside = [part["accessory"]] if "accessory" in part else []
        yield from components_in([*part.get("components", []), *beside])


def wrong_in(body: Json) -> list[str]:
    """What the real Discord would refuse in a message."""
    return [*_wrong_in_message(body), *_wrong_in_parts(list(components_in(_parts(body))))]


def _wrong_in_message(body: Json) -> Iterator[str]:
    parts, content, embeds = _parts(body), body.get("content") or "", body.get("embeds")
    is_card = bool((body.get("flags") or 0) & _CARD_FLAG)
    if len(str(body.get("nonce") or "")) > 25:
        yield "nonce: over 25 characters"
    if len(content) > 2000:
        yield "content: over 2000 characters"
    if is_card and (content or embeds):
        yield "content and embeds: not beside a card"
    if not is_card and any(part["type"] in {_SECTION, _TEXT, _CONTAINER} for part in parts):
        yield "flags: the card's flag is missing"
    if not (parts or content or embeds):
        yield "content: empty"


def _wrong_in_parts(parts: list[Json]) -> Iterator[str]:
    texts = [part["content"] for part in parts if part["type"] == _TEXT]
    ids = [part["custom_id"] for part in parts if "custom_id" in part]
    rows = [part["components"] for part in parts if part["type"] == _ROW]
    if len(parts) > 40:
        yield f"components: {len(parts)}"
    if not all(texts) or sum(map(len, texts)) > 4000:
        yield "components: a text is empty, or all are over 4000 characters"
    if len(set(ids)) < len(ids) or not all(1 <= len(id_) <= 100 for id_ in ids):
        yield "components: a custom id is long, empty or there twice"
    if any(len(part.get("label") or "") > 80 for part in parts):
        yield "components: a label is over 80 characters"
    if not all(1 <= len(row) <= 5 for row in rows):
        yield "components: a row is empty or has over 5 parts"


def _parts(body: Json) -> list[Json]:
    return body.get("components") or []
