"""Where names stand in a text.

The small English pipeline misses names and cuts them short, so its entities are taken as votes
and runs of capitalised words beside them fill the gaps: titles and peoples before a name are
set apart, a given name in front makes the run a person, brackets define acronyms.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from bot.analysis.edges import (
    after_occupation,
    after_titles,
    bare,
    before_postnominals,
    before_score,
    capitalised,
    has_a_persons_name,
    has_an_article,
    is_described_behind,
    keeps_title,
    may_close,
    modifies_a_noun,
    opens_a_title,
    stands_as_a_place,
    title_before,
)
from bot.analysis.forms import fold, word_set
from bot.analysis.given_names import GIVEN_NAMES
from bot.analysis.places import COUNTRY_OF_DEMONYM
from bot.analysis.titles import (
    CREDITS,
    ORG_WORDS,
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
_NO_NAMES = TITLES | CREDITS | POSTNOMINALS
_DETERMINERS = word_set("the a an which what whose this that")
_LONGEST = 10  # tokens in a name; what is longer is a headline


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


def find_mentions(doc: Doc) -> list[NameMention]:
    """Every name in the document, in order and without overlaps."""
    entities = list(_entities(doc))
    found: list[NameMention] = []
    at = 0
    known = _known_words(doc, entities)
    for start, end in _runs(doc, known):
        if found and start < found[-1].end:  # "Transport Salaried Staffs’" and "Association"
            continue
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
            high = sum(capitalised(t) for t in words)
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
    while start < end and (not capitalised(doc[start]) or _opens_no_name(doc, start, end)):
        start += 1
    while end > start and (not may_close(doc, end - 1) or bare(doc, end - 1) in _SPEECH):
        end -= 1
    named = end - start > 1 and is_described_behind(doc, end)
    if named or has_a_persons_name(doc, start, end):
        label = "PERSON"
    end = before_score(doc, start, end)
    if label == "PERSON":
        end = before_postnominals(doc, start, end)
        start = after_occupation(doc, after_titles(doc, start, end), end)
        if modifies_a_noun(doc, start, end) or has_an_article(doc, start, end):
            label = None
    if start > 0 and doc[start - 1].text == "(" and doc[start].text[:2] in {"D-", "R-", "I-"}:
        return None  # "(D-Ohio)": a party and a state
    if start >= end or (end - start == 1 and fold(doc[start].text) in _NO_NAMES):
        return None
    if end - start == 1 and opens_a_title(doc, end):
        return None
    title = title_before(doc, start, end)
    if label == "PERSON" and title is None and end - start == 1 and stands_as_a_place(doc, start):
        label = "GPE"
    start -= keeps_title(doc, start, end, title)
    return NameMention(start, end, label, title)


def _opens_no_name(doc: Doc, start: int, end: int) -> bool:
    """ "The" and the "Closing" of "Closing Lincoln would save little"."""
    if start >= end - 1:
        return False
    verb = bool(doc[start].is_sent_start) and doc[start].tag_ == "VBG"
    return bare(doc, start) in _DETERMINERS or verb


def _in_name(token: Token) -> bool:
    if not capitalised(token) or token.ent_type_ in {"DATE", "TIME", "MONEY", "PERCENT"}:
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
    known = {word.text for word in words if capitalised(word)}
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
    end = before_postnominals(doc, start, end)
    first = after_occupation(doc, after_titles(doc, start, end), end)
    while first < end - 1 and fold(doc[first].text) in COUNTRY_OF_DEMONYM:
        first += 1
    before = [e for e in entities if e.end <= first]
    inside = [e for e in entities if e.end > first]
    yield from before
    label, title = _label(doc, first, end), title_before(doc, first, end)
    whole = NameMention(first - keeps_title(doc, first, end, title), end, label, title)
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
    if title_before(doc, start, end) and len(words) <= 4:
        return "PERSON"
    if 2 <= len(words) <= 4 and (words[0] in GIVEN_NAMES or is_described_behind(doc, end)):
        return "PERSON"
    last = doc[end - 1]
    if last.dep_ == "nsubj" and last.head.text in _SPEECH and len(words) <= 3:
        return "PERSON"
    return None
