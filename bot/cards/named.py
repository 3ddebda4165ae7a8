"""The names of an article: as chips by kind on a card, and with their aliases on a page."""

from collections.abc import Sequence

from bot.cards import counts
from bot.cards.text import chip, clean
from bot.domain import Entity
from bot.languages import N_, _

_PEOPLE, _ORGANISATIONS, _PLACES = N_("People"), N_("Organisations"), N_("Places")
_OTHERS = N_("Other names")
_LINE = 56  # characters
ORDER = (_PEOPLE, _ORGANISATIONS, _PLACES, _OTHERS)
_SIGNS = {_PEOPLE: "👤", _ORGANISATIONS: "🏛️", _PLACES: "📍"}
_GROUPS = {"PERSON": _PEOPLE, "ORG": _ORGANISATIONS} | dict.fromkeys(("GPE", "LOC", "FAC"), _PLACES)


def group_of(entity: Entity) -> str:
    """The English name of its kind, which stands for the kind."""
    return _GROUPS.get(entity.type, _OTHERS)


def chips(entities: Sequence[Entity], most: int = 5) -> str:
    """The most salient names of each kind, as many as fit into one line, a kind a line."""
    lines: list[str] = []
    for group, sign in _SIGNS.items():
        known = [entity for entity in entities if group_of(entity) == group][:most]
        line = ""
        for name in filter(None, (chip(entity.name, _LINE - 4) for entity in known)):
            if line and len(line) + len(name) > _LINE:
                break
            line += f" {name}"
        if line:
            lines.append(sign + line)
    return "\n".join(lines)


def name_line(entity: Entity) -> str:
    """``Ada Marsh, the miller · 2 mentions · also Marsh``."""
    role = f", {clean(entity.role, 60)}" if entity.role else ""
    aliases = ", ".join(clean(alias, 30) for alias in entity.aliases[:3])
    also = _("also {names}").format(names=aliases) if aliases else ""
    parts = (f"{clean(entity.name, 60)}{role}", counts.mentions(len(entity.mentions)), also)
    return " · ".join(part for part in parts if part)
