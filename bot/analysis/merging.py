"""Mentions of one thing under one name.

Works on *forms* (distinct spellings), not on mentions, so the cost grows with the vocabulary of
names: every form of several words makes its first and last parts known, and a shorter form joins
the one thing that has it as a part. A part that two things share stays ambiguous.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from bot.analysis.clusters import Cluster, Form, says_its_kind, type_by_tables, type_of
from bot.analysis.forms import fold, initials, word_set
from bot.analysis.given_names import GIVEN_NAMES, SHORT_NAMES
from bot.analysis.places import (
    COUNTRY_OF_CAPITAL,
    COUNTRY_OF_DEMONYM,
    COUNTRY_OF_NAME,
)
from bot.analysis.titles import (
    GENERIC_ORGS,
    NOBODYS_NAMES,
    ORG_WORDS,
    PUBLIC_BODIES,
    TITLES,
    Gender,
)

_PLACES = frozenset(("GPE", "LOC", "NORP", "FAC"))
# "Bank of Dell", "University of Dell": Dell is a place, though a vote may call it a body
_SEATED = PUBLIC_BODIES - {"church"} | {"bank"}
# Bodies of their own: "the House" is no White House, "the Senate" no Dell Senate
_OWN = word_set("house senate congress parliament assembly government union army navy police")
_NO_NAMES = NOBODYS_NAMES | TITLES
_SUFFIXES = frozenset(["jr", "sr", "ii", "iii", "iv", "phd", "md"])
_DEMONYM_ENDINGS = word_set("""
    n an ian ean ese ish i s ns ans
