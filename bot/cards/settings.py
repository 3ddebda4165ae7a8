"""``/settings`` as Discord shows it: one message, a topic at a time, its controls below it."""

from collections.abc import Sequence
from dataclasses import replace

import discord

from bot.archive import Change
from bot.cards.applied import (
    Applied,
    card_in_words,
    change_in_words,
    channels_in_words,
    here_in_words,
    keeping_in_words,
    people_in_words,
    sites_in_words,
)
from bot.cards.controls import card_rows, channel_rows, days_select, people_rows, site_rows
from bot.cards.pages import Row, View, button, card, turning
from bot.cards.setting_presses import SettingPress, Topic
from bot.languages import N_, _

CHANGES_A_PAGE = 12
_KEYS = {
    Topic.CARD: ("size", "place", "quotes", "language"),
    Topic.MANNERS: ("silent", "suppress_embed", "thumbnail", "reposts"),
}
_TOPICS = {
    Topic.OVERVIEW: (N_("What applies here"), N_("All settings as they are in this channel")),
    Topic.CHANNELS: (N_("Channels"), N_("Where links are read")),
    Topic.PEOPLE: (N_("People and bots"), N_("Whose links are read")),
    Topic.SITES: (N_("Sites and languages"), N_("Which links are read")),
    Topic.CARD: (N_("Card"), N_("Its size, its place, how many quotes, its language")),
    # Translators: how a card behaves: silently, with a picture, to links shared before.
    Topic.MANNERS: (N_("Manners"), N_("Silent, previews, pictures, links shared before")),
    Topic.KEEPING: (N_("Keeping"), N_("For how long what is shared is kept")),
    Topic.LOG: (N_("Changes"), N_("Who changed what, and when")),
}


def settings_page(
    applied: Applied, press: SettingPress, changes: Sequence[Change] = (), note: str | None = None
) -> View:
    """The message at one topic.

    Parameters:
        press: the topic, and with it the level and page.
        changes: the server's latest, for the log.
        note: what the last press did, in a sentence.
    """
    name = _(_TOPICS[press.topic][0])
    body, rows = _body(applied, press, changes)
    return card(
        "### " + _("Settings: {topic}").format(topic=name),
        note and f"-# {note}",
        body,
        *rows,
        _topic_select(press.topic),
    )


def _body(
    applied: Applied, press: SettingPress, changes: Sequence[Change]
) -> tuple[str, Sequence[Row | str | None]]:
    match press.topic:
        case Topic.CHANNELS:
            page = channels_in_words(applied), channel_rows(applied, press)
        case Topic.PEOPLE:
            page = people_in_words(applied), people_rows(applied, press)
        case Topic.SITES:
            page = sites_in_words(applied), site_rows(applied, press)
        case Topic.CARD | Topic.MANNERS:
            keys = _KEYS[press.topic]
            page = card_in_words(applied, keys), card_rows(applied, press, keys)
        case Topic.KEEPING:
            page = keeping_in_words(applied), [days_select(applied, press)]
        case Topic.LOG:
            page = _log(changes, press)
        case _:
            page = _overview(applied), [_moving(press)]
    return page


def _overview(applied: Applied) -> str:
    return "\n\n".join(
        (
            here_in_words(applied),
            people_in_words(applied),
            sites_in_words(applied),
            card_in_words(applied),
            keeping_in_words(applied),
        )
    )


def _moving(press: SettingPress) -> Row:
    return Row(
        button(_("Export"), replace(press, does="export").custom_id),
        button(_("Import…"), replace(press, does="import").custom_id),
    )


def _log(changes: Sequence[Change], press: SettingPress) -> tuple[str, Sequence[Row | str | None]]:
    if not changes:
        return _("Nothing has been changed yet."), []
    last = (len(changes) - 1) // CHANGES_A_PAGE
    page = min(press.page, last)
    shown = changes[page * CHANGES_A_PAGE : (page + 1) * CHANGES_A_PAGE]
    before, after = (replace(press, does="turn", page=max(0, page + step)) for step in (-1, 1))
    turn = turning(before.custom_id if page else None, after.custom_id if page < last else None)
    return "\n".join(map(change_in_words, shown)), [turn]


def _topic_select(topic: Topic) -> Row:
    options = [
        discord.SelectOption(label=_(name), value=each, description=_(what), default=each is topic)
        for each, (name, what) in _TOPICS.items()
    ]
    press = SettingPress(topic, "topic")
    return Row(discord.ui.Select[View](custom_id=press.custom_id, options=options))
