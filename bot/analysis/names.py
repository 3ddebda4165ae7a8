"""The names in an article: people, organisations, places, each once, under the fullest name."""

from collections import Counter, defaultdict
from collections.abc import Sequence

from spacy.tokens import Doc

from bot.analysis.acronyms import TokenMap, find_acronyms
from bot.analysis.bodies import join_bodies
from bot.analysis.cast import Cast, Named, set_stage
from bot.analysis.clusters import Cluster, Form
from bot.analysis.edges import is_a_body_behind
from bot.analysis.emphasis import emphases
from bot.analysis.forms import fold, word_set
from bot.analysis.given_names import GIVEN_NAMES
from bot.analysis.introductions import find_roles
from bot.analysis.mentions import NameMention, find_mentions
from bot.analysis.merging import merge
from bot.analysis.places import COUNTRY_OF_DEMONYM
from bot.analysis.resolve import Resolved, Resolver
from bot.analysis.roles import learn_roles
from bot.analysis.salience import is_outlet, salience
from bot.analysis.spoken import with_speakers
from bot.analysis.titles import NOUN_GENDER, TITLE_GENDER, Gender
from bot.domain import Entity, Spans

__all__ = ["Names", "Resolved", "find_names"]

_MOST_ENTITIES = 300
_WHEREABOUTS = word_set("in at near from to across outside around")
_TOLD = 6  # labels of the recogniser that what the text says outweighs
_RECENT = 80  # tokens behind a full name in which a namesake's surname is in doubt


class Names:
    """The entities of one article, and the answer to "who is that?" for any of its mentions."""

    def __init__(self, entities: tuple[Entity, ...], tokens: TokenMap, resolver: Resolver) -> None:
        self.entities = entities
        self._tokens = tokens
        self._resolver = resolver

    def resolve(self, start: int, end: int, *, exclude: tuple[str, ...] = ()) -> Resolved:
        """Who is meant by the words at characters ``[start, end)``.

        Parameters:
            exclude: Names that can't be meant, such as the one spoken to.
        """
        first, last = self._tokens.tokens(start, end)
        return self._resolver.resolve(first, last, exclude)


def find_names(doc: Doc, *, title: str | None, quoted: Spans, sources: Spans = ()) -> Names:
    """Find and merge the names of a parsed document.

    Parameters:
        doc: Tagged, parsed and with entities; lemmas are not needed.
        title: The article's title: what it names is salient.
        quoted: Stretches in quotation marks, as characters: they tell little of whom the text is
            about.
        sources: Noun phrases that name who said something: where the recogniser sees no name
            in them, their own words may.
    """
    tokens = TokenMap(doc)
    definitions = find_acronyms(doc, tokens)
    found = join_bodies(doc, find_mentions(doc))
    spoken = with_speakers(doc, found, [tokens.tokens(*one) for one in sorted(set(sources))])
    mentions = _with(spoken, [name for pair in definitions for name in pair])
    forms = _forms(doc, mentions)
    acronyms = {_key(doc, short): _key(doc, full) for full, short in definitions}
    clusters, owners = merge(forms, acronyms)
    named = _assign(doc, mentions, owners, clusters)
    cast = set_stage(doc, tokens, clusters, named, quoted)
    _learn_titles(cast)
    resolver = Resolver(cast, learn_roles(cast))
    return Names(_entities(cast, resolver, title), tokens, resolver)


def _with(mentions: list[NameMention], certain: Sequence[NameMention]) -> list[NameMention]:
    """The mentions, those that overlap certain ones giving way."""
    taken = {i for name in certain for i in range(name.start, name.end)}
    kept = [m for m in mentions if not any(i in taken for i in range(m.start, m.end))]
    return sorted([*kept, *certain], key=lambda mention: mention.start)


def _key(doc: Doc, mention: NameMention) -> str:
    return fold(_text(doc, mention.start, mention.end))


def _span(doc: Doc, start: int, end: int) -> tuple[int, int]:
    last = doc[end - 1]
    return doc[start].idx, last.idx + len(last)


def _text(doc: Doc, start: int, end: int) -> str:
    return doc[start:end].text


def _forms(doc: Doc, mentions: Sequence[NameMention]) -> dict[str, Form]:
    forms: dict[str, Form] = {}
    for mention in mentions:
        key = _key(doc, mention)
        if not key:
            continue
        form = forms.setdefault(key, Form(key))
        form.texts[" ".join(_text(doc, mention.start, mention.end).split())] += 1
        if mention.label is not None:
            form.votes[mention.label] += 1
        if is_a_body_behind(doc, mention.end):
            form.votes["ORG"] += _TOLD
        form.titled += mention.title is not None
        form.spoken += mention.spoken
        form.placed += mention.start > 0 and doc[mention.start - 1].lower_ in _WHEREABOUTS
        gender = TITLE_GENDER.get(mention.title or "")
        if gender is not None:
            form.genders.add(gender)
    return forms


