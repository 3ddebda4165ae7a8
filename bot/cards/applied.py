"""What applies in a channel and why, in words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, cast

from bot.archive import Change
from bot.cards import counts
from bot.cards.text import clean
from bot.domain import CardChoices, GuildSettings
from bot.languages import N_, _, name_of, number
from bot.watching import Place, Why, bots_are_read, card_reasons, place_verdict

#: What a card's choices are called, and what their values are.
CHOICES = {
    # Translators: of a card; its values are "the full card", "one quote and the names" and so on.
    "size": N_("Size"),
    # Translators: where a card stands: "a reply to the message", "a thread on the message".
    "place": N_("Where"),
    "quotes": N_("Quotes on it"),
    # Translators: whether cards are sent without a notification: yes or no.
    "silent": N_("Silent"),
    "suppress_embed": N_("Hide Discord's own preview"),
    "thumbnail": N_("Picture of the article"),
    "reposts": N_("Answer links shared before"),
    "language": N_("Language of what all see"),
}
VALUES: Mapping[str, Mapping[Any, str]] = {
    "size": {
        "full": N_("the full card"),
        "compact": N_("one quote and the names"),
        "reaction": N_("a 🗞️ that opens the card"),
    },
    "place": {
        "reply": N_("a reply to the message"),
        "thread": N_("a thread on the message"),
        "request": N_("only for who asks"),
    },
    "quotes": {number: str(number) for number in range(1, 7)},
    "language": {
        "server": N_("the one that the server prefers"),
        "en": "English",
        "de": "Deutsch",
        "es": "español",
        "fr": "français",
        "ja": "日本語",
    },
} | {
    key: {True: N_("yes"), False: N_("no")}
    for key in ("silent", "suppress_embed", "thumbnail", "reposts")
}
LANGUAGES = ("en",)  # whose articles can be read

_HERE = {
    (True, Why.DEFAULT): N_("Links here are read: that is the default in a server of this size."),
    (True, Why.SERVER): N_("Links here are read, as in the whole server."),
    (True, Why.CATEGORY): N_("Links here are read: this category is watched."),
    (True, Why.CHANNEL): N_("Links here are read: this channel is watched."),
    (True, Why.THREAD): N_("Links here are read: this thread is watched."),
    (False, Why.DEFAULT): (
        N_("Links here are not read: a server of over 200 members chooses its channels itself.")
    ),
    (False, Why.SERVER): N_("Links here are not read: only chosen channels of this server are."),
    (False, Why.CATEGORY): N_("Links here are not read: this category is not watched."),
    (False, Why.CHANNEL): N_("Links here are not read: this channel is not watched."),
    (False, Why.THREAD): N_("Links here are not read: this thread is not watched."),
}
_FROM = {
    # Translators: who has decided a setting: nobody, so it is as it is by itself.
    Why.DEFAULT: N_("default"),
    Why.SERVER: N_("this server"),
    Why.CATEGORY: N_("this category"),
    Why.CHANNEL: N_("this channel"),
    Why.THREAD: N_("this thread"),
}
_FIELDS = {
    "watch_all": N_("Channels that nothing is said about"),
    # Translators: in front of a list of channels whose links are read.
    "watched": N_("Watched"),
    "unwatched": N_("Not watched"),
    "ignored_roles": N_("Roles not watched"),
    "ignored_members": N_("Members not watched"),
    "allowed_sites": N_("Sites allowed"),
    "denied_sites": N_("Sites denied"),
    "bots": N_("Bots and webhooks"),
    "languages": N_("Languages"),
    "keep_days": N_("Days kept"),
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
    return _(_HERE[verdict.watched, verdict.why])


def channels_in_words(applied: Applied) -> str:
    """Which channels are watched and which are not."""
    settings = applied.settings
    return "\n".join(
        (
            here_in_words(applied),
            _line(_("Watched"), _listed("watched", settings.watched)),
            _line(_("Not watched"), _listed("unwatched", settings.unwatched)),
        )
    )


def people_in_words(applied: Applied) -> str:
    """Whose links are not read."""
    settings = applied.settings
    # Translators: what happens to the links of bots and webhooks.
    bots = _("read") if bots_are_read(settings, read_bots=applied.read_bots) else _("not read")
    why = Why.DEFAULT if settings.bots is None else Why.SERVER
    return "\n".join(
        (
            _line(_("Roles not watched"), _listed("ignored_roles", settings.ignored_roles)),
            _line(_("Members not watched"), _listed("ignored_members", settings.ignored_members)),
            _line(_("Bots and webhooks"), bots, why),
        )
    )


def sites_in_words(applied: Applied) -> str:
    """Which sites' links are read, and which languages are answered."""
    settings = applied.settings
    names = (name_of(code) or code for code in sorted(settings.languages))
    return "\n".join(
        (
            _line(_("Sites allowed"), _sites(settings.allowed_sites) or _("all")),
            _line(_("Sites denied"), _sites(settings.denied_sites) or _("none")),
            _line(_("Languages answered"), ", ".join(names) or _("all that I can read")),
        )
    )


