"""What a server's settings mean in a place: is a message watched, how is a card shown, and why."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, replace
from enum import StrEnum
from typing import Any

from bot.domain import CardChoices, GuildSettings

#: A server with more members than this is watched only where somebody says so.
OPT_IN_OVER = 200
#: The most entries in any list of a server's: what a select of Discord's can hold.
LONGEST_LIST = 25
QUOTES = range(1, 7)

_CARD = CardChoices()
CARD_DEFAULTS: Mapping[str, str | int | bool] = asdict(_CARD)


class Why(StrEnum):
    """What decided: the nearest word about a place, the server's, or none, and so the default."""

    DEFAULT = "default"
    SERVER = "server"
    CATEGORY = "category"
    CHANNEL = "channel"
    THREAD = "thread"
    MEMBER = "member"
    ROLE = "role"
    BOT = "bot"


@dataclass(frozen=True, slots=True)
class Place:
    """Where a message stands: a server of so many members, and within it from the inside out.

    ``thread_id`` is None outside threads; a forum is the channel of its posts.
    """

    guild_id: int
    channel_id: int
    category_id: int | None = None
    thread_id: int | None = None
    members: int = 0

    @property
    def levels(self) -> tuple[tuple[int, Why], ...]:
        """The ids that a word of the server's can be about, the nearest first."""
        around = (
            (self.thread_id, Why.THREAD),
            (self.channel_id, Why.CHANNEL),
            (self.category_id, Why.CATEGORY),
        )
        return tuple((id_, why) for id_, why in around if id_ is not None)


@dataclass(frozen=True, slots=True)
class Writer:
    """Who wrote a message; ``bot`` for bots and webhooks."""

    user_id: int
    role_ids: frozenset[int] = frozenset()
    bot: bool = False


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether something is watched, and what decided it."""

    watched: bool
    why: Why


def place_verdict(settings: GuildSettings, place: Place) -> Verdict:
    """Whether a place is watched: the nearest word counts, and in one place the no."""
    for id_, why in place.levels:
        if id_ in settings.unwatched:
            return Verdict(False, why)
        if id_ in settings.watched:
            return Verdict(True, why)
    if settings.watch_all is not None:
        return Verdict(settings.watch_all, Why.SERVER)
    return Verdict(place.members <= OPT_IN_OVER, Why.DEFAULT)


def decide(
    settings: GuildSettings, place: Place, writer: Writer, *, read_bots: bool = False
) -> Verdict:
    """Whether we look for links in a message.

    Parameters:
        read_bots: whether bots are read in servers that have not said anything of them.
    """
    if writer.user_id in settings.ignored_members:
        return Verdict(False, Why.MEMBER)
    if settings.ignored_roles & writer.role_ids:
        return Verdict(False, Why.ROLE)
    if writer.bot and not bots_are_read(settings, read_bots=read_bots):
        return Verdict(False, Why.BOT)
    return place_verdict(settings, place)


def bots_are_read(settings: GuildSettings, *, read_bots: bool) -> bool:
    """Whether what bots and webhooks write is read; the operator's word is the default."""
    return read_bots if settings.bots is None else settings.bots


def site_is_wanted(settings: GuildSettings, host: str) -> bool:
    """Whether links to a site are read: it is not denied and, if any are allowed, one of those."""
    if _stands_under(host, settings.denied_sites):
        return False
    return not settings.allowed_sites or _stands_under(host, settings.allowed_sites)


def language_is_wanted(settings: GuildSettings, language: str) -> bool:
    """Whether articles in a language are answered; all are until some are named."""
    return not settings.languages or language in settings.languages


def card_choices(settings: GuildSettings, place: Place, card: CardChoices = _CARD) -> CardChoices:
    """How cards are shown in a place.

    Parameters:
        card: how they are shown where nothing is said.
    """
    reasons = card_reasons(settings, place, card)
    chosen: dict[str, Any] = {key: value for key, (value, _) in reasons}
    return CardChoices(**chosen)


def card_reasons(
    settings: GuildSettings, place: Place, card: CardChoices = _CARD
) -> tuple[tuple[str, tuple[str | int | bool, Why]], ...]:
    """Each choice of a card by its name, with its value in a place and what decided it."""
    levels = (*place.levels, (place.guild_id, Why.SERVER))
    said = [(settings.cards.get(id_, {}), why) for id_, why in levels]
    return tuple(
        (
            key,
            next(((words[key], why) for words, why in said if key in words), (value, Why.DEFAULT)),
        )
        for key, value in asdict(card).items()
    )


def watching(settings: GuildSettings, id_: int, watched: bool | None) -> GuildSettings:
    """The settings with a word about one place; None takes the word back."""
    return replace(
        settings,
        watched=settings.watched | {id_} if watched else settings.watched - {id_},
        unwatched=settings.unwatched | {id_} if watched is False else settings.unwatched - {id_},
    )


def choosing(
    settings: GuildSettings, id_: int, key: str, value: str | int | bool | None
) -> GuildSettings:
    """The settings with one choice of the card in one place; None takes it back."""
    here = {**settings.cards.get(id_, {}), key: value}
    words = {name: said for name, said in here.items() if said is not None}
    others = {other: said for other, said in settings.cards.items() if other != id_}
    return replace(settings, cards=others | ({id_: words} if words else {}))


def without_places(settings: GuildSettings, gone: Iterable[int]) -> GuildSettings:
    """The settings without a word about channels that are gone."""
    ids = frozenset(gone)
    return replace(
        settings,
        watched=settings.watched - ids,
        unwatched=settings.unwatched - ids,
        cards={id_: said for id_, said in settings.cards.items() if id_ not in ids},
    )


def _stands_under(host: str, sites: frozenset[str]) -> bool:
    """Whether a host or any domain above it is named; as many look-ups as it has labels."""
    labels = host.lower().rstrip(".").split(".")
    return any(".".join(labels[place:]) in sites for place in range(len(labels)))
