"""What `pullquote analyze` can be given: a URL, an .html or .txt file, or standard input."""

import asyncio
import re
import sys
from collections import deque
from collections.abc import AsyncGenerator, Awaitable, Callable, Iterable
from pathlib import Path
from typing import TypeVar

from bot.analysis import Model, analyse
from bot.articles import html_page, plain_text
from bot.domain import Page, PullquoteError, Report
from bot.engine import Engine
from bot.links import find_links
from bot.page import report_html
from bot.reading import read_link, report_on
from bot.web import PageSource

T = TypeVar("T")
U = TypeVar("U")

STDIN = "-"
PAGES = (".html", ".htm", ".xhtml")
TEXTS = (".txt",)
LONGEST_FILE = 16 * 1024 * 1024

_URL = re.compile(r"https?://", re.IGNORECASE)
_HTML = re.compile(rb"(\xef\xbb\xbf)?\s*<(!doctype\s+html|html|\?xml)\b", re.IGNORECASE)
# Control characters that no text has: what holds one is a picture or a program.
_BINARY = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f]")


class NoSuchFile(PullquoteError):
    """There is no file of that name."""

    kind = "no_such_file"


class NotASource(PullquoteError):
    """A folder, a device, or a file of a kind that we don't read."""

    kind = "not_a_source"


class FileUnreadable(PullquoteError):
    """The system doesn't give us the file."""

    kind = "file_unreadable"


class FileTooLong(PullquoteError):
    """More than :data:`LONGEST_FILE` bytes."""

    kind = "file_too_long"


class FileEmpty(PullquoteError):
    """Nothing but white space."""

    kind = "file_empty"


class NotALink(PullquoteError):
    """A line of a list is no link."""

    kind = "not_a_link"


class NotText(PullquoteError):
    """Bytes that are no UTF-8 text."""

    kind = "not_text"


class FileUnwritable(PullquoteError):
    """The page can't be written where it is to go."""

    kind = "file_unwritable"


def write_page(file: str, reports: Iterable[tuple[str, Report]]) -> None:
    """Write the page of some reports to a file, or to stdout for ``-``.

    Raises:
        FileUnwritable: the system doesn't let us.
    """
    page = report_html(reports)
    if file == STDIN:
        sys.stdout.write(page)
        return
    try:
        Path(file).write_text(page, encoding="utf-8")
    except OSError as error:
        raise FileUnwritable(
            f"{file} can't be written ({error.strerror}); give another file to --html."
        ) from error


async def read_source(
    source: str, typed: bytes, *, pages: PageSource, engine: Engine, model: Model
) -> Report:
    """The report on one source; ``typed`` is what :func:`read_stdin` gave, for ``-``.

    Raises:
        PullquoteError: it can't be fetched, opened, understood or analysed.
    """
    if _URL.match(source):
        return await read_link(pages, engine, source, model)
    held = await asyncio.to_thread(content, source, typed)
    if isinstance(held, Page):
        return await engine.run(report_on, held, model)
    return await engine.run(report_on_text, held, model)


def report_on_text(text: str, model: Model) -> Report:
    """A plain text's report; runs in a worker."""
    return analyse(plain_text(text), model)


def read_stdin() -> bytes:
    """Standard input, up to one byte more than may be.

    To be called where no event loop runs: there Ctrl-C ends the wait for a person's typing.
    """
    return sys.stdin.buffer.read(LONGEST_FILE + 1)


def content(source: str, typed: bytes = b"") -> Page | str:
    """What a file or standard input holds: a page, or a text unchanged to the code point.

    Raises:
        NoSuchFile, NotASource, FileUnreadable, FileTooLong, FileEmpty, NotText: as they say.
    """
    name = "The input" if source == STDIN else source
    body = typed if source == STDIN else _bytes_of(Path(source))
    if len(body) > LONGEST_FILE:
        raise FileTooLong(f"{name} is longer than {LONGEST_FILE >> 20} MiB; give a shorter one.")
    if not body.strip():
        raise FileEmpty(f"{name} is empty; give one with an article in it.")
    is_page = _HTML.match(body) if source == STDIN else Path(source).suffix.lower() in PAGES
    return html_page(body) if is_page else _text(name, body)


def listed(source: str, typed: bytes = b"") -> list[tuple[int, str]]:
    """The numbers and lines of a list, without blank ones and those that begin with ``#``.

    Raises:
        NoSuchFile, NotASource, FileUnreadable, FileTooLong, FileEmpty, NotText: as they say.
    """
    held = content(source, typed)
    if isinstance(held, Page):
        raise NotASource(f"{source} is a page; give a .txt file with a link on each line, or -.")
    lines = enumerate(held.removeprefix("\ufeff").splitlines(), start=1)
    said = [(number, line.strip()) for number, line in lines]
    return [(number, line) for number, line in said if line and not line.startswith("#")]


def link_on(line: str) -> str:
    """The address that a line of a list holds, as the bot would read it in a message.

    Raises:
        NotALink: it holds none, or more than one, or other words.
    """
    links = find_links(line) if len(line.split()) == 1 else []
    if len(links) != 1 or not _URL.match(line):
        raise NotALink("That line is no link; write one address, https://…, on each line.")
    return links[0].url


async def in_order(
    items: Iterable[T], work: Callable[[T], Awaitable[U]], *, ahead: int
) -> AsyncGenerator[tuple[T, Awaitable[U]]]:
    """Each item with its work, begun for up to ``ahead`` items at a time; the order stays.

    The caller awaits the work, and so hears of its failure, before it asks for the next item.
    """
    begun: deque[tuple[T, asyncio.Future[U]]] = deque()
    try:
        for item in items:
            begun.append((item, asyncio.ensure_future(work(item))))
            if len(begun) == ahead:
                yield begun.popleft()
        while begun:
            yield begun.popleft()
    finally:
        left = [task for _, task in begun]
        for task in left:
            task.cancel()
        await asyncio.gather(*left, return_exceptions=True)


def _bytes_of(path: Path) -> bytes:
    try:
        if path.is_dir():
            raise NotASource(f"{path} is a folder; name the files in it, such as {path}/*.txt.")
        if path.suffix.lower() not in PAGES + TEXTS:
            raise NotASource(
                f"{path} is no source; give a web address (https://…), an .html or .txt file or -."
            )
        if path.exists() and not path.is_file():
            raise NotASource(f"{path} is a device or a pipe; send its content to - instead.")
        with path.open("rb") as file:
            return file.read(LONGEST_FILE + 1)
    except FileNotFoundError:
        raise NoSuchFile(f"There is no file {path}; check its name and folder.") from None
    except (OSError, ValueError) as error:
        raise FileUnreadable(
            f"The file {path} can't be read; check that you may read it."
        ) from error


def _text(name: str, body: bytes) -> str:
    try:
        text = body.decode("utf-8")
    except UnicodeDecodeError as error:
        raise NotText(
            f"{name} is not UTF-8 text (byte {error.start} is wrong); convert it to UTF-8."
        ) from None
    if _BINARY.search(text):
        raise NotText(f"{name} is not a text but binary data; give a text or an .html file.")
    return text
