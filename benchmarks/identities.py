"""How often a surname that stands alone in an article is taken for the right person.

    python -m benchmarks.identities CORPUS [--errors]

CORPUS is PolNeAR; its training part alone is read (two minutes), and our reading of its names is
taken as it is. In every article that names somebody in full, and nobody else of that surname, the
full name is masked: what is left is the surname alone. Whom the other articles tell it to be is
right if the full name, by :func:`bot.archive.forms.name_form`, is the same as was masked; another
spelling or a nickname counts as wrong. Somebody whom no other article names can only be taken
wrongly. ``capped`` counts at most five articles of a person, so that the most famous don't decide;
the smaller archives are drawn at random, several of them; in ``stranger`` the person is unknown to
the archive, and others of that surname are there to be mistaken for: every link is wrong.
Beside ours stands the person of that surname who is named in the most articles.
"""

import argparse
import random
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from bot.analysis.model import Model
from bot.analysis.names import find_names
from bot.analysis.parsing import load_pipeline, parse
from bot.archive.context import Context
from bot.archive.forms import kind_of, name_form
from bot.training.polnear import read_part

_SEED = 77
_CAP = 5
_ARCHIVES = ((1.0, 1), (0.3, 6), (0.1, 15))


@dataclass(frozen=True)
class Reading:
    """Identities with their salience, by article, and the people who are named in full."""

    articles: Mapping[int, Mapping[int, float]]
    people: Mapping[int, tuple[str, ...]]
    names: Mapping[int, str]

    def surname(self, person: int) -> str:
        return self.people[person][-1]


@dataclass(frozen=True)
class Masked:
    article: int
    person: int
    surname: str


def read(corpus: Path) -> Reading:
    """The names of the training part, as they are found on the way to the quotes."""
    nlp = load_pipeline(Model().pipeline)
    numbers: dict[tuple[str, str], int] = {}
    articles: dict[int, dict[int, float]] = {}
    for place, text in enumerate(read_part(corpus, "train")):
        doc = parse(text.text, nlp)
        names = articles[place] = {}
        for entity in find_names(doc, title=text.text.partition("\n")[0], quoted=()).entities:
            kind = kind_of(entity.type)
            key = kind, name_form(entity.name, kind).key
            number = numbers.setdefault(key, len(numbers))
            names[number] = max(names.get(number, 0.0), entity.salience)
    people = {
        number: tuple(key.split())
        for (kind, key), number in numbers.items()
        if kind == "person" and " " in key
    }
    return Reading(articles, people, {number: key for (_, key), number in numbers.items()})


def parts(reading: Reading, share: float, draws: int) -> Iterator[Reading]:
    """Archives that hold such a share of the articles."""
    chance = random.Random(_SEED)
    for _ in range(draws):
        drawn = chance.sample(sorted(reading.articles), round(len(reading.articles) * share))
        articles = {article: reading.articles[article] for article in drawn}
        there = {name for names in articles.values() for name in names}
        people = {one: words for one, words in reading.people.items() if one in there}
        yield Reading(articles, people, reading.names)


def masked(reading: Reading, cap: int | None) -> list[Masked]:
    found: list[Masked] = []
    counts: Counter[int] = Counter()
    articles = sorted(reading.articles)
    random.Random(_SEED).shuffle(articles)
    for article in articles:
        named = [one for one in reading.articles[article] if one in reading.people]
        bearers = Counter(word for one in named for word in {*reading.people[one]})
        for one in named:
            surname = reading.surname(one)
            if bearers[surname] == 1 and (cap is None or counts[one] < cap):
                counts[one] += 1
                found.append(Masked(article, one, surname))
    return found


def most_named(reading: Reading) -> Mapping[str, Counter[int]]:
    found: defaultdict[str, Counter[int]] = defaultdict(Counter)
    for names in reading.articles.values():
        for one in names:
            if one in reading.people:
                found[reading.surname(one)][one] += 1
    return found


def _baseline(named: Mapping[str, Counter[int]], one: Masked) -> int | None:
    counts = named[one.surname] - Counter([one.person])  # not in the article itself
    return counts.most_common(1)[0][0] if counts else None


def _ours(context: Context, one: Masked) -> int | None:
    taken = context.whose(one.article, one.person, one.surname)
    return taken.identity_id if taken else None


def measure(reading: Reading, share: float, draws: int, cap: int | None, errors: bool) -> str:
    ours: list[tuple[Masked, int]] = []
    theirs: list[bool] = []
    total = known = strangers = tried = 0
    for part in parts(reading, share, draws):
        context, named = Context(part.articles, part.people), most_named(part)
        for one in masked(part, cap):
            total += 1
            known += named[one.surname][one.person] > 1
            if (meant := _ours(context, one)) is not None:
                ours.append((one, meant))
            if (meant := _baseline(named, one)) is not None:
                theirs.append(meant == one.person)
        mistaken, there = _strangers(part, cap)
        strangers, tried = strangers + mistaken, tried + there
    right = sum(one.person == meant for one, meant in ours)
    if errors:
        for one, meant in ours:
            if one.person != meant:
                print("  ", reading.names[one.person], "was taken for", reading.names[meant])
    return (
        f"{share:4.0%} {'capped' if cap else 'all':7} {total:6} {known:6} {len(ours):6} "
        f"{len(ours) / max(1, known):6.1%} {right / max(1, len(ours)):8.2%} "
        f"{len({one.person for one, _ in ours}):7} {strangers:4} of {tried:<5} "
        f"{len(theirs):6} {sum(theirs) / max(1, len(theirs)):8.2%}"
    )


def _strangers(part: Reading, cap: int | None) -> tuple[int, int]:
    """How often somebody whom the archive doesn't know is taken for another of that surname."""
    mistaken = tried = 0
    named = most_named(part)
    for person, of_person in _by_person(masked(part, cap)):
        others = {one: words for one, words in part.people.items() if one != person}
        if len(named[part.surname(person)]) == 1:
            continue
        context = Context(part.articles, others)
        tried += len(of_person)
        mistaken += sum(_ours(context, one) is not None for one in of_person)
    return mistaken, tried


def _by_person(found: Iterable[Masked]) -> Iterable[tuple[int, list[Masked]]]:
    grouped: defaultdict[int, list[Masked]] = defaultdict(list)
    for one in found:
        grouped[one.person].append(one)
    return grouped.items()


def main() -> None:
    parser = argparse.ArgumentParser(description=str(__doc__).splitlines()[0])
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--errors", action="store_true", help="print who was taken for whom")
    wanted = parser.parse_args()
    reading = read(wanted.corpus)
    print(f"{len(reading.articles)} articles, {len(reading.people)} people named in full")
    print(
        "archive        masked  known linked  of known  right  people  stranger"
        "  most named: linked, right"
    )
    for share, draws in _ARCHIVES:
        for cap in (_CAP, None):
            print(measure(reading, share, draws, cap, wanted.errors))


if __name__ == "__main__":
    main()
