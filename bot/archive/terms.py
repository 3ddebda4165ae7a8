"""What people type into a search box, as terms that full-text search always accepts."""

import re
import unicodedata
from dataclasses import dataclass

_TERM = re.compile(r'(?P<minus>-?)(?:"(?P<phrase>[^"]*)"?|(?P<word>[^\s"]+))')
_LONGEST_QUESTION = 300
_MOST_TERMS = 10


@dataclass(frozen=True, slots=True)
class Terms:
    """FTS5 expressions: every one of ``wanted`` must be found, and none of ``unwanted``."""

    wanted: tuple[str, ...] = ()
    unwanted: tuple[str, ...] = ()


def search_terms(typed: str) -> Terms:
    """Read words, ``"an exact phrase"``, ``beginn*`` and ``-not``; never raises.

    Each term is quoted as an FTS5 string (https://www.sqlite.org/fts5.html#fts5_strings), so
    nothing typed is ever syntax. Terms without a letter or digit are dropped.
    """
    wanted: list[str] = []
    unwanted: list[str] = []
    for match in _TERM.finditer(_plain(typed)):
        term = match["phrase"] if match["phrase"] is not None else match["word"]
        if any(_is_searchable(letter) for letter in term):
            (unwanted if match["minus"] else wanted).append(_quoted(term))
    return Terms(tuple(dict.fromkeys(wanted))[:_MOST_TERMS], tuple(unwanted)[:_MOST_TERMS])


def _plain(typed: str) -> str:
    straight = re.sub(r"[“”„«»]", '"', typed[:_LONGEST_QUESTION])
    return re.sub(r"[\x00\ud800-\udfff]", " ", straight)


def _is_searchable(letter: str) -> bool:
    # The letters of which FTS5's unicode61 tokenizer makes tokens.
    category = unicodedata.category(letter)
    return category[0] in "LN" or category == "Co"


def _quoted(term: str) -> str:
    prefix = "*" if term.endswith("*") else ""
    return f'"{term.rstrip("*")}"{prefix}'
