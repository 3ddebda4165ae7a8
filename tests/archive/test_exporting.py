"""Exports: whole, in scope, within their room, and the same words that went in."""

import csv
import io
import json
import sqlite3
import tempfile
import zipfile
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.archive import (
    Archive,
    ArchiveMissing,
    ArchiveUnavailable,
    Choice,
    ExportFailed,
    ExportTooLarge,
    Form,
    export,
    exporting,
)
from bot.archive.formats import COLUMNS, WRITERS, Said, harmless, original
from bot.domain import Scope
from tests.archive.samples import NEWS, OTHER_CHANNEL, SERVER, pasted, said, sighting

HERE = Scope(SERVER, frozenset({NEWS}))
FORMS = pytest.mark.parametrize("form", list(Form))


@pytest.fixture
def file(tmp_path: Path) -> Path:
    folder = tmp_path / "out"
    folder.mkdir()
    return folder / "export"


def rows(file: Path, form: Form) -> list[dict[str, Any]]:
    """What an export holds, by its columns."""
    match form:
        case Form.CSV:
            with file.open(encoding="utf-8-sig", newline="") as text:
                return [
                    {name: original(cell) or None for name, cell in row.items()}
                    | {"confidence": float(row["confidence"])}
                    for row in csv.DictReader(text)
                ]
        case Form.JSONL:
            return [json.loads(line) for line in file.read_text("ascii").splitlines()]
        case Form.SQLITE:
            with closing(sqlite3.connect(file)) as database:
                database.row_factory = sqlite3.Row
                assert database.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
                assert database.execute("PRAGMA foreign_key_check").fetchall() == []
                return [
                    {name: row[name] for name in COLUMNS}
                    for row in database.execute(
                        "SELECT *, (SELECT group_concat(speaker, ' and ') FROM quote_speakers"
                        " WHERE quote_id = quotes.id) AS speaker"
                        " FROM quotes JOIN articles ON articles.id = article_id ORDER BY quotes.id"
                    )
                ]


@FORMS
async def test_every_form_holds_the_same(
    archive: Archive, path: Path, file: Path, form: Form
) -> None:
    await pasted(archive, said(("=1+1", ("Ana Ruiz", "Bo Lind")), ("Ça va — “oui”\n", None)),
                 sighting(message_id=5))  # fmt: skip
    exported = export(path, file, Choice(scope=HERE), form)
    assert (exported.quotes, exported.found) == (2, 2)
    assert exported.size == len(held_in(file))
    first, second = rows(file, form)
    assert first == {
        "words": "=1+1",
        "kind": "direct",
        "speaker": "Ana Ruiz and Bo Lind",
        "relay": None,
        "addressee": None,
        "confidence": 0.9,
        "title": "Harbour plan agreed",
        "site": "The Example",
        "url": "https://news.example/a",
        "published": "2026-03-01",
        "shared_at": "2026-03-01T12:00:00.000000+00:00",
        "message": f"https://discord.com/channels/{SERVER}/{NEWS}/5",
    }
    assert (second["words"], second["speaker"]) == ("Ça va — “oui”\n", None)
    assert [left.name for left in file.parent.iterdir()] == ["export"]


@FORMS
async def test_only_what_is_in_scope_is_in_the_file(
    archive: Archive, path: Path, file: Path, form: Form
) -> None:
    for guild, channel, words in (
        (SERVER, NEWS, "For all to see"),
        (SERVER, OTHER_CHANNEL, "For the board alone"),
        (987_654, 876_543, "For another server"),
        (None, 765_432, "For one person"),
    ):
        report = said((words, words.title()), title=f"Title {words}")
        await pasted(archive, report, sighting(words, guild_id=guild, channel_id=channel))
    export(path, file, Choice(scope=HERE), form)
    assert [row["words"] for row in rows(file, form)] == ["For all to see"]
    held = held_in(file)
    for secret in (b"board", b"Another", b"person", b"987654", b"876543", b"765432"):
        assert secret.lower() not in held.lower()


@FORMS
async def test_an_article_is_as_the_outlet_has_it_that_was_shared(
    archive: Archive, path: Path, file: Path, form: Form
) -> None:
    words = "The harbour will be dug deeper before the winter comes to the bay"
    await pasted(
        archive, said((words, "A"), title="Theirs"), sighting("https://x.example/t", guild_id=999)
    )
    shared = sighting("https://y.example/o")
    await pasted(archive, said((words, "A"), title="Ours"), shared)
    export(path, file, Choice(scope=HERE), form)
    [row] = rows(file, form)
    assert row["title"] == "Ours"
    assert b"Theirs" not in held_in(file)


async def test_speaker_words_and_days_choose(archive: Archive, path: Path, file: Path) -> None:
    for day in (1, 2, 3):
        report = said(("Tariffs rise.", "Ana"), ("No.", "Bo"), published=f"2026-02-0{day}",
                      title=str(day))  # fmt: skip
        await pasted(archive, report, sighting(str(day), minutes=day))
    chosen = Choice("ana", "tariff", date(2026, 2, 2), date(2026, 2, 3))
    export(path, file, chosen, Form.JSONL)
    assert [row["published"] for row in rows(file, Form.JSONL)] == ["2026-02-03", "2026-02-02"]


