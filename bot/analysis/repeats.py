"""Drops what an article says twice: a pull quote repeats a sentence that somebody said in it."""

import re
from collections.abc import Sequence

from bot.analysis.attribution import Attribution

_SENTENCE_END = re.compile(r"(?<=[.!?…])\s+")
_FEWEST_LETTERS = 12  # "Yes, we can." may well be said twice


def without_repeats(text: str, attributions: Sequence[Attribution]) -> list[Attribution]:
    """The attributions in order, less those all of whose words stand in a better one.

    Better is the one with a mention, then the one with more words, then the first.
    """
    by_worth = sorted(
        attributions, key=lambda one: (not one.mention, -len(_words(text, one)), one.content)
    )
    said: set[str] = set()
    kept: list[Attribution] = []
    for attribution in by_worth:
        sentences = _sentences(text, attribution)
        if sentences and all(sentence in said for sentence in sentences):
            continue
        said.update(sentences)
        kept.append(attribution)
    return sorted(kept, key=lambda one: one.content)


def _words(text: str, attribution: Attribution) -> str:
    return " ".join(text[start:end] for start, end in attribution.content)


def _sentences(text: str, attribution: Attribution) -> list[str]:
    """The sentences as letters alone; none where one is too short to tell."""
    parts = [
        "".join(character for character in sentence.casefold() if character.isalnum())
        for start, end in attribution.content
        for sentence in _SENTENCE_END.split(text[start:end])
    ]
    sentences = [part for part in parts if part]
    return [] if any(len(part) < _FEWEST_LETTERS for part in sentences) else sentences
