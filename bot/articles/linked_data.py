"""What a page says of its article in JSON-LD (https://schema.org/NewsArticle)."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import cast

from lxml.html import HtmlElement

_SCRIPT_SIZE = 1_000_000  # characters
_NODES = 1_000

Node = dict[str, object]


@dataclass(frozen=True, slots=True)
class LinkedData:
    """The article's node, its values still as the page wrote them."""

    headline: str | None = None
    authors: tuple[str, ...] = ()
    published: str | None = None
    publisher: str | None = None
    body: str = ""
    free: bool = True
    image: str | None = None
    kinds: frozenset[str] = frozenset()  # schema.org's types of all that the page describes


def linked_data(tree: HtmlElement) -> LinkedData:
    """The first article that the page's JSON-LD describes; empty if there is none."""
    nodes = [node for script in _scripts(tree) for node in _nodes(script)][:_NODES]
    kinds = frozenset(kind for node in nodes for kind in _kinds(node))
    article = next((node for node in nodes if any(map(is_article, _kinds(node)))), None)
    if article is None:
        return LinkedData(kinds=kinds)
    by_id = {str(node["@id"]): node for node in nodes if "@id" in node and len(node) > 1}
    return LinkedData(
        headline=next(_names(article.get("headline") or article.get("name"), by_id), None),
        authors=tuple(_names(article.get("author") or article.get("creator"), by_id)),
        published=_iso_date(article.get("datePublished")),
        publisher=next(_names(article.get("publisher"), by_id), None),
        body=next(_names(article.get("articleBody"), by_id), ""),
        free=all(map(_is_free, (article, *_objects(article.get("hasPart"))))),
        image=_address(article.get("image"), by_id),
        kinds=kinds,
    )


def _scripts(tree: HtmlElement) -> Iterator[str]:
    for script in tree.iterfind(".//script[@type='application/ld+json']"):
        text = script.text or ""
        if len(text) <= _SCRIPT_SIZE:
            yield text


def _nodes(script: str) -> Iterator[Node]:
    """The objects at the top of a script, in a list or in ``@graph``; none if it isn't JSON."""
    try:
        value: object = json.loads(script, strict=False)
    except (ValueError, RecursionError):
        return
    for node in _objects(value):
        yield node
        yield from _objects(node.get("@graph"))


def _objects(value: object) -> Iterator[Node]:
    items = cast("list[object]", value) if isinstance(value, list) else [value]
    return (cast("Node", item) for item in items if isinstance(item, dict))


def is_article(kind: str) -> bool:
    """Whether a type of schema.org is one of something written to be read."""
    return kind.endswith(("Article", "BlogPosting"))


def _is_free(node: Node) -> bool:
    return str(node.get("isAccessibleForFree", True)).lower() != "false"


def _kinds(node: Node) -> list[str]:
    kinds = node.get("@type")
    names = cast("list[object]", kinds) if isinstance(kinds, list) else [kinds]
    return [str(name)[:100] for name in names[:20] if name]


def _address(value: object, by_id: dict[str, Node], depth: int = 4) -> str | None:
    """The first address in a value: a string, an object, a reference to one, or a list of these."""
    if isinstance(value, str):
        return value or None
    if isinstance(value, list) and value and depth:
        return _address(cast("list[object]", value)[0], by_id, depth - 1)
    if isinstance(value, dict) and depth:
        node = cast("Node", value)
        named = node if "url" in node else by_id.get(str(node.get("@id")), {})
        return _address(named.get("url") or named.get("contentUrl"), by_id, depth - 1)
    return None


def _names(value: object, by_id: dict[str, Node], depth: int = 4) -> Iterator[str]:
    """The names in a value: a string, an object, a reference to one, or a list of any of these."""
    if isinstance(value, str) and value.strip():
        yield value
    elif isinstance(value, list) and depth:
        for item in cast("list[object]", value)[:20]:
            yield from _names(item, by_id, depth - 1)
    elif isinstance(value, dict) and depth:
        node = cast("Node", value)
        named = node if "name" in node else by_id.get(str(node.get("@id")), {})
        yield from _names(named.get("name"), by_id, depth - 1)


def _iso_date(value: object) -> str | None:
    """The day of an ISO 8601 time as the page gives it, so as its readers know it."""
    try:
        day = date.fromisoformat(str(value)[:10])
    except ValueError:
        return None
    return day.isoformat() if day.year > 1900 else None  # an empty date is often written 0001-01-01
