"""The metadata for Datasette fits the tables."""

import json
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

from bot.archive import Archive, open_archive
from tests.archive.samples import pasted, said, sighting

METADATA = Path(__file__).parents[2] / "docs" / "datasette.json"


def described() -> dict[str, Any]:
    return json.loads(METADATA.read_text(encoding="utf-8"))["databases"]["pullquote"]


async def test_every_table_and_column_described_exists(archive: Archive, path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        listed = connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")
        tables = {name for (name,) in listed if "_fts" not in name}
        assert set(described()["tables"]) == tables
        for table, about in described()["tables"].items():
            columns = {row[1] for row in connection.execute(f"PRAGMA table_info({table})")}
            named = {*about.get("columns", ()), *about.get("facets", ())}
            named |= {about[key] for key in ("sort", "sort_desc", "label_column") if key in about}
            assert named <= columns, table


async def test_every_query_finds_what_it_says(path: Path) -> None:
    async with open_archive(path) as archive:
        await pasted(archive, said(("Tariffs rise.", ("Ana Ruiz", "Bo Lind"))), sighting())
        [failed] = await archive.see([sighting("bad")])
        await archive.fail(failed.id, "timeout", "The page took too long.")
    # Datasette has this function: https://docs.datasette.io/en/stable/full_text_search.html
    with closing(sqlite3.connect(path)) as connection:
        connection.create_function("escape_fts", 1, lambda typed: f'"{typed}"')
        for name, query in described()["queries"].items():
            given = dict.fromkeys(query.get("params", ()), "")
            if name == "quotes_about":
                given["words"] = "tariff"
            assert connection.execute(query["sql"], given).fetchall(), name
