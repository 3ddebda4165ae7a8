"""Whom somebody means: the candidates are named, and nobody is guessed."""

from collections.abc import Sequence

import discord

from bot.archive import Candidate, called
from bot.cards import counts
from bot.cards.asked import Asked
from bot.cards.pages import Row, View, card
from bot.cards.text import clean, plain
from bot.languages import _

_NAMED = 10  # of the candidates, in the sentence
_MOST = 25  # in a select, as Discord has it
_CHOICE = 100


def which_card(typed: str, candidates: Sequence[Candidate], asked: Asked) -> View:
    """Asks back which of several people is meant.

    Parameters:
        asked: the question, the name left open for the select.
    """
    named = ", ".join(_counted(who) for who in candidates[:_NAMED])
    asks = _("Which “{name}” do you mean?").format(name=clean(called(typed), 60))
    return card(
        f"**{asks}**\n{named}",
        _choice(candidates, asked, _("Choose whom you mean")),
    )


def did_you_mean_card(typed: str, near: Sequence[Candidate], asked: Asked) -> View:
    """Offers the people whose names are nearest to one that nobody here has."""
    return card(
        _("Nobody called “{name}” is quoted here; did you mean one of these?").format(
            name=clean(called(typed), 60)
        ),
        _choice(near, asked, _("Choose whom you mean")),
    )


def words_card(typed: str, near: Sequence[str], asked: Asked) -> View:
    """Offers what somebody may have meant to search for."""
    options = [
        discord.SelectOption(label=plain(words, _CHOICE), value=words[:_CHOICE]) for words in near
    ]
    return card(
        _("Nothing with “{words}” here; did you mean one of these?").format(
            words=clean(typed, 100)
        ),
        _select(options, asked, _("Choose what you mean")),
    )


def said_by(candidates: Sequence[Candidate], asked: Asked) -> Row | None:
    """A select that leads from a search to the words of those whose names were searched for."""
    return _choice(candidates, asked, _("Quotes by …"))


def _choice(candidates: Sequence[Candidate], asked: Asked, prompt: str) -> Row | None:
    return _select(
        [
            discord.SelectOption(
                label=plain(who.name, _CHOICE) or "?",
                value=plain(who.exactly, _CHOICE),
                description=_quotes(who),
            )
            for who in candidates[:_MOST]
        ],
        asked,
        prompt,
    )


def _select(options: list[discord.SelectOption], asked: Asked, prompt: str) -> Row | None:
    if asked.custom_id is None:
        return None
    # Two names that are the same but for what Discord's hundred letters leave of them are one.
    distinct = {option.value: option for option in options}
    return Row(
        discord.ui.Select[View](
            custom_id=asked.custom_id, options=list(distinct.values()), placeholder=prompt
        )
    )


def _counted(who: Candidate) -> str:
    name = f"**{clean(who.name, 60)}**"
    return name if who.quotes is None else f"{name} ({_quotes(who)})"


def _quotes(who: Candidate) -> str:
    if who.quotes is None:
        return _("many quotes")
    if who.quotes == 0:
        return _("only mentioned")
    return counts.quotes(who.quotes)
