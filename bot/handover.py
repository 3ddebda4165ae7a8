"""A server's settings as a file that another server can take over, and back.

The ids of channels and roles mean nothing elsewhere, so each goes with its name, and is found
again by its id or else by that name.
"""

import difflib
import json
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Annotated, Any, Literal, cast

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError
from pydantic.config import JsonDict
from pydantic_core import ErrorDetails
from yarl import URL

from bot.domain import GuildSettings, PullquoteError
from bot.languages import N_, Language, Words
from bot.watching import CARD_DEFAULTS, LONGEST_LIST, QUOTES

#: No file of settings is longer, in bytes.
LARGEST_FILE = 64 * 1024
#: The longest that anything can be kept, in days.
LONGEST_KEPT = 36_500

_HOST = re.compile(r"(?=.{4,253}$)([a-z0-9-]{1,63}\.)+[a-z0-9-]{2,63}")
_LANGUAGE = re.compile("[a-z]{2}")
_NO_FILE = N_("That file holds no settings of Pullquote; choose one that Export has made.")


class BadSettingsFile(PullquoteError):
    """A file of settings isn't one, or holds what isn't allowed."""

    kind = "bad_settings_file"


class BadSite(PullquoteError):
    """What was written is no site."""

    kind = "bad_site"


@dataclass(frozen=True, slots=True)
class Here:
    """A server as the settings see it: the names of its channels and roles by their ids."""

    guild_id: int
    places: Mapping[int, str] = field(default_factory=dict[int, str])
    roles: Mapping[int, str] = field(default_factory=dict[int, str])


@dataclass(frozen=True, slots=True)
class TakenOver:
    """The settings of a file, and what it named that the server hasn't got."""

    settings: GuildSettings
    left_out: tuple[str, ...] = ()


def site_name(written: str) -> str:
    """The host of a site that somebody wrote as a name or an address, without ``www.``.

    Raises:
        BadSite: it is neither.
    """
    address = written.strip().lower()
    try:
        url = URL(address if "//" in address else f"https://{address}")
        host = (url.raw_host or "").rstrip(".").removeprefix("www.")
    except ValueError:
        host = ""
    if not _HOST.fullmatch(host):
        raise BadSite(
            N_("“{written}” is no site; write it like news.example."), written=written.strip()[:60]
        )
    return host


def _site(written: str) -> str:
    try:
        return site_name(written)
    except BadSite as error:
        raise ValueError(str(error)) from error


def _said(allowed: str, **bounds: Any) -> Any:
    extra: JsonDict = {"allowed": allowed}
    return Field(default=None, json_schema_extra=extra, **bounds)


def _listed(allowed: str) -> Any:
    extra: JsonDict = {"allowed": allowed}
    return Field(default=(), json_schema_extra=extra, max_length=LONGEST_LIST)


# What a field must be, as a part of “size” must be …
_YES_OR_NO = N_("true or false")
_CHANNELS = N_("a list of at most {most} channels")
_SITES = N_("a list of at most {most} sites, like news.example")


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class _Named(_Strict):
    id: Annotated[str, Field(pattern=r"^[1-9]\d{0,18}$")] = Field(
        json_schema_extra={"allowed": N_("an id, in quotation marks")}
    )
    name: Annotated[str, Field(max_length=120)] | None = _said(N_("a name"))


class _Card(_Strict):
    size: Literal["full", "compact", "reaction"] | None = _said(N_("full, compact or reaction"))
    place: Literal["reply", "thread", "request"] | None = _said(N_("reply, thread or request"))
    silent: bool | None = _said(_YES_OR_NO)
    suppress_embed: bool | None = _said(_YES_OR_NO)
    thumbnail: bool | None = _said(_YES_OR_NO)
    quotes: int | None = _said(N_("a whole number from 1 to 6"), ge=QUOTES[0], le=QUOTES[-1])
    reposts: bool | None = _said(_YES_OR_NO)
    language: Literal["server"] | Language | None = _said(N_("server, en, de, es, fr or ja"))


class _PlacedCard(_Named, _Card):
    pass


_Sites = tuple[Annotated[str, AfterValidator(_site)], ...]
_Language = Annotated[str, Field(pattern=f"^{_LANGUAGE.pattern}$")]


class _File(_Strict):
    pullquote: Literal[1] = Field(
        json_schema_extra={"allowed": N_("1, the version of this format")}
    )
    watch: Literal["all", "listed"] | None = _said(N_("all or listed"))
    watched: tuple[_Named, ...] = _listed(_CHANNELS)
    unwatched: tuple[_Named, ...] = _listed(_CHANNELS)
    ignored_roles: tuple[_Named, ...] = _listed(N_("a list of at most {most} roles"))
    ignored_members: tuple[_Named, ...] = _listed(N_("a list of at most {most} members"))
    allowed_sites: _Sites = _listed(_SITES)
    denied_sites: _Sites = _listed(_SITES)
    bots: bool | None = _said(_YES_OR_NO)
    languages: tuple[_Language, ...] = _listed(N_("a list of at most {most} languages, like en"))
    keep_days: int | None = _said(
        N_("a whole number of days from 1 to {longest}"), ge=1, le=LONGEST_KEPT
    )
    card: _Card = Field(_Card(), json_schema_extra={"allowed": N_("choices of a card")})
    cards: tuple[_PlacedCard, ...] = _listed(
        N_("a list of at most {most} channels with choices of a card")
    )


