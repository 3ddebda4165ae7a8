"""Who somebody is, as Discord shows it."""

from collections.abc import Sequence

from bot.archive import SpeakerCount, Who
from bot.cards.asked import Asked
from bot.cards.pages import Button, Row, View, button, card
from bot.cards.text import clean, day, plain

_TYPES = {
    "PERSON": "person",
    "ORG": "organisation",
    "GPE": "place",
    "LOC": "place",
    "FAC": "place",
    "NORP": "group",
    "EVENT": "event",
}
_BUTTONS = 5


def who_card(who: Who) -> View:
    """What is known of a name where the asker may see."""
    quotes = Asked("quotes", {"speaker": who.name}).custom_id if who.quotes else None
    facts = (
        _often(who),
        _list("Also called", [clean(alias, 40) for alias in who.aliases]),
        _list("Quoted beside", _counted(who.alongside)),
        _list("Spoken of by", _counted(who.spoken_of_by)),
        _list("Appears with", _counted(who.appears_with)),
        _list("Sites", _counted(who.sites)),
    )
    kind = _TYPES.get(who.type or "")
    head = f"### {clean(who.name, 100) or 'Unreadable name'}"
    return card(
        f"{head}\n-# {kind}" if kind else head,
        "\n".join(fact for fact in facts if fact),
        Row(button("All quotes", quotes)) if quotes else None,
    )


def candidates_card(asked: Asked, option: str, candidates: Sequence[SpeakerCount]) -> View:
    """Asks back between those whom a name fits; a press asks again with the whole name.

    Parameters:
        option: which option of the question the name was.
    """
    if not candidates:
        name = clean(asked.said[option], 60)
        return card(f"I know nobody called {name} here; pick one of the suggestions.")
    shown = [_choice(who) for who in candidates[:10]]
    return card(
        f"**{clean(asked.said[option], 60)}** fits several here; press one, or type a whole name.",
        "\n".join(shown),
        _choices(asked, option, candidates),
    )


def _often(who: Who) -> str:
    days = (day(who.first), day(who.last))
    when = " – ".join(dict.fromkeys(found for found in days if found))
    quotes = "1 quote" if who.quotes == 1 else f"{who.quotes} quotes"
    articles = "1 article" if who.articles == 1 else f"{who.articles} articles"
    newest = "the newest shared here" if who.more else ""
    return " · ".join(part for part in (f"**{quotes}**", articles, when, newest) if part)


def _counted(counts: Sequence[tuple[str, int]]) -> list[str]:
    names = ((clean(name, 40), count) for name, count in counts)
    return [name if count == 1 else f"{name} ({count})" for name, count in names if name]


def _list(label: str, names: Sequence[str]) -> str:
    shown = " · ".join(filter(None, names))
    return f"**{label}** {shown}" if shown else ""


def _choice(who: SpeakerCount) -> str:
    name = clean(who.name, 80) or "(unreadable name)"
    return name if who.quotes is None else f"{name} · {who.quotes}"


def _choices(asked: Asked, option: str, candidates: Sequence[SpeakerCount]) -> Row | None:
    buttons: dict[str, Button] = {}
    for who in candidates:
        label = plain(who.name, 60)
        custom_id = Asked(asked.command, {**asked.said, option: who.name}).custom_id
        if label and custom_id and len(buttons) < _BUTTONS:
            buttons[custom_id] = button(label, custom_id)
    return Row(*buttons.values()) if buttons else None
