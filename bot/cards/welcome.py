"""The one message that we send unasked: who we are, what we store, where to choose."""

import discord

from bot.cards.pages import Button, Row, View, button, card
from bot.cards.setting_presses import OPEN_SETTINGS
from bot.cards.text import clean
from bot.languages import N_, _

_DOES = N_(
    "When somebody pastes a link to a news article, I read it and answer with a card of who said"
    " what in it; `/quotes` and `/search` find it again later."
)
_STORES = N_(
    "**What I store**: of an article its text, quotes and names; of a message its ids, its link and"
    " its time. **Never the text of a message.** Delete one, and what I keep of it goes, too."
    " This is the only message that I send unasked."
)
_WATCHED = N_("Links are read in every channel that I can see, until you choose otherwise.")
_CHOOSE = N_("In a server of this size I read no links until you choose the channels.")
_WHO = N_("-# Whoever may manage this server can change that here or with `/settings`.")
_WHERE = N_("-# Type `/settings` in any of its channels to change that.")


def welcome_card(*, watched: bool) -> View:
    """What a server reads when we come.

    Parameters:
        watched: whether links are read without anybody choosing channels.
    """
    choose = Row(button(_("Settings"), OPEN_SETTINGS.custom_id))
    return card(
        "### " + _("Hello, I am Pullquote"),
        _(_DOES),
        _(_STORES),
        _(_WATCHED if watched else _CHOOSE),
        _(_WHO),
        choose,
    )


def welcome_letter(server: str, url: str, *, watched: bool) -> View:
    """The same for who brought us into a server, in direct messages.

    Parameters:
        server: its name.
        url: where Discord shows it.
        watched: whether links are read without anybody choosing channels.
    """
    there = Row(Button(label=_("Open the server"), url=url, style=discord.ButtonStyle.link))
    return card(
        "### " + _("Hello, I am Pullquote, now in {server}").format(server=clean(server, 100)),
        _(_DOES),
        _(_STORES),
        _(_WATCHED if watched else _CHOOSE),
        _(_WHERE),
        there,
    )
