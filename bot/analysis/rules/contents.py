"""What a reporting verb reports, by the construction that it stands in."""

from collections.abc import Callable, Sequence

from spacy.tokens import Token

from bot.analysis.layout import Range, subtree
from bot.analysis.rules import cues

_OF_THE_OBJECT = frozenset({"for", "as", "of", "over"})

Reported = tuple[list[Range], int]
"""Contents, and the last token of the cue: the verb, or the preposition that goes with it."""


def find_content(verb: Token, lemma: str) -> Reported:
    """What ``verb`` reports; nothing where only quotation marks can tell."""
    for construction in _CONSTRUCTIONS:
        found = construction(verb, lemma)
        if found is not None:
            return found
    return [], verb.i


def _that_clause(verb: Token, lemma: str) -> Reported | None:
    """``said that it was late``, ``It was late, she said``, ``asked if it was late``."""
    if lemma not in cues.CLAUSE:
        return None
    for child in verb.children:
        if child.dep_ == "ccomp" or (lemma == "ask" and child.dep_ == "advcl" and _asks(child)):
            return [subtree(child)], verb.i
    return ([subtree(verb.head)], verb.i) if verb.dep_ == "parataxis" else None


def _asks(clause: Token) -> bool:
    return any(child.lower_ in {"if", "whether"} for child in clause.children)


def _infinitive(verb: Token, lemma: str) -> Reported | None:
    """``pledged to leave``, ``asked her to leave``."""
    if lemma not in cues.INFINITIVE:
        return None
    for child in verb.children:
        if child.dep_ in {"xcomp", "ccomp"} and child.i > verb.i:
            return [subtree(child)], verb.i
    return None


def _prepositional(verb: Token, lemma: str) -> Reported | None:
    """``called for a vote``."""
    children = list(verb.children)
    if any(child.dep_ == "dobj" for child in children):
        return None
    for child in children:
        takes_it = lemma in cues.PREPOSITIONS.get(child.lower_, ())
        if takes_it and child.dep_ == "prep" and child.i > verb.i:
            return [(child.i + 1, child.right_edge.i + 1)], child.i
    return None


def _naming(verb: Token, lemma: str) -> Reported | None:
    """``called it a success``, ``described it as a success``."""
    if lemma not in cues.NAMING:
        return None
    named = [child for child in verb.children if child.i > verb.i and _names(child)]
    if len(named) > 1 or any(child.dep_ in {"ccomp", "oprd"} for child in named):
        return [(named[0].left_edge.i, named[-1].right_edge.i + 1)], verb.i
    return None


def _names(child: Token) -> bool:
    return child.dep_ in {"dobj", "oprd", "ccomp", "xcomp"} or child.lower_ == "as"


def _object(verb: Token, lemma: str) -> Reported | None:
    """``praised the plan``, ``blamed her for it``, ``discussed leaving``."""
    if lemma not in cues.OBJECT:
        return None
    for child in verb.children:
        if child.dep_ == "xcomp" and child.tag_ == "VBG" and child.i > verb.i:
            return [subtree(child)], verb.i
        if child.dep_ == "dobj" and child.i > verb.i:
            return [_with_its_complement(child)], verb.i
    return None


def _with_its_complement(noun: Token) -> Range:
    start, end = subtree(noun)
    after = next((child for child in noun.head.children if child.left_edge.i == end), None)
    if after is not None and after.dep_ == "prep" and after.lower_ in _OF_THE_OBJECT:
        end = after.right_edge.i + 1
    return start, end


def _expected(verb: Token, lemma: str) -> Reported | None:
    """``she is expected to leave``: she and what she will do, said by nobody."""
    if lemma != "expect":
        return None
    subject = next((child for child in verb.children if child.dep_ == "nsubjpass"), None)
    deed = next((child for child in verb.children if child.dep_ == "xcomp"), None)
    if subject is None or deed is None:
        return None
    return [subtree(subject), subtree(deed)], verb.i


_CONSTRUCTIONS: Sequence[Callable[[Token, str], Reported | None]] = (
    _that_clause,
    _infinitive,
    _prepositional,
    _naming,
    _object,
    _expected,
)
