"""``/doctor`` as Discord shows it: what works here, what doesn't, and what to do about it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from bot.cards.pages import Row, View, button, card
from bot.cards.setting_presses import OPEN_SETTINGS
from bot.cards.text import clean

_WELL, _ILL = "✅", "❌"
_CHANNELS = 10
_INTENT = (
    "I may not read messages: whoever runs me should switch on Message Content Intent on the Bot"
    " page of my application."
)


class Fix(StrEnum):
    """What a button mends."""

    GRANT = "grant"
    WATCH = "watch"
    RETRY = "retry"
    AGAIN = "again"

    @property
    def custom_id(self) -> str:
        return f"pqd:{self}"


_LABELS = {
    Fix.GRANT: "Allow me in this channel",
    Fix.WATCH: "Watch this channel",
    Fix.RETRY: "Try failed links again",
    Fix.AGAIN: "Look again",
}
#: Matches every custom id of a fix.
FIXES = re.compile(rf"pqd:(?P<fix>{'|'.join(Fix)})")


@dataclass(frozen=True, slots=True)
class Lack:
    """A permission that is missing.

    ``target`` mentions the role or member to whom the channel's rules deny it; None if no role of
    ours gives it. ``category`` is the name of the category whose rules the channel follows.
    """

    permission: str
    target: str | None = None
    category: str | None = None


@dataclass(frozen=True, slots=True)
class Checkup:
    """How we are in a channel, and in its server if that was asked.

    ``given`` are the permissions that we need and have, ``lacks`` those that we haven't.
    ``watched`` says whether links are read and why; ``failed`` counts links that failed lately.
    ``elsewhere`` holds other channels that lack something, each with what.
    """

    channel: str
    given: tuple[str, ...]
    lacks: tuple[Lack, ...]
    watched: bool
    why: str
    reads_messages: bool
    waiting: int
    failed: int = 0
    last_error: str | None = None
    muted_until: int | None = None
    locked: bool = False
    server_waiting: int | None = None
    elsewhere: Sequence[tuple[str, Sequence[str]]] = ()
    fixes: tuple[Fix, ...] = ()
    manages: bool = False


def doctor_card(checkup: Checkup, note: str | None = None) -> View:
    """All that was looked at, what to do where it isn't well, and buttons that do it.

    Parameters:
        note: what the last press did, in a sentence.
    """
    buttons = [button(_LABELS[fix], fix.custom_id) for fix in (*checkup.fixes, Fix.AGAIN)]
    settings = [button("Settings", OPEN_SETTINGS.custom_id)] if checkup.manages else []
    return card(
        f"### How I am in {checkup.channel}",
        note and f"-# {note}",
        "\n".join((*_permissions(checkup), *_reading(checkup))),
        _server(checkup),
        Row(*buttons, *settings),
    )


def _permissions(checkup: Checkup) -> list[str]:
    lines = [f"{_ILL} {_lack(lack, checkup.channel)}" for lack in checkup.lacks]
    if checkup.muted_until:
        lines.append(
            f"{_ILL} I am timed out until <t:{checkup.muted_until}:f>; a moderator can end that."
        )
    if checkup.locked:
        lines.append(f"{_ILL} This thread is locked, so I can't answer in it; unlock it first.")
    may = f"I may here: {', '.join(checkup.given)}" if checkup.given else "I may do nothing here."
    return [*lines, f"{_WELL if checkup.given else _ILL} {may}"]


def _lack(lack: Lack, channel: str) -> str:
    name = f"**{lack.permission}**"
    if lack.target is None:
        return f"I lack {name}: give it to my role in the server's settings, under Roles."
    if lack.category is None:
        return f"{name} is denied to {lack.target} in {channel}: allow it to me there."
    category = clean(lack.category, 60)
    return (
        f"{name} is denied to {lack.target} in the category {category}, which {channel} follows:"
        " allow it to me in one of them."
    )


def _reading(checkup: Checkup) -> list[str]:
    lines = [f"{_WELL if checkup.watched else _ILL} {checkup.why}"]
    lines.append(f"{_WELL} I may read messages." if checkup.reads_messages else f"{_ILL} {_INTENT}")
    lines.append(
        f"{_WELL} No link of this channel waits for its answer."
        if not checkup.waiting
        else f"⏳ Links of this channel that wait for their answers: {checkup.waiting}"
    )
    if checkup.last_error:
        lines.append(
            f"{_ILL} Links that failed here since yesterday: {checkup.failed}; of the last I said:"
            f" {clean(checkup.last_error, 300)}"
        )
    return lines


def _server(checkup: Checkup) -> str | None:
    if checkup.server_waiting is None:
        return None
    lines = [
        "**In the whole server**",
        f"Links that wait for their answers: {checkup.server_waiting}",
    ]
    for channel, names in checkup.elsewhere[:_CHANNELS]:
        lines.append(f"{_ILL} {channel} withholds {', '.join(names)}")
    more = len(checkup.elsewhere) - _CHANNELS
    if more > 0:
        lines.append(f"{_ILL} {more} more channels withhold something")
    if not checkup.elsewhere:
        lines.append(f"{_WELL} In all other channels that are watched I may do all that I need.")
    return "\n".join(lines)
