"""Who does what a verb says: the verb's own subject, one that it shares, or one the parser lost."""

from collections.abc import Sequence

from spacy.tokens import Doc, Token

from bot.analysis.forms import word_set
from bot.analysis.layout import Range, governing_verb, subtree
from bot.analysis.rules import cues

_OBJECTS = frozenset({"dobj", "pobj"})
_SUBJECTS = frozenset({"nsubj", "csubj"})
_FINITE = frozenset({"VBD", "VBZ", "VBP", "VBN"})
_NOMINAL = frozenset({"PROPN", "NOUN", "PRON", "DET", "ADJ", "NUM", "PART"})
_BESIDE_A_VERB = frozenset({"ADV", "AUX", "PUNCT", "PART"})
_RELATIVES = frozenset({"who", "that", "which"})
_DOCUMENTS = word_set("""
    account ad article banner blog book brief caption column complaint document editorial email
    e-mail essay filing headline hashtag interview lawsuit letter memo message note notice op-ed
    opinion order page paper petition placard poll post poster release report ruling sign slogan
    song speech statement story study survey t-shirt text transcript tweet video
""")
_CLIMB = 6  # verbs between a reporting verb and the one that holds its subject
_LONG_SOURCE = 40  # tokens: a longer noun phrase is a slip of the parser


def find_subject(verb: Token) -> Token | None:
    """The noun that does what ``verb`` says, in this clause or in the one that governs it."""
    if _is_participle(verb):
        return _agent(verb)
    for step in range(_CLIMB):
        own = _own_subject(verb, passive=step > 0)
        if own is not None:
            return own
        if _is_passive(verb):
            return _agent(verb)
        if verb.dep_ in {"acl", "relcl"} and _speaks(verb.head, verb):
            return verb.head
        above = _above(verb)
        if above is None or above == verb:
            return None
        verb = above
    return None


def _speaks(noun: Token, verb: Token) -> bool:
    """Of "a letter said to claim", letter; but of "issued a letter saying", whoever issued it."""
    return verb.dep_ == "relcl" or noun.dep_ not in _OBJECTS or _is_of_a_document(noun)


def _is_of_a_document(noun: Token) -> bool:
    return noun.lower_ in _DOCUMENTS and noun.dep_ != "dobj"


def _above(verb: Token) -> Token | None:
    """The verb whose subject ``verb`` shares, if there can be one."""
    match verb.dep_:
        case "acl" | "pcomp" | "prep":
            return governing_verb(verb.head)
        case "xcomp" if verb.head.pos_ == "ADJ":  # "is likely to say"
            return verb.head.head
        case "advcl" if verb.tag_ == "VBG" and _is_reported(verb.head):
            return verb.head.head
        case "conj" | "xcomp" | "advcl" | "ccomp" | "dep":
            return verb.head
        case _:
            return None


def lost_subject(verb: Token, quoted: Sequence[bool]) -> Range | None:
    """The noun phrase at the head of the sentence, where the parser left a finite verb alone."""
    if verb.dep_ != "ROOT" or verb.tag_ not in _FINITE or _is_passive(verb):
        return None
    start = verb.sent.start
    while start < verb.i and (quoted[start] or verb.doc[start].pos_ in {"PUNCT", "SPACE", "CCONJ"}):
        start += 1
    return noun_phrase(verb.doc, start, quoted) or _noun_phrase_before(verb, quoted)


def _noun_phrase_before(verb: Token, quoted: Sequence[bool]) -> Range | None:
    end = verb.i
    while end > 0 and verb.doc[end - 1].pos_ in _BESIDE_A_VERB:
        end -= 1
    start = end
    while start > 0 and not quoted[start - 1] and verb.doc[start - 1].pos_ in _NOMINAL:
        start -= 1
    return noun_phrase(verb.doc, start, quoted) if start < end else None


def noun_phrase(doc: Doc, start: int, quoted: Sequence[bool]) -> Range | None:
    """The run of nominal tokens that begins at ``start``, if one does."""
    while start < len(doc) and doc[start].is_space:
        start += 1
    end = start
    while end < len(doc) and not quoted[end] and doc[end].pos_ in _NOMINAL:
        end += 1
    if start < end and doc[start].ent_type_ in {"DATE", "TIME"}:
        return None
    named = any(token.pos_ in {"PROPN", "NOUN", "PRON"} for token in doc[start:end])
    return (start, end) if named else None


def _own_subject(verb: Token, *, passive: bool) -> Token | None:
    for child in verb.children:
        if child.dep_ in _SUBJECTS or (passive and child.dep_ == "nsubjpass"):
            return child
    return None


def _agent(verb: Token) -> Token | None:
    """Of "was called a liar by Smith", Smith."""
    by = next((child for child in verb.children if child.dep_ == "agent"), None)
    return by and next((noun for noun in by.children if noun.dep_ == "pobj"), None)


def _is_passive(verb: Token) -> bool:
    return any(child.dep_ in {"auxpass", "nsubjpass"} for child in verb.children)


def _is_participle(verb: Token) -> bool:
    """Of "asked whether she knew, Smith said no", asked: somebody else did the asking."""
    return (
        verb.dep_ in {"advcl", "acl"}
        and (verb.tag_ == "VBN" or verb.lower_ == "asked")
        and not any(child.dep_ in {"nsubj", "aux"} for child in verb.children)
    )


def _is_reported(verb: Token) -> bool:
    """Of "he said it was late, adding …", was: the one who adds is he."""
    return verb.dep_ == "ccomp" and cues.lemmas().get(verb.head.lower_) in cues.CLAUSE


def whole_phrase(noun: Token, verb: Token) -> Range:
    """A source's noun phrase, up to the verb; of a relative pronoun, the noun before it too."""
    start, end = subtree(noun)
    if noun.lower_ in _RELATIVES and noun.head.dep_ == "relcl":
        before = noun.head.head
        if before.i < noun.i <= before.i + _LONG_SOURCE:
            start = before.left_edge.i
    if noun.i < verb.i < end:
        end = max(noun.i + 1, verb.left_edge.i)
    if end - start > _LONG_SOURCE:
        return max(start, noun.i - 4), noun.i + 1
    return start, end
