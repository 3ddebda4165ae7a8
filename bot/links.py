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

# The names that Discord's own documentation gives as its own, and those of its other parts.
_DISCORD = re.compile(
    r"(^|\.)(discord\.(com|gg|gift|gifts|media|new|co|dev|design|store|tools)"
    r"|discordapp\.(com|net)|discordcdn\.com|discordsays\.com|discordsez\.com|discordmerch\.com"
    r"|discord-activities\.com|discordactivities\.com|discordpartygames\.com"
    r"|discordstatus\.com|dis\.gd)\.?\Z"
)
# Campaigns and click ids: they name who came, never what is shown.
_TRACKING = re.compile(
    r"((utm|itm|mtm|guce)_\w+|[a-z]{0,4}clid|msclkid|gclsrc|gbraid|wbraid|igshi?d?"
    r"|mc_[ce]id|mkt_tok|_ga|_gl|_hs(enc|mi)|vero_(conv|id)|oly_(anon|enc)_id|ns_campaign"
    r"|at_(medium|campaign)\w*|smid|cmpid|ocid|xtor|pk_(campaign|kwd|source|medium)|ref_(src|url)|__twitter_impression|guccounter)\Z",
    re.IGNORECASE,
)

# A link with what sticks to it, up to white space, an angle bracket or a label's end.
# What stands in a masked link's parentheses is Markdown's to read.
_RUN = re.compile(r"(?<!\]\()https?://(?:(?!\]\()[^\s<>])+", re.IGNORECASE)
_BRACKETS = re.compile(r"\[{9,}")  # no label begins so, and Markdown tries each of them to the end
_ARROW = re.compile(r"-+>")
_SAID_TWICE = re.compile(r"(?:https?://)+(?=https?://)", re.IGNORECASE)
# Where a run of characters stops being one link: a spoiler's edge, what parts it from the next
# link, marks that end a clause where no space follows (Chinese, Japanese), quotation marks, code,
# an escape, what is written from the other side or has no width.
_SEAM = re.compile(
    r"\|\||['\",;|\\]+(?=https?://)|(?<=[0-9A-Za-z\u0080-\U0010ffff])(?=https?://)"
    r"|[\"“”„«»「」『』【】《》〈〉（），。、；：！？…]|`+|~~(?!\w)|\\(?!\w)|[\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]",
    re.IGNORECASE,
)
_ESCAPED = re.compile(r"\\(?=[_*~])")
_ASCII_TAIL = ".,:;!?'\"*|`"
_OPENED_BY = {")": "(", "]": "[", "}": "{"}
# A symbol right after one of these is a part of the address: …/🔥, ?q=🔥, i-❤️.
_JOINTS = "/=-_"
_EMOJI_PARTS = "\ufe0f\u20e3"
_POSSESSIVE = "’s"
_ITALICS = re.compile(r"(?<!\w)(_+)(?=[^\s_]).*?(?<=[^\s_])\1(?!\w)")
_OPEN_UNDERSCORE = re.compile(r"(?<!\w)_+(?=\S|\Z)")
# Unlike CommonMark's, it may begin anywhere, and without its end it is no code.
_CODE_BLOCK = re.compile(r"```.*?```", re.DOTALL)
_SUPPRESSED = re.compile(r"(?<!\\)<https?://[^\s<>]*>", re.IGNORECASE)
_SUPPRESSED_LABEL = re.compile(r"\]\(\s*<[^<>\n]*>")
_SPOILER = re.compile(r"\|\|(.+?)\|\|", re.DOTALL)
_LINK = "\0"  # where a link stands among the text


class _Linkify(Protocol):
    def set(self, options: dict[str, bool]) -> object: ...


