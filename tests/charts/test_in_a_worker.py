"""Charts and exports where they are made in the bot: in a process of the engine's."""

from pathlib import Path

from bot.archive import Choice, Form, export, open_archive
from bot.charts import draw
from bot.engine import open_engine
from tests.archive.samples import pasted, said, sighting


async def test_a_worker_draws_and_exports(tmp_path: Path) -> None:
    file = tmp_path / "quotes.csv"
    async with open_archive(tmp_path / "pullquote.db") as archive, open_engine() as engine:
        await pasted(archive, said(("We agree.", "Kim Jong Un")), sighting())
        found = await archive.timeline(Choice("kim"))
        assert found
        picture = await engine.run(draw, found)
        assert picture.startswith(b"\x89PNG")
        exported = await engine.run(export, archive.path, file, Choice("kim"), Form.CSV)
    assert (exported.quotes, exported.found) == (1, 1)
    assert "We agree." in file.read_text("utf-8-sig")
