"""Where names stand in a text.

The small English pipeline misses names and cuts them short, so its entities are taken as votes
and runs of capitalised words beside them fill the gaps: titles and peoples before a name are
set apart, a given name in front makes the run a person, brackets define acronyms.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from bot.analysis.forms import fold, initials, word_set
from bot.analysis.given_names import GIVEN_NAMES
from bot.analysis.places import COUNTRY_OF_DEMONYM
from bot.analysis.titles import (
    CREDITS,
    HONORIFICS,
    INTRODUCING,
    KEPT_TITLES,
    ORG_WORDS,
    PERSON_NOUNS,
    POSTNOMINALS,
    TITLES,
)

NAME_LABELS = word_set("""
    PERSON ORG GPE LOC NORP FAC EVENT PRODUCT WORK_OF_ART LAW
""")
_PARTICLES = word_set("""
    de da del della di du van von der den ter bin ibn al el la le -
""")
_SPEECH = word_set("""
    said says say told tells added adds asked asks wrote writes replied argued warned
""")
_POSTNOMINALS = word_set("qc kc sc mp mep msp jp obe mbe cbe esq phd md")
_NO_NAMES = TITLES | CREDITS | _POSTNOMINALS
_DETERMINERS = word_set("the a an which what whose this that")
_OCCUPATION = ("er", "or", "man", "woman", "ist", "ive", "ian", "ant", "ent", "ary")
_LONGEST = 10  # tokens in a name; what is longer is a headline
_ACRONYM = re.compile(
    r"(?P<full>[A-Z][\w'’.-]*(?:[ ](?:of|and|the|for|de|&|[A-Z][\w'’.-]*)){0,8})"
    r"[ ]\((?P<short>[A-Z][A-Za-z&.-]{1,9})\)"
)


@dataclass(frozen=True, slots=True)
class NameMention:
    """A name at tokens ``[start, end)``: how the pipeline labels it, which title stands before.

    ``spoken`` if it is the name of a source.
    """

    start: int
    end: int
    label: str | None = None
    title: str | None = None
    spoken: bool = False


class TokenMap:
    """Characters → tokens of a document, by bisection."""

    def __init__(self, doc: Doc) -> None:
        self._starts = [token.idx for token in doc]
        self._ends = [token.idx + len(token) for token in doc]

    def tokens(self, start: int, end: int) -> tuple[int, int]:
        """The token range ``[first, last)`` that touches the characters ``[start, end)``."""
        return bisect_right(self._ends, start), bisect_left(self._starts, end)


def find_acronyms(doc: Doc, tokens: TokenMap) -> list[tuple[NameMention, NameMention]]:
    """Pairs of a full name and the acronym that brackets after it define, both organisations."""
    pairs: list[tuple[NameMention, NameMention]] = []
    for match in _ACRONYM.finditer(doc.text):
        words = match["full"].split(" ")
        wanted = fold(match["short"]).replace(" ", "")
        for first, word in enumerate(words):
            rest = " ".join(words[first:])
            leads = word[0].isupper() and word not in {"The", "A", "An"}
            if leads and wanted in (initials(fold(rest)), fold(rest)[: len(wanted)]):
                full_start = match.end("full") - len(rest)
                full = NameMention(*tokens.tokens(full_start, match.end("full")), "ORG")
                short = NameMention(*tokens.tokens(*match.span("short")), "ORG")
                pairs.append((full, short))
                break
    return pairs


def find_mentions(doc: Doc) -> list[NameMention]:
    """Every name in the document, in order and without overlaps."""
    entities = list(_entities(doc))
    found: list[NameMention] = []
    at = 0
    known = _known_words(doc, entities)
    for start, end in _runs(doc, known):
        while at < len(entities) and entities[at].end <= start:
            found.append(entities[at])
            at += 1
        inner: list[NameMention] = []
        while at < len(entities) and entities[at].start < end:
            inner.append(entities[at])
            at += 1
        found += _read_run(doc, start, end, inner)
    return _calm_headlines(doc, found + entities[at:])


def _calm_headlines(doc: Doc, mentions: list[NameMention]) -> list[NameMention]:
    """In Lines Like This a name is only what the rest of the text calls by that name."""
    shouted = _headlines(doc)
    known = {_key(doc, m.start, m.end) for m in mentions if not shouted[m.start]}
    calm: list[NameMention] = []
    for mention in mentions:
        if not shouted[mention.start] or _key(doc, mention.start, mention.end) in known:
            calm.append(mention)
            continue
        parts = (
            (start, start + length)
            for length in range(mention.end - mention.start - 1, 0, -1)
            for start in range(mention.start, mention.end - length + 1)
        )
        part = next((p for p in parts if _key(doc, *p) in known), None)
        if part is not None:
            calm.append(NameMention(*part))
    return calm


def _key(doc: Doc, start: int, end: int) -> str:
    return fold(doc[start:end].text)


def _headlines(doc: Doc) -> list[bool]:
    """By token: whether most longer words of its line, names aside, are capitalised."""
    shouted: list[bool] = []
    line: list[Token] = []
    for token in doc:
        line.append(token)
        if "\n" in token.text or token.i == len(doc) - 1:
            words = [t for t in line if t.is_alpha and len(t) > 3 and not t.ent_type_]
            high = sum(_capitalised(t) for t in words)
            shouted += [len(words) > 2 and high >= 0.75 * len(words)] * len(line)
            line = []
    return shouted


def _entities(doc: Doc) -> Iterator[NameMention]:
    """The pipeline's entities, trimmed to the name alone."""
    last = 0
    for entity in doc.ents:
        if entity.label_ not in NAME_LABELS:
            continue
        pieces = _pieces(doc, entity.start, entity.end)
        for start, end in pieces:
            mention = _trim(doc, start, end, entity.label_)
            if mention is not None and mention.start >= last:
                last = mention.end
                yield mention


