"""Message text → the links that a person sees in it.

Markdown decides what is code, what is a label and where a link ends; what Discord adds to Markdown
and what sticks to links in the world's scripts is parted from them first.
"""

import re
import unicodedata
from collections.abc import Iterator
from typing import Protocol, cast

from markdown_it import MarkdownIt
from markdown_it.token import Token
from yarl import URL

from bot.domain import Link

#: In characters, Discord's own limit. A hostile message of this length takes about 50 ms.
LONGEST_MESSAGE = 4_000

_DISCORD = re.compile(
    r"(^|\.)(discord\.(com|gg|gift|media|new)|discordapp\.(com|net)|discordcdn\.com|dis\.gd)\.?\Z"
)
# Campaigns and click ids: they name who came, never what is shown.
_TRACKING = re.compile(
    r"(utm_\w+|[a-z]{0,4}clid|gclsrc|gbraid|wbraid|igshi?d?|mc_[ce]id|mkt_tok|_ga|_gl|_hs(enc|mi)"
    r"|vero_(conv|id)|oly_(anon|enc)_id|ns_campaign|at_(medium|campaign)\w*|smid|cmpid|ocid)\Z",
    re.IGNORECASE,
)

_RUN = re.compile(r"(?<!\]\()https?://[^\s<>]+", re.IGNORECASE)
# Where a run of characters stops being one link: a spoiler's edge, a comma before the next link,
# marks that end a clause where no space follows (Chinese, Japanese), quotation marks, an escape.
_SEAM = re.compile(
    r"\|\||[,;|](?=https?://)|[“”„«»「」『』【】《》〈〉（），。、；：！？]|~~(?!\w)|\\(?!\w)",
    re.IGNORECASE,
)
_ASCII_TAIL = ".,:;!?'\""
_OPEN_UNDERSCORE = re.compile(r"(?<!\w)_+(?=\w)")
# Unlike CommonMark's, it may begin anywhere, and without its end it is no code.
_CODE_BLOCK = re.compile(r"```.*?```", re.DOTALL)
_SUPPRESSED_LABEL = re.compile(r"\]\(\s*<[^<>\n]*>")


class _Linkify(Protocol):
    def set(self, options: dict[str, bool]) -> object: ...


def _discord_markdown() -> MarkdownIt:
    """CommonMark less what Discord does not know: HTML, images, definitions, its code blocks."""
    markdown = MarkdownIt("commonmark", {"linkify": True}).enable("linkify")
    markdown.disable(["code", "fence", "reference", "html_block", "html_inline", "image"])
    if markdown.linkify is not None:
        cast("_Linkify", markdown.linkify).set(
            {"fuzzy_link": False, "fuzzy_email": False, "fuzzy_ip": False}
        )
    return markdown


_MARKDOWN = _discord_markdown()


def find_links(content: str) -> list[Link]:
    """The links of a message as Discord shows them, in order, each once; never raises.

    Left out are links that the poster suppressed with ``<…>``, links in code, and Discord's own.
    A link counts as a spoiler if it stands between ``||`` wherever the message has it.
    """
    if "://" not in content:
        return []
    text = _SUPPRESSED_LABEL.sub("](<>", _CODE_BLOCK.sub(" ", _shortened(content)))
    found: dict[str, Link] = {}
    for href, spoiler in _visible(_RUN.sub(_part, text)):
        link = _canonical(href, spoiler=spoiler)
        if link is None:
            continue
        first = found.setdefault(link_key(link.url), link)
        if first.spoiler and not link.spoiler:
            found[link_key(link.url)] = link  # once in the open is no secret
    return list(found.values())


def link_key(url: str) -> str:
    """What two addresses of the same page have in common; a key, never to be fetched.

    Only what cannot name another page is dropped: scheme, fragment, default port, the order of the
    parameters, tracking parameters, a closing slash. Never raises.
    """
    try:
        parsed = URL(url)
        host = (parsed.host or "").removesuffix(".")
        port = "" if parsed.is_default_port() or parsed.port is None else f":{parsed.port}"
        query = "&".join(sorted(_kept_parameters(parsed)))
        path = parsed.raw_path.rstrip("/")
    except (ValueError, TypeError):
        return url.strip()
    if not host:
        return url.strip()
    return f"https://{host}{port}{path}" + (f"?{query}" if query else "")


def _shortened(content: str) -> str:
    if len(content) <= LONGEST_MESSAGE:
        return content
    # At white space, so that no link is cut in half.
    ends = (content.rfind(space, 0, LONGEST_MESSAGE) for space in " \n")
    return content[: max(0, *ends)]


def _part(match: re.Match[str]) -> str:
    """A run of characters that begins with a link, with spaces where the link ends."""
    run = _SEAM.sub(_set_apart, match[0])
    link, space, rest = run.partition(" ")
    kept = len(link)
    while kept and (link[kept - 1] in _ASCII_TAIL or _is_foreign_punctuation(link[kept - 1])):
        kept -= 1
    before = match.string[max(match.start() - 200, 0) : match.start()].rpartition("\n")[2]
    if link[:kept].endswith("_") and (before.endswith("_") or _OPEN_UNDERSCORE.search(before)):
        kept = len(link[:kept].rstrip("_"))
    tail = link[kept:]
    return f"{link[:kept]} {tail}{space}{rest}" if tail else run


def _set_apart(seam: re.Match[str]) -> str:
    return f" {seam[0]} "


def _is_foreign_punctuation(character: str) -> bool:
    return not character.isascii() and unicodedata.category(character)[0] == "P"


def _visible(text: str) -> Iterator[tuple[str, bool]]:
    """The targets of all links that show, and whether each stands between two ``||``."""
    bars = 0
    links: list[tuple[str, int]] = []
    for token in _inline_tokens(text):
        if token.type == "text" and "|" in token.content:
            bars += token.content.count("||")
        elif token.type == "link_open" and token.markup != "autolink":
            links.append((str(token.attrs.get("href", "")), bars))
    for href, bars_before in links:
        yield href, bars_before % 2 == 1 and bars_before < bars


def _inline_tokens(text: str) -> Iterator[Token]:
    for block in _MARKDOWN.parse(text):
        yield from block.children or ()


def _canonical(href: str, *, spoiler: bool) -> Link | None:
    """The link to a target, or None where it leads to nothing that we read."""
    try:
        url = URL(href).with_fragment(None)
        if url.scheme not in {"http", "https"} or not url.host or "@" in url.raw_authority:
            return None
        if _DISCORD.search(url.host):
            return None
        parameters = _kept_parameters(url)
        if len(parameters) != len(_parameters(url)):
            # Put together from its encoded parts, so that what stays is left as it was.
            bare = str(url.with_query(None))
            query = "&".join(parameters)
            url = URL(f"{bare}?{query}" if query else bare, encoded=True)
        return Link(str(url), spoiler=spoiler)
    except (ValueError, TypeError):
        return None


def _parameters(url: URL) -> list[str]:
    return url.raw_query_string.split("&") if url.raw_query_string else []


def _kept_parameters(url: URL) -> list[str]:
    return [
        parameter
        for parameter in _parameters(url)
        if not _TRACKING.match(parameter.partition("=")[0])
    ]
