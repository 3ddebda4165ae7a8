"""What a card's buttons stand for, written into their custom ids so that they outlive a restart."""

import re
import zlib
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
    SEARCH = "search"
    NAMES = "names"
    NAMES_PAGE = "names-page"
    CARD = "card"
    DELETE = "delete"

    @property
    def opens(self) -> bool:
        """Whether the answer is a message of its own; the others change the one pressed."""
        return self in {Action.QUOTES, Action.SPEAKERS, Action.NAMES, Action.CARD}


@dataclass(frozen=True, slots=True)
class Press:
    """A button or select on the card of a share.

    ``page`` counts from 0. ``speaker`` is the mark of a name: unlike a place among the speakers, it
    means the same person when a quote is corrected or the article is read again.
    """

    action: Action
    share_id: int
    page: int = 0
    speaker: int = 0

    #: Matches every custom id that :attr:`custom_id` makes.
    TEMPLATE = re.compile(
        rf"pq:(?P<action>{'|'.join(Action)})"
        r":(?P<share>\d{1,19}):(?P<page>\d{1,6}):(?P<speaker>\d{1,10})"
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
        """The press with the option that was chosen in its select: a speaker's mark."""
        return replace(self, speaker=int(value))


def mark_of(name: str) -> int:
    """The mark by which a custom id means a name."""
    return zlib.crc32(name.encode("utf-8", "replace"))