def _pieces(doc: Doc, start: int, end: int) -> Iterator[tuple[int, int]]:
    """An entity never runs over a line break, a colon, a bracket or a second "the"."""
    first = start
    for i in range(start, end):
        article = doc[i].text in {"the", "The"} and i > start and doc[i - 1].tag_ != "IN"
        if article or doc[i].is_space or doc[i].text in {":", "(", ")", ";", "—", "–", "|"}:
            if i > first:
                yield first, i
            first = i + 1
    if end > first:
        yield first, end


def _trim(doc: Doc, start: int, end: int, label: str | None) -> NameMention | None:
    while (start < end and not _capitalised(doc[start])) or (
        start < end - 1 and _bare(doc, start) in _DETERMINERS
    ):
        start += 1
    while end > start and (not _may_close(doc, end - 1) or _bare(doc, end - 1) in _SPEECH):
        end -= 1
    named = end - start > 1 and is_described_behind(doc, end)
    if named or _has_a_persons_name(doc, start, end):
        label = "PERSON"
    if label == "PERSON":
        end = _before_postnominals(doc, start, end)
        start = after_occupation(doc, _after_titles(doc, start, end), end)
        if _modifies_a_noun(doc, start, end) or _has_an_article(doc, start, end):
            label = None
    if start > 0 and doc[start - 1].text == "(" and doc[start].text[:2] in {"D-", "R-", "I-"}:
        return None  # "(D-Ohio)": a party and a state
    if start >= end or (end - start == 1 and fold(doc[start].text) in _NO_NAMES):
        return None
    if end - start == 1 and _opens_a_title(doc, end):
        return None
    title = _title_before(doc, start, end)
    if label == "PERSON" and title is None and end - start == 1 and _stands_as_a_place(doc, start):
        label = "GPE"
    start -= _keeps_title(doc, start, end, title)
    return NameMention(start, end, label, title)


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


def _keeps_title(doc: Doc, start: int, end: int, title: str | None) -> bool:
    """ "Queen Ragnhild": one name alone goes by its title."""
    return title in KEPT_TITLES and end - start == 1 and _capitalised(doc[start - 1])


def _stands_as_a_place(doc: Doc, at: int) -> bool:
    """The Halven of "in Halven" and of "Lena Brandvik of Halven", whatever the label says."""
    if at == 0:
        return False
    before = doc[at - 1].lower_
    return before in {"in", "at", "near"} or (
        before == "of" and at > 2 and doc[at - 2].tag_ == "NNP" and doc[at - 3].tag_ == "NNP"
    )


def _may_close(doc: Doc, at: int) -> bool:
    token = doc[at]
    hyphened = at > 1 and doc[at - 1].text == "-" and not doc[at - 2].whitespace_
    return _capitalised(token) or token.text[:1].isdigit() or (hyphened and token.is_alpha)


def _modifies_a_noun(doc: Doc, start: int, end: int) -> bool:
    """ "the Fennwick Farmhouse loaf" is no person, whatever the label says."""
    if end - start < 2 or end >= len(doc):
        return False
    after = doc[end]
    return doc[end - 1].dep_ == "compound" and after.text.islower() and after.tag_ in {"NN", "NNS"}


def _has_an_article(doc: Doc, start: int, end: int) -> bool:
    """ "the Bat Cave" is nobody; "the Brandt camp" still has a person's name in it."""
    if start == 0 or doc[start - 1].lower_ not in {"the", "a", "an"}:
        return False
    return doc[end - 1].dep_ not in {"compound", "nmod", "amod", "poss"}


def _after_titles(doc: Doc, start: int, end: int) -> int:
    """The first token after the last title, where a name remains behind it."""
    for i in range(end - 2, start - 1, -1):
        word = fold(doc[i].text)
        if word in TITLES and not (word in KEPT_TITLES and end - i == 2):
            return i + 1
    return start


def _before_postnominals(doc: Doc, start: int, end: int) -> int:
    """ "Philippa Rossiter KC", "Bishop Ambrosius of Serai": where the name itself ends."""
    if end - start > 2 and _bare(doc, end - 1) in POSTNOMINALS:
        return end - 1
    of = next((i for i in range(start + 1, end) if doc[i].text == "of"), end)
    return of if of < end and _bare(doc, start) in TITLES else end


