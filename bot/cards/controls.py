"""The selects and buttons of ``/settings``, a few rows for each topic."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

import discord

from bot.cards import counts
from bot.cards.applied import CHOICES, LANGUAGES, VALUES, Applied
from bot.cards.pages import Button, Row, View, button
from bot.cards.setting_presses import SettingPress, as_value, level_id
from bot.languages import N_, _, name_of, ngettext, number
from bot.watching import LONGEST_LIST, Why

_DAYS = (1, 7, 14, 30, 90, 180, 365)
_LEVELS = {
    Why.SERVER: N_("In the whole server"),
    Why.CATEGORY: N_("In this category"),
    Why.CHANNEL: N_("In this channel"),
    Why.THREAD: N_("In this thread"),
}


def channel_rows(applied: Applied, press: SettingPress) -> list[Row | str]:
    """Which channels are watched."""
    settings, channel = applied.settings, applied.place.channel_id
    everywhere = {
        None: _("All other channels: by the server's size"),
        True: _("All other channels: watched"),
        False: _("All other channels: not watched"),
    }
    return [
        _("-# Watch these channels, categories and threads:"),
        # Translators: in a select of channels of which none is chosen.
        _channels("watched", settings.watched, _("None"), press),
        _("-# Never watch these:"),
        _channels("unwatched", settings.unwatched, _("None"), press),
        _select("watch_all", everywhere, settings.watch_all, _("All other channels…"), press),
        Row(
            _button(_("Watch this channel"), "watch", press, channel in settings.watched),
            _button(_("Don't watch it"), "unwatch", press, channel in settings.unwatched),
            _button(
                _("As the others"),
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
        None: _("Bots and webhooks: default"),
        True: _("Bots and webhooks: read"),
        False: _("Bots and webhooks: not read"),
    }
    roles = discord.ui.RoleSelect[View](
        custom_id=replace(press, does="ignored_roles").custom_id,
        placeholder=_("Roles"),
        min_values=0,
        max_values=LONGEST_LIST,
        default_values=_objects(settings.ignored_roles),
    )
    members = discord.ui.UserSelect[View](
        custom_id=replace(press, does="ignored_members").custom_id,
        placeholder=_("Members"),
        min_values=0,
        max_values=LONGEST_LIST,
        default_values=_objects(settings.ignored_members),
    )
    return [
        _("-# Don't read links of these roles and members:"),
        Row(roles),
        Row(members),
        _select("bots", bots, settings.bots, _("Links of bots and webhooks…"), press),
    ]


def site_rows(applied: Applied, press: SettingPress) -> list[Row]:
    """Which sites and languages are read."""
    chosen = applied.settings.languages
    options = [
        discord.SelectOption(label=name_of(code) or code, value=code, default=code in chosen)
        for code in (*LANGUAGES, *sorted(chosen - set(LANGUAGES)))
    ][:LONGEST_LIST]
    languages = discord.ui.Select[View](
        custom_id=replace(press, does="languages").custom_id,
        placeholder=_("Answer these languages alone"),
        min_values=0,
        max_values=len(options),
        options=options,
    )
    return [
        Row(
            button(_("Allow sites…"), replace(press, does="allowed_sites").custom_id),
            button(_("Deny sites…"), replace(press, does="denied_sites").custom_id),
        ),
        Row(languages),
    ]


def card_rows(applied: Applied, press: SettingPress, keys: Iterable[str]) -> list[Row]:
    """Some choices of a card, and what they are made for."""
    offered = (Why.SERVER, *(why for _, why in reversed(applied.place.levels)))
    level = press.level if press.level in offered else Why.SERVER
    press = replace(press, level=level)
    said = applied.settings.cards.get(level_id(applied.place, level), {})
    undecided = _("default") if level is Why.SERVER else _("as around it")
    levels = [
        discord.SelectOption(label=_(_LEVELS[why]), value=why, default=why is level)
        for why in offered
    ]
    where = discord.ui.Select[View](
        custom_id=replace(press, does="level").custom_id, options=levels
    )
    return [
        Row(where),
        *(
            _select(
                key,
                {None: _choice(key, undecided)}
                | {value: _choice(key, _(label)) for value, label in VALUES[key].items()},
                said.get(key),
                _(CHOICES[key]),
                press,
            )
            for key in keys
        ),
    ]


def _choice(key: str, said: str) -> str:
    # Translators: a choice and what it is set to: "Size: the full card".
    return _("{name}: {value}").format(name=_(CHOICES[key]), value=said)


def days_select(applied: Applied, press: SettingPress) -> Row:
    """For how long what is shared is kept."""
    most, now = applied.keep_days, applied.settings.keep_days
    days = {*(days for days in _DAYS if most is None or days <= most), *([now] if now else [])}
    longest = _("Until the message goes")
    if most is not None:
        for_all = ngettext(
            "{count} day, as for all servers", "{count} days, as for all servers", most
        )
        longest = for_all.format(count=number(most))
    labels: dict[str | int | bool | None, str] = {None: longest}
    labels |= {each: counts.days(each) for each in sorted(days)}
    return _select("keep_days", labels, now, _("Keep what is shared…"), press)


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
