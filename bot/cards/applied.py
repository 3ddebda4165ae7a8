"""What applies in a channel and why, in words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, cast

from bot.archive import Change
from bot.cards.text import clean
from bot.domain import CardChoices, GuildSettings
from bot.watching import Place, Why, bots_are_read, card_reasons, place_verdict

#: What a card's choices are called, and what their values are.
CHOICES = {
    "size": "Size",
    "place": "Where",
    "quotes": "Quotes on it",
    "silent": "Silent",
    "suppress_embed": "Hide Discord's own preview",
    "thumbnail": "Picture of the article",
    "reposts": "Answer links shared before",
}
VALUES: Mapping[str, Mapping[Any, str]] = {
    "size": {
        "full": "the full card",
        "compact": "one quote and the names",
        "reaction": "a 🗞️ that opens the card",
    },
    "place": {
        "reply": "a reply to the message",
        "thread": "a thread on the message",
        "request": "only for who asks",
    },
    "quotes": {number: str(number) for number in range(1, 7)},
} | {
    key: {True: "yes", False: "no"} for key in ("silent", "suppress_embed", "thumbnail", "reposts")
}
LANGUAGES = {"en": "English"}

_HERE = {
    (True, Why.DEFAULT): "Links here are read: that is the default in a server of this size.",
    (True, Why.SERVER): "Links here are read, as in the whole server.",
    (True, Why.CATEGORY): "Links here are read: this category is watched.",
    (True, Why.CHANNEL): "Links here are read: this channel is watched.",
    (True, Why.THREAD): "Links here are read: this thread is watched.",
    (False, Why.DEFAULT): (
        "Links here are not read: a server of over 200 members chooses its channels itself."
    ),
    (False, Why.SERVER): "Links here are not read: only chosen channels of this server are.",
    (False, Why.CATEGORY): "Links here are not read: this category is not watched.",
    (False, Why.CHANNEL): "Links here are not read: this channel is not watched.",
    (False, Why.THREAD): "Links here are not read: this thread is not watched.",
}
_FROM = {
    Why.DEFAULT: "default",
    Why.SERVER: "this server",
    Why.CATEGORY: "this category",
    Why.CHANNEL: "this channel",
    Why.THREAD: "this thread",
}
_FIELDS = {
    "watch_all": "Channels that nothing is said about",
    "watched": "Watched",
    "unwatched": "Not watched",
    "ignored_roles": "Roles not watched",
    "ignored_members": "Members not watched",
    "allowed_sites": "Sites allowed",
    "denied_sites": "Sites denied",
    "bots": "Bots and webhooks",
    "languages": "Languages",
    "keep_days": "Days kept",
}
_MENTIONS = {
    "watched": "<#{}>",
    "unwatched": "<#{}>",
    "ignored_roles": "<@&{}>",
    "ignored_members": "<@{}>",
}
_NAMED = 8
_CARD = CardChoices()


@dataclass(frozen=True, slots=True)
class Applied:
    """A server's settings seen from one of its channels.

    ``read_bots``, ``keep_days`` and ``card`` are what whoever runs the bot has set for all servers.
    """

    settings: GuildSettings
    place: Place
    read_bots: bool = False
    keep_days: int | None = None
    card: CardChoices = _CARD

    @property
    def kept(self) -> int | None:
        """For how many days what is shared here is kept; None for ever."""
        days = [days for days in (self.settings.keep_days, self.keep_days) if days is not None]
        return min(days, default=None)


def here_in_words(applied: Applied) -> str:
    """Whether links are read here, and why."""
    verdict = place_verdict(applied.settings, applied.place)
    return _HERE[verdict.watched, verdict.why]


def channels_in_words(applied: Applied) -> str:
    """Which channels are watched and which are not."""
    settings = applied.settings
    return "\n".join(
        (
            here_in_words(applied),
            _line("Watched", _listed("watched", settings.watched)),
            _line("Not watched", _listed("unwatched", settings.unwatched)),
        )
    )


def people_in_words(applied: Applied) -> str:
    """Whose links are not read."""
    settings = applied.settings
    bots = "read" if bots_are_read(settings, read_bots=applied.read_bots) else "not read"
    why = Why.DEFAULT if settings.bots is None else Why.SERVER
    return "\n".join(
        (
            _line("Roles not watched", _listed("ignored_roles", settings.ignored_roles)),
            _line("Members not watched", _listed("ignored_members", settings.ignored_members)),
            _line("Bots and webhooks", bots, why),
        )
    )


def sites_in_words(applied: Applied) -> str:
    """Which sites' links are read, and which languages are answered."""
    settings = applied.settings
    names = (LANGUAGES.get(code, code) for code in sorted(settings.languages))
    return "\n".join(
        (
            _line("Sites allowed", _sites(settings.allowed_sites) or "all"),
            _line("Sites denied", _sites(settings.denied_sites) or "none"),
            _line("Languages answered", ", ".join(names) or "all that I can read"),
        )
    )


def card_in_words(applied: Applied, keys: Sequence[str] = tuple(CHOICES)) -> str:
    """How a card is shown here, each choice with what decided it."""
    reasons = dict(card_reasons(applied.settings, applied.place, applied.card))
    return "\n".join(
        _line(CHOICES[key], VALUES[key][reasons[key][0]], reasons[key][1]) for key in keys
    )


def keeping_in_words(applied: Applied) -> str:
    """How long what is shared here is kept."""
    why = Why.SERVER if applied.kept == applied.settings.keep_days is not None else Why.DEFAULT
    kept = "until the message goes" if applied.kept is None else f"{applied.kept} days"
    return _line("What is shared is kept", kept, why)


def change_in_words(change: Change) -> str:
    """One line of the log: when, who, what, from what to what."""
    when = f"<t:{int(change.changed_at.timestamp())}:R>"
    what, _, place = change.what.partition("@")
    where = f" in <#{place}>" if place else ""
    name = _FIELDS.get(what) or CHOICES.get(what) or clean(what, 40)
    before, after = _value(what, change.before), _value(what, change.after)
    return f"{when} <@{change.user_id}>: **{name}**{where}: {before} → {after}"


def _line(name: str, value: str, why: Why | None = None) -> str:
    return f"**{name}**: {value}" + (f" · {_FROM[why]}" if why else "")


def _listed(field: str, ids: frozenset[int]) -> str:
    shown = [_MENTIONS[field].format(id_) for id_ in sorted(ids)[:_NAMED]]
    more = f" and {len(ids) - _NAMED} more" if len(ids) > _NAMED else ""
    return ", ".join(shown) + more if shown else "none"


def _sites(sites: frozenset[str]) -> str:
    shown = [f"`{clean(site, 60)}`" for site in sorted(sites)[:_NAMED]]
    more = f" and {len(sites) - _NAMED} more" if len(sites) > _NAMED else ""
    return ", ".join(shown) + more


def _value(what: str, value: object) -> str:
    if value is None:
        return "default"
    if isinstance(value, list):
        items = [str(item) for item in cast("list[object]", value)]
        shown = [_MENTIONS.get(what, "{}").format(clean(item, 60)) for item in items[:3]]
        more = f" and {len(items) - 3} more" if len(items) > 3 else ""
        return ", ".join(shown) + more or "none"
    if what == "watch_all":
        return "watched" if value else "not watched"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, str | int):
        return VALUES.get(what, {}).get(value) or clean(str(value), 40)
    return "?"