def _has_a_persons_name(doc: Doc, start: int, end: int) -> bool:
    """ "Ms Pike", "Foreman Jakob Dray": plain to see, whatever the label says."""
    titled = end - start > 1 and _bare(doc, start) in HONORIFICS | KEPT_TITLES
    return titled or after_occupation(doc, start, end) > start


def after_occupation(doc: Doc, start: int, end: int) -> int:
    """ "Fishmonger Dolores Prewitt": the given name is the second word."""
    if end - start < 3 or _bare(doc, start + 1) not in GIVEN_NAMES:
        return start
    first = _bare(doc, start)
    return start + 1 if first not in GIVEN_NAMES and first.endswith(_OCCUPATION) else start


def _opens_a_title(doc: Doc, end: int) -> bool:
    """The "Transport" of "Transport Minister Lucia Fenwright"."""
    return end + 1 < len(doc) and _bare(doc, end) in TITLES and _capitalised(doc[end + 1])


def _bare(doc: Doc, at: int) -> str:
    return fold(doc[at].text)


def _title_before(doc: Doc, start: int, end: int) -> str | None:
    if start == 0:
        return None
    word = fold(doc[start - 1].text)
    return word if word in (INTRODUCING if end - start > 1 else TITLES) else None


def _capitalised(token: Token) -> bool:
    return token.text[:1].isupper()


def _in_name(token: Token) -> bool:
    if not _capitalised(token) or token.ent_type_ in {"DATE", "TIME", "MONEY", "PERCENT"}:
        return False
    if token.lower_ in _SPEECH:  # "Roe Says No", in a headline
        return False
    return token.tag_ in {"NNP", "NNPS"} or (
        not token.is_stop and (not token.is_sent_start or token.ent_type_ in NAME_LABELS)
    )


def _known_words(doc: Doc, entities: Sequence[NameMention]) -> frozenset[str]:
    """Words of people's names that the text never uses as plain words."""
    people = (e for e in entities if e.label == "PERSON")
    words = (doc[i] for e in people for i in range(e.start, e.end))
    known = {word.text for word in words if _capitalised(word)}
    plain = {token.text.capitalize() for token in doc if token.is_lower}
    return frozenset(known - plain)


def _runs(doc: Doc, known: frozenset[str]) -> Iterator[tuple[int, int]]:
    """Maximal runs of capitalised words, with the particles of names between them.

    A word that opens a sentence counts if it is tagged as a name or is known as one.
    """
    start: int | None = None
    end = 0
    for token in doc:
        if _in_name(token) or token.text in known or _goes_on(doc, token, end):
            if start is None:
                start = token.i
            end = token.i + 1
            continue
        particle = token.text in _PARTICLES and start is not None and end > token.i - 2
        if start is not None and not particle:
            yield start, end
            start = None
    if start is not None:
        yield start, end


def _goes_on(doc: Doc, token: Token, end: int) -> bool:
    """The second half of "Ki-moon"."""
    return (
        token.i == end + 1
        and token.i > 1
        and token.ent_type_ == "PERSON"
        and doc[token.i - 1].text == "-"
        and not doc[token.i - 1].whitespace_
    )


def _read_run(doc: Doc, start: int, end: int, entities: list[NameMention]) -> Iterator[NameMention]:
    covered = any(e.start <= start and e.end >= end for e in entities)
    spills = any(e.start < start or e.end > end for e in entities)
    if covered or spills or end - start > _LONGEST:
        yield from entities
        return
    end = _before_postnominals(doc, start, end)
    first = after_occupation(doc, _after_titles(doc, start, end), end)
    while first < end - 1 and fold(doc[first].text) in COUNTRY_OF_DEMONYM:
        first += 1
    before = [e for e in entities if e.end <= first]
    inside = [e for e in entities if e.end > first]
    yield from before
    label, title = _label(doc, first, end), _title_before(doc, first, end)
    whole = NameMention(first - _keeps_title(doc, first, end, title), end, label, title)
    if not inside or (
        whole.label == "PERSON" and all(e.end - e.start < end - first for e in inside)
    ):
        yield whole
    else:
        yield from inside


def _label(doc: Doc, start: int, end: int) -> str | None:
    """What a run that the pipeline missed must be, if that is plain to see."""
    words = [fold(doc[i].text) for i in range(start, end)]
    if words[-1] in ORG_WORDS and len(words) > 1:
        return "ORG"
    if _title_before(doc, start, end) and len(words) <= 4:
        return "PERSON"
    if 2 <= len(words) <= 4 and (words[0] in GIVEN_NAMES or is_described_behind(doc, end)):
        return "PERSON"
    last = doc[end - 1]
    if last.dep_ == "nsubj" and last.head.text in _SPEECH and len(words) <= 3:
        return "PERSON"
    return None
