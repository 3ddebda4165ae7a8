"""He and she: who among those named last is meant.

One pass over the text leaves a *trail*: every person named, described or meant by a pronoun, in
order. A pronoun looks back along it, a bounded way, and scores those whom it can mean:

    score = 2 − 0.45 · sentences away + 0.6 if a subject + 0.3 if the gender is known to fit
            + 0.1 for every further mention in sight (at most 0.3) − 0.4 if a possessor

Mentions inside quotations count a third: they tell whom the speaker talks about. The margin to
the runner-up makes the confidence, but a faint score is a guess even without one. Unnamed people
("a driver") run too, so that "she" after one of them is nobody rather than the last woman named.
"""

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from spacy.tokens import Token

from bot.analysis.cast import Cast, Named, is_subject, root_of
from bot.analysis.given_names import GIVEN_NAMES
from bot.analysis.titles import NOUN_GENDER, PERSON_NOUNS, Gender, by_gender

PRONOUNS: Mapping[str, Gender] = by_gender("he him his himself", "she her hers herself")

_LOOK_BACK = 40  # entries of the trail
_SENTENCES = 7
_FAINT = 0.9  # a score under which even the only candidate is a guess
_EARSHOT = 30  # tokens around a pronoun in which a quotation is taken to be its own


@dataclass(frozen=True, slots=True)
class Seen:
    """Someone on the trail at a token; ``who`` is None for somebody unnamed."""

    at: int
    who: int | None
    gender: Gender | None
    subject: bool
    possessor: bool
    quoted: bool
    clause: int  # the token that the mention hangs on
    others: tuple[int, ...] = ()  # namesakes of ``who``
    definite: bool = False  # "the engineer": as like as not somebody named before


