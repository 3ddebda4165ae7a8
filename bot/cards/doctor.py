"""``/doctor`` as Discord shows it: what works here, what doesn't, and what to do about it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from bot.cards.pages import Row, View, button, card
from bot.cards.setting_presses import OPEN_SETTINGS
from bot.cards.text import clean
from bot.languages import N_, _, ngettext, number

_WELL, _ILL = "✅", "❌"
_CHANNELS = 10
_INTENT = N_(
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
    Fix.GRANT: N_("Allow me in this channel"),
    Fix.WATCH: N_("Watch this channel"),
    Fix.RETRY: N_("Try failed links again"),
    Fix.AGAIN: N_("Look again"),
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
    buttons = [button(_(_LABELS[fix]), fix.custom_id) for fix in (*checkup.fixes, Fix.AGAIN)]
    settings = [button(_("Settings"), OPEN_SETTINGS.custom_id)] if checkup.manages else []
    return card(
        "### " + _("How I am in {channel}").format(channel=checkup.channel),
        note and f"-# {note}",
        "\n".join((*_permissions(checkup), *_reading(checkup))),
        _server(checkup),
        Row(*buttons, *settings),
    )


def _permissions(checkup: Checkup) -> list[str]:
    lines = [f"{_ILL} {_lack(lack, checkup.channel)}" for lack in checkup.lacks]
    if checkup.muted_until:
        until = f"<t:{checkup.muted_until}:f>"
        muted = _("I am timed out until {when}; a moderator can end that.").format(when=until)
        lines.append(f"{_ILL} {muted}")
    if checkup.locked:
        locked = _("This thread is locked, so I can't answer in it; unlock it first.")
        lines.append(f"{_ILL} {locked}")
    may = _("I may do nothing here.")
    if checkup.given:
        # Translators: what follows are permissions, by the names that Discord has for them.
        may = _("I may here: {permissions}").format(permissions=", ".join(checkup.given))
    return [*lines, f"{_WELL if checkup.given else _ILL} {may}"]


def _lack(lack: Lack, channel: str) -> str:
    name = f"**{lack.permission}**"
    if lack.target is None:
        return _(
            "I lack {permission}: give it to my role in the server's settings, under Roles."
        ).format(permission=name)
    if lack.category is None:
        return _("{permission} is denied to {who} in {channel}: allow it to me there.").format(
            permission=name, who=lack.target, channel=channel
        )
    return _(
        "{permission} is denied to {who} in the category {category}, which {channel} follows:"
        " allow it to me in one of them."
    ).format(permission=name, who=lack.target, channel=channel, category=clean(lack.category, 60))


def _reading(checkup: Checkup) -> list[str]:
    lines = [f"{_WELL if checkup.watched else _ILL} {checkup.why}"]
    reads = _("I may read messages.")
    lines.append(f"{_WELL} {reads}" if checkup.reads_messages else f"{_ILL} {_(_INTENT)}")
    waiting = _("Links of this channel that wait for their answers: {count}")
    none_waits = _("No link of this channel waits for its answer.")
    lines.append(
        f"⏳ {waiting.format(count=number(checkup.waiting))}"
        if checkup.waiting
        else f"{_WELL} {none_waits}"
    )
    if checkup.last_error:
        failed = _("Links that failed here since yesterday: {count}; the last: {sentence}")
        said = clean(_(checkup.last_error), 300)
        lines.append(f"{_ILL} {failed.format(count=number(checkup.failed), sentence=said)}")
    return lines


def _server(checkup: Checkup) -> str | None:
    if checkup.server_waiting is None:
        return None
    head = _("In the whole server")
    lines = [
        f"**{head}**",
        _("Links that wait for their answers: {count}").format(
            count=number(checkup.server_waiting)
        ),
    ]
    for channel, names in checkup.elsewhere[:_CHANNELS]:
        withholds = _("{channel} withholds {permissions}")
        lines.append(f"{_ILL} {withholds.format(channel=channel, permissions=', '.join(names))}")
    more = len(checkup.elsewhere) - _CHANNELS
    if more > 0:
        others = ngettext(
            "{count} more channel withholds something",
            "{count} more channels withhold something",
            more,
        )
        lines.append(f"{_ILL} {others.format(count=number(more))}")
    if not checkup.elsewhere:
        well = _("In all other channels that are watched I may do all that I need.")
        lines.append(f"{_WELL} {well}")
    return "\n".join(lines)
