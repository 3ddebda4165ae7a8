"""Tags follow who speaks and where it was shared, whatever happens; they never answer for words."""

import asyncio
import sqlite3
import tempfile
from contextlib import closing
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st
from sqlite_utils import Database

from bot.archive import Archive, QuoteQuery, open_archive
from bot.archive.likeness import simhash
from bot.archive.migrations import migrations
from bot.archive.texts import text_of
from bot.domain import Scope
from tests.archive.samples import NEWS, SERVER, pasted, said, sighting
from tests.archive.test_migrations import before_one_story

OTHER_SERVER = 101
SERVERS = (SERVER, OTHER_SERVER, None)
HERE = Scope(SERVER, frozenset({NEWS}))
QUOTE_TAGS = """
SELECT quotes.id, tags,
    (SELECT group_concat('s' || speaker_id) FROM quote_speakers WHERE quote_id = quotes.id),
    (SELECT group_concat(DISTINCT 'g' || guild_id) FROM shares
        WHERE shares.article_id = quotes.article_id)
FROM quotes"""
ARTICLE_TAGS = """
SELECT articles.id, tags,
    (SELECT group_concat(DISTINCT 's' || speaker_id) FROM quotes
        JOIN quote_speakers ON quote_id = quotes.id WHERE quotes.article_id = articles.id),
    (SELECT group_concat(DISTINCT 'g' || guild_id) FROM shares
        WHERE shares.article_id = articles.id)
FROM articles"""

links = st.sampled_from(["a", "b", "c"])
speakers = st.sampled_from(["Ana Ruiz", "Bo Lind", ("Ana Ruiz", "Cy Odell"), None])
steps = st.one_of(
    st.tuples(
        st.just("read"),
        links,
        st.sampled_from(SERVERS),
        st.lists(st.tuples(st.sampled_from(["Yes.", "No.", "Maybe."]), speakers), max_size=3),
    ),
    st.tuples(st.just("share"), links, st.sampled_from(SERVERS)),
    st.tuples(st.just("keep"), links),
    st.tuples(st.just("forget"), st.integers(0, 9)),
    st.tuples(st.just("forget channel"), st.sampled_from([SERVER, OTHER_SERVER])),
)