def card_in_words(applied: Applied, keys: Sequence[str] = tuple(CHOICES)) -> str:
    """How a card is shown here, each choice with what decided it."""
    reasons = dict(card_reasons(applied.settings, applied.place, applied.card))
    return "\n".join(
        _line(_(CHOICES[key]), _(VALUES[key][reasons[key][0]]), reasons[key][1]) for key in keys
    )


def keeping_in_words(applied: Applied) -> str:
    """How long what is shared here is kept."""
    why = Why.SERVER if applied.kept == applied.settings.keep_days is not None else Why.DEFAULT
    kept = _("until the message goes") if applied.kept is None else counts.days(applied.kept)
    return _line(_("What is shared is kept"), kept, why)


def change_in_words(change: Change) -> str:
    """One line of the log: when, who, what, from what to what."""
    when = f"<t:{int(change.changed_at.timestamp())}:R>"
    what, *place = change.what.split("@", 1)
    known = _FIELDS.get(what) or CHOICES.get(what)
    name = f"**{_(known) if known else clean(what, 40)}**"
    if place:
        # Translators: what was changed, and for which channel: "Size in #news".
        name = _("{setting} in {channel}").format(setting=name, channel=f"<#{place[0]}>")
    before, after = _value(what, change.before), _value(what, change.after)
    return f"{when} <@{change.user_id}>: {name}: {before} → {after}"


def _line(name: str, value: str, why: Why | None = None) -> str:
    return f"**{name}**: {value}" + (f" · {_(_FROM[why])}" if why else "")


def _listed(field: str, ids: frozenset[int]) -> str:
    shown = [_MENTIONS[field].format(id_) for id_ in sorted(ids)[:_NAMED]]
    return _and_more(shown, len(ids) - _NAMED) or _("none")


def _sites(sites: frozenset[str]) -> str:
    shown = [f"`{clean(site, 60)}`" for site in sorted(sites)[:_NAMED]]
    return _and_more(shown, len(sites) - _NAMED)


def _and_more(shown: Sequence[str], more: int) -> str:
    listed = ", ".join(shown)
    if more < 1:
        return listed
    # Translators: the end of a list that is cut: "#news, #talk and 3 more".
    return _("{listed} and {count} more").format(listed=listed, count=number(more))


def _value(what: str, value: object) -> str:
    if value is None:
        return _("default")
    if isinstance(value, list):
        items = [str(item) for item in cast("list[object]", value)]
        shown = [_MENTIONS.get(what, "{}").format(clean(item, 60)) for item in items[:3]]
        return _and_more(shown, len(items) - 3) or _("none")
    if what == "watch_all":
        return _("watched") if value else _("not watched")
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, str | int):
        known = VALUES.get(what, {}).get(value)
        return _(known) if known else clean(str(value), 40)
    return "?"
