"""Tells the outlet that passes words on from the one who said them.

"Kim told Xi that …, KCNA reported": the words are Kim's, KCNA is the relay. "Kim marked “…,” the
KCNA report said": no other clause holds the words, so the report itself is their source.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace

from spacy.tokens import Doc

from bot.analysis.forms import fold
from bot.analysis.layout import Range, without
from bot.analysis.rules import cues
from bot.analysis.rules.clauses import Clause
from bot.analysis.salience import is_outlet as is_outlet_name
from bot.analysis.titles import OUTLET_WORDS

_PRINTED = OUTLET_WORDS | {
    "agency", "media", "network", "channel", "paper", "outlet", "transcript", "recording", "daily",
}  # fmt: skip
_OUTLETS = OUTLET_WORDS | {"agency", "media", "network", "channel", "paper", "magazine", "outlet"}


@dataclass(frozen=True, slots=True)
class Relay:
    """By the verbs of clauses: ``of`` a clause its relay, and the clauses that only relay."""

    of: dict[int, Clause] = field(default_factory=dict[int, Clause])
    relaying: set[int] = field(default_factory=set[int])

    def less(self, clauses: Sequence[Clause]) -> list[Clause]:
        """The clauses that do not only relay, without the words that name their relay."""
        kept = (clause for clause in clauses if clause.verb not in self.relaying)
        return [_without_relay(clause, self.of.get(clause.verb)) for clause in kept]


def _without_relay(clause: Clause, relay: Clause | None) -> Clause:
    if relay is None or relay.source is None:
        return clause
    phrase = min(relay.cue[0], relay.source[0]), max(relay.cue[1], relay.source[1])
    return replace(clause, content=without(clause.content, [phrase]))


def is_medium(name: str) -> bool:
    """Whether a name or a description ends as those of media do, or of what they print."""
    last = fold(name).split()[-1:]
    return is_outlet_name(" ".join(last)) or not _PRINTED.isdisjoint(last)


def find_relays(doc: Doc, clauses: Sequence[Clause], organisations: Collection[str]) -> Relay:
    """Which clauses of a paragraph pass on the words of which others."""
    found = Relay()
    for relay in clauses:
        if not _may_relay(doc, relay, organisations):
            continue
        for clause in clauses:
            if clause.verb != relay.verb and _passes_on(doc, relay, clause):
                found.of.setdefault(clause.verb, relay)
                found.relaying.add(relay.verb)
    return found


def words_of_organisations(doc: Doc) -> frozenset[str]:
    """The words of organisations' names that are no part of a person's full name.

    A short form may be tagged as anything: "Xinhua" as a person, though "Xinhua News Agency"
    stands two lines above.
    """
    organisations: set[str] = set()
    people: set[str] = set()
    for name in doc.ents:
        if name.label_ == "ORG":
            organisations.update(token.text for token in name)
        elif name.label_ == "PERSON" and len(name) > 1:
            people.update(token.text for token in name)
    return frozenset(organisations - people)


def _may_relay(doc: Doc, clause: Clause, organisations: Collection[str]) -> bool:
    if clause.source is None:
        return False
    if clause.according:  # "…, Roe said, according to a transcript": nobody else can have said it
        return True
    if cues.lemmas().get(doc[clause.verb].lower_) not in cues.RELAYING:
        return False
    return is_outlet(doc, clause.source, organisations)


def is_outlet(doc: Doc, mention: Range, organisations: Collection[str]) -> bool:
    """Whether a mention may be of a medium that passes on what others said.

    Parameters:
        organisations: as :func:`words_of_organisations` gives them.
    """
    head = doc[mention[0] : mention[1]].root
    if head.lower_ in _OUTLETS:
        return True
    return head.pos_ == "PROPN" and head.text in organisations


def _passes_on(doc: Doc, relay: Clause, clause: Clause) -> bool:
    """Whether ``clause`` stands in what ``relay`` reports, with a source of its own."""
    if clause.source is None or clause.source == relay.source or clause.according:
        return False
    if not clause.speech or doc[clause.verb].sent.start != doc[relay.verb].sent.start:
        return False
    return any(start <= clause.verb < end for start, end in relay.content)
