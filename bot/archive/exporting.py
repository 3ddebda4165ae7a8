"""The archive, or what an asker may see of it, as a file of their own: CSV, JSON Lines or SQLite.

It runs where it may take its time: in a worker process or on the command line, never in the bot's
loop. It reads by a connection of its own, in one transaction, a few hundred quotes at a time.
"""

import sqlite3
from array import array
from collections.abc import Generator, Iterable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from zipfile import ZIP_DEFLATED, ZipFile

from bot.archive import schema
from bot.archive.articles import speakers_of
from bot.archive.choosing import Choice, ways_to_choose
from bot.archive.corrections import Overlay, overlay
from bot.archive.errors import ArchiveMissing, ExportFailed, ExportTooLarge
from bot.archive.formats import WRITERS, Form, Said
from bot.archive.lanes import connect, named_errors, time_limit, transaction
from bot.archive.rows import as_json
from bot.domain import jump_url, speakers_in_words
from bot.languages import N_

A_CHUNK = 500
# Text packs to a third or less; what doesn't fit then is cut in proportion, and packed again.
_PACKED = 3
_TRIES = 4


@dataclass(frozen=True, slots=True)
class Exported:
    """What an export holds: ``quotes`` of ``found``, the newest; ``packed`` if it is a zip."""

    quotes: int
    found: int
    size: int
    packed: bool = False


_IDS = """
SELECT quote_id, coalesce(share_id, 0) AS share_id FROM chosen
ORDER BY moment DESC, share_id DESC, article_id DESC, place"""
_ROWS = """
SELECT quotes.id, quotes.words, quotes.kind, quotes.relay, quotes.addressee, quotes.confidence,
    shares.shared_at, shares.guild_id, shares.channel_id, shares.message_id,
    iif(outlet.key IS NULL, articles.title, outlet.title) AS title,
    iif(outlet.key IS NULL, articles.site, outlet.site) AS site,
    coalesce(outlet.url, shares.url, articles.url) AS url,
    iif(outlet.key IS NULL, articles.published, outlet.published) AS published
FROM json_each(:ids) AS place
JOIN quotes ON quotes.id = json_extract(place.value, '$[0]')
JOIN articles ON articles.id = quotes.article_id
LEFT JOIN shares ON shares.id = json_extract(place.value, '$[1]')
LEFT JOIN article_keys AS outlet
    ON outlet.key = shares.key AND outlet.article_id = quotes.article_id
ORDER BY place.key"""


