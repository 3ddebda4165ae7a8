"""How a text introduces its people: "Xi Jinping, China's president", in the text's own words.

A role is shown beside a name, so none is better than a wrong one: it must stand right at the full
name, as an apposition or a title, be headed by a noun for somebody's office or trade, and name
nobody else. What says who is whose wife, or who is accused of what, is no role.
"""

from collections import Counter
from collections.abc import Iterator

from spacy.tokens import Doc, Token

from bot.analysis.cast import Cast, Named
from bot.analysis.forms import fold, word_set
from bot.analysis.titles import HONOURS, KIN, PERSON_NOUNS, WRITTEN_OUT

LONGEST = 60  # characters
_REACH = 14  # tokens
_READ_FOR = 6  # mentions of one person that are looked at
_SURE = 0.8

_NO_ROLES = (
    KIN
    | HONOURS
    | word_set("""
    man woman boy girl person member source victim suspect witness defendant plaintiff friend
    partner owner patient survivor passenger bystander tourist parent gentleman lady lad monk
    widow widower private major father mother sister brother sir lord baron count duke
""")
)
_MORE_ROLES = word_set("""
    ceo cfo coo cto mp mep msp co-founder cofounder ombudsman vice-president president-elect
    deputy chairwoman spokesman spokeswoman supervisor administrator strategist specialist
    consultant developer inventor firefighter ranger forester butler sculptor painter illustrator
    cartoonist comedian composer choirmaster harbourmaster harbormaster postmaster stationmaster
    bellringer ferryman ferrywoman baroness miller blacksmith meteorologist climatologist
    oceanographer economist solicitor barrister magistrate coroner registrar treasurer clerk
    organiser organizer coordinator planner inspector instructor trainer physicist statistician
""")
_ROLES = (PERSON_NOUNS | _MORE_ROLES) - _NO_ROLES
_OPENING = frozenset(("DT", "NN", "NNP", "JJ", "VBN"))
_NOMINAL = frozenset(("NN", "NNS", "NNP", "NNPS", "JJ", "POS", "DT", "CD", "VBN", "HYPH", "CC"))
_JOINING = word_set("of at for in to on with from")
_WHOSE = frozenset(("PRP$", "WP$"))
_CLOSED = frozenset((",", ";", ")", "—", "–", ".", ":"))
_COMMON = word_set("head former chief deputy senior acting assistant vice lead state")
_DAYS = word_set("""
    monday tuesday wednesday thursday friday saturday sunday today yesterday tomorrow
    january february march april may june july august september october november december
""")


def find_roles(cast: Cast) -> dict[int, str]:
    """What the text calls its people, by the number of their cluster.

    The first introduction counts; one that fits two people of the text is nobody's.
    """
    roles: dict[int, str] = {}
    read: Counter[int] = Counter()
    for named in cast.named:
        who = named.who
        if who in roles or read[who] >= _READ_FOR or not _is_in_full(cast, named):
            continue
        read[who] += 1
        role = next(_roles_at(cast, named), None)
        if role:
            roles[who] = role
    claimed = Counter(fold(role) for role in roles.values() if _is_only_one(role))
    return {who: role for who, role in roles.items() if claimed[fold(role)] < 2}


def _is_in_full(cast: Cast, named: Named) -> bool:
    return (
        cast.is_person(named.who)
        and named.end - named.start > 1
        and named.sure >= _SURE
        and not named.others
        and not cast.quoted[named.start]
    )


def _is_only_one(role: str) -> bool:
    """Whether it is said of one at a time: "the mayor", "China's president"."""
    return role.lower().startswith("the ") or "’s " in role or "'s " in role


def _roles_at(cast: Cast, named: Named) -> Iterator[str]:
    for start, end, behind in (*_behind(cast, named), *_ahead(cast, named), *_title(cast, named)):
        head = _head(cast.doc, start, end)
        if head is None or _names_another(cast, named, start, end, behind=behind):
            continue
        role = _in_words(cast.doc, start, end)
        if role and len(role) <= LONGEST:
            yield role


def _behind(cast: Cast, named: Named) -> Iterator[tuple[int, int, bool]]:
    """ "Jane Roe, 58, the mayor of Halven, said": between the commas behind the name."""
    doc = cast.doc
    at = named.end
    if at + 1 >= len(doc) or doc[at].text not in {",", "("}:
        return
    start = at + 1
    if doc[start].tag_ == "CD" and doc[start + 1 : start + 2].text == ",":
        start += 2
    end = start
    while end < min(start + _REACH, len(doc)) and _belongs(doc[end]):
        end += 1
    if end >= len(doc) or end == start or doc[end].text not in _CLOSED:
        return
    opens = doc[start]
    if opens.tag_ not in _OPENING or opens.lower_ in _DAYS or _lists(doc, end):
        return
    head = _head(doc, start, end)
    tied = head is not None and head.dep_ == "appos" and named.start <= head.head.i < named.end
    if tied or opens.tag_ == "DT" or _has_owner(doc, start, end):
        yield start, end, True


