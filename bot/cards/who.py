"""Who somebody is, as Discord shows it."""

from collections.abc import Sequence

from bot.archive import Who, called
from bot.cards.asked import Asked
from bot.cards.pages import Row, View, button, card
from bot.cards.text import clean, day

_TYPES = {
    "PERSON": "person",
    "ORG": "organisation",
    "GPE": "place",
    "LOC": "place",
    "FAC": "place",
    "NORP": "group",
    "EVENT": "event",
}


def who_card(who: Who | None, asked: Asked) -> View:
    """What is known of a name where the asker may see."""
    if who is None:
        name = clean(called(asked.said["name"]), 60)
        return card(f"I know nobody called {name} here; pick one of the suggestions.")
    quotes = Asked("quotes", {"speaker": who.exactly}).custom_id if who.quotes else None
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


def _often(who: Who) -> str:
    days = (day(who.first), day(who.last))
    when = " – ".join(dict.fromkeys(found for found in days if found))
    quotes = "1 quote" if who.quotes == 1 else f"{who.quotes} quotes"
    articles = "1 article" if who.articles == 1 else f"{who.articles} articles"
    newest = "the newest shared here" if who.more else ""
    return " · ".join(part for part in (f"**{quotes}**", articles, when, newest) if part)


def _counted(counts: Sequence[tuple[str, int]]) -> list[str]:
    names = ((clean(name, 40), count) for name, count in counts)
    return [name if count == 1 else f"{name}\u00a0({count})" for name, count in names if name]


def _list(label: str, names: Sequence[str]) -> str:
    shown = " · ".join(filter(None, names))
    return f"**{label}** {shown}" if shown else ""
