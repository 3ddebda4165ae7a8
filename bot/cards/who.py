"""Who somebody is, as Discord shows it."""

from collections.abc import Sequence

from bot.archive import Who, called
from bot.cards import counts
from bot.cards.asked import Asked
from bot.cards.pages import Row, View, button, card
from bot.cards.text import clean, day
from bot.languages import N_, _, number

_TYPES = {
    # Translators: what somebody or something is that has a name.
    "PERSON": N_("person"),
    "ORG": N_("organisation"),
    "GPE": N_("place"),
    "LOC": N_("place"),
    "FAC": N_("place"),
    "NORP": N_("group"),
    "EVENT": N_("event"),
}


def who_card(who: Who | None, asked: Asked) -> View:
    """What is known of a name where the asker may see."""
    if who is None:
        name = clean(called(asked.said["name"]), 60)
        sentence = _("I know nobody called {name} here; pick one of the suggestions.")
        return card(sentence.format(name=name))
    quotes = Asked("quotes", {"speaker": who.exactly}).custom_id if who.quotes else None
    facts = (
        _often(who),
        _list(_("Also called"), [clean(alias, 40) for alias in who.aliases]),
        _list(_("Quoted beside"), _counted(who.alongside)),
        _list(_("Spoken of by"), _counted(who.spoken_of_by)),
        _list(_("Appears with"), _counted(who.appears_with)),
        _list(_("Sites"), _counted(who.sites)),
    )
    kind = _(_TYPES.get(who.type or "", ""))
    name = clean(who.name, 100) or _("Unreadable name")
    head = f"### {name}"
    return card(
        f"{head}\n-# {kind}" if kind else head,
        "\n".join(fact for fact in facts if fact),
        Row(button(_("All quotes"), quotes)) if quotes else None,
    )


def _often(who: Who) -> str:
    days = (day(who.first), day(who.last))
    when = " – ".join(dict.fromkeys(found for found in days if found))
    quotes, articles = counts.quotes(who.quotes), counts.articles(who.articles)
    newest = _("the newest shared here") if who.more else ""
    return " · ".join(part for part in (f"**{quotes}**", articles, when, newest) if part)


def _counted(counts: Sequence[tuple[str, int]]) -> list[str]:
    names = ((clean(name, 40), count) for name, count in counts)
    return [
        name if count == 1 else f"{name}\u00a0({number(count)})" for name, count in names if name
    ]


def _list(label: str, names: Sequence[str]) -> str:
    shown = " · ".join(filter(None, names))
    return f"**{label}** {shown}" if shown else ""
