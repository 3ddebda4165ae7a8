"""Untrusted words made fit for Discord: bounded, on one line, inert, pinging nobody."""

import re
import unicodedata
from datetime import date

from yarl import URL

from bot import languages

LONGEST_URL = 400
LONGEST_PICTURE = 1_000

_SPACE = re.compile(r"\s+")
_MARKUP = re.compile(r"[\\*_~|`\[\]<>]|:(?=[\w+~-]+:)")
_BLOCK_START = re.compile(r"^(\d{1,9}(?=[.)])|(?=[#+-]))")
# Discord makes links of these three, whatever is escaped around them.
_LIVE = re.compile(r"@|:(?=//)|discord(?:app)?\.(?=\w)", re.IGNORECASE)
_LIVE_AT_END = re.compile(r"(?:@|:|discord(?:app)?\.)$", re.IGNORECASE)  # its stop was cut off
_ZERO_WIDTH = "\u200b"
_DANGLING_ESCAPE = re.compile(r"(?<!\\)(?:\\\\)*\\$")
# The last part of a public name has letters; of an address in numbers it has none.
_PUBLIC_NAME = re.compile(r"([a-z0-9_-]{1,63}\.)+(?=[a-z0-9-]*[a-z])[a-z][a-z0-9-]{1,62}")
_LOCAL = (".local", ".localhost", ".internal", ".lan", ".home", ".corp", ".test", ".arpa", ".onion")

_SENSE_BREAKS = (
    re.compile(r"[.!?][\"'”’)]?(?=\s)"),
    re.compile(r"[,;:–—](?=\s)"),
    re.compile(r"(?=\s)"),
)


def plain(text: str, limit: int) -> str:
    """``text`` on one line of at most ``limit`` characters, without anything invisible.

    Direction overrides and other format characters go, and so does every third mark upon the
    same letter. Markdown stays: this is for labels, which show it as it is.
    """
    # A page may have megabytes between two words; nobody sees more than the limit.
    line = _SPACE.sub(" ", text[: limit * 4]).strip()
    line = _unstacked("".join(filter(str.isprintable, line))).strip()
    return line if len(line) <= limit else f"{line[: limit - 1]}…"


def clean(text: str, limit: int) -> str:
    """``text`` as markdown that shows it word for word, in at most ``limit`` characters.

    Nothing in it is a mention, a link, an invitation, an emoji, a timestamp, a heading, a list
    or a quotation to Discord any more.
    """
    safe = _MARKUP.sub(r"\\\g<0>", plain(text, limit))
    safe = _LIVE.sub(rf"\g<0>{_ZERO_WIDTH}", safe)
    safe = _BLOCK_START.sub(r"\1\\", safe)
    if len(safe) <= limit:
        return safe
    cut = _LIVE_AT_END.sub("", safe[: limit - 1])
    return f"{_DANGLING_ESCAPE.sub('', cut)}…"


def fold(text: str, limit: int) -> str:
    """``text`` cut to ``limit`` characters at the end of a sentence, a clause or a word."""
    if len(text) <= limit:
        return text
    head = text[: limit - 2]
    for sense_break in _SENSE_BREAKS:
        ends = [match.end() for match in sense_break.finditer(head)]
        if ends and ends[-1] > limit // 2:
            return f"{head[: ends[-1]].rstrip(' ,;:–—')} …"
    return f"{head} …"


def link(label: str, url: str | None, limit: int) -> str:
    """``label`` as a masked link, or as plain words where the address is not fit for one.

    Empty where nothing of the label can be seen.
    """
    # Escaped brackets would end a link's label all the same.
    safe = clean(label.replace("[", "(").replace("]", ")"), limit)
    address = _address(url)
    return f"[{safe}](<{address}>)" if safe and address else safe


def unbroken(text: str) -> str:
    """``text`` with spaces at which no line is broken."""
    return text.replace(" ", "\u00a0")


def chip(text: str, limit: int) -> str:
    """``text`` in a box of its own, at most ``limit`` + 2 characters; empty if nothing is seen.

    In Discord's code spans nothing is live, and nothing but a backtick ends one.
    """
    words = plain(text.replace("`", "’"), limit)
    # Half a box on each of two lines would look like two boxes.
    return unbroken(f"`{words}`") if words else ""


def picture(url: str | None) -> str | None:
    """The address of a picture, if anybody may fetch it: https, a public name, no secrets.

    It is Discord that fetches it, never we; an address with a user, a port, or a host that only
    some network knows would tell its readers nothing.
    """
    try:
        parsed = URL(url or "")
        name = (parsed.raw_host or "").lower().rstrip(".")
        public = parsed.scheme == "https" and parsed.explicit_port is None and not parsed.user
    except ValueError:
        return None
    if not public or not _PUBLIC_NAME.fullmatch(name) or name.endswith(_LOCAL):
        return None
    address = str(parsed)
    return address if len(address) <= LONGEST_PICTURE and address.isascii() else None


def host(url: str) -> str:
    """The site's name as its address has it: ``news.example``."""
    try:
        name = URL(url).host or ""
    except ValueError:
        return ""
    return name.removeprefix("www.")


def day(published: str | None) -> str | None:
    """``5 Sep 2025`` for an ISO 8601 date, None for anything else."""
    try:
        when = date.fromisoformat((published or "")[:10])
    except ValueError:
        return None
    return languages.day(when)


def _address(url: str | None) -> str | None:
    try:
        parsed = URL(url or "")
        host = parsed.host
    except ValueError:
        return None
    if parsed.scheme not in {"http", "https"} or not host or parsed.user:
        return None
    address = re.sub(r"[()<>\\]", lambda match: f"%{ord(match[0]):02X}", str(parsed))
    return address if len(address) <= LONGEST_URL and address.isascii() else None


def _unstacked(line: str) -> str:
    if line.isascii():
        return line
    kept: list[str] = []
    marks = 0
    for character in line:
        marks = marks + 1 if unicodedata.category(character) in {"Mn", "Me"} else 0
        if marks <= 2:
            kept.append(character)
    return "".join(kept)