async def test_many_quotes_come_in_chunks_newest_first(
    archive: Archive, path: Path, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(exporting, "A_CHUNK", 3)
    for number in range(10):
        await pasted(archive, said((str(number), "A"), title=str(number)),
                     sighting(str(number), minutes=number))  # fmt: skip
    exported = export(path, file, Choice(), Form.CSV, most_quotes=8)
    assert (exported.quotes, exported.found) == (8, 10)
    assert [row["words"] for row in rows(file, Form.CSV)] == list("98765432")


@FORMS
async def test_what_is_too_large_is_packed_and_then_cut(
    archive: Archive, path: Path, file: Path, form: Form, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(exporting, "A_CHUNK", 10)
    report = said(*((f"{n} {n * 7919 % 10_007:x} {n * 104_729 % 1_000_003:x}", "A")
                    for n in range(1_000)))  # fmt: skip
    await pasted(archive, report, sighting())
    whole = export(path, file, Choice(), form)
    packed = export(path, file, Choice(), form, most_bytes=whole.size - 1)
    assert packed.packed
    assert packed.quotes == 1_000
    room = packed.size // 2
    cut = export(path, file, Choice(), form, most_bytes=room)
    assert cut.packed
    assert 0 < cut.quotes < cut.found == 1_000
    assert cut.size == len(held_in(file)) <= room
    with zipfile.ZipFile(io.BytesIO(held_in(file))) as archive_file:
        assert archive_file.namelist() == [f"quotes.{form}"]
        archive_file.extractall(file.parent / "unpacked")
    held = rows(file.parent / "unpacked" / f"quotes.{form}", form)
    assert [row["words"].split()[0] for row in held] == [str(n) for n in range(cut.quotes)]


async def test_where_not_one_quote_fits_it_says_so(
    archive: Archive, path: Path, file: Path
) -> None:
    await pasted(archive, said(("word " * 100, "A")), sighting())
    with pytest.raises(ExportTooLarge, match="too large to be sent; ask for fewer"):
        export(path, file, Choice(), Form.CSV, most_bytes=50)
    assert left_in(file.parent) == []


async def test_a_file_that_cannot_be_written_is_told(archive: Archive, path: Path) -> None:
    with pytest.raises(ExportFailed, match="cannot be written"):
        export(path, path.parent / "nowhere" / "export.csv", Choice(), Form.CSV)


async def test_what_takes_too_long_is_given_up(archive: Archive, path: Path, file: Path) -> None:
    for number in range(100):
        report = said(*((f"{number} {n}", "A") for n in range(20)), title=str(number))
        await pasted(archive, report, sighting(str(number)))
    with pytest.raises(ArchiveUnavailable, match="took too long"):
        export(path, file, Choice("a", "1* OR 2* OR 3*"), Form.CSV, limit_s=0)
    assert left_in(file.parent) == []


def test_an_archive_that_is_not_there_is_told(path: Path, file: Path) -> None:
    with pytest.raises(ArchiveMissing):
        export(path, file, Choice(), Form.CSV)


def held_in(file: Path) -> bytes:
    return file.read_bytes()


def left_in(folder: Path) -> list[Path]:
    return list(folder.iterdir())


texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)
optional = st.none() | texts.filter(bool)
quotations = st.lists(
    st.builds(
        Said,
        words=texts,
        kind=st.sampled_from(["direct", "mixed", "indirect"]),
        speaker=optional,
        relay=optional,
        addressee=optional,
        confidence=st.floats(0, 1),
        title=optional,
        site=optional,
        url=optional,
        published=optional,
        shared_at=optional,
        message=optional,
    ),
    max_size=5,
)


@FORMS
@given(quotes=quotations)
def test_any_text_comes_back(form: Form, quotes: list[Said]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "export"
        with WRITERS[form](file) as write:
            write([quote._replace(speakers=(quote.speaker,) if quote.speaker else ())
                   for quote in quotes])  # fmt: skip
        expected: list[dict[str, Any]] = [
            dict(zip(COLUMNS, quote, strict=False)) for quote in quotes
        ]
        if form is Form.CSV:
            expected = [row | {"words": row["words"] or None} for row in expected]
        assert rows(file, form) == expected


@given(texts)
def test_no_cell_is_a_formula_and_each_comes_back(cell: str) -> None:
    shown = harmless(cell)
    assert original(shown) == cell
    assert not shown.lstrip().startswith(("=", "+", "-", "@", "＝", "＋", "－", "＠"))
    assert not shown.startswith(("\t", "\r", "\n"))


@pytest.mark.parametrize(
    ("cell", "shown"),
    [
        ("=cmd|' /C calc'!A0", "'=cmd|' /C calc'!A0"),
        ("  +1", "'  +1"),
        ("'=1", "''=1"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("-2+3", "'-2+3"),
        ("'tis", "'tis"),
        ("a=b", "a=b"),
        ("“=1”", "“=1”"),
    ],
)
def test_what_looks_like_a_formula_stands_behind_an_apostrophe(cell: str, shown: str) -> None:
    assert harmless(cell) == shown
