"""Whom a description means by what its own paragraph is about: "Kerr …. …, the defender said."

Where the text has never called anybody so, "the defender" or "the company" takes up the one person
or body that the paragraph has had as a subject. Two of them, or none, and it may be anybody.
"""

from collections import Counter
from collections.abc import Callable, Collection

from spacy.tokens import Doc, Token

from bot.analysis.cast import SUBJECTS, Cast, Named, is_subject, root_of
from bot.analysis.forms import fold, word_set
from bot.analysis.places import COUNTRY_OF_DEMONYM
from bot.analysis.salience import is_outlet
from bot.analysis.titles import NOUN_GENDER, PEOPLES, PERSON_NOUNS, PUBLIC_BODIES, TITLES

_PARAGRAPH = 160  # tokens
_AGENT = ("er", "or", "ist", "ian", "man", "woman")
_MORE_AGENTS = word_set("forward back veteran native substitute republican democrat")
_NO_AGENTS = word_set("""
    paper letter poster order newspaper newsletter chapter banner folder sticker number computer
    factor error mirror sector monitor center computer printer server container chamber register
    centre member other offer rumor rumour visitor reader viewer caller commenter
""")
_BODIES = word_set("""
    party company firm group business club team union agency charity organization organisation
    league utility chain lender insurer carmaker automaker bank airline retailer manufacturer maker
    developer publisher trust carrier operator grocer startup network foundation association
    federation
""")
_TRADES = word_set("""
    company firm business utility chain lender insurer carmaker automaker bank airline retailer
    manufacturer maker developer publisher carrier operator grocer startup
""")
_NO_TRADE = PUBLIC_BODIES | word_set(
    "union association federation party police board society trust"
)
_REGULATORS = word_set("watchdog regulator inspectorate ombudsman")
_THEIR_NAMES = word_set("""
    commission authority agency office inspectorate ombudsman regulator administration ofcom ofsted
    ofgem ofwat
""")
_ANYBODY = word_set("""
    official source person spokesman spokeswoman spokesperson aide diplomat insider witness
    defendant juror victim suspect
""")
_INDEFINITE = word_set("a an one another some several two three")
_NATIONALS = word_set("""
    swede dane finn pole turk scot briton spaniard frenchman frenchwoman irishman irishwoman
    englishman englishwoman scotsman scotswoman welshman welshwoman dutchman dutchwoman croat serb
    czech slovak kiwi aussie
""")
_STATES = word_set("government country nation state side capital")

Found = tuple[tuple[int, ...], float]
NOBODY: Found = ((), 0.0)


def taken_up(cast: Cast, start: int, root: Token, ruled_out: Collection[int]) -> Found:
    """Who is meant by "the …" at token ``start``, which ``root`` heads, and how sure that is.

    Parameters:
        ruled_out: clusters that can't be meant.
    """
    doc = cast.doc
    noun = fold(root.text)
    if doc[start].lower_ not in {"the", "this"} or _is_anothers(doc, start, root):
        return NOBODY
    if noun in _REGULATORS:
        return _regulator(cast, start)
    if noun in _BODIES and root.tag_ == "NN":
        trade = noun in _TRADES
        return _subject(
            cast, start, ruled_out, lambda who: _is_body(cast, who, trade=trade), above=False
        )
    if noun in _ANYBODY or not _is_agent(root, noun) or _is_one_of_several(cast, start):
        return NOBODY
    # "The Eastern leader" is known as the leader, or is somebody else.
    if noun in TITLES and any(doc[i].is_title for i in range(start + 1, root.i)):
        return NOBODY
    gender = NOUN_GENDER.get(noun)
    return _subject(
        cast,
        start,
        ruled_out,
        lambda who: cast.is_person(who) and gender in {None, cast.genders.get(who, gender)},
        above=noun not in TITLES,
    )


def two_bodies(cast: Cast, noun: str, before: int) -> Found:
    """ "Both governments", "the companies": the two that the text so far is about, if it is two.

    Parameters:
        noun: in the singular.
    """
    state = noun in _STATES
    if not state and noun not in _BODIES:
        return NOBODY
    counts = Counter(
        named.who
        for named in cast.named_in(0, before)
        if (cast.clusters[named.who].country if state else _is_body(cast, named.who))
    )
    (first, _), (second, often), (_, seldom) = (*counts.most_common(3), *[(-1, 0)] * 3)[:3]
    return ((first, second), 0.8) if often > 1 and 2 * seldom <= often else NOBODY


