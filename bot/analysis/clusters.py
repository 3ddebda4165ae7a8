"""Spellings of names, and the things that have them: what each is, and what it is called."""

from collections import Counter
from dataclasses import dataclass, field

from bot.analysis.forms import fold
from bot.analysis.given_names import GIVEN_NAMES
from bot.analysis.kinds import KNOWN_TYPE, type_by_words
from bot.analysis.places import (
    COUNTRY_OF_CAPITAL,
    COUNTRY_OF_DEMONYM,
    COUNTRY_OF_NAME,
    NOT_COUNTRIES,
)
from bot.analysis.titles import PEOPLES, Gender


@dataclass(slots=True)
class Form:
    """One spelling of a name, with what was seen of it."""

    key: str
    texts: Counter[str] = field(default_factory=Counter[str])
    votes: Counter[str] = field(default_factory=Counter[str])
    titled: int = 0
    spoken: int = 0  # times that a source was called so
    placed: int = 0  # times that something was in it, at it, or from it
    genders: set[Gender] = field(default_factory=set[Gender])  # by "Mr", "Mrs" before it

    @property
    def words(self) -> list[str]:
        return self.key.split()

    @property
    def is_full_name(self) -> bool:
        """Whether it opens with a given name: no "Crooked Jane Roe"."""
        return len(self.words) > 1 and self.words[0] in GIVEN_NAMES

    @property
    def text(self) -> str:
        """The spelling to show: the most frequent one that is not shouted."""
        calm = {text: n for text, n in self.texts.items() if not text.isupper()}
        return max(calm or self.texts, key=lambda text: self.texts[text])


@dataclass(slots=True)
class Cluster:
    """One thing: its type and the forms under which the text speaks of it, by key."""

    type: str
    forms: dict[str, Form] = field(default_factory=dict[str, Form])
    country: str | None = None

    @property
    def name(self) -> str:
        """The fullest form; for a country the usual one, if the text has it."""
        usual = self.forms.get(fold(self.country or ""))
        if usual is not None:
            return usual.text
        full = [form for form in self.forms.values() if form.is_full_name]
        return max(full or self.forms.values(), key=_fullness).text

    @property
    def aliases(self) -> tuple[str, ...]:
        name = self.name
        texts = (form.text for form in self.forms.values())
        return tuple(dict.fromkeys(text for text in texts if text != name))


def _fullness(form: Form) -> tuple[int, int, int]:
    demonym = form.key in COUNTRY_OF_DEMONYM
    return (not demonym, len(form.words), len(form.key))


def type_of(form: Form) -> str | None:
    """What the form names: tables and titles first, then the majority of the pipeline's votes."""
    given = form.words[0] in GIVEN_NAMES and 2 <= len(form.words) <= 4
    voted = form.votes.most_common(1)[0][0] if form.votes else None
    known = type_by_tables(form) or (None if given else type_by_words(form.words, voted))
    if known:
        return known
    if form.titled or (given and form.votes["ORG"] < 3):
        return "PERSON"
    if form.spoken and not form.placed:  # whatever else it is taken for, it has said something
        return "ORG" if form.votes["ORG"] > form.votes["PERSON"] else "PERSON"
    return voted


def says_its_kind(form: Form) -> bool:
    """Whether its words are known to name something, whatever the surroundings say."""
    return bool(type_by_tables(form) or type_by_words(form.words, None))


def type_by_tables(form: Form) -> str | None:
    """What the tables of places and peoples know it for."""
    if form.key in COUNTRY_OF_NAME:
        return "ORG" if COUNTRY_OF_NAME[form.key] in NOT_COUNTRIES else "GPE"
    if form.key in COUNTRY_OF_DEMONYM or form.words[-1] in PEOPLES:
        return "NORP"
    if form.titled:
        return None
    return "GPE" if form.key in COUNTRY_OF_CAPITAL else KNOWN_TYPE.get(form.key)
