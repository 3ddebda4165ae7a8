"""Where a name begins and ends: titles, roles and what else stands beside it are set apart."""

import re

from spacy.tokens import Doc, Token

from bot.analysis.forms import fold, word_set
from bot.analysis.given_names import GIVEN_NAMES
from bot.analysis.titles import (
    GENERIC_ORGS,
    HONORIFICS,
    INTRODUCING,
    KEPT_TITLES,
    OFFICES,
    ORG_WORDS,
    PERSON_NOUNS,
    POSTNOMINALS,
    TITLES,
)

_A_PERSONS = word_set("""
    umpire qualifier referee sheriff mayor senator sen rep gov coach capt detective sgt lt dci
    superintendent constable councillor congressman congresswoman councilman councilwoman
""")
_SCORE = re.compile(r"\d+[-–]\d+")
_OCCUPATION = ("er", "or", "man", "woman", "ist", "ive", "ian", "ant", "ent", "ary")


def is_described_behind(doc: Doc, end: int) -> bool:
    """ ", 58," and ", who" and ", a retired baker": so one goes on about a person."""
    if end + 2 >= len(doc) or doc[end].text != ",":
        return False
    after = doc[end + 1]
    if after.tag_ == "CD" and doc[end + 2].text in {",", "."}:
        return True
    if after.lower_ in {"who", "whose"}:
        return True
    if after.tag_ not in {"DT", "PRP$"}:
        return False
    nouns = (doc[i] for i in range(end + 2, min(end + 8, len(doc))))
    return any(fold(noun.text) in PERSON_NOUNS for noun in nouns if noun.tag_ == "NN")


def is_a_body_behind(doc: Doc, end: int) -> bool:
    """ ", which" and ", the largest utility in": so one goes on about a company, not a person."""
    if end + 2 >= len(doc) or doc[end].text != ",":
        return False
    if doc[end + 1].lower_ == "which":
        return True
    if doc[end + 1].tag_ not in {"DT", "PRP$"}:
        return False
    for i in range(end + 2, min(end + 7, len(doc))):
        if doc[i].tag_ == "NN" and doc[i + 1 if i + 1 < len(doc) else i].tag_ != "NN":
            return bare(doc, i) in GENERIC_ORGS
        if doc[i].tag_ in {"IN", "WP", ","}:
            return False
    return False


def keeps_title(doc: Doc, start: int, end: int, title: str | None) -> bool:
    """ "Queen Ragnhild": one name alone goes by its title."""
    return title in KEPT_TITLES and end - start == 1 and capitalised(doc[start - 1])


def stands_as_a_place(doc: Doc, at: int) -> bool:
    """The Halven of "in Halven" and of "Lena Brandvik of Halven", whatever the label says."""
    if at == 0:
        return False
    before = doc[at - 1].lower_
    return before in {"in", "at", "near"} or (
        before == "of" and at > 2 and doc[at - 2].tag_ == "NNP" and doc[at - 3].tag_ == "NNP"
    )


def may_close(doc: Doc, at: int) -> bool:
    token = doc[at]
    hyphened = at > 1 and doc[at - 1].text == "-" and not doc[at - 2].whitespace_
    return capitalised(token) or token.text[:1].isdigit() or (hyphened and token.is_alpha)


def modifies_a_noun(doc: Doc, start: int, end: int) -> bool:
    """ "the Fennwick Farmhouse loaf" is no person, whatever the label says."""
    if end - start < 2 or end >= len(doc):
        return False
    after = doc[end]
    return doc[end - 1].dep_ == "compound" and after.text.islower() and after.tag_ in {"NN", "NNS"}


def has_an_article(doc: Doc, start: int, end: int) -> bool:
    """ "the Bat Cave" is nobody; "the Brandt camp" still has a person's name in it."""
    if start == 0 or doc[start - 1].lower_ not in {"the", "a", "an"}:
        return False
    return doc[end - 1].dep_ not in {"compound", "nmod", "amod", "poss"}


def after_titles(doc: Doc, start: int, end: int) -> int:
    """The first token after the last title, where a name remains behind it."""
    for i in range(end - 2, start - 1, -1):
        word = fold(doc[i].text)
        kept = word in KEPT_TITLES and (end - i == 2 or bare(doc, i + 1) in {"al", "bin", "el"})
        if word in TITLES and not kept:
            return i + 1
        if word in OFFICES and i > start:
            return i + 1
    return start


def before_postnominals(doc: Doc, start: int, end: int) -> int:
    """ "Philippa Rossiter KC", "Bishop Ambrosius of Serai": where the name itself ends."""
    if end - start > 2 and bare(doc, end - 1) in POSTNOMINALS:
        return end - 1
    of = next((i for i in range(start + 1, end) if doc[i].text == "of"), end)
    return of if of < end and bare(doc, start) in TITLES else end


def before_score(doc: Doc, start: int, end: int) -> int:
    """ "Castleford Rovers 2-1", "Dana Hrubeskova 4-6": where the name itself ends."""
    last = end - 1
    scored = last > start and doc[last].text[:1].isdigit()
    goes_on = end < len(doc) and doc[end].text[:1] in {"-", "–"}
    return last if scored and (goes_on or _SCORE.match(doc[last].text)) else end


def has_a_persons_name(doc: Doc, start: int, end: int) -> bool:
    """ "Ms Pike", "Foreman Jakob Dray": plain to see, whatever the label says."""
    titled = end - start > 1 and (
        bare(doc, start) in HONORIFICS | KEPT_TITLES
        or (bare(doc, start) in _A_PERSONS and bare(doc, end - 1) not in ORG_WORDS)
    )
    return titled or after_occupation(doc, start, end) > start


def after_occupation(doc: Doc, start: int, end: int) -> int:
    """ "Fishmonger Dolores Prewitt": the given name is the second word."""
    if end - start < 3 or bare(doc, start + 1) not in GIVEN_NAMES:
        return start
    if bare(doc, end - 1) in ORG_WORDS:  # "Vancouver Fraser Port Authority"
        return start
    first = bare(doc, start)
    return start + 1 if first not in GIVEN_NAMES and first.endswith(_OCCUPATION) else start


def opens_a_title(doc: Doc, end: int) -> bool:
    """The "Transport" of "Transport Minister Lucia Fenwright"."""
    return end + 1 < len(doc) and bare(doc, end) in TITLES and capitalised(doc[end + 1])


def bare(doc: Doc, at: int) -> str:
    return fold(doc[at].text)


def title_before(doc: Doc, start: int, end: int) -> str | None:
    if start == 0:
        return None
    word = fold(doc[start - 1].text)
    return word if word in (INTRODUCING if end - start > 1 else TITLES) else None


def capitalised(token: Token) -> bool:
    return token.text[:1].isupper()