def export(
    path: Path,
    file: Path,
    choice: Choice,
    form: Form,
    *,
    most_quotes: int | None = None,
    most_bytes: int | None = None,
    limit_s: float | None = None,
) -> Exported:
    """Write the quotes of a choice, newest share first, into a file: whole, or not at all.

    What is larger than ``most_bytes`` becomes a zip that holds the file; what is too large even
    then is cut, the oldest quotes first.

    Parameters:
        path: the archive.
        file: where to; a file that is there is replaced.
        most_quotes: how many quotes at most; None for all.
        most_bytes: how large the file may be; None for any size.
        limit_s: the longest that reading may take, in seconds.

    Raises:
        ExportFailed: the file cannot be written.
        ExportTooLarge: there is no room for even a few quotes.
        ArchiveError: the archive cannot be read, or not in that time.
    """
    if not path.exists():
        raise ArchiveMissing(f"There is no archive at {path} yet; start the bot, or name its file.")
    with (
        _unwritable_named(file),
        TemporaryDirectory(prefix=".pullquote-export-", dir=file.absolute().parent) as folder,
        named_errors(path, at_work=True),
        closing(connect(path, "ro", 10)) as connection,
        time_limit(connection, limit_s),
        transaction(connection, "BEGIN"),
    ):
        schema.check(connection, path)
        ids = _chosen(connection, choice)
        asked = len(ids) if most_quotes is None else 2 * most_quotes
        draft = Path(folder) / f"quotes.{form}"
        exported = _fitted(connection, ids[:asked], choice, draft, form, most_bytes)
        draft.replace(file)
    return replace(exported, found=len(ids) // 2)


def _fitted(
    connection: sqlite3.Connection,
    ids: "array[int]",
    choice: Choice,
    draft: Path,
    form: Form,
    most_bytes: int | None,
) -> Exported:
    """As many of the quotes, from the first on, as there is room for."""
    over = overlay(connection, choice.scope)
    for _ in range(_TRIES):
        most_raw = most_bytes and most_bytes * _PACKED
        quotes = _write(said(connection, ids, over), draft, form, most_raw)
        size = draft.stat().st_size
        if most_bytes is None or size <= most_bytes:
            return Exported(quotes, quotes, size)
        size = _pack(draft)
        if size <= most_bytes:
            return Exported(quotes, quotes, size, packed=True)
        ids = ids[: 2 * (quotes * most_bytes * 9 // (size * 10))]
        if not ids:
            break
    raise ExportTooLarge(
        N_("The quotes are too large to be sent; ask for fewer, by speaker or day.")
    )


def _write(chunks: Iterable[list[Said]], draft: Path, form: Form, most_bytes: int | None) -> int:
    """Write chunks until there are no more, or the file is larger than so many bytes."""
    quotes = 0
    draft.unlink(missing_ok=True)
    with WRITERS[form](draft) as write:
        for chunk in chunks:
            write(chunk)
            quotes += len(chunk)
            if most_bytes is not None and draft.stat().st_size > most_bytes:
                break
    return quotes


def _pack(draft: Path) -> int:
    """Put a file into a zip in its place; return the zip's size."""
    packed = draft.with_suffix(".zip")
    with ZipFile(packed, "w", ZIP_DEFLATED) as archive:
        archive.write(draft, draft.name)
    packed.replace(draft)
    return draft.stat().st_size


def _chosen(connection: sqlite3.Connection, choice: Choice) -> "array[int]":
    """The ids of the quotes, each followed by that of its share or 0; 16 bytes a quote."""
    ids: array[int] = array("q")
    for chosen, values in ways_to_choose(connection, choice):
        for row in connection.execute(f"{chosen}\n{_IDS}", values):
            ids.extend(row)
        if ids:
            break
    return ids


def said(connection: sqlite3.Connection, ids: "array[int]", over: Overlay) -> Iterator[list[Said]]:
    """The quotes behind ids of quotes and shares, a few hundred at a time, as corrected."""
    for start in range(0, len(ids), 2 * A_CHUNK):
        chunk = ids[start : start + 2 * A_CHUNK].tolist()
        pairs = as_json(zip(chunk[::2], chunk[1::2], strict=True))
        speakers = speakers_of(connection, chunk[::2])
        rows = connection.execute(_ROWS, {"ids": pairs})
        yield [_said(row, tuple(over.said_by(row["id"], speakers[row["id"]]))) for row in rows]


def _said(row: sqlite3.Row, speakers: tuple[str, ...]) -> Said:
    shared = row["message_id"] is not None
    return Said(
        words=row["words"],
        kind=row["kind"],
        speaker=speakers_in_words(speakers),
        relay=row["relay"],
        addressee=row["addressee"],
        confidence=row["confidence"],
        title=row["title"],
        site=row["site"],
        url=row["url"],
        published=row["published"],
        shared_at=row["shared_at"],
        message=jump_url(row["guild_id"], row["channel_id"], row["message_id"]) if shared else None,
        speakers=speakers,
    )


@contextmanager
def _unwritable_named(file: Path) -> Generator[None]:
    try:
        yield
    except OSError as error:
        raise ExportFailed(
            f"The export cannot be written to {file.absolute().parent}; make room there, or name a"
            " file in a folder that you may write to."
        ) from error
