"""The selects and buttons of ``/settings``, a few rows for each topic."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

import discord

from bot.cards.applied import CHOICES, LANGUAGES, VALUES, Applied
from bot.cards.pages import Button, Row, View, button
from bot.cards.setting_presses import SettingPress, as_value, level_id
from bot.watching import LONGEST_LIST, Why

_DAYS = (1, 7, 14, 30, 90, 180, 365)
_LEVELS = {
    Why.SERVER: "In the whole server",
    Why.CATEGORY: "In this category",
    Why.CHANNEL: "In this channel",
    Why.THREAD: "In this thread",
}


def channel_rows(applied: Applied, press: SettingPress) -> list[Row | str]:
    """Which channels are watched."""
    settings, channel = applied.settings, applied.place.channel_id
    everywhere = {
        None: "All other channels: by the server's size",
        True: "All other channels: watched",
        False: "All other channels: not watched",
    }
    return [
        "-# Watch these channels, categories and threads:",
        _channels("watched", settings.watched, "None", press),
        "-# Never watch these:",
        _channels("unwatched", settings.unwatched, "None", press),
        _select("watch_all", everywhere, settings.watch_all, "All other channels…", press),
        Row(
            _button("Watch this channel", "watch", press, channel in settings.watched),
            _button("Don't watch it", "unwatch", press, channel in settings.unwatched),
            _button(
                "As the others",
                "forget",
                press,
                channel not in settings.watched | settings.unwatched,
            ),
        ),
    ]


def people_rows(applied: Applied, press: SettingPress) -> list[Row | str]:
    """Whose links are read."""
    settings = applied.settings
    bots = {
        None: "Bots and webhooks: default",
        True: "Bots and webhooks: read",
        False: "Bots and webhooks: not read",
    }
    roles = discord.ui.RoleSelect[View](
        custom_id=replace(press, does="ignored_roles").custom_id,
        placeholder="Roles",
        min_values=0,
        max_values=LONGEST_LIST,
        default_values=_objects(settings.ignored_roles),
    )
    members = discord.ui.UserSelect[View](
        custom_id=replace(press, does="ignored_members").custom_id,
        placeholder="Members",
        min_values=0,
        max_values=LONGEST_LIST,
        default_values=_objects(settings.ignored_members),
    )
    return [
        "-# Don't read links of these roles and members:",
        Row(roles),
        Row(members),
        _select("bots", bots, settings.bots, "Links of bots and webhooks…", press),
    ]


def site_rows(applied: Applied, press: SettingPress) -> list[Row]:
    """Which sites and languages are read."""
    chosen = applied.settings.languages
    options = [
        discord.SelectOption(label=name, value=code, default=code in chosen)
        for code, name in (
            LANGUAGES | {code: code for code in sorted(chosen - LANGUAGES.keys())}
        ).items()
    ][:LONGEST_LIST]
    languages = discord.ui.Select[View](
        custom_id=replace(press, does="languages").custom_id,
        placeholder="Answer these languages alone",
        min_values=0,
        max_values=len(options),
        options=options,
    )
    return [
        Row(
            button("Allow sites…", replace(press, does="allowed_sites").custom_id),
            button("Deny sites…", replace(press, does="denied_sites").custom_id),
        ),
        Row(languages),
    ]


def card_rows(applied: Applied, press: SettingPress, keys: Iterable[str]) -> list[Row]:
    """Some choices of a card, and what they are made for."""
    offered = (Why.SERVER, *(why for _, why in reversed(applied.place.levels)))
    level = press.level if press.level in offered else Why.SERVER
    press = replace(press, level=level)
    said = applied.settings.cards.get(level_id(applied.place, level), {})
    undecided = "Default" if level is Why.SERVER else "As around it"
    levels = [
        discord.SelectOption(label=_LEVELS[why], value=why, default=why is level) for why in offered
    ]
    where = discord.ui.Select[View](
        custom_id=replace(press, does="level").custom_id, options=levels
    )
    return [
        Row(where),
        *(
            _select(
                key,
                {None: f"{CHOICES[key]}: {undecided.lower()}"}
                | {value: f"{CHOICES[key]}: {label}" for value, label in VALUES[key].items()},
                said.get(key),
                CHOICES[key],
                press,
            )
            for key in keys
        ),
    ]


def days_select(applied: Applied, press: SettingPress) -> Row:
    """For how long what is shared is kept."""
    most, now = applied.keep_days, applied.settings.keep_days
    days = {*(days for days in _DAYS if most is None or days <= most), *([now] if now else [])}
    longest = "Until the message goes" if most is None else f"{most} days, as for all servers"
    labels: dict[str | int | bool | None, str] = {None: longest}
    labels |= {each: "1 day" if each == 1 else f"{each} days" for each in sorted(days)}
    return _select("keep_days", labels, now, "Keep what is shared…", press)


def _channels(does: str, ids: frozenset[int], placeholder: str, press: SettingPress) -> Row:
    return Row(
        discord.ui.ChannelSelect[View](
            custom_id=replace(press, does=does).custom_id,
            placeholder=placeholder,
            min_values=0,
            max_values=LONGEST_LIST,
            default_values=_objects(ids),
        )
    )


def _select(
    does: str,
    labels: dict[Any, str],
    chosen: str | int | bool | None,
    placeholder: str,
    press: SettingPress,
) -> Row:
    """A select of one value of several, None among them."""
    options = [
        discord.SelectOption(label=label, value=as_value(value), default=value == chosen)
        for value, label in labels.items()
    ]
    return Row(
        discord.ui.Select[View](
            custom_id=replace(press, does=does).custom_id, placeholder=placeholder, options=options
        )
    )


def _button(label: str, does: str, press: SettingPress, disabled: bool) -> Button:
    return button(label, replace(press, does=does).custom_id, disabled=disabled)


def _objects(ids: frozenset[int]) -> list[discord.Object]:
    return [discord.Object(id_) for id_ in sorted(ids)[:LONGEST_LIST]]
