"""What moderators decided about names, as Discord shows it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self

import discord

from bot.archive import Action, NameChange
from bot.cards.pages import Row, View, button, card
from bot.cards.text import clean, plain
from bot.languages import N_, _, listed

# Translators: what was done to a name; members know these words from the commands /names …
_ACTIONS = {Action.MERGE: N_("merge"), Action.SPLIT: N_("split"), Action.RENAME: N_("rename")}
_NAME = 80
_EVIDENCE = 30
_MOST = 25


@dataclass(frozen=True, slots=True)
class Undo:
    """A button or select that takes a decision back; None: the one chosen in the select."""

    change_id: int | None = None

    #: Matches every custom id that :attr:`custom_id` makes.
    TEMPLATE = re.compile(r"pq~undo~(?P<change>\d{0,15})")

    @property
    def custom_id(self) -> str:
        return f"pq~undo~{'' if self.change_id is None else self.change_id}"

    @classmethod
    def of(cls, match: re.Match[str]) -> Self:
        """What a match of :attr:`TEMPLATE` stands for."""
        return cls(int(match["change"]) if match["change"] else None)


def decided_card(change: NameChange) -> View:
    """A decision that was just made, with a button that takes it back."""
    undo = Row(button(_("Undo"), Undo(change.id).custom_id))
    here = _("In this server alone; it holds for later readings, too.")
    return card(f"{_said(change)}\n-# {here}", undo)


def undone_card(change: NameChange) -> View:
    """A decision that was just taken back."""
    return card(_("Undone, as if it had never been: {change}").format(change=_said(change)))


def log_card(changes: Sequence[NameChange]) -> View:
    """The latest decisions, newest first, with a select that takes one back."""
    if not changes:
        return card(_("Nobody has changed a name in this server; try `/names merge`."))
    lines = [_line(change) for change in changes]
    return card(_("**Changes of names in this server**"), "\n".join(lines), _choice(changes))


def _choice(changes: Sequence[NameChange]) -> Row | None:
    options = [
        discord.SelectOption(
            label=f"{change.id} · {_(_ACTIONS[change.action])}",
            description=plain(f"{change.name} → {change.becomes}", 100),
            value=str(change.id),
        )
        for change in changes
        if change.undone_at is None
    ]
    if not options:
        return None
    return Row(
        discord.ui.Select[View](
            custom_id=Undo().custom_id,
            options=options[:_MOST],
            placeholder=_("Undo a change"),
        )
    )


def _line(change: NameChange) -> str:
    said = _said(change).removesuffix(".").removesuffix("。")
    if change.undone_at is None:
        who = _by_context(change) if change.evidence else _who(change.author_id)
        return f"`{change.id}` {said} · {who} {_when(change.made_at.timestamp())}"
    undone = _("undone by {who} {when}").format(
        who=_who(change.undone_by), when=_when(change.undone_at.timestamp())
    )
    return f"`{change.id}` ~~{said}~~ · {undone}"


def _by_context(change: NameChange) -> str:
    names = listed([clean(name, _EVIDENCE) for name in change.evidence])
    return _("told by what its article speaks of ({names})").format(names=names)


def _said(change: NameChange) -> str:
    name, becomes = f"**{clean(change.name, _NAME)}**", f"**{clean(change.becomes, _NAME)}**"
    if change.article_id is not None:
        return _("{name} is {other} in one article.").format(name=name, other=becomes)
    match change.action:
        case Action.MERGE:
            return _("{name} is {other}.").format(name=name, other=becomes)
        case Action.SPLIT:
            return _("{other} is not {name}.").format(name=name, other=becomes)
        case Action.RENAME:
            return _("{name} is called {other}.").format(name=name, other=becomes)


def _who(user_id: int | None) -> str:
    return _("whoever runs the bot") if user_id is None else f"<@{user_id}>"


def _when(moment: float) -> str:
    return f"<t:{int(moment)}:R>"
