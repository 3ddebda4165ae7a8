"""The nouns of Pullquote, as frozen facts. Imports nothing of ours but its languages.

Every offset is a pair ``[start, end)`` of Unicode code points into ``Article.text``.
Times are aware and in UTC; Discord's ids are integers.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import ClassVar, Literal, Self

from bot.languages import ENGLISH, N_, Language, Words, speaking

Span = tuple[int, int]
Spans = tuple[Span, ...]

_CHARACTERS_A_MINUTE = 1400
_PARAGRAPH = re.compile(r"[^\n]*\S[^\n]*")


class PullquoteError(Exception):
    """A failure that a user can cause or must hear of.

    ``str(error)`` is one sentence of plain English that says what to do next, whatever the language
    in force: that is for logs, files and scripts. ``in_words()`` is for whoever asked. ``kind`` is
    the stable word that scripts see (``error.kind`` in the JSON output).

    Parameters:
        sentence: marked by ``N_``, with names in braces for what varies.
        facts: what varies, by these names.
    """

    kind: ClassVar[str] = "error"

    def __init__(self, sentence: str = "", /, **facts: object) -> None:
        super().__init__(sentence)  # what it takes to come back from another process
        self._words = Words(sentence, **facts)

    def __str__(self) -> str:
        with speaking(ENGLISH):
            return self.in_words()

    def in_words(self) -> str:
        """The sentence in the language in force."""
        return str(self._words)


@dataclass(frozen=True, slots=True)
class Link:
    """A URL found in a message, canonicalised; ``spoiler`` if it stood inside ``||…||``."""

    url: str
    spoiler: bool = False


@dataclass(frozen=True, slots=True)
class Page:
    """What came back from the web: ``body`` is bounded and decoded of its content encoding.

    ``headers`` have lower-case names. ``url`` is the address after all redirects.
    """

    url: str
    status: int
    headers: Mapping[str, str]
    body: bytes


@dataclass(frozen=True, slots=True)
class Validators:
    """What a page at ``url`` said of itself, to ask later whether it has changed (RFC 9110, 8.8).

    At least one of ``etag`` and ``last_modified``, both as the server wrote them.
    """

    url: str
    etag: str | None = None
    last_modified: str | None = None


class PageKind(StrEnum):
    """What a page is; ``sentence`` tells it to the one who shared the page.

    Quotes come from the first three alone, and there only from what is the article's.
    """

    sentence: str

    def __new__(cls, value: str, sentence: str) -> Self:
        kind = str.__new__(cls, value)
        kind._value_ = value
        kind.sentence = sentence
        return kind

    ARTICLE = "article", N_("The whole article was read.")
    PARTIAL = "partial", N_("Only the part before the site's wall could be read.")
    LIVE_BLOG = (
        "live_blog",
        N_("A live blog, read as far as it had got; open it for what came after."),
    )
    WALL = (
        "wall",
        N_(
            "That page asks for consent, a login or money first; share a link that opens without"
            " one."
        ),
    )
    VIDEO = "video", N_("That page is a video with hardly a text; share a written article.")
    INDEX = "index", N_("I found no article on that page; share the link of a single article.")
    NOT_HTML = "not_html", N_("That is a file, not a web page; share the page with the article.")
    OTHER_LANGUAGE = (
        "other_language",
        N_("That text is in {language}, and I read English only; share an English one."),
    )
    TOO_SHORT = (
        "too_short",
        N_("That page shows too little text to be an article; share the full article."),
    )


@dataclass(frozen=True, slots=True)
class Article:
    """What a person reads on a page.

    ``url`` is the canonical address: the one that the page claims where it may claim it, else the
    one it came from. ``image`` is the address of its main picture, which nobody has fetched.
    ``published`` is an ISO 8601 date (``2025-09-05``), ``language`` an ISO 639-1 code.
    """

    text: str
    url: str | None = None
    title: str | None = None
    site: str | None = None
    authors: tuple[str, ...] = ()
    published: str | None = None
    language: str = "en"
    kind: PageKind = PageKind.ARTICLE
    image: str | None = None

    @property
    def paragraphs(self) -> Spans:
        """Every line of the text that holds more than white space."""
        return tuple(match.span() for match in _PARAGRAPH.finditer(self.text))

    @property
    def words(self) -> int:
        return len(self.text.split())

    @property
    def minutes(self) -> int:
        """How long an adult takes to read it, at least one minute.

        By its length, since counting words takes longer: 238 words of 5.9 characters with the
        space (Brysbaert 2019, https://doi.org/10.1016/j.jml.2019.104047).
        """
        return max(1, round(len(self.text) / _CHARACTERS_A_MINUTE))


class QuoteKind(StrEnum):
    DIRECT = "direct"  # all of the content stands in quotation marks
    MIXED = "mixed"  # a part of it does
    INDIRECT = "indirect"  # none of it does


def speakers_in_words(speakers: Sequence[str]) -> str | None:
    """Names as a reader would say them; None for none."""
    if len(speakers) < 3:
        return " and ".join(speakers) or None
    return f"{', '.join(speakers[:-1])} and {speakers[-1]}"


@dataclass(frozen=True, slots=True)
class Quote:
    """One attribution as we show it.

    ``speakers`` holds full names (two for "the two leaders") and is empty where the confidence
    is under the bar or nobody is named. ``speaker_type`` is a spaCy entity label.
    ``rank`` 1 is the article's key quote.
    """

    kind: QuoteKind
    content: Spans
    quoted: Spans = ()
    cue: Spans = ()
    mention: Spans = ()
    speakers: tuple[str, ...] = ()
    speaker_type: str | None = None
    relay: str | None = None
    addressee: str | None = None
    confidence: float = 0.0
    rank: int = 1

    @property
    def speaker(self) -> str | None:
        """The speakers as a reader would say them: ``"Kim Jong Un and Xi Jinping"``."""
        return speakers_in_words(self.speakers)


@dataclass(frozen=True, slots=True)
class Entity:
    """A person, organisation, place or other name, all its mentions merged.

    ``type`` is a spaCy entity label (PERSON, ORG, GPE, …); ``salience`` lies in 0–1. ``role`` is
    what the article itself calls a person beside their name: ``"China's president"``.
    """

    name: str
    type: str
    aliases: tuple[str, ...] = ()
    mentions: Spans = ()
    salience: float = 0.0
    role: str | None = None


@dataclass(frozen=True, slots=True)
class Report:
    """What one reading of an article yields: quotes by place in the text, entities by salience."""

    article: Article
    quotes: tuple[Quote, ...] = ()
    entities: tuple[Entity, ...] = ()

    @property
    def ranked_quotes(self) -> tuple[Quote, ...]:
        """The quotes, the key quote first."""
        return tuple(sorted(self.quotes, key=lambda quote: quote.rank))

    def words_of(self, spans: Spans) -> str:
        """The text of spans as a reader sees it, gaps shown as an ellipsis."""
        return " … ".join(self.article.text[start:end] for start, end in spans)


def jump_url(guild_id: int | None, channel_id: int, message_id: int) -> str:
    """Where Discord shows a message; ``guild_id`` is None in a direct message."""
    return f"https://discord.com/channels/{guild_id or '@me'}/{channel_id}/{message_id}"


@dataclass(frozen=True, slots=True)
class Sighting:
    """A link seen in a message, before the archive knows of it. ``guild_id`` is None in a DM."""

    url: str
    guild_id: int | None
    channel_id: int
    message_id: int
    author_id: int
    shared_at: datetime
    spoiler: bool = False

    @property
    def place_id(self) -> int:
        """The server, or the direct messages, in which it was seen."""
        return self.guild_id or self.channel_id

    @property
    def jump_url(self) -> str:
        """Where Discord shows the message."""
        return jump_url(self.guild_id, self.channel_id, self.message_id)


@dataclass(frozen=True, slots=True)
class Share:
    """One message in which an article was pasted, and our reply to it.

    ``thread_id`` is the thread that the reply stands in, where it isn't in the message's channel.
    """

    id: int
    seen: Sighting
    article_id: int | None = None
    reply_id: int | None = None
    thread_id: int | None = None

    @property
    def reply_channel_id(self) -> int:
        """The channel or thread that the reply stands in."""
        return self.thread_id or self.seen.channel_id


@dataclass(frozen=True, slots=True)
class StoredReport:
    """A report as the archive holds it.

    ``wrong_article``: somebody of the server says that this is not what was shared; then it has
    neither quotes nor names.
    """

    article_id: int
    report: Report
    wrong_article: bool = False


@dataclass(frozen=True, slots=True)
class Scope:
    """What an asker may see: shares of one server (None: direct messages) in these channels."""

    guild_id: int | None
    channel_ids: frozenset[int] = field(default_factory=frozenset[int])

    @property
    def place_id(self) -> int | None:
        """The server, or the direct messages; None where nothing may be seen."""
        return self.guild_id or next(iter(self.channel_ids), None)


class CorrectionKind(StrEnum):
    SPEAKER = "speaker"  # somebody else said it, or nobody who is named
    NOT_A_QUOTE = "not_a_quote"
    WRONG_ARTICLE = "wrong_article"  # what was read is not what was shared


@dataclass(frozen=True, slots=True)
class Correction:
    """What a person says is wrong in a report; it holds in one server alone.

    ``content`` is that of the quote meant, empty for the whole article. ``speaker`` is who said it,
    None for nobody who is named; ``before`` is who was named until then.
    """

    kind: CorrectionKind
    content: Spans = ()
    speaker: str | None = None
    before: str | None = None


@dataclass(frozen=True, slots=True)
class CardChoices:
    """How the links of a channel are answered.

    Parameters:
        size: ``full``, ``compact`` (one quote), or ``reaction``: the card when somebody wants it.
        place: a ``reply``, in a ``thread`` on the message, or on ``request``, for the asker alone.
        silent: nobody is notified of a new message.
        suppress_embed: take Discord's own picture of the link away.
        thumbnail: show the page's picture, which Discord fetches.
        quotes: how many a card has, 1–6.
        reposts: answer a link whose story has its card by a pointer to it; else not at all.
        language: of what all see; ``server`` is the one that the server prefers in Discord.
    """

    size: Literal["full", "compact", "reaction"] = "full"
    place: Literal["reply", "thread", "request"] = "reply"
    silent: bool = False
    suppress_embed: bool = False
    thumbnail: bool = False
    quotes: int = 4
    reposts: bool = True
    language: Literal["server"] | Language = "server"


@dataclass(frozen=True, slots=True)
class GuildSettings:
    """What a server has decided; None and what is empty leave it to the default.

    ``watched`` and ``unwatched`` hold ids of channels, forums, threads and categories, and
    ``cards`` what differs from :class:`CardChoices`, by such an id or the server's own.
    ``sites`` are host names, which stand for all below them; ``languages`` ISO 639-1 codes.
    """

    watch_all: bool | None = None
    watched: frozenset[int] = frozenset()
    unwatched: frozenset[int] = frozenset()
    ignored_roles: frozenset[int] = frozenset()
    ignored_members: frozenset[int] = frozenset()
    allowed_sites: frozenset[str] = frozenset()
    denied_sites: frozenset[str] = frozenset()
    bots: bool | None = None
    languages: frozenset[str] = frozenset()
    keep_days: int | None = None
    cards: Mapping[int, Mapping[str, str | int | bool]] = field(
        default_factory=dict[int, Mapping[str, str | int | bool]]
    )
