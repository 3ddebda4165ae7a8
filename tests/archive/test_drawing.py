"""The drawing in the documentation shows the tables as they are."""

import re
import sqlite3
from contextlib import closing
from pathlib import Path

from bot.archive import Archive

DRAWING = Path(__file__).parents[2] / "docs" / "archive.md"
TABLE = re.compile(r"^ {4}(?P<name>\w+) \{\n(?P<columns>.*?)^ {4}\}", re.MULTILINE | re.DOTALL)
COLUMN = re.compile(r"^ {8}(?P<type>[A-Z]+) (?P<name>\w+)", re.MULTILINE)


def drawn() -> dict[str, list[tuple[str, str]]]:
    return {
        table["name"]: [
            (column["name"], column["type"]) for column in COLUMN.finditer(table["columns"])
        ]
        for table in TABLE.finditer(DRAWING.read_text("utf-8"))
    }


async def test_every_table_and_column_is_drawn(archive: Archive, path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        stored = {
            table: [(row[1], row[2]) for row in connection.execute(f"PRAGMA table_info({table})")]
            for (table,) in connection.execute(
                "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE '%_fts%'"
                " AND name NOT LIKE '\\_%' ESCAPE '\\' AND name NOT LIKE 'sqlite%'"
            )
        }
    assert drawn() == stored
