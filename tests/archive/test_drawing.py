"""The drawing in the documentation shows the tables as they are."""

import re
import sqlite3
from contextlib import closing
from pathlib import Path

from bot.archive import Archive

DRAWING = Path(__file__).parents[2] / "docs" / "archive.md"


def drawn() -> dict[str, list[tuple[str, str]]]:
    tables = re.findall(
        r"^ {4}(\w+) \{\n(.*?)^ {4}\}", DRAWING.read_text("utf-8"), re.MULTILINE | re.DOTALL
    )
    return {
        table: [
            (column, kind) for kind, column in re.findall(r"^ +([A-Z]+) (\w+)", lines, re.MULTILINE)
        ]
        for table, lines in tables
    }


async def test_every_table_and_column_is_drawn(archive: Archive, path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        stored = {
            table: [(row[1], row[2]) for row in connection.execute(f"PRAGMA table_info({table})")]
            for (table,) in connection.execute(
                "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE '%_fts%'"
                " AND name NOT LIKE '\\_%' ESCAPE '\\'"
            )
        }
    assert drawn() == stored