""")


def merge(
    forms: Mapping[str, Form], acronyms: Mapping[str, str]
) -> tuple[list[Cluster], dict[str, tuple[int, ...]]]:
    """Clusters, and for every form the clusters that it may mean (several: ambiguous).

    Parameters:
        forms: Every form by its key.
        acronyms: Folded acronym → folded full name, as the text defines them.
    """
    return _Merging(forms, acronyms).run()


class _Merging:
    def __init__(self, forms: Mapping[str, Form], acronyms: Mapping[str, str]) -> None:
        self._forms = forms
        self._acronyms = acronyms
        self._clusters: list[Cluster] = []
        self._owners: dict[str, tuple[int, ...]] = {}
        self._parts: defaultdict[str, set[int]] = defaultdict(set)
        self._tails: defaultdict[str, set[int]] = defaultdict(set)  # people's surnames
        self._heads: defaultdict[str, set[int]] = defaultdict(set)  # one word that is short for it
        self._identities: dict[tuple[str, str], int] = {}
        self._countries: dict[str, int] = {}
        self._initials: defaultdict[str, set[int]] = defaultdict(set)
        # What stands before a public body is a place: the Eastmoor of an Eastmoor Treasury.
        self._seats = {
            " ".join(form.words[:-1]) for form in forms.values() if form.words[-1] in PUBLIC_BODIES
        }
        # Surnames that somewhere have a title before them, or speak: "Mr Pike" makes Alasdair Pike
        # a person, and so does "Pike said"; a company goes by its first word.
        self._surnames = {
            form.key
            for form in forms.values()
            if form.titled or (form.spoken and type_by_tables(form) is None)
        }

    def run(self) -> tuple[list[Cluster], dict[str, tuple[int, ...]]]:
        by_length = sorted(self._forms.values(), key=lambda form: -len(form.words))
        late: list[Form] = []
        for form in by_length:
            if form.key in COUNTRY_OF_NAME:
                self._add_country(form)
            elif len(form.words) > 1 and form.key not in COUNTRY_OF_DEMONYM:
                self._add_long(form)
            else:
                late.append(form)
        # people's names of one word last: by then every country and every full name is known
        for form in sorted(late, key=lambda form: type_of(form) == "NORP"):
            self._add_short(form)
        return self._clusters, self._owners

    def _open(self, form: Form, kind: str, country: str | None = None) -> int:
        self._clusters.append(Cluster(kind, {form.key: form}, country))
        number = len(self._clusters) - 1
        self._owners[form.key] = (number,)
        return number

    def _join(self, form: Form, numbers: Iterable[int]) -> None:
        owners = tuple(sorted(numbers))
        self._owners[form.key] = owners
        if len(owners) == 1:
            self._clusters[owners[0]].forms[form.key] = form

    def _add_country(self, form: Form) -> None:
        country = COUNTRY_OF_NAME[form.key]
        if country in self._countries:
            self._join(form, (self._countries[country],))
        else:
            self._countries[country] = self._open(form, type_of(form) or "GPE", country)

    def _add_long(self, form: Form) -> None:
        kind = type_of(form)
        surnamed = self._of_type(self._tails[form.key], "PERSON")
        if len(surnamed) == 1 and not says_its_kind(form):  # "Pereira de Melo"
            self._join(form, surnamed)
            return
        if self._is_surnamed(form):
            kind = "PERSON"
        if kind == "PERSON":
            self._add_person(form)
        elif kind is not None:
            self._add_thing(form, kind)

    def _is_surnamed(self, form: Form) -> bool:
        """Whether its last word, or its last two, stand alone as a surname does."""
        words = form.words
        if words[0] in ORG_WORDS or len(words) > 5 or says_its_kind(form):
            return False
        if self._forms.get(words[0], Form("")).spoken:
            return False
        return any(" ".join(words[cut:]) in self._surnames for cut in range(1, len(words)))

    def _add_person(self, form: Form) -> None:
        words = [word for word in form.words if word not in _SUFFIXES] or form.words
        identity = SHORT_NAMES.get(words[0], words[0]), words[-1]
        whole = self._of_type(self._parts[form.key], "PERSON")
        if identity in self._identities:
            number = self._identities[identity]
            self._join(form, (number,))
        elif len(whole) == 1:
            number = next(iter(whole))
            self._join(form, whole)
        else:
            number = self._open(form, "PERSON")
        self._identities[identity] = number
        for cut in range(1, len(words)):
            self._parts[" ".join(words[:cut])].add(number)
            self._parts[" ".join(words[cut:])].add(number)
            self._tails[" ".join(words[cut:])].add(number)
        if len(words) == 3 and len(words[1]) > 2:  # Inés Quispe Mamani goes by Quispe
            self._parts[words[1]].add(number)

    def _add_thing(self, form: Form, kind: str) -> None:
        words = form.words
        whole = self._of_type(self._parts[form.key], kind)
        if len(whole) == 1:
            number = next(iter(whole))
            self._join(form, whole)
        else:
            number = self._open(form, kind)
        if kind != "ORG":
            return
        self._initials[initials(form.key)].add(number)
        for cut in range(1, len(words)):
            if words[-1] not in PUBLIC_BODIES:  # "Eastmoor" is no Eastmoor Treasury
                self._parts[" ".join(words[:cut])].add(number)
            if len(words) - cut > 1:
                self._parts[" ".join(words[cut:])].add(number)
        if words[-2] != "of" or _SEATED.isdisjoint(words):
            self._heads[words[-1]].add(number)
        core = words[: words.index("of")] if "of" in words else []
        if core and core[-1] in ORG_WORDS:
            self._heads[core[-1]].add(number)
        for cut in range(1, len(core) - 1):  # "Supreme Court" of an "Italian Supreme Court of …"
            self._parts[" ".join(core[cut:])].add(number)

    def _add_short(self, form: Form) -> None:
        kind = type_of(form)
        owners = (
            self._acronym_of(form)
            or self._whose_part(form, kind)
            or self._people(form, kind)
            or self._body(form, kind)
        )
        if not owners and not form.titled and form.key in self._seats:
            kind = "GPE"
        if owners:
            self._join(form, owners)
        elif kind is not None and form.key not in _NO_NAMES:
            number = self._open(form, kind)
            if kind in {"GPE", "LOC"}:
                self._parts[form.key].add(number)

    def _acronym_of(self, form: Form) -> set[int]:
        full = self._acronyms.get(form.key)
        if full in self._owners:
            return set(self._owners[full])
        short = form.text
        if len(short) < 2 or not short.replace(".", "").isupper():
            return set()
        found = self._initials[form.key]
        return found if len(found) == 1 else set()

    def _whose_part(self, form: Form, kind: str | None) -> set[int]:
        owners = self._parts.get(form.key, set())
        known_place = form.key in COUNTRY_OF_CAPITAL or form.key in COUNTRY_OF_DEMONYM
        if known_place and kind != "PERSON":
            return set()
        people = self._of_type(owners, "PERSON")
        if len(people) > 1:  # a title before it tells which of them, mention by mention
            return people
        if people:
            return {number for number in people if self._fits(number, form.genders)}
        places = sum(form.votes[label] for label in _PLACES)
        generic = form.key in ORG_WORDS or form.key in GENERIC_ORGS
        speaks = form.spoken and not form.placed
        placed = places * 2 >= max(form.votes.total(), 1) and not speaks
        if generic or (kind != "ORG" and placed):
            return set()
        return self._of_type(owners, "ORG")

    def _body(self, form: Form, kind: str | None) -> set[int]:
        """ "the Court" of an only Supreme Court; the Dellology of a Church of Dellology."""
        found = self._heads.get(form.key, set())
        generic = form.key in ORG_WORDS and not form.titled  # "The Guard", whoever that is
        voted = kind == "ORG" and form.votes["ORG"] * 2 > form.votes.total()
        surely = form.key not in _OWN and (generic or voted)
        return found if surely and len(found) == 1 else set()

    def _fits(self, who: int, genders: set[Gender]) -> bool:
        """Where only Michelle Roe is named in full, "Mr. Roe" is somebody else."""
        own = GIVEN_NAMES.get(fold(self._clusters[who].name).split()[0])
        return own is None or not genders or own in genders

    def _people(self, form: Form, kind: str | None) -> set[int]:
        """The country of a people: by the table, or a name that the demonym only lengthens."""
        country = COUNTRY_OF_DEMONYM.get(form.key)
        if country is not None:
            number = self._countries.setdefault(country, -1)
            if number < 0:
                self._countries[country] = self._open(form, "NORP", country)
            return {self._countries[country]}
        if kind != "NORP":
            return set()
        for length in range(len(form.key) - 1, 3, -1):
            if form.key[length:] in _DEMONYM_ENDINGS:
                places = self._of_type(self._parts.get(form.key[:length], set()), "GPE")
                if len(places) == 1:
                    return places
        return set()

    def _of_type(self, numbers: Iterable[int], kind: str) -> set[int]:
        return {number for number in numbers if self._clusters[number].type == kind}
