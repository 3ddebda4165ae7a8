"""A person's terminal: what may safely be written to it, and what moves while they wait."""

import re
import sys
from collections.abc import Generator
from contextlib import contextmanager

# Control characters steer a terminal; direction marks make text read as what it is not.
_STEERING = re.compile(r"[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]+")


def printable(text: str) -> str:
    """Text from elsewhere on one line, without what could steer a terminal."""
    return " ".join(_STEERING.sub(" ", text).split())


def complain(sentence: str) -> None:
    """One line on stderr."""
    sys.stderr.write(f"pullquote: {printable(sentence)}\n")


@contextmanager
def busy(doing: str) -> Generator[None]:
    """Something that moves on stderr, if that is a terminal, until the work is done."""
    if not sys.stderr.isatty():
        yield
        return
    from rich.console import Console
    from rich.text import Text

    with Console(stderr=True).status(Text(printable(doing), overflow="ellipsis", no_wrap=True)):
        yield
