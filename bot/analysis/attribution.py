"""Attributions: what both engines find, in the text's own words."""

from dataclasses import dataclass

from bot.domain import Span, Spans


@dataclass(frozen=True, slots=True)
class Attribution:
    """One act of someone saying something, in the text's own words (offsets, no names yet).

    ``mention`` is the source's noun phrase and empty where there is none; ``relay`` the outlet
    that passed the words on. ``confidence`` is how likely it is that the mention is right, 0–1.
    """

    content: Spans
    quoted: Spans
    cue: Spans
    mention: Spans
    confidence: float
    relay: Span | None = None
    addressee: Span | None = None