def _discord_markdown() -> MarkdownIt:
    """CommonMark less what Discord does not know: HTML, images, definitions, its code blocks."""
    markdown = MarkdownIt("commonmark", {"linkify": True}).enable("linkify")
    markdown.disable(["code", "fence", "reference", "html_block", "html_inline", "image"])
    markdown.disable("text_join")  # else an escaped bar looks like any other
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
    text = _CODE_BLOCK.sub(" ", _shortened(content))
    text = _SUPPRESSED.sub(" ", _SUPPRESSED_LABEL.sub("](<>", text))
    text = _BRACKETS.sub("[", _SAID_TWICE.sub("", _ARROW.sub(" ", text)))
    found: dict[str, Link] = {}
    for href, spoiler in _visible(_RUN.sub(_parted, text)):
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

    courlan's strict form, which is meant for this, keeps a dozen parameters by name and so takes
    ``?story=ferry`` and ``?story=mill`` of one site for one page: whoever pastes the one first
    would have chosen the card of the other. What ours leaves apart (www, AMP, print) is brought
    together where the page has been read, by its canonical address and its text.
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


def _parted(match: re.Match[str]) -> str:
    """A run of characters that begins with a link, with spaces where each of its links ends."""
    before = match.string[max(match.start() - 200, 0) : match.start()].rpartition("\n")[2]
    return " ".join(
        _with_tail_apart(piece, before) if "://" in piece else piece
        for piece in _SEAM.sub(r" \g<0> ", match[0]).split(" ")
    )


def _with_tail_apart(piece: str, before: str) -> str:
    in_italics = bool(_OPEN_UNDERSCORE.search(_ITALICS.sub(" ", before)))
    rest = _ESCAPED.sub("", piece).replace("&amp;", "&")
    parts: list[str] = []
    while link := _RUN.search(rest):
        end = link.start() + _end(link[0], in_italics)
        parts += [rest[: link.start()], rest[link.start() : end]]
        rest = rest[end:]
    return " ".join([*filter(None, parts), rest])


def _end(link: str, in_italics: bool) -> int:
    """Where a link ends, and what was written around it begins."""
    end = _balanced(link)
    while (shorter := _without_last(link[:end], in_italics)) != end:
        end = shorter
    return end


def _balanced(link: str) -> int:
    """Where a link ends in which every bracket has its other half."""
    open_at: list[int] = []
    end = len(link)
    for place, character in enumerate(link):
        if character in _OPENED_BY.values():
            open_at.append(place)
        elif character in _OPENED_BY:
            if not open_at or link[open_at[-1]] != _OPENED_BY[character]:
                end = place
                break
            open_at.pop()
    return open_at[0] if open_at else end


def _without_last(link: str, in_italics: bool) -> int:
    """Where a link ends that is followed by at most one thing that is no part of it."""
    last, end = link[-1], len(link) - 1
    if last in _ASCII_TAIL or (last == "_" and in_italics):
        return end
    if last.isascii():
        return end + 1 - len(_POSSESSIVE) * link.endswith(_POSSESSIVE)
    if unicodedata.category(last)[0] == "P":
        return end
    if _is_emoji_part(last):
        shorter = link.rstrip("".join(filter(_is_emoji_part, set(link))))
        return end + 1 if shorter[-1:] in _JOINTS else len(shorter)
    return end + 1


def _is_emoji_part(character: str) -> bool:
    """Whether it is a symbol, or one of the unseen characters that put emoji together."""
    if character.isascii():
        return False
    category = unicodedata.category(character)
    return category[0] == "S" or category == "Cf" or character in _EMOJI_PARTS


def _visible(text: str) -> Iterator[tuple[str, bool]]:
    """The targets of all links that show, and whether each stands in a spoiler."""
    shown: list[str] = []
    hrefs: list[str] = []
    for token in _inline_tokens(text):
        if token.type == "text":
            shown.append(token.content.replace(_LINK, " "))
        elif token.type == "link_open" and token.markup != "autolink":
            shown.append(_LINK)
            hrefs.append(str(token.attrs.get("href", "")))
        else:
            shown.append(" ")
    flat = "".join(shown)
    hidden = {place for spoiler in _SPOILER.finditer(flat) for place in range(*spoiler.span())}
    places = (place for place, character in enumerate(flat) if character == _LINK)
    for href, place in zip(hrefs, places, strict=True):
        yield href, place in hidden


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
