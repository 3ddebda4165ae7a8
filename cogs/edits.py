"""What a press on ``/settings`` changes, as pure functions."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from bot.cards import SettingPress, level_id, of_value
from bot.domain import GuildSettings, PullquoteError
from bot.handover import site_name
from bot.languages import N_
from bot.watching import CARD_DEFAULTS, LONGEST_LIST, Place, choosing, watching

_THIS_CHANNEL = {"watch": True, "unwatch": False, "forget": None}


class ListFull(PullquoteError):
    """A list of a server's has no room left."""

    kind = "list_full"


def edited(
    settings: GuildSettings, press: SettingPress, values: Sequence[str], place: Place
) -> GuildSettings:
    """The settings after a press.

    Parameters:
        values: what was chosen in a select, or the lines that were written.
        place: where it was pressed.

    Raises:
        ListFull: a list would be longer than it may be.
        BadSite: a line is no site.
    """
    return _bounded(_edited(settings, press, values, place))


def _edited(
    settings: GuildSettings, press: SettingPress, values: Sequence[str], place: Place
) -> GuildSettings:
    does = press.does
    if does in _THIS_CHANNEL:
        return watching(settings, place.channel_id, _THIS_CHANNEL[does])
    if does in CARD_DEFAULTS:
        return choosing(settings, level_id(place, press.level), does, of_value(values[0]))
    if does not in _READ:
        return settings
    after = replace(settings, **{does: _READ[does](values)})
    if does == "watched":
        return replace(after, unwatched=after.unwatched - after.watched)
    return replace(after, watched=after.watched - after.unwatched)


def _ids(values: Sequence[str]) -> frozenset[int]:
    return frozenset(map(int, values))


def _sites(values: Sequence[str]) -> frozenset[str]:
    return frozenset(map(site_name, filter(str.strip, values)))


def _one(values: Sequence[str]) -> str | int | bool | None:
    return of_value(values[0])


#: How each field is read from what was chosen or written.
_READ: dict[str, Callable[[Sequence[str]], Any]] = {
    "watched": _ids,
    "unwatched": _ids,
    "ignored_roles": _ids,
    "ignored_members": _ids,
    "allowed_sites": _sites,
    "denied_sites": _sites,
    "languages": frozenset,
    "watch_all": _one,
    "bots": _one,
    "keep_days": _one,
}


def _bounded(settings: GuildSettings) -> GuildSettings:
    lists = (
        settings.watched,
        settings.unwatched,
        settings.ignored_roles,
        settings.ignored_members,
        settings.allowed_sites,
        settings.denied_sites,
    )
    # The server's own choices of the card are not a place's.
    if any(len(each) > LONGEST_LIST for each in lists) or len(settings.cards) > LONGEST_LIST + 1:
        raise ListFull(
            N_("That list holds {most} at most; take one out, or choose a whole category."),
            most=LONGEST_LIST,
        )
    return settings