def _regulator(cast: Cast, before: int) -> Found:
    """The one body named so far whose name is a watchdog's."""
    found = {
        named.who
        for named in cast.named_in(0, before)
        if not _THEIR_NAMES.isdisjoint(fold(cast.clusters[named.who].name).split())
    }
    return (tuple(found), 0.85) if len(found) == 1 else NOBODY


def _subject(
    cast: Cast,
    before: int,
    ruled_out: Collection[int],
    fits: Callable[[int], bool],
    *,
    above: bool = True,
) -> Found:
    """The one subject of the paragraph so far: surer if nobody else of the kind is named there.

    Where it has named nobody yet, the only one of the paragraph ``above``.
    """
    here = cast.paragraphs[before]
    narrated = [
        named
        for named in cast.named_in(max(0, before - _PARAGRAPH), before)
        if not cast.quoted[named.start] and fits(named.who)
    ]
    near = [named for named in narrated if cast.paragraphs[named.start] == here]
    last = max((cast.paragraphs[named.start] for named in narrated), default=here)
    lead = near or [n for n in narrated if above and cast.paragraphs[n.start] == last]
    lead = [named for named in lead if named.who not in ruled_out]
    subjects = {named.who for named in lead if _is_subject(cast, named)}
    if len(subjects) > 1:
        subjects = {named.who for named in lead if _is_subject(cast, named, main=True)}
    sole = len({named.who for named in lead}) == 1
    if len(subjects) != 1 or not (near or sole):
        return NOBODY
    if not near:
        return tuple(subjects), 0.65
    return tuple(subjects), 0.82 if sole else 0.65


def _is_subject(cast: Cast, named: Named, *, main: bool = False) -> bool:
    """Whether a name is a subject; ``main``: of a sentence, not of a clause in it."""
    root = root_of(cast.doc, named.start, named.end)
    if named.sure < 0.8 or not (is_subject(root) or root.dep_ == "ROOT"):
        return False
    first = root
    while first.dep_ in {"conj", "appos", "compound"}:
        first = first.head
    return not main or "ROOT" in {first.dep_, first.head.dep_}


def _is_agent(root: Token, noun: str) -> bool:
    if noun in COUNTRY_OF_DEMONYM or noun in _NATIONALS:  # "the Czech said"
        return root.tag_ in {"NN", "NNP", "JJ"}
    if noun in _MORE_AGENTS:  # whatever the tagger takes "the forward" for
        return True
    if root.tag_ != "NN" or noun in _NO_AGENTS or noun in _BODIES:
        return False
    return noun in PERSON_NOUNS or noun.endswith(_AGENT)


def _is_anothers(doc: Doc, start: int, root: Token) -> bool:
    """ "The club's chairman", "the head of the union": one of their own."""
    owned = any(doc[i].tag_ == "POS" for i in range(start, root.i))
    return owned or (root.i + 1 < len(doc) and doc[root.i + 1].lower_ == "of")


def _is_one_of_several(cast: Cast, before: int) -> bool:
    """ "One of those invited was not optimistic. …, the peer said." """
    here = cast.paragraphs[before]
    return any(
        cast.doc[i].lower_ == "one" and cast.doc[i + 1].lower_ == "of"
        for i in range(max(0, before - _PARAGRAPH), before)
        if cast.paragraphs[i] == here and not cast.quoted[i]
    )


def is_introduced(cast: Cast, noun: str, before: int) -> bool:
    """ "A senior official said": whoever is meant by "the official" then has no name."""
    doc = cast.doc
    here = cast.paragraphs[before]
    for i in range(before - 1, max(0, before - _PARAGRAPH), -1):
        if here - cast.paragraphs[i] > 2:  # the lines between paragraphs count
            return False
        if (
            cast.quoted[i]
            or fold(doc[i].text) not in {noun, f"{noun}s"}
            or doc[i].dep_ not in SUBJECTS
        ):
            continue
        return doc[i].left_edge.lower_ in _INDEFINITE and cast.named_at(i + 1) is None
    return False


def _is_body(cast: Cast, who: int, *, trade: bool = False) -> bool:
    """An organisation, no outlet; or a party. ``trade``: one that may be a company."""
    cluster = cast.clusters[who]
    words = fold(cluster.name).split()
    if cluster.type == "NORP":
        return not trade and words[-1] in PEOPLES
    if cluster.type != "ORG" or is_outlet(" ".join(words)):
        return False
    return not trade or _NO_TRADE.isdisjoint(words)
