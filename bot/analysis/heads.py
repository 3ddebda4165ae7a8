"""Which name a mention is about: "the union's treasurer, Walter Boone" is about Walter Boone.

Only a name at the head of the mention counts, or one that is apposed to it; never one that merely
modifies another word, as in "Roe's lawyer".
"""

from spacy.tokens import Doc, Token

from bot.analysis.cast import Cast, Named, root_of
from bot.analysis.forms import fold
from bot.analysis.places import COUNTRY_OF_DEMONYM
from bot.analysis.titles import GENERIC_ORGS, HONOURS, PEOPLES, PERSON_NOUNS, POSTNOMINALS, TITLES

_TITLED = TITLES | HONOURS | {"prime", "vice", "foreign", "acting"}


def named_head(cast: Cast, start: int, end: int, root: Token) -> Named | None:
    """The name that the mention is about; never one that only modifies another word."""
    titled = root.i + 1 if fold(root.text) in TITLES and root.i + 1 < end else root.i
    named = cast.named_at(titled)
    if named is not None and _may_speak(cast, named, end):
        return _in_full(cast, named, end)
    if named is not None:  # "The Bakers' Union (BU)"
        spelt = [n for n in cast.named_in(start, named.start) if n.who == named.who]
        if spelt and _may_speak(cast, spelt[0], end):
            return spelt[0]
    for child in root.rights:  # "The group's treasurer, Walter Boone"
        if child.dep_ == "appos" and child.i < end:
            apposed = cast.named_at(child.i)
            if apposed is not None and _may_speak(cast, apposed, end):
                return apposed
    return _body_named(cast, root) if named is None else None


def _body_named(cast: Cast, root: Token) -> Named | None:
    """ "The IG Metall union"."""
    body = cast.named_at(root.i - 1) if fold(root.text) in GENERIC_ORGS else None
    return body if body and cast.clusters[body.who].type == "ORG" else None


def person_in(cast: Cast, start: int, end: int, root: Token) -> Named | None:
    """The person who opens or ends a mention, or stands in it between commas."""
    people = [n for n in cast.named_in(start, end) if cast.is_person(n.who)]
    if people and _opens(cast, people[0], start) and _stands_apart(cast, people[0], end):
        return people[0]
    while end - 1 > start and fold(cast.doc[end - 1].text) in POSTNOMINALS:
        end -= 1
    if people and people[-1].end == end:
        return _closing_name(cast, people[-1], start, root)
    return people[0] if len(people) == 1 and _stands_between_commas(cast, people[0]) else None


def _stands_between_commas(cast: Cast, named: Named) -> bool:
    """ "At the ferry, Marta Roe, a nurse": the only one named, beside what else is told."""
    doc = cast.doc
    if named.start == 0 or named.end >= len(doc):
        return False
    return doc[named.start - 1].text == doc[named.end].text == ","


def _opens(cast: Cast, named: Named, start: int) -> bool:
    """Nothing but titles stands before a name, or it is a label's: "HOST (Jane Roe)"."""
    doc = cast.doc
    if named.start > start and doc[named.start - 1].text == "(":
        return named.start - start == 2
    return all(fold(doc[i].text) in _TITLED for i in range(start, named.start))


def _stands_apart(cast: Cast, named: Named, end: int) -> bool:
    """ "Imran Roe KC, prosecuting": a name at the start, with no noun that it is a part of."""
    doc = cast.doc
    after = named.end
    while after < end and fold(doc[after].text) in POSTNOMINALS:
        after += 1
    if after + 1 < end and doc[after].lower_ == "of":  # "Rep. Roe of Virginia, the top"
        home = cast.named_at(after + 1)
        after = home.end if home is not None else after
    return after == end or doc[after].text in {",", "(", ")", "–", "—"}


def _closing_name(cast: Cast, last: Named, start: int, root: Token) -> Named | None:
    """ "The dean, the Very Rev. Ottilie Roe": a name at the end, behind titles or a role."""
    doc = cast.doc
    first = last.start
    while first > start and (doc[first - 1].text == "." or fold(doc[first - 1].text) in _TITLED):
        first -= 1
    if first > start and first < last.start and doc[first - 1].tag_ == "DT":
        first -= 1
    if first == start or all(token.is_punct for token in doc[start:first]):
        return last
    while first > start and doc[first - 1].tag_ in {"NN", "JJ"} and doc[first - 2].tag_ != "IN":
        first -= 1  # "His wife, the cellist Beatriz Roe"
    if first > start and doc[first - 1].tag_ == "DT" and doc[first - 2].text == ",":
        first -= 1
    before = doc[first - 1]
    nouns = root.text, doc[first - 2].text if first - 2 > start else ""
    about_one = any(fold(noun) in PERSON_NOUNS for noun in nouns) or all(
        token.tag_ != "IN" for token in doc[start:first]
    )
    described = before.text == "," and doc[start].tag_ in {"DT", "PRP$", "WP$"} and about_one
    plain = before.tag_ in {"NN", "NNP", "JJ"} and root.i >= first - 1
    return last if described or plain else None


def _in_full(cast: Cast, named: Named, end: int) -> Named:
    """The Han Myong-guk of "the elder Han, Han Myong-guk"."""
    doc = cast.doc
    if named.end + 1 >= end or doc[named.end].text != ",":
        return named
    behind = cast.named_at(named.end + 1)
    if behind is None or behind.end - behind.start <= named.end - named.start:
        return named
    short, long = (fold(doc[n.start : n.end].text).split() for n in (named, behind))
    return behind if set(short) <= set(long) else named


def _may_speak(cast: Cast, named: Named, end: int) -> bool:
    """Not "Roe's", nor "(D-Ohio)", nor a people ("Some Democrats"), a law, an event."""
    doc = cast.doc
    text = fold(doc[named.start : named.end].text)
    return (
        not (named.end < end and doc[named.end].tag_ == "POS")
        and not (named.start > 0 and doc[named.start - 1].text == "(")
        and (cast.clusters[named.who].type not in {"NORP", "LAW", "EVENT"} or _is_party(doc, named))
        and text not in COUNTRY_OF_DEMONYM
    )


def together(cast: Cast, first: Named, end: int) -> tuple[int, ...]:
    """ "Roe and Doe": everybody who is coordinated with the head inside the mention."""
    doc = cast.doc
    who = [first.who]
    for named in cast.named_in(first.end, end):
        root = root_of(doc, named.start, named.end)
        if root.dep_ == "appos" and not first.start <= root.head.i < first.end:
            root = root.head  # "Acme and its founder, Jane Doe"
        to = cast.named_at(root.head.i) if root.dep_ == "conj" else None
        joined = (to is not None and to.who in who) or _listed(cast, named)
        if joined and _may_speak(cast, named, end) and named.who not in who:
            who.append(named.who)
    return tuple(who)


def _listed(cast: Cast, named: Named) -> bool:
    """ "President Roe and Western Prime Minister Doe", however they are parsed."""
    doc = cast.doc
    at = named.start - 1
    while at > 0 and (fold(doc[at].text) in _TITLED | COUNTRY_OF_DEMONYM.keys()):
        at -= 1
    return doc[at].lower_ == "and" and cast.named_at(at - 1) is not None


def _is_party(doc: Doc, named: Named) -> bool:
    """ "The Conservatives", all of them; never "some Democrats", nor "the French"."""
    word = fold(doc[named.end - 1].text)
    whole = named.start > 0 and doc[named.start - 1].lower_ == "the"
    return whole and word in PEOPLES and word.endswith("s")
