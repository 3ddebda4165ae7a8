"""The names of those who speak: a source's own words say better than any recogniser who it is.

"Mairi Urquhart, 51, said" and "the dean of Aldmoor, the Very Rev. Ottilie Brandt, told" name people
whatever the pipeline takes them for, and "@gullwing77" is what a post's author is known by.
"""

from collections.abc import Iterator, Sequence

from spacy.tokens import Doc, Token

from bot.analysis.edges import (
    after_occupation,
    is_described_behind,
    keeps_title,
    title_before,
)
from bot.analysis.forms import fold, word_set
from bot.analysis.mentions import NameMention
from bot.analysis.places import COUNTRY_OF_CAPITAL, COUNTRY_OF_DEMONYM, COUNTRY_OF_NAME
from bot.analysis.titles import (
    CREDITS,
    DOCUMENT_WORDS,
    GENERIC_ORGS,
    HONOURS,
    KIN,
    NOBODYS_NAMES,
    OFFICES,
    ORG_WORDS,
    OUTLET_WORDS,
    PERSON_NOUNS,
    POSTNOMINALS,
    TITLES,
)

_PARTICLES = word_set("""
    de da del della di du van von der den ter bin ibn al el la le dos das do zu af av y e
""")
_COMMON = PERSON_NOUNS | GENERIC_ORGS | OUTLET_WORDS | DOCUMENT_WORDS | NOBODYS_NAMES | CREDITS
_MOST_WORDS = 5  # in a person's name
_OCCUPATIONS = PERSON_NOUNS - KIN - word_set("source member partner parent")
_BEFORE_NAMES = TITLES | HONOURS | _OCCUPATIONS | COUNTRY_OF_DEMONYM.keys()


def with_speakers(
    doc: Doc, mentions: Sequence[NameMention], sources: Sequence[tuple[int, int]]
) -> list[NameMention]:
    """The names in a text, those of its sources read from the sources' own words.

    Parameters:
        mentions: names in order, without overlaps.
        sources: token ranges of the noun phrases that name a source, in order.
    """
    known = frozenset(
        doc[i].text for mention in mentions for i in range(mention.start, mention.end)
    )
    spoken: list[NameMention] = []
    for start, end in sources:
        name = _name_in(doc, start, end, known)
        if name is not None and any(_holds(whole, name) for whole in mentions):
            continue
        if name is not None and (not spoken or spoken[-1].end <= name.start):
            spoken.append(name)
    by_start = {mention.start: mention for mention in mentions}
    taken = {i for name in spoken for i in range(name.start, name.end)}
    kept = [m for m in mentions if not any(i in taken for i in range(m.start, m.end))]
    ours = (_labelled(name, by_start.get(name.start)) for name in spoken)
    return sorted([*kept, *ours], key=lambda mention: mention.start)


def _holds(whole: NameMention, name: NameMention) -> bool:
    """ "United Food and Commercial Workers" holds "Commercial Workers"."""
    return whole.label == "ORG" and whole.start < name.start and whole.end == name.end


def _labelled(name: NameMention, recognised: NameMention | None) -> NameMention:
    """The name with the recogniser's label, where its own words tell nothing."""
    if recognised is None or name.label is not None:
        return name
    title = name.title or recognised.title
    return NameMention(name.start, name.end, recognised.label, title, spoken=True)


def _name_in(doc: Doc, start: int, end: int, known: frozenset[str]) -> NameMention | None:
    """The name that a source is: at the end of its first part that ends with one."""
    for first, last in _parts(doc, start, end):
        run = _closing_run(doc, first, last)
        if run is not None:
            return _read(doc, *run, first, known)
    return None


def _parts(doc: Doc, start: int, end: int) -> Iterator[tuple[int, int]]:
    """A source cut at its commas, brackets and relative clauses."""
    if start < end and doc[start].tag_ == "WP$":  # "whose mayor, Roe"
        start += 1
    first = start
    for i in range(start, end):
        token = doc[i]
        if token.text in {",", "(", ")", ":", ";", "–", "—"} or token.tag_ in {"WP", "WDT", "WP$"}:
            if first < i:
                yield first, i
            first = i + 1
            if token.tag_ in {"WP", "WDT", "WP$"}:
                return
    if first < end:
        yield first, end


