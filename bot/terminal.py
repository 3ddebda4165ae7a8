"""A person's terminal: what may safely be written to it, and what moves while they wait."""

import re
import sys
from collections.abc import Callable, Generator
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.console import RenderableType

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


@contextmanager
def progress(doing: str) -> Generator[Callable[[int, int], None]]:
    """A bar on stderr, if that is a terminal; tell it how much is done, and of how much."""
    if not sys.stderr.isatty():
        yield lambda _done, _total: None
        return
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        Progress,
        TaskProgressColumn,
        TextColumn,
        TimeRemainingColumn,
    )

    columns = (
        TextColumn("{task.description}", markup=False),
        BarColumn(),
        TaskProgressColumn(),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(printable(doing), total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)


def show(page: "RenderableType") -> None:
    """Print a page for a person, no wider than can be read."""
    from rich.console import Console

    console = Console(highlight=False)
    console.print(page, width=min(console.width, 96))
