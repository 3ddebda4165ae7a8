"""What people type into a search box, as terms that full-text search always accepts."""

import re
import unicodedata
from dataclasses import dataclass

_TERM = re.compile(r'(?P<minus>-?)(?:"(?P<phrase>[^"]*)"?|(?P<word>[^\s"]+))')
_LONGEST_QUESTION = 300
_MOST_TERMS = 10
_MOST_PARTS = 20
_OPERATORS = {"AND", "OR"}


@dataclass(frozen=True, slots=True)
class Terms:
    """FTS5 expressions: every one of ``wanted`` must be found, and none of ``unwanted``."""

    wanted: tuple[str, ...] = ()
    unwanted: tuple[str, ...] = ()
    either: tuple[str, ...] = ()  #: the terms of ``wanted`` of which one is enough

    @property
    def expression(self) -> str | None:
        """All of it as one expression; None where nothing is wanted, for which FTS5 has no way."""
        if not self.wanted:
            return None
        wanted = " AND ".join(f"({term})" for term in self.wanted)
        return f"({wanted}) NOT ({' OR '.join(self.unwanted)})" if self.unwanted else wanted


def search_terms(typed: str) -> Terms:
    """Read words, ``"an exact phrase"``, ``beginn*``, ``-not`` and ``one OR other``; never raises.

    OR binds its two neighbours, as in the search engines of the web: ``a b OR c`` wants ``a``, and
    one of ``b`` and ``c``. Each term is quoted as an FTS5 string
    (https://www.sqlite.org/fts5.html#fts5_strings), so nothing typed is ever syntax. Terms without
    a letter or digit are dropped, and so is an OR that has not two neighbours, or AND.
    """
    wanted: list[tuple[str, ...]] = []
    unwanted: list[str] = []
    after_term = either = False
    for match in list(_TERM.finditer(_plain(typed)))[:_MOST_PARTS]:
        term = match["phrase"] if match["phrase"] is not None else match["word"]
        if match["word"] in _OPERATORS and not match["minus"]:
            either = match["word"] == "OR" and after_term
            continue
        if not any(_is_searchable(letter) for letter in term):
            continue
        if match["minus"]:
            unwanted.append(_quoted(term))
        elif either:
            wanted[-1] = (*wanted[-1], _quoted(term))
        else:
            wanted.append((_quoted(term),))
        after_term, either = not match["minus"], False
    each = dict.fromkeys(" OR ".join(dict.fromkeys(terms)) for terms in wanted)
    either = dict.fromkeys(term for terms in wanted if len({*terms}) > 1 for term in terms)
    return Terms(
        tuple(each)[:_MOST_TERMS],
        tuple(dict.fromkeys(unwanted))[:_MOST_TERMS],
        tuple(either)[:_MOST_TERMS],
    )


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
