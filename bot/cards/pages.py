"""The frame of every card, its buttons, and how things are laid out on pages."""

from collections.abc import Sequence

import discord

#: The most characters that the things on a page have together. Discord allows 4000 a message,
#: with the page's head and foot.
ROOM = 3300

AMBER = discord.Colour(0xE0A030)

View = discord.ui.LayoutView
Row = discord.ui.ActionRow[View]
Button = discord.ui.Button[View]
Gallery = discord.ui.MediaGallery[View]
File = discord.ui.File[View]
Pictured = discord.ui.Section[View]
Part = str | Row | Gallery | File | Pictured | None


def pictured(text: str, picture: str | None) -> str | Pictured:
    """A text with a small picture beside it, where there is one."""
    if not picture:
        return text
    return Pictured(
        discord.ui.TextDisplay[View](text), accessory=discord.ui.Thumbnail[View](picture)
    )


def card(*parts: Part, spoiler: bool = False, tight: bool = False) -> View:
    """A card of texts, pictures, files and rows of buttons; what is empty is left out.

    Parameters:
        tight: without air between them.
    """
    container = discord.ui.Container[View](spoiler=spoiler, accent_colour=AMBER)
    for place, part in enumerate(filter(None, parts)):
        if place and not tight:
            container.add_item(discord.ui.Separator[View](visible=False))
        text = isinstance(part, str)
        container.add_item(discord.ui.TextDisplay[View](part) if text else part)
    view = View(timeout=None)
    view.add_item(container)
    # Presses are answered by their custom ids, so discord.py need not keep every card it sends.
    view.stop()
    return view


def notice(sentence: str) -> View:
    """A card that says one sentence of ours."""
    return card(sentence[:ROOM])


def button(
    label: str,
    custom_id: str,
    *,
    disabled: bool = False,
    style: discord.ButtonStyle = discord.ButtonStyle.secondary,
) -> Button:
    return Button(label=label, custom_id=custom_id, style=style, disabled=disabled)


def turning(before: str | None, after: str | None) -> Row | None:
    """‹ › with these custom ids, or None where there is no other page."""
    if before is None and after is None:
        return None
    return Row(
        button("‹", before or "pq:first", disabled=before is None),
        button("›", after or "pq:last", disabled=after is None),
    )


def paged(sizes: Sequence[int], most: int) -> list[range]:
    """Which things stand on which page; there is at least one page.

    Parameters:
        sizes: the length of each thing, in characters; one longer than a page has its own.
        most: the most things on a page.
    """
    pages: list[range] = []
    first = used = 0
    for place, size in enumerate(sizes):
        full = used + size > ROOM or place - first == most
        if full and place > first:
            pages.append(range(first, place))
            first, used = place, 0
        used += size
    return [*pages, range(first, len(sizes))]