def _assign(
    doc: Doc,
    mentions: Sequence[NameMention],
    owners: dict[str, tuple[int, ...]],
    clusters: Sequence[Cluster],
) -> list[Named]:
    """Give every mention to one cluster; a name that several bear goes by :class:`_Namesakes`."""
    keyed = [(mention, owners.get(_key(doc, mention), ())) for mention in mentions]
    namesakes = _Namesakes(clusters, Counter(who[0] for _, who in keyed if len(who) == 1))
    named: list[Named] = []
    for mention, who in keyed:
        if not who:
            continue
        chosen, sure = namesakes.meet(mention, who)
        others = tuple(number for number in who if number != chosen)
        named.append(Named(mention.start, mention.end, chosen, sure, mention.title, others))
    return named


class _Namesakes:
    """Who of several is meant by a name they share, as the text goes on."""

    def __init__(self, clusters: Sequence[Cluster], plain: Counter[int]) -> None:
        self._clusters = clusters
        self._plain = plain  # how often each is named in a way that is theirs alone
        self._met: dict[int, Gender | None] = {}
        self._first: dict[int, int] = {}  # the token at which each was surely named first
        self._last: dict[int, int] = {}  # … and last

    def meet(self, mention: NameMention, who: tuple[int, ...]) -> tuple[int, float]:
        """Who of those is meant here, and how sure that is."""
        gender = TITLE_GENDER.get(mention.title or "")
        chosen, sure = (who[0], 0.97) if len(who) == 1 else self._choose(mention.start, who, gender)
        if sure >= 0.8:
            self._met[chosen] = gender or self._met.get(chosen)
            self._first.setdefault(chosen, mention.start)
            self._last[chosen] = mention.start
            self._plain[chosen] += len(who) > 1
        return chosen, sure

    def _choose(self, at: int, who: tuple[int, ...], gender: Gender | None) -> tuple[int, float]:
        """Whom the title fits, or the only one met so far, or one who is named far more often."""
        if gender is not None:
            known = {number: self._gender(number) for number in who}
            who = (
                tuple(number for number in who if known[number] == gender)
                or tuple(number for number in who if known[number] is None)
                or who
            )
        if gender is not None and len(who) == 1:
            return who[0], 0.9
        met = sorted((number for number in who if number in self._met), key=self._first.__getitem__)
        if len(met) < 2:
            return (met[0], 0.8) if met else (who[0], 0.3)
        first, second, *_ = sorted(who, key=lambda number: -self._plain[number])
        latest = max(met, key=lambda number: self._last[number])
        if latest != first and at - self._last[latest] < _RECENT:
            return met[0], 0.45
        return (first, 0.7) if self._plain[first] > 2 * self._plain[second] else (met[0], 0.55)

    def _gender(self, who: int) -> Gender | None:
        given = fold(self._clusters[who].name).split()[0]
        return self._met.get(who) or GIVEN_NAMES.get(given)


def _learn_titles(cast: Cast) -> None:
    for named in cast.named:
        gender = NOUN_GENDER.get(named.title or "")
        if gender is not None and cast.is_person(named.who) and named.sure > 0.5:
            cast.genders.setdefault(named.who, gender)


def _entities(cast: Cast, resolver: Resolver, title: str | None) -> tuple[Entity, ...]:
    spans: defaultdict[int, list[tuple[int, int]]] = defaultdict(list)
    for named in cast.named:
        spans[named.who].append(_span(cast.doc, named.start, named.end))
    emphasis = emphases(cast, resolver.trail.meant)
    most = max((given.weight for given in emphasis.values()), default=0.0) or 1.0
    length = max(len(cast.doc.text), 1)
    headline = f" {fold(title or '')} "

    def rank(who: int, cluster: Cluster) -> float:
        given = emphasis.get(who)
        if given is None:  # named in credits only
            return 0.0
        names = (key for key in cluster.forms if key not in COUNTRY_OF_DEMONYM)
        in_title = any(f" {key} " in headline for key in names)
        outlet = cluster.type == "ORG" and is_outlet(fold(cluster.name))
        share, first = given.weight / most, given.first / length
        return salience(cluster.type, share, first, in_title=in_title, outlet=outlet)

    roles = find_roles(cast)
    entities = [
        Entity(
            name=cluster.name,
            type=cluster.type,
            aliases=cluster.aliases,
            mentions=tuple(spans[who]),
            salience=rank(who, cluster),
            role=roles.get(who),
        )
        for who, cluster in enumerate(cast.clusters)
        if who in spans
    ]
    entities.sort(key=lambda entity: (-entity.salience, entity.mentions[0]))
    return tuple(entities[:_MOST_ENTITIES])
