"""What the controls of ``/settings`` stand for, written into their custom ids."""

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Self

from bot.watching import Place, Why

#: What a select gives back for "nothing decided here".
UNDECIDED = "-"
#: What the choices of a card can be made for.
LEVELS = (Why.SERVER, Why.CATEGORY, Why.CHANNEL, Why.THREAD)


class Topic(StrEnum):
    """What the message is about at the moment."""

    OVERVIEW = "overview"
    CHANNELS = "channels"
    PEOPLE = "people"
    SITES = "sites"
    CARD = "card"
    MANNERS = "manners"
    KEEPING = "keeping"
    LOG = "log"


@dataclass(frozen=True, slots=True)
class SettingPress:
    """A button or select of the message: a field that it sets, or what else it does.

    ``level`` is whether the card's choices are made for the server, a category or a channel.
    """

    topic: Topic
    does: str = ""
    level: Why = Why.SERVER
    page: int = 0

    #: Matches every custom id that :attr:`custom_id` makes.
    TEMPLATE = re.compile(
        rf"pqs:(?P<topic>{'|'.join(Topic)}):(?P<does>[a-z_]{{0,30}})"
        rf":(?P<level>{'|'.join(LEVELS)}):(?P<page>\d{{1,3}})"
    )

    @property
    def custom_id(self) -> str:
        return f"pqs:{self.topic}:{self.does}:{self.level}:{self.page}"

    @classmethod
    def of(cls, match: re.Match[str]) -> Self:
        """The press that a match of :attr:`TEMPLATE` stands for."""
        return cls(Topic(match["topic"]), match["does"], Why(match["level"]), int(match["page"]))


#: On a message that others see: opens the settings for who presses, and changes no message.
OPEN_SETTINGS = SettingPress(Topic.OVERVIEW, "open")


def level_id(place: Place, level: Why) -> int:
    """The id that choices at a level are kept under; the server's where there is no such level."""
    return next((id_ for id_, why in place.levels if why is level), place.guild_id)


def as_value(value: str | int | bool | None) -> str:
    """A value as a select gives it back; :func:`of_value` is the way back."""
    if value is None:
        return UNDECIDED
    return str(value).lower() if isinstance(value, bool) else str(value)


def of_value(written: str) -> str | int | bool | None:
    """What a select's value stands for."""
    if written in {"true", "false"}:
        return written == "true"
    if written == UNDECIDED:
        return None
    return int(written) if written.isdecimal() else written
