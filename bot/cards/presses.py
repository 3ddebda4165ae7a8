"""What a card's buttons stand for, written into their custom ids so that they outlive a restart."""

import re
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Self


class Action(StrEnum):
    """What a press asks for."""

    QUOTES = "quotes"
    QUOTES_PAGE = "quotes-page"
    SPEAKERS = "speakers"
    SPEAKER = "speaker"
    SPEAKER_PAGE = "speaker-page"
    NAMES = "names"
    NAMES_PAGE = "names-page"
    DELETE = "delete"

    @property
    def opens(self) -> bool:
        """Whether the answer is a message of its own; the others change the one pressed."""
        return self in {Action.QUOTES, Action.SPEAKERS, Action.NAMES}


@dataclass(frozen=True, slots=True)
class Press:
    """A button or select on the card of a share. ``page`` and ``speaker`` count from 0."""

    action: Action
    share_id: int
    page: int = 0
    speaker: int = 0

    #: Matches every custom id that :attr:`custom_id` makes.
    TEMPLATE = re.compile(
        rf"pq:(?P<action>{'|'.join(Action)})"
        r":(?P<share>\d{1,19}):(?P<page>\d{1,6}):(?P<speaker>\d{1,6})"
    )

    @property
    def custom_id(self) -> str:
        return f"pq:{self.action}:{self.share_id}:{self.page}:{self.speaker}"

    @classmethod
    def of(cls, match: re.Match[str]) -> Self:
        """The press that a match of :attr:`TEMPLATE` stands for."""
        return cls(
            Action(match["action"]), int(match["share"]), int(match["page"]), int(match["speaker"])
        )

    def choosing(self, value: str) -> Self:
        """The press with the option that was chosen in its select: a speaker's place."""
        return replace(self, speaker=int(value))
