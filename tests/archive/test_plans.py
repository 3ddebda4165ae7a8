"""Questions that are asked at every key press go by index, however large the archive is."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

from bot.archive import (
    Archive,
    Order,
    QuoteQuery,
    RosterQuery,
    asking,
    people,
    recounted,
    roster,
    searching,
    shares,
    sites,
    speakers,
    who,
)
from bot.domain import Correction, CorrectionKind, Scope
from tests.archive.samples import pasted, said, sighting

HERE = Scope(100, frozenset({200, 201}))
LARGE = (
    "articles",
    "article_keys",
    "article_entities",
    "entities",
    "quotes",
    "speakers",
    "quote_speakers",
    "name_words",
    "shares",
    "other_titles",
    "identities",
)


@pytest.mark.parametrize("mended", [False, True])
@pytest.mark.parametrize("large", [False, True])
@pytest.mark.parametrize(
    "ask",
    [
        lambda connection: asking.quotes(connection, QuoteQuery(speaker="ana", scope=HERE)),
        lambda connection: asking.quotes(connection, QuoteQuery(speaker="a", scope=HERE)),
        lambda connection: asking.quotes(connection, QuoteQuery(speaker="ana", about="yes")),
        lambda connection: asking.quotes(connection, QuoteQuery(about="yes", scope=HERE)),
        lambda connection: searching.search(connection, "yes OR harbour", HERE, 0, 5),
        lambda connection: searching.search(connection, "yes OR harbour", None, 0, 5),
        lambda connection: asking.quotes(connection, QuoteQuery(scope=HERE)),
        lambda connection: asking.quotes(connection, QuoteQuery(scope=HERE, order=Order.OLDEST)),
        lambda connection: asking.quotes(connection, QuoteQuery("ana", order=Order.BEST)),
        lambda connection: asking.quotes(connection, QuoteQuery("ana", "-yes", site="The Example")),
        lambda connection: asking.quotes(
            connection, QuoteQuery("ana", "yes", since=date(2026, 1, 1), scope=HERE)
        ),
        lambda connection: roster.roster(connection, RosterQuery(scope=HERE)),
        lambda connection: roster.roster(connection, RosterQuery(newly=True, scope=HERE)),
        lambda connection: roster.roster(connection, RosterQuery("yes -no", scope=HERE)),
        lambda connection: who.who(connection, "ana ruiz", HERE),
        lambda connection: who.who(connection, "ana ruiz", None),
        lambda connection: sites.sites(connection, "exa", HERE, 25),
        lambda connection: shares.share_in(connection, "https://news.example/a", HERE),
        lambda connection: recounted.suggested(connection, "a", HERE, 25),
        lambda connection: recounted.candidates(connection, "ana", HERE),
        lambda connection: recounted.candidates(connection, "=Ana Ruiz", HERE),
        lambda connection: speakers.speakers(connection, "a", HERE, 25),
        lambda connection: speakers.speakers(connection, "ana r", HERE, 25),
        lambda connection: people.candidates(connection, "ana", HERE),
        lambda connection: people.candidates(connection, "=Ana Ruiz", HERE),
        lambda connection: asking.quotes(connection, QuoteQuery(speaker="=Ana Ruiz", scope=HERE)),
    ],
)
async def test_no_large_table_is_read_through(
    archive: Archive,
    path: Path,
    monkeypatch: pytest.MonkeyPatch,
    ask: Callable[[sqlite3.Connection], object],
    large: bool,
    mended: bool,
) -> None:
    if large:
        monkeypatch.setattr(searching, "_FEW_HITS", 0)
        monkeypatch.setattr(speakers, "_FEW_SHARES", 0)
        monkeypatch.setattr(speakers, "_DENSE", 0)  # and so suggestions both of theirs
        monkeypatch.setattr(recounted, "_FEW_SHARES", 0)
        monkeypatch.setattr(asking, "_LATELY", (0,))
        monkeypatch.setattr(roster, "_SHARES", 0)
        monkeypatch.setattr(who, "_SHARES", 0)
    monkeypatch.setattr(searching, "_WALK", 0)  # so that a search goes both of its ways
    told = said(("Yes.", "Ana Ruiz"), ("Yes, oh yes.", "Ana Ruiz"))
    share, stored = await pasted(archive, told, sighting())
    if mended:
        content = stored.report.quotes[0].content
        await archive.correct(share.id, Correction(CorrectionKind.SPEAKER, content, "Bo Lind"), 9)
    asked: list[str] = []
    with closing(sqlite3.connect(path)) as connection:
        connection.row_factory = sqlite3.Row
        connection.set_trace_callback(asked.append)
        assert ask(connection)
        connection.set_trace_callback(None)
        steps = [
            row["detail"]
            for statement in asked
            if not statement.startswith("--")  # what full-text search asks of its own tables
            for row in connection.execute(f"EXPLAIN QUERY PLAN {statement}")
        ]
    assert any("SEARCH" in step for step in steps)
    scans = [step for step in steps if step.startswith("SCAN ") and step.split()[1] in LARGE]
    assert scans == []
