"""Whom somebody means: the candidates are named, and nobody is guessed."""

from collections.abc import Sequence

import discord

from bot.archive import Candidate
from bot.cards.pages import Row, View, card
from bot.cards.text import clean, plain

_NAMED = 10  # of the candidates, in the sentence
_MOST = 25  # in a select, as Discord has it
_CHOICE = 100


def who_card(typed: str, candidates: Sequence[Candidate], custom_id: str) -> View:
    """Asks back which of several people is meant.

    Parameters:
        custom_id: that of the select; the value chosen is what to ask the archive for.
    """
    named = ", ".join(_counted(who) for who in candidates[:_NAMED])
    return card(
        f"**Which “{clean(typed, 60)}” do you mean?**\n{named}",
        _choice(candidates, custom_id, "Choose whom you mean"),
    )


def did_you_mean_card(typed: str, near: Sequence[Candidate], custom_id: str) -> View:
    """Offers the people whose names are nearest to one that nobody here has."""
    return card(
        f"Nobody called “{clean(typed, 60)}” is quoted here; did you mean one of these?",
        _choice(near, custom_id, "Choose whom you mean"),
    )


def words_card(typed: str, near: Sequence[str], custom_id: str) -> View:
    """Offers what somebody may have meant to search for."""
    options = [
        discord.SelectOption(label=plain(words, _CHOICE), value=words[:_CHOICE]) for words in near
    ]
    return card(
        f"Nothing with “{clean(typed, 100)}” here; did you mean one of these?",
        _select(options, custom_id, "Choose what you mean"),
    )


def said_by(candidates: Sequence[Candidate], custom_id: str) -> Row:
    """A select that leads from a search to the words of those whose names were searched for."""
    return _choice(candidates, custom_id, "Quotes by …")


def _choice(candidates: Sequence[Candidate], custom_id: str, prompt: str) -> Row:
    return _select(
        [
            discord.SelectOption(
                label=plain(who.name, _CHOICE) or "?",
                value=plain(who.exactly, _CHOICE),
                description=_quotes(who),
            )
            for who in candidates[:_MOST]
        ],
        custom_id,
        prompt,
    )


def _select(options: list[discord.SelectOption], custom_id: str, prompt: str) -> Row:
    # Two names that are the same but for what Discord's hundred letters leave of them are one.
    distinct = {option.value: option for option in options}
    return Row(
        discord.ui.Select[View](
            custom_id=custom_id, options=list(distinct.values()), placeholder=prompt
        )
    )


def _counted(who: Candidate) -> str:
    name = f"**{clean(who.name, 60)}**"
    return name if who.quotes is None else f"{name} {who.quotes}"


def _quotes(who: Candidate) -> str:
    if who.quotes is None:
        return "many quotes"
    return "1 quote" if who.quotes == 1 else f"{who.quotes} quotes"
