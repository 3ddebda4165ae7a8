"""Small pages of our own to read, and a few sentences to fill them with."""

import json

from bot.domain import Page

URL = "https://www.gullhaven-weekly.co.uk/harbor/tide-gates"

SENTENCES = (
    "The tide gates at the mouth of the canal will close for eleven days from Monday.",
    "Boats under six meters can use the side lock while the engineers are at work on the hinges.",
    "“Nobody has oiled them since my grandfather did,” said the harbor master, Edda Quist.",
    "The council expects the work to cost rather more than it did the last time it was done.",
)


def page(
    *,
    body: str | None = None,
    head: str = "",
    linked: object = None,
    url: str = URL,
    headers: dict[str, str] | None = None,
    encoding: str = "utf-8",
) -> Page:
    """An article page; ``linked`` is its JSON-LD, ``body`` replaces its four paragraphs."""
    script = f'<script type="application/ld+json">{json.dumps(linked)}</script>' if linked else ""
    text = body if body is not None else "".join(f"<p>{line}</p>" for line in SENTENCES)
    html = f"<html><head>{head}{script}</head><body><article>{text}</article></body></html>"
    return Page(url=url, status=200, headers=headers or {}, body=html.encode(encoding))
