"""What the text says of its people: "Jane Roe, the mayor" makes "the mayor" mean her later."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Doc

from bot.analysis.cast import Cast, Named, root_of
from bot.analysis.forms import fold
from bot.analysis.given_names import GIVEN_NAMES
from bot.analysis.titles import (
    GENERIC_ORGS,
    KEPT_TITLES,
    NOUN_GENDER,
    PERSON_NOUNS,
    TITLES,
    WRITTEN_OUT,
)

_NOUN_TAGS = frozenset(("NN", "NNP"))
_NO_NOUN_FOLLOWS = frozenset(("VBN", "VBG", "VBD", "RB", "RBS", "JJS", "TO"))
_STOPS = frozenset((",", ".", ";", ":", "(", ")", "—", "–", "-", "and", "who", "which", "that"))
_READ_FOR = 6  # mentions of one thing by full name that are read for its roles
_ROLE_WORDS = TITLES | PERSON_NOUNS
_REACH = 14  # tokens that a description behind a name may span


@dataclass(frozen=True, slots=True)
class Role:
    """That ``who`` was called so at token ``at``, with these (folded) words before the noun."""

    who: int
    at: int
    words: frozenset[str]


Roles = dict[str, list[Role]]


def learn_roles(cast: Cast) -> Roles:
    """Every role noun, folded, with those who bear it; learns genders from them on the way."""
    roles: defaultdict[str, list[Role]] = defaultdict(list)
    read: defaultdict[int, int] = defaultdict(int)
    for named in cast.named:
        if cast.quoted[named.start] or read[named.who] >= _READ_FOR:
            continue
        read[named.who] += 1
        for noun, words in _descriptions(cast, named):
            _learn_gender(cast, named.who, noun)
            roles[WRITTEN_OUT.get(noun, noun)].append(
                Role(named.who, named.start, frozenset(words))
            )
    _learn_from_given_names(cast)
    return dict(roles)


def _learn_gender(cast: Cast, who: int, noun: str) -> None:
    gender = NOUN_GENDER.get(noun)
    if gender is not None and cast.is_person(who):
        cast.genders.setdefault(who, gender)


def _learn_from_given_names(cast: Cast) -> None:
    for who, cluster in enumerate(cast.clusters):
        if cluster.type != "PERSON" or who in cast.genders:
            continue
        words = fold(cluster.name).split()
        gender = GIVEN_NAMES.get(words[0])
        if gender is not None and len(words) > 1:
            cast.genders[who] = gender


def _descriptions(cast: Cast, named: Named) -> Iterator[tuple[str, list[str]]]:
    doc = cast.doc
    person = cast.is_person(named.who)
    for start, end in _around(doc, named):
        words = [fold(doc[i].text) for i in range(start, end)]
        noun = words[-1]
        if noun.endswith("s") and doc[end - 1].tag_ == "NNS":  # "Foreign ministers Roe and Doe"
            noun = noun[:-1]
        fits = doc[end - 1].tag_ in _NOUN_TAGS or noun in _ROLE_WORDS
        if fits and (person or noun in GENERIC_ORGS):
            yield noun, words[:-1]


def _around(doc: Doc, named: Named) -> Iterator[tuple[int, int]]:
    """Token ranges that describe the name; each ends with its noun."""
    before = _noun_phrase_before(doc, named.start)
    if before is not None:
        yield before
    if fold(doc[named.start].text) in KEPT_TITLES and named.end - named.start > 1:
        yield named.start, named.start + 1
    if named.start > 1 and doc[named.start - 1].text == "," and _closed(doc, named.end):
        apposed = _noun_phrase_before(doc, named.start - 1)
        if apposed is not None and _introduced(doc, apposed[0], named.end):
            yield apposed
    yield from _behind(doc, named.end)
    yield from _copula(doc, named)


def _closed(doc: Doc, end: int) -> bool:
    return end < len(doc) and (doc[end].text in {",", ".", ";"} or doc[end].tag_.startswith("V"))


def _introduced(doc: Doc, start: int, end: int) -> bool:
    """ "The group's treasurer, Roe" and "by her father, Roe,"; never "to the mayor, Roe said"."""
    if start == 0 or doc[start - 1].tag_ not in {"DT", "PRP$", "POS"}:
        return False
    own = doc[start - 1].tag_ == "PRP$" and doc[end].text in {",", "."}
    return own or doc[start].dep_ != "pobj"


def _noun_phrase_before(doc: Doc, end: int) -> tuple[int, int] | None:
    start = end
    while start > 0 and end - start < 6:
        token = doc[start - 1]
        nominal = (
            token.tag_ in {"NN", "NNS", "NNP", "NNPS", "JJ"} or fold(token.text) in _ROLE_WORDS
        )
        if not nominal or token.is_space:
            break
        start -= 1
    if start < end and start > 1 and doc[start - 1].lower_ == "of":  # "Secretary of State Roe"
        return start - 2, start - 1
    return (start, end) if start < end else None


def _behind(doc: Doc, end: int) -> Iterator[tuple[int, int]]:
    """ ", 58, a retired baker in Halven": what stands between commas after a name."""
    if end >= len(doc) or doc[end].text not in {",", "(", "—", "–"}:
        return
    start, nouns = end + 1, False
    for i in range(start, min(end + _REACH, len(doc))):
        token = doc[i]
        goes_on = nouns and token.tag_ in _NO_NOUN_FOLLOWS  # "the actress best known for"
        nouns = nouns or token.tag_ in _NOUN_TAGS
        stops = token.text.lower() in _STOPS or token.tag_ == "IN" or token.is_space
        if not stops and not goes_on:
            continue
        if i == start or doc[start].tag_ == "CD":
            start, nouns = i + 1, False
            continue
        opens = doc[start].tag_ in {"DT", "NN", "JJ", "PRP$"} or (
            fold(doc[start].text) in _ROLE_WORDS
        )
        if opens and _only_nominal(doc, start, i):
            yield start, i
        return


def _only_nominal(doc: Doc, start: int, end: int) -> bool:
    return not any(doc[i].tag_.startswith("V") and doc[i].tag_ != "VBN" for i in range(start, end))


def _copula(doc: Doc, named: Named) -> Iterator[tuple[int, int]]:
    root = root_of(doc, named.start, named.end)
    if root.dep_ != "nsubj" or root.head.text not in {"is", "was", "became"}:
        return
    for child in root.head.rights:
        if child.dep_ == "attr" and child.left_edge.tag_ == "DT":
            yield child.left_edge.i, child.i + 1