class Trail:
    """Everybody spoken of, in order, as far as "he" and "she" are concerned."""

    def __init__(self, cast: Cast, describes: Callable[[Token], int | None]) -> None:
        self._cast = cast
        self._seen: list[Seen] = []
        self._votes: defaultdict[int, Counter[Gender]] = defaultdict(Counter[Gender])
        self.meant: dict[int, int] = {}  # token of a pronoun or description → who
        self._walk(describes)

    def who(self, pronoun: Token, ruled_out: set[int]) -> tuple[tuple[int, ...], float]:
        """Whom the pronoun means, and how sure that is; nobody if somebody unnamed is nearer."""
        scores = self._scores(pronoun, ruled_out)
        if not scores:
            return (), 0.0
        (best, score), *rest = sorted(scores.items(), key=lambda item: -item[1])
        if best < 0:
            return (), 0.0
        known = self._cast.genders.get(best) is not None
        margin = score - rest[0][1] if rest else 1.0
        if margin < 0.25 or score < _FAINT or self._cast.quoted[pronoun.i]:
            return (best,), round(0.3 + 0.15 * min(1.0, margin), 3)
        confidence = 0.5 + 0.4 * min(1.0, margin) + (0.05 if known else -0.1)
        return (best,), round(confidence, 3)

    def _scores(self, pronoun: Token, ruled_out: set[int]) -> dict[int, float]:
        gender = PRONOUNS[pronoun.lower_]
        here = self._cast.sentences[pronoun.i]
        paragraph = self._cast.paragraphs[pronoun.i]
        end = bisect_left(self._seen, pronoun.i, key=lambda seen: seen.at)
        named_beside = self._object_of(pronoun) | self._spoken_of(pronoun)
        scores: dict[int, float] = {}
        counts: defaultdict[int, int] = defaultdict(int)
        for seen in reversed(self._seen[max(0, end - _LOOK_BACK) : end]):
            away = here - self._cast.sentences[seen.at]
            if away > _SENTENCES:
                break
            who = self._fitting(seen, gender)
            key = -1 - seen.at if who is None else who
            learnt = seen.gender if who is None else self._cast.genders.get(who)
            if key in ruled_out or (learnt is not None and learnt != gender):
                continue
            if _same_clause(pronoun, seen):
                continue
            counts[key] += 1
            score = 2.0 - 0.45 * away + (0.6 if seen.subject else 0.0)
            score += 0.3 if learnt is not None else 0.0
            score += 0.4 if self._cast.paragraphs[seen.at] == paragraph else 0.0
            score -= 1.0 if key in named_beside else 0.0
            score -= 0.4 if seen.possessor else 0.0
            score -= (0.8 if seen.definite else 0.3) if who is None else 0.0
            score *= 0.35 if seen.quoted else 1.0
            scores[key] = max(scores.get(key, -9.0), score)
        return {key: score + 0.05 * min(4, counts[key] - 1) for key, score in scores.items()}

    def _fitting(self, seen: Seen, gender: Gender) -> int | None:
        """Who was seen: of two namesakes the one whom the pronoun fits."""
        genders = self._cast.genders
        if seen.who is None or genders.get(seen.who, gender) == gender:
            return seen.who
        fitting = [who for who in seen.others if genders.get(who, gender) == gender]
        return fitting[0] if len(fitting) == 1 else seen.who

    def _object_of(self, pronoun: Token) -> set[int]:
        """ "He described Roe": whoever is named as the object is somebody else."""
        if not is_subject(pronoun):
            return set()
        named = (
            self._cast.named_at(child.i)
            for child in pronoun.head.rights
            if child.dep_ in {"dobj", "dative"}
        )
        return {name.who for name in named if name is not None}

    def _spoken_of(self, pronoun: Token) -> set[int]:
        """ "“Roe was right,” she said": few people quoted call themselves by name."""
        cast = self._cast
        near = cast.named_in(max(0, pronoun.i - _EARSHOT), pronoun.i + _EARSHOT)
        here = cast.paragraphs[pronoun.i]
        return {n.who for n in near if cast.quoted[n.start] and cast.paragraphs[n.start] == here}

    def _walk(self, describes: Callable[[Token], int | None]) -> None:
        cast = self._cast
        likely = self._likely()
        names = iter(named for named in cast.named if named.who in likely)
        following = next(names, None)
        until = 0
        for token in cast.doc:
            if following is not None and token.i == following.start:
                self._see_named(following)
                until = following.end
                following = next(names, None)
            if token.i < until or cast.quoted[token.i]:
                continue
            if token.lower_ in PRONOUNS:
                self._read(token)
            elif token.lower_ in PERSON_NOUNS and token.tag_ == "NN":
                self._describe(token, describes)

    def _see_named(self, named: Named) -> None:
        """A name that may be either of two bearers' is, for "she", somebody unnamed."""
        root = root_of(self._cast.doc, named.start, named.end)
        if named.sure < (0.5 if named.title else 0.4):
            self._see(root, None, NOUN_GENDER.get(named.title or ""))
        else:
            self._see(root, named.who, self._cast.genders.get(named.who), others=named.others)

    def _likely(self) -> set[int]:
        """Those who are people indeed: one word, labelled once, is as often a thing."""
        titled = {named.who for named in self._cast.named if named.title}
        return {
            who
            for who, cluster in enumerate(self._cast.clusters)
            if cluster.type == "PERSON"
            and (
                who in titled
                or any(
                    " " in key or key in GIVEN_NAMES or form.votes["PERSON"] > 1
                    for key, form in cluster.forms.items()
                )
            )
        }

    def _read(self, pronoun: Token) -> None:
        who, confidence = self.who(pronoun, set())
        if not who:
            return
        self.meant[pronoun.i] = who[0]
        gender = PRONOUNS[pronoun.lower_]
        if confidence >= 0.75:
            votes = self._votes[who[0]]
            votes[gender] += 1
            if votes[gender] >= 2 and len(votes) == 1:
                self._cast.genders.setdefault(who[0], gender)
        if confidence >= 0.5:
            self._see(pronoun, who[0], gender)

    def _describe(self, noun: Token, describes: Callable[[Token], int | None]) -> None:
        if noun.dep_ in {"compound", "attr", "appos", "amod", "nmod"}:
            return
        who = describes(noun)
        if who is not None:
            if self._cast.is_person(who):
                self.meant[noun.i] = who
                self._see(noun, who, self._cast.genders.get(who))
        elif _leads(noun) and not self._apposed_name(noun):
            definite = noun.left_edge.lower_ == "the"
            self._see(noun, None, NOUN_GENDER.get(noun.lower_), definite=definite)

    def _apposed_name(self, noun: Token) -> bool:
        return any(
            child.dep_ == "appos" and self._cast.named_at(child.i) is not None
            for child in noun.rights
        )

    def _see(
        self,
        token: Token,
        who: int | None,
        gender: Gender | None,
        *,
        others: tuple[int, ...] = (),
        definite: bool = False,
    ) -> None:
        possessor = token.dep_ == "poss"
        at = token.i
        quoted = self._cast.quoted[at]
        seen = Seen(
            at, who, gender, _leads(token), possessor, quoted, token.head.i, others, definite
        )
        if self._seen and self._seen[-1].at > at:  # a long name's root can stand behind its start
            self._seen.insert(bisect_left(self._seen, at, key=lambda s: s.at), seen)
        else:
            self._seen.append(seen)


def _leads(token: Token) -> bool:
    """Whether its sentence is about it: a subject, or the root where the parser found no verb."""
    return is_subject(token) or token.dep_ == "ROOT"


def _same_clause(pronoun: Token, seen: Seen) -> bool:
    """ "Roe told him": two that hang on one verb are two people; "his" may be anyone's."""
    reflexive = pronoun.lower_.endswith("self") or pronoun.dep_ == "poss"
    return not reflexive and pronoun.head.i == seen.clause and not seen.possessor
