"""What the archive found, as Discord shows it."""

import re
from dataclasses import dataclass, replace
from datetime import date
from typing import Self

from bot.archive import QuoteHit, QuotePage, SearchHit
from bot.cards.pages import View, card, turning
from bot.cards.quotation import said
from bot.cards.text import clean, day, link

FOLDED = 300
A_PAGE = 5
SPEAKER = 45  # the longest name and words that a custom id of 100 characters has room for
ABOUT = 35
FURTHEST = 99_990  # hits that can be paged through


@dataclass(frozen=True, slots=True)
class Question:
    """A question to the archive as its asker put it, and how many hits were passed over."""

    speaker: str = ""
    about: str = ""
    since: date | None = None
    offset: int = 0

    #: Matches every custom id that :attr:`custom_id` makes.
    TEMPLATE = re.compile(
        r"pq\?(?P<offset>\d{1,5})\?(?P<since>\d{8})?\?(?P<speaker>[^?]{0,45})\?(?P<about>[^?]{0,35})"
    )

    @property
    def custom_id(self) -> str:
        """The whole question in at most 100 characters, so that it outlives a restart."""
        since = self.since.isoformat().replace("-", "") if self.since else ""
        speaker, about = _said_in(self.speaker, SPEAKER), _said_in(self.about, ABOUT)
        return f"pq?{self.offset}?{since}?{speaker}?{about}"

    @classmethod
    def of(cls, match: re.Match[str]) -> Self:
        """The question that a match of :attr:`TEMPLATE` stands for.

        Raises:
            ValueError: its date is none.
        """
        since = date.fromisoformat(match["since"]) if match["since"] else None
        return cls(match["speaker"], match["about"], since, int(match["offset"]))

    @classmethod
    def about_speaker(cls, name: str) -> Self:
        """The question for a speaker, by as many words of the name as there is room for."""
        return cls(_said_in(name, SPEAKER))


def found_card(page: QuotePage, asked: Question) -> View:
    """One page of an answer, or a sentence that says what to try where nothing was found."""
    if not page.hits:
        return card(f"No quotes {_asked(asked)} here; {_advice(asked)}.")
    first, last = asked.offset + 1, asked.offset + len(page.hits)
    before = replace(asked, offset=max(0, asked.offset - A_PAGE))
    after = replace(asked, offset=asked.offset + A_PAGE)
    return card(
        f"**Quotes {_asked(asked)}**\n-# {first}–{last} of {page.total}{'+' * page.more}",
        *map(_hit, page.hits),
        turning(
            before.custom_id if asked.offset else None,
            after.custom_id if last < min(page.total, FURTHEST) else None,
        ),
    )


def source(label: str, hit: QuoteHit | SearchHit) -> str:
    """Where a hit comes from: the article, behind ``label``, its site and day, and the message."""
    jump = f"[jump to the message]({hit.share.seen.jump_url})" if hit.share else None
    # The link that was shared here: the article's own address may come from another server.
    article = link(label, hit.share.seen.url if hit.share else None, 80)
    parts = (article, clean(hit.site or "", 30), day(hit.published), jump)
    return " · ".join(part for part in parts if part)


def _hit(hit: QuoteHit) -> str:
    where = source(hit.title or hit.site or "Untitled", hit)
    return f"{said(hit.words, hit.quoted, hit, FOLDED)}\n-# {where}"


def _asked(asked: Question) -> str:
    parts = (
        asked.speaker and f"by {clean(asked.speaker, 60)}",
        asked.about and f"about “{clean(asked.about, 60)}”",
        asked.since and f"since {day(asked.since.isoformat())}",
    )
    return " ".join(part for part in parts if part) or "of the newest articles"


def _advice(asked: Question) -> str:
    if asked.since:
        return "try an earlier date"
    if asked.about:
        return "try other words, or leave `about` out"
    if asked.speaker:
        return "try a part of the name, or pick one of the suggestions"
    return "paste a link to an article first"


def _said_in(text: str, limit: int) -> str:
    """The beginning of ``text`` in whole words, without the mark that parts a custom id."""
    words = text.replace("?", " ")
    if len(words) <= limit:
        return words
    return words[: limit + 1].rpartition(" ")[0] or words[:limit]