def as_file(settings: GuildSettings, here: Here) -> bytes:
    """The settings of a server as JSON that people can read and change."""

    def named(ids: Iterable[int], names: Mapping[int, str]) -> tuple[_Named, ...]:
        return tuple(_Named(id=str(id_), name=names.get(id_)) for id_ in sorted(ids))

    places = {id_: said for id_, said in settings.cards.items() if id_ != here.guild_id}
    whole = _File(
        pullquote=1,
        watch=None if settings.watch_all is None else "all" if settings.watch_all else "listed",
        watched=named(settings.watched, here.places),
        unwatched=named(settings.unwatched, here.places),
        ignored_roles=named(settings.ignored_roles, here.roles),
        ignored_members=named(settings.ignored_members, {}),
        allowed_sites=tuple(sorted(settings.allowed_sites)),
        denied_sites=tuple(sorted(settings.denied_sites)),
        bots=settings.bots,
        languages=tuple(sorted(settings.languages)),
        keep_days=settings.keep_days,
        card=_Card.model_validate(settings.cards.get(here.guild_id, {})),
        cards=tuple(
            _PlacedCard.model_validate({"id": str(id_), "name": here.places.get(id_), **said})
            for id_, said in sorted(places.items())
        ),
    )
    return whole.model_dump_json(indent=2, exclude_none=True).encode()


def from_file(data: bytes, here: Here) -> TakenOver:
    """The settings in a file, with the channels and roles of the server that takes them over.

    Raises:
        BadSettingsFile: it is no such file, or something in it is unknown or not allowed.
    """
    if len(data) > LARGEST_FILE:
        raise BadSettingsFile(_NO_FILE)
    try:
        raw: object = json.loads(data)
    except (ValueError, RecursionError) as error:
        raise BadSettingsFile(_NO_FILE) from error
    if not isinstance(raw, dict) or "pullquote" not in raw:
        raise BadSettingsFile(_NO_FILE)
    try:
        file = _File.model_validate_json(data)
    except ValidationError as error:
        raise _refusal(error.errors()[0]) from None
    return _taken_over(file, here)


def _taken_over(file: _File, here: Here) -> TakenOver:
    places, roles = _Finder(here.places), _Finder(here.roles)
    watched, unwatched = places.ids(file.watched), places.ids(file.unwatched)
    cards = {here.guild_id: _words(file.card)}
    for card in file.cards:
        if id_ := places.find(card):
            cards[id_] = _words(card)
    settings = GuildSettings(
        watch_all=None if file.watch is None else file.watch == "all",
        watched=watched - unwatched,
        unwatched=unwatched,
        ignored_roles=roles.ids(file.ignored_roles),
        ignored_members=frozenset(int(who.id) for who in file.ignored_members),
        allowed_sites=frozenset(file.allowed_sites),
        denied_sites=frozenset(file.denied_sites),
        bots=file.bots,
        languages=frozenset(file.languages),
        keep_days=file.keep_days,
        cards={id_: said for id_, said in cards.items() if said},
    )
    return TakenOver(settings, tuple(dict.fromkeys((*places.missed, *roles.missed))))


class _Finder:
    """Finds what a file names among what a server has, and remembers what it hasn't."""

    def __init__(self, names: Mapping[int, str]) -> None:
        self._names = names
        self._alike: defaultdict[str, list[int]] = defaultdict(list)
        for id_, name in names.items():
            self._alike[name].append(id_)
        self.missed: list[str] = []

    def find(self, wanted: _Named) -> int | None:
        if int(wanted.id) in self._names:
            return int(wanted.id)
        alike = self._alike.get(wanted.name or "", [])
        # Of two with one name it may be the wrong one.
        if len(alike) == 1:
            return alike[0]
        self.missed.append(wanted.name or wanted.id)
        return None

    def ids(self, wanted: Iterable[_Named]) -> frozenset[int]:
        return frozenset(id_ for each in wanted if (id_ := self.find(each)))


def _words(card: _Card) -> dict[str, str | int | bool]:
    said = card.model_dump(include=set(CARD_DEFAULTS), exclude_none=True)
    return cast("dict[str, str | int | bool]", said)


def _refusal(error: ErrorDetails) -> BadSettingsFile:
    names = [str(part) for part in error["loc"] if isinstance(part, str)]
    name = names[-1] if names else ""
    shown = name[:60]
    if error["type"] == "extra_forbidden":
        fields = (_File, _PlacedCard, _Card)
        known = {field: None for model in fields for field in model.model_fields}
        close = difflib.get_close_matches(name, known, n=1)
        if close:
            return BadSettingsFile(
                N_("“{name}” is no setting; did you mean “{other}”? Mend the file first."),
                name=shown,
                other=close[0],
            )
        return BadSettingsFile(
            N_("“{name}” is no setting; take it out of the file and import it again."), name=shown
        )
    allowed = next(
        (extra["allowed"] for model in (_File, _PlacedCard) if (extra := _extra(model, name))),
        N_("as Export writes it"),
    )
    return BadSettingsFile(
        N_("“{name}” must be {allowed}; mend the file and import it again."),
        name=shown,
        allowed=Words(str(allowed), most=LONGEST_LIST, longest=LONGEST_KEPT),
    )


def _extra(model: type[BaseModel], name: str) -> JsonDict | None:
    info = model.model_fields.get(name)
    return cast("JsonDict | None", info.json_schema_extra) if info else None
