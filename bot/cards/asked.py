"""A question as its asker put it, written into the buttons that turn the pages of its answer."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Self

from bot.cards.pages import Row, turning

CHOSEN = ""  #: stands for what a select will give
FURTHEST = 99_990  # hits that can be paged through
_LONGEST_ID = 100  # characters, by Discord's limit
_OFFSET_GROWS = 4


@dataclass(frozen=True, slots=True)
class Asked:
    """A question, and how many hits were passed over.

    Parameters:
        command: the name of the command.
        said: its options by name, as text; what was left out is not in it.
        digest: where the archive keeps ``said``, if a button has no room for it.
    """

    command: str
    said: Mapping[str, str] = field(default_factory=dict[str, str])
    offset: int = 0
    digest: str | None = None

    #: Matches every custom id that :attr:`custom_id` makes.
    TEMPLATE = re.compile(
        r"pq\?(?P<command>[a-z]{1,20})\?(?P<offset>\d{1,5})"
        r"\?(?:#(?P<digest>[0-9a-f]{24})|(?P<said>(?:[a-z]+=[\s\S]*)?))"
    )

    @property
    def has_room(self) -> bool:
        """Whether a button holds the whole question, on whatever page."""
        inside = not any("?" in said for said in self.said.values())
        return inside and len(self._whole()) + _OFFSET_GROWS <= _LONGEST_ID

    @property
    def custom_id(self) -> str | None:
        """The whole question, or where it is kept, so that it outlives a restart.

        None where there is no room for it and it could not be kept.
        """
        if self.has_room:
            return self._whole()
        return f"pq?{self.command}?{self.offset}?#{self.digest}" if self.digest else None

    @classmethod
    def of_options(cls, command: str, **options: str | None) -> Self:
        """A command's question; options that are None were left out."""
        return cls(command, {name: said for name, said in options.items() if said is not None})

    @classmethod
    def of(cls, match: re.Match[str]) -> Self:
        """The question that a match of :attr:`TEMPLATE` stands for; what is kept is not in it."""
        said = dict(part.split("=", 1) for part in (match["said"] or "").split("?") if "=" in part)
        return cls(match["command"], said, int(match["offset"]), match["digest"])

    def saying(self, option: str, said: str) -> Self:
        """The same question with another value of an option; not kept yet, if it was."""
        if self.said.get(option) == said:
            return self
        return replace(self, said={**self.said, option: said}, digest=None)

    def leaving_open(self, option: str) -> Self:
        """The first page of the question, for a select that gives the option's value."""
        return replace(self.saying(option, CHOSEN), offset=0)

    def choosing(self, said: str) -> Self:
        """The question with what a select gave for the option that was left open."""
        left_open = next((name for name, value in self.said.items() if value == CHOSEN), None)
        return self if left_open is None else self.saying(left_open, said)

    def _whole(self) -> str:
        said = "?".join(f"{name}={value}" for name, value in self.said.items())
        return f"pq?{self.command}?{self.offset}?{said}"


def turns(asked: Asked, a_page: int, shown: int, total: int) -> Row | None:
    """The buttons to the pages before and after one.

    Parameters:
        a_page: how many hits a page has.
        shown: how many this one has.
        total: how many there are in all, as far as is known.
    """
    before = replace(asked, offset=max(0, asked.offset - a_page))
    after = replace(asked, offset=asked.offset + a_page)
    return turning(
        before.custom_id if asked.offset else None,
        after.custom_id if asked.offset + shown < min(total, FURTHEST) else None,
    )
