"""Whom a name on the command line means: one person, or a sentence that names the candidates."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from bot.domain import PullquoteError

if TYPE_CHECKING:
    from bot.archive import Archive, Candidate

_MOST = 10


class WhichName(PullquoteError):
    """A name fits several people."""

    kind = "which_name"


class NobodySo(PullquoteError):
    """A name fits nobody."""

    kind = "nobody_so"


async def person(archive: "Archive", typed: str, *, mentioned: bool = False) -> "Candidate":
    """The only one in the archive who may be meant; raises WhichName or NobodySo.

    Parameters:
        mentioned: whether it may be somebody who is never quoted.
    """
    names = archive.names
    found = await (names.anybody if mentioned else names.candidates)(typed, None)
    if len(found) == 1:
        return found[0]
    if found:
        raise one_of(typed, found)
    near = await archive.names.near(typed, None)
    if near:
        offered = ", ".join(map(_name, near))
        raise NobodySo(f"nothing found, as nobody is called {typed}; did you mean {offered}?")
    raise NobodySo(f"nothing found, as nobody is called {typed}; try another part of the name.")


def one_of(typed: str, found: "Sequence[Candidate]") -> WhichName:
    """The error that names those whom a name fits."""
    several = ", ".join(f"{_name(who)} {who.quotes}" for who in found[:_MOST])
    return WhichName(f"{typed} may be several people, name one of them in full: {several}.")


def _name(who: "Candidate") -> str:
    """What to type to mean nobody else: a name of one word is a part of other names as well."""
    return who.name if " " in who.name else f'"{who.exactly}"'
