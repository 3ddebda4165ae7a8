"""Descriptions: "the mayor", "her father", "the ministry", and whom the text calls so."""

from collections import defaultdict
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from itertools import pairwise

from spacy.tokens import Token

from bot.analysis.cast import Cast, Named
from bot.analysis.forms import fold, word_set
from bot.analysis.nearby import is_introduced, taken_up
from bot.analysis.roles import Role, Roles
from bot.analysis.titles import DOCUMENT_WORDS, GENERIC_ORGS, KIN, WRITTEN_OUT

_PARAGRAPH = 120  # tokens
_GUESS = 0.4
_ONE_DOCUMENT = 250  # tokens
_PLATFORMS = word_set("""
    facebook twitter x instagram telegram linkedin tiktok youtube whatsapp weibo bluesky threads
""")
_LOOKED_AT = word_set("seen obtained reviewed viewed read received leaked")


class Descriptions:
    """What a text calls its people and bodies, and who is meant when it does."""

    def __init__(self, cast: Cast, roles: Roles) -> None:
        self._cast = cast
        self._roles = roles
        self._bearers = _organisations_by_word(cast)

    def who(
        self, start: int, end: int, root: Token, ruled_out: AbstractSet[int] = frozenset()
    ) -> tuple[tuple[int, ...], float]:
        """Whom the tokens ``[start, end)`` mean, which ``root`` heads, and how sure that is.

        Parameters:
            ruled_out: clusters that can't be meant.
        """
        doc = self._cast.doc
        noun = fold(root.text)
        if noun in KIN and (doc[start].tag_ == "PRP$" or doc[root.i - 1].tag_ == "POS"):
            return self._relative(noun)
        if doc[start].lower_ not in {"the", "this", "that"} or root.tag_ not in {"NN", "NNP"}:
            return (), 0.0
        noun = WRITTEN_OUT.get(noun, noun)
        if is_introduced(self._cast, noun, start):
            return (), 0.0
        who, confidence = self._bearer(noun, start, end, root)
        called = {role.who for role in self._roles.get(noun, ())}
        others, sure = taken_up(self._cast, start, root, ruled_out)
        if not who or confidence <= _GUESS or not ruled_out.isdisjoint(who):
            fits = others and (not called - ruled_out or not called.isdisjoint(others))
            return (others, sure) if fits else (who, confidence)
        # "The group" is the one this paragraph is about, and not the one with that word in it.
        by_word_alone = not called and not self._cast.is_person(who[0])
        return (others, sure) if others and by_word_alone else (who, confidence)

    def _bearer(
        self, noun: str, start: int, end: int, root: Token
    ) -> tuple[tuple[int, ...], float]:
        """The one who is called so."""
        doc = self._cast.doc
        called = self._roles.get(noun, [])
        bearers = [role for role in called if role.at < start]
        if not bearers and self._is_told_later(called):  # "the mayor", and below who that is
            return (called[0].who,), 0.75
        words = {fold(t.text) for t in doc[start + 1 : end] if t.i != root.i and t.is_title}
        fitting = [role for role in bearers if self._fits(role, words)]
        who = {role.who for role in fitting}
        if len(who) == 1:
            return tuple(who), 0.85
        if len(who) > 1:
            return self._nearest_of(who, start) or ((fitting[-1].who,), 0.4)
        if not bearers and not words and noun in GENERIC_ORGS:
            return self._organisation(noun, start)
        return (), 0.0

    def author(self, start: int, end: int, root: Token) -> tuple[tuple[int, ...], float]:
        """ "the KCNA report" is KCNA; "Roe's letter" is Roe; "a statement from the council" …"""
        behind = self._body_behind(root, end)
        if behind is not None:
            return (behind.who,), 0.8 * behind.sure
        for named in reversed(self._cast.named_in(start, min(root.i, end))):
            kind = self._cast.clusters[named.who].type
            owns = named.end < len(self._cast.doc) and self._cast.doc[named.end].tag_ == "POS"
            platform = fold(self._cast.clusters[named.who].name) in _PLATFORMS
            if kind == "ORG" and (named.end == root.i or owns) and not platform:
                return (named.who,), 0.85 * named.sure
            if kind == "PERSON" and root.lower_ in DOCUMENT_WORDS and owns:
                return (named.who,), 0.7 * named.sure
        owner = next((child for child in root.lefts if child.dep_ == "poss"), None)
        if owner is None and self._cast.doc[start].lower_ == "the" and end - start == 2:
            return self._author_before(root)
        if owner is None or owner.i < start or owner.tag_ == "PRP$":
            return (), 0.0
        who, confidence = self.who(owner.left_edge.i, owner.i + 1, owner)
        return who, 0.9 * confidence  # "the authority's report"

    def _author_before(self, root: Token) -> tuple[tuple[int, ...], float]:
        """ "The report" is that of which the text said last whose it is."""
        doc = self._cast.doc
        for at in range(root.i - 1, max(0, root.i - _ONE_DOCUMENT), -1):
            if doc[at].lower_ != root.lower_ or self._cast.quoted[at]:
                continue
            who, confidence = self.author(doc[at].left_edge.i, doc[at].right_edge.i + 1, doc[at])
            if who:
                return who, 0.95 * confidence
        return (), 0.0

    def _body_behind(self, root: Token, end: int) -> Named | None:
        """The centre of "a report published in March by the Centre for Health"."""
        behind = list(root.rights)
        behind += [word for clause in behind if clause.dep_ == "acl" for word in clause.rights]
        for word in behind:
            if word.lower_ not in {"from", "by", "of"} or word.i >= end:
                continue
            if word.head.lower_ in _LOOKED_AT:
                continue
            for noun in word.rights:
                named = self._cast.named_at(noun.i)
                if named and self._cast.clusters[named.who].type == "ORG":
                    return named
        return None

    def _nearest_of(self, who: set[int], before: int) -> tuple[tuple[int, ...], float] | None:
        """The councilwoman who was named in this paragraph, where only one was."""
        cast = self._cast
        here = cast.paragraphs[before]
        near = {
            named.who
            for named in cast.named_in(max(0, before - _PARAGRAPH), before)
            if named.who in who and cast.paragraphs[named.start] == here
        }
        return (tuple(near), 0.75) if len(near) == 1 else None

    def _relative(self, noun: str) -> tuple[tuple[int, ...], float]:
        """ "her father", where the text has one father with a name."""
        bearers = {role.who for role in self._roles.get(noun, ())}
        return (tuple(bearers), 0.7) if len(bearers) == 1 else ((), 0.0)

    def _is_told_later(self, called: Sequence[Role]) -> bool:
        return len({role.who for role in called}) == 1 and self._cast.is_person(called[0].who)

    def _fits(self, role: Role, words: set[str]) -> bool:
        """Names before or behind the noun must have been there before: "the Russian leader"."""
        known = role.words | {
            word for form in self._cast.clusters[role.who].forms for word in form.split()
        }
        return words <= known

    def _organisation(self, noun: str, before: int) -> tuple[tuple[int, ...], float]:
        """ "the ministry": the one organisation named so far whose name has the word."""
        bearers = self._bearers.get(noun, {})
        named = [who for who, first in bearers.items() if first < before]
        return (tuple(named), 0.8) if len(named) == 1 else ((), 0.0)


def _organisations_by_word(cast: Cast) -> dict[str, dict[int, int]]:
    """Word of a name → the organisations that have it → the token of their first mention."""
    found: defaultdict[str, dict[int, int]] = defaultdict(dict)
    for named in cast.named:
        cluster = cast.clusters[named.who]
        if cluster.type != "ORG":
            continue
        words = fold(cluster.name).split()
        if len(words) > 1:  # the noun opens or ends the name: "University of Dell", "Dell Council"
            for word in {words[0], words[-1], *(w for w, of in pairwise(words) if of == "of")}:
                found[word].setdefault(named.who, named.start)
    return dict(found)
