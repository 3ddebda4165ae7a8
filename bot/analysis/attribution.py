"""Who said what: ties quoted stretches and reported clauses to the mention of their source."""

from dataclasses import dataclass

from bot.domain import Span, Spans


@dataclass(frozen=True, slots=True)
class Attribution:
    """One act of someone saying something, in the text's own words (offsets, no names yet).

    ``mention`` is the source's noun phrase and empty where there is none; ``relay`` the outlet
    that passed the words on. ``confidence`` is the share of attributions with the same kind of
    evidence whose mention is right.
    """

    content: Spans
    quoted: Spans = ()
    cue: Spans = ()
    mention: Spans = ()
    relay: Span | None = None
    addressee: Span | None = None
    confidence: float = 0.0