def _closing_run(doc: Doc, start: int, end: int) -> tuple[int, int] | None:
    """The capitalised words that end a noun phrase and are not what something is "of"."""
    while end > start and (doc[end - 1].is_space or doc[end - 1].is_punct):
        end -= 1
    first = end
    while first > start and _may_stand_in_name(doc, first - 1, end):
        first -= 1
    while first < end and not _opens(doc[first]):
        first += 1
    if first == end or (first > start and doc[first - 1].tag_ == "IN"):
        return None
    after = doc[end] if end < len(doc) else None
    return None if after is not None and after.tag_ == "POS" else (first, end)


def _may_stand_in_name(doc: Doc, at: int, end: int) -> bool:
    token = doc[at]
    if _opens(token) or (at + 1 < end and token.text in _PARTICLES):
        return True
    if token.tag_ == "POS" and at + 1 < end:  # "Kessler County Sheriff's Office"
        return fold(doc[at + 1].text) in ORG_WORDS and _opens(doc[at + 1])
    if token.text == "-":  # "Osei-Tutu", "Do-won"
        return at + 1 < end and not token.whitespace_
    return at > 0 and doc[at - 1].text == "-" and not doc[at - 1].whitespace_


def _opens(token: Token) -> bool:
    text = token.text
    if text.startswith("@") and len(text) > 2:
        return True
    elided = text[:2].islower() and ("'" in text or "’" in text) and any(c.isupper() for c in text)
    return (text[:1].isupper() or elided) and token.lower_ not in {"the", "a", "an"}


def _read(doc: Doc, start: int, end: int, phrase: int, known: frozenset[str]) -> NameMention | None:
    """A name at a run of capitalised words, which titles may open.

    Parameters:
        phrase: where the noun phrase begins that the run ends.
        known: words of names that the text has.
    """
    while end - start > 2 and fold(doc[end - 1].text) in POSTNOMINALS:
        end -= 1
    first = after_occupation(doc, _after_titles(doc, start, end), end)
    words = [fold(doc[i].text) for i in range(first, end) if doc[i].text != "-"]
    if not words or (len(words) == 1 and _is_common(doc[first], known)):
        return None
    title = title_before(doc, first, end)
    first -= keeps_title(doc, first, end, title)
    label = _label(doc, words, first, end, phrase, titled=title is not None)
    return NameMention(first, end, label, title, spoken=True)


def _after_titles(doc: Doc, start: int, end: int) -> int:
    """Behind the last title that a name follows: "Nevada Gov. Marisol Roe"."""
    for i in range(end - 2, start - 1, -1):
        word = fold(doc[i].text)
        if doc[i + 1].tag_ == "POS":
            continue
        if word in _OCCUPATIONS - TITLES and i == end - 2 and i == start:
            continue  # "Passenger Watch" is no watch
        if word in _BEFORE_NAMES or (word in OFFICES and i > start):
            return i + 1
    return start


def _is_common(token: Token, known: frozenset[str]) -> bool:
    """A word that is no name by itself; "Keeps", where it opens a sentence, is a verb."""
    plain = token.tag_ not in {"NN", "NNP", "NNPS", "JJ", "FW"}
    if token.is_sent_start and plain and token.text not in known:
        return True
    return fold(token.text) in _COMMON


def _label(
    doc: Doc, words: Sequence[str], start: int, end: int, phrase: int, *, titled: bool
) -> str | None:
    """What the surroundings of a source say that it is, if they do."""
    if doc[start].text.startswith("@"):
        return "PERSON"
    name = " ".join(words)
    if name in COUNTRY_OF_NAME or name in COUNTRY_OF_CAPITAL or words[-1] in ORG_WORDS:
        return None
    if len(words) > _MOST_WORDS:
        return None
    introduced = start > phrase and fold(doc[start - 1].text) in PERSON_NOUNS
    return "PERSON" if titled or introduced or is_described_behind(doc, end) else None