def assert_tagged(path: Path) -> None:
    """Every quote and article has the tags that its rows give, and so has the index."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        for question in (QUOTE_TAGS, ARTICLE_TAGS):
            for id_, tags, said_by, shared_in in connection.execute(question).fetchall():
                servers = shared_in.split(",") if shared_in else []
                heard = [s + g for s in (said_by or "").split(",") if s for g in servers]
                assert sorted(tags.split()) == sorted([*heard, *servers]), id_
        for index in ("quotes_fts", "articles_fts"):
            connection.execute(f"INSERT INTO {index} ({index}, rank) VALUES ('integrity-check', 1)")


async def play(path: Path, played: list[tuple[object, ...]]) -> None:
    messages: list[int] = []
    async with open_archive(path) as archive:
        for step in played:
            match step:
                case ("read", str(link), int() | None as guild, list(quotes)):
                    seen = sighting(link, guild_id=guild)
                    messages.append(seen.message_id)
                    await pasted(archive, said(*quotes, title=link), seen)
                case ("share", str(link), int() | None as guild):
                    known = await archive.keep(link)
                    seen = sighting(link, guild_id=guild)
                    messages.append(seen.message_id)
                    [share] = await archive.see([seen])
                    if known:
                        await archive.attach(share.id, known.article_id, link)
                case ("keep", str(link)):
                    await archive.keep(link)
                case ("forget", int(place)) if place < len(messages):
                    await archive.forget_message(messages[place])
                case ("forget channel", int(guild)):
                    await archive.forget_channel(guild, NEWS)
                case _:
                    pass


@settings(max_examples=60, deadline=None)
@given(st.lists(steps, max_size=12))
def test_tags_follow_what_is_kept(played: list[tuple[object, ...]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "archive.db")
        asyncio.run(play(path, played))
        assert_tagged(path)


async def test_words_are_no_tags(archive: Archive) -> None:
    fake = f"s1g{SERVER} s2g{OTHER_SERVER} g{SERVER} g{OTHER_SERVER} said so."
    await pasted(archive, said(("Mine.", "Ana Ruiz"), (fake, "Bo Lind"), title="s1"), sighting())
    ana = await archive.quotes(QuoteQuery("ana", scope=HERE))
    assert [hit.words for hit in ana.hits] == ["Mine."]
    ana = await archive.quotes(QuoteQuery("ana", about="said", scope=HERE))
    assert ana.total == 0
    elsewhere = Scope(OTHER_SERVER, frozenset({NEWS}))
    assert (await archive.search("said", elsewhere)).total == 0
    assert (await archive.quotes(QuoteQuery("bo", scope=elsewhere))).total == 0


async def test_tags_are_no_words(archive: Archive) -> None:
    await pasted(archive, said(("Mine.", "Ana Ruiz"), title="Ours"), sighting())
    for tag in (f"g{SERVER}", f"s1g{SERVER}", "s*", "tags"):
        for scope in (HERE, None):
            assert (await archive.search(tag, scope)).total == 0
            assert (await archive.quotes(QuoteQuery(about=tag, scope=scope))).total == 0
            assert (await archive.quotes(QuoteQuery("ana", about=tag, scope=scope))).total == 0


async def test_an_archive_before_tags_is_found_by_them(path: Path) -> None:
    before_one_story(path, "The ferry", "A ferry")
    with closing(sqlite3.connect(path)) as connection:
        migrations.apply(Database(connection), stop_before="tags")
        connection.execute("UPDATE likenesses SET simhash = 1")
        connection.execute("INSERT INTO name_words VALUES ('ana', 1, 'ana ruiz')")
        connection.commit()
    async with open_archive(path) as archive:
        scope = Scope(100, frozenset({200}))
        assert (await archive.quotes(QuoteQuery("ana", scope=scope))).total == 2
        assert (await archive.quotes(QuoteQuery("ana", about="ferry", scope=scope))).total == 2
        assert (await archive.search("ferry", scope)).total > 0
    assert_tagged(path)
    with closing(sqlite3.connect(path)) as connection:
        rows = connection.execute("SELECT article_id, simhash FROM likenesses").fetchall()
        assert all(bits == simhash(text_of(connection, id_) or "") for id_, bits in rows)


async def test_an_archive_before_speaker_and_server_were_one_word_is_found_by_it(
    path: Path,
) -> None:
    before_one_story(path, "The ferry", "A ferry")
    with closing(sqlite3.connect(path)) as connection:
        migrations.apply(Database(connection), stop_before="said_where")
        connection.execute("INSERT INTO name_words VALUES ('ana', 1, 'ana ruiz')")
        connection.commit()
        assert connection.execute("SELECT DISTINCT tags FROM quotes").fetchall() == [("s1 g100",)]
    async with open_archive(path) as archive:
        scope = Scope(100, frozenset({200}))
        assert (await archive.quotes(QuoteQuery("ana", about="ferry", scope=scope))).total == 2
        assert_tagged(path)
        await archive.forget_message(51)
        assert (await archive.quotes(QuoteQuery("ana", about="ferry", scope=scope))).total == 1
    assert_tagged(path)


async def test_an_archive_before_shorter_leaves_is_searched_through_them(path: Path) -> None:
    before_one_story(path, "The ferry", "A ferry")
    with closing(sqlite3.connect(path)) as connection:
        migrations.apply(Database(connection), stop_before="shorter_leaves")
    here = Scope(100, frozenset({200}))
    async with open_archive(path) as archive:
        assert (await archive.search("ferry", here)).total == 4
        await archive.forget_message(51)
        assert (await archive.search("ferry", here)).total == 2
    assert_tagged(path)
    with closing(sqlite3.connect(path)) as connection:
        leaves = connection.execute(
            "SELECT v FROM quotes_fts_config WHERE k = 'pgsz'"
            " UNION ALL SELECT v FROM articles_fts_config WHERE k = 'pgsz'"
        ).fetchall()
        assert leaves == [(1_000,), (1_000,)]