def _ahead(cast: Cast, named: Named) -> Iterator[tuple[int, int, bool]]:
    """ "The group's treasurer, Jane Roe, said": one office, and a comma behind the name."""
    doc = cast.doc
    comma = named.start - 1
    closed = named.end < len(doc) and doc[named.end].text in {",", "."}
    if comma < 2 or doc[comma].text != "," or not closed or _lists(doc, named.end):
        return
    start = comma
    while start > 0 and comma - start < _REACH and doc[start - 1].tag_ in _NOMINAL - {"CC", "CD"}:
        start -= 1
    if start == comma or (start and doc[start - 1].text in {",", "and", "or"}):
        return
    head = _head(doc, start, comma)
    if head is None or head.i != comma - 1:
        return
    tied = any(
        token.dep_ == "appos" and token.head.i == head.i for token in doc[named.start : named.end]
    )
    definite = doc[start].lower_ == "the" or _has_owner(doc, start, comma)
    if tied and definite:
        yield start, comma, False


def _title(cast: Cast, named: Named) -> Iterator[tuple[int, int, bool]]:
    """ "Chinese President Xi Jinping": right before the name, and tied to it."""
    doc = cast.doc
    start = named.start
    while start > 0 and named.start - start < 5 and _is_tied(doc[start - 1], start, named.end):
        start -= 1
    if start < named.start:
        yield start, named.start, False


def _is_tied(token: Token, start: int, end: int) -> bool:
    """Whether a word before a name, or before its title, hangs on it."""
    nominal = token.tag_ in {"NN", "NNP", "JJ", "HYPH"} and token.lower_ not in _DAYS
    return nominal and not token.is_space and start <= token.head.i < end


def _belongs(token: Token) -> bool:
    if token.is_space or token.tag_ in _WHOSE:
        return False
    return token.tag_ in _NOMINAL or (token.lower_ in _JOINING and token.text.islower())


def _lists(doc: Doc, end: int) -> bool:
    """Whether a list goes on behind the comma: "the mayor, Jane Roe, and a clerk"."""
    return doc[end].text == "," and doc[end + 1 : end + 2].text in {"and", "or", "&"}


def _has_owner(doc: Doc, start: int, end: int) -> bool:
    return any(doc[i].tag_ == "POS" for i in range(start, end))


def _head(doc: Doc, start: int, end: int) -> Token | None:
    """The noun of an office or a trade that heads the words, if it is one."""
    last = next((i for i in range(start, end) if doc[i].lower_ in _JOINING), end) - 1
    if last < start or doc[last].tag_ not in {"NN", "NNP"}:
        return None
    return doc[last] if fold(doc[last].text) in _ROLES else None


def _names_another(cast: Cast, named: Named, start: int, end: int, *, behind: bool) -> bool:
    """Whether the words name a person, other than whom somebody works for."""
    for other in cast.named_in(start, end):
        if other.who == named.who or not cast.is_person(other.who):
            continue
        before = cast.doc[other.start - 1].lower_ if other.start else ""
        if not (behind and before in {"for", "to", "of"}):
            return True
    return False


def _in_words(doc: Doc, start: int, end: int) -> str:
    """The words as they stand there, less "Mrs", with titles that are cut short written out."""
    while start < end and fold(doc[start].text) in HONOURS:
        start += 1
    if end - start > 1 and doc[end - 1].text.endswith(".") and fold(doc[end - 2].text) in _ROLES:
        end -= 1  # "panel Chairman Rep. Jane Roe"
    words = [_written_out(word) for word in doc[start:end].text.split()]
    if words and _is_capital_by_place(doc, start, end):
        words[0] = words[0].lower()
    return " ".join(words)


def _written_out(word: str) -> str:
    written = WRITTEN_OUT.get(fold(word)) if word.endswith(".") else None
    return written.capitalize() if written else word


def _is_capital_by_place(doc: Doc, start: int, end: int) -> bool:
    """Whether only its place gives the first word a capital: "Head coach Jane Roe said"."""
    first = doc[start]
    if first.lower_ in {"the", "a", "an"}:
        return True
    common = first.lower_ in _COMMON or fold(first.text) in _ROLES
    return bool(first.is_sent_start) and common and doc[start + 1 : end].text.islower()
