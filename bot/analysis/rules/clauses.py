"""Reporting clauses: who reports, with which word, and what is reported."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from spacy.tokens import Doc, Token

from bot.analysis.layout import Range, governing_verb, subtree, without
from bot.analysis.rules import cues
from bot.analysis.rules.contents import find_content
from bot.analysis.rules.subjects import find_subject, lost_subject, whole_phrase


@dataclass(frozen=True, slots=True)
class Clause:
    """One reporting word with what the parse hangs on it, in tokens.

    Parameters:
        source: None where nobody is named.
        content: Empty where a verb of speech stands alone: quotation marks tell what was said.
        speech: Whether the word may go with a quotation, as "praise" may not.
        thought: Whether it rather tells what somebody thinks.
        near: Whether the source is the verb's own subject, not one that it shares.
    """

    verb: int
    cue: Range
    source: Range | None
    content: tuple[Range, ...]
    speech: bool = True
    thought: bool = False
    near: bool = True
    according: bool = False
    addressee: Range | None = None


def find_clauses(doc: Doc, quoted: Sequence[bool]) -> list[Clause]:
    """Every reporting clause whose reporting word stands outside quotation marks, in order.

    Parameters:
        quoted: For each token whether it stands in quotation marks.
    """
    forms = cues.lemmas()
    found: list[Clause] = []
    for token in doc:
        word = token.lower_
        if quoted[token.i] or (word not in forms and word != "according"):
            continue
        clause = _according(token) if word == "according" else _clause(token, forms[word], quoted)
        if clause is not None:
            found.append(_sharing(clause, found[-1], doc) if found else clause)
    return found


def _clause(verb: Token, lemma: str, quoted: Sequence[bool]) -> Clause | None:
    if verb.pos_ not in {"VERB", "AUX"}:
        return None
    content, last = find_content(verb, lemma)
    if not content and lemma not in cues.SPEECH:
        return None
    subject = find_subject(verb)
    if subject is None or quoted[subject.i]:
        source = lost_subject(verb, quoted)
    else:
        source = whole_phrase(subject, verb)
    cue = (verb.i, last + 1)
    return Clause(
        verb.i,
        cue,
        source,
        without(content, [cue] if source is None else [cue, source]),
        speech=lemma in cues.SPEECH,
        thought=lemma in cues.THOUGHT,
        near=subject is None or subject.head == verb,
        addressee=_addressee(verb, lemma),
    )


def _according(token: Token) -> Clause | None:
    """``…, according to the mayor``: all that the phrase hangs on is what the mayor says."""
    if token.i + 1 >= len(token.doc):
        return None
    to = token.nbor()
    noun = next((child for child in to.children if child.dep_ == "pobj"), None)
    if to.lower_ != "to" or noun is None:
        return None
    source = subtree(noun)
    above = governing_verb(token)
    while _is_aside(token) and above.dep_ == "ccomp" and above.head.lower_ in cues.lemmas():
        above = above.head
    whole = (token.sent.start, token.sent.end) if above == token else subtree(above)
    content = without([whole], [(token.i, source[1])])
    return Clause(token.i, (token.i, to.i + 1), source, content, according=True)


def _is_aside(token: Token) -> bool:
    """Whether a comma or a closing mark parts a phrase from what stands before it."""
    return token.i > 0 and token.nbor(-1).pos_ == "PUNCT"


def _sharing(clause: Clause, last: Clause, doc: Doc) -> Clause:
    """``She said “…,” adding “…”``, where the parser lost who adds."""
    if clause.source is not None or doc[clause.verb].tag_ != "VBG" or not last.speech:
        return clause
    if doc[clause.verb].sent.start != doc[last.verb].sent.start:
        return clause
    return replace(clause, source=last.source, near=False)


def _addressee(verb: Token, lemma: str) -> Range | None:
    if lemma not in cues.TELLING:
        return None
    for child in verb.children:
        if child.dep_ in {"dobj", "dative"} and child.i > verb.i:
            return subtree(child)
    return None
