"""What the archive is asked: as the bot asks it, and as one would ask by hand."""

import sqlite3
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass

from benchmarks.made_up import SCOPE, Chance, Size
from bot.archive import Archive, QuoteQuery, RosterQuery
from bot.archive.rows import as_json
from bot.cards.searched import HITS_A_PAGE

_IN_TEN = "ten-quote"
_CHANNELS = as_json(SCOPE.channel_ids)
_IN_SCOPE = (
    "guild_id = ? AND +channel_id IN (SELECT value FROM json_each(?))"  # as the bot must ask, too
)
_SPEAKER = f"""
    SELECT quotes.*, max(shared_at) AS moment FROM speakers
    JOIN quote_speakers ON speaker_id = speakers.id JOIN quotes ON quotes.id = quote_id
    JOIN shares ON shares.article_id = quotes.article_id
    WHERE speakers.name = ? AND {_IN_SCOPE} GROUP BY quotes.id ORDER BY moment DESC LIMIT 10"""
_SPEAKER_ABOUT = f"""
    WITH about AS MATERIALIZED (SELECT rowid FROM quotes_fts WHERE quotes_fts MATCH ?)
    SELECT quotes.*, max(shared_at) AS moment FROM speakers
    JOIN quote_speakers ON speaker_id = speakers.id JOIN quotes ON quotes.id = quote_id
    JOIN shares ON shares.article_id = quotes.article_id
    WHERE speakers.name = ? AND +quotes.id IN (SELECT rowid FROM about) AND {_IN_SCOPE}
    GROUP BY quotes.id ORDER BY moment DESC LIMIT 10"""
_BEGINNING = f"""
    SELECT speakers.name, count(*) AS many FROM name_words
    JOIN speakers ON speakers.id = speaker_id JOIN quote_speakers USING (speaker_id)
    JOIN quotes ON quotes.id = quote_id
    WHERE word >= ? AND word < ? AND quotes.article_id IN
        (SELECT article_id FROM shares WHERE {_IN_SCOPE})
    GROUP BY speaker_id ORDER BY many DESC LIMIT 25"""
_ABOUT = f"""
    SELECT quotes.*, max(shared_at) AS moment FROM quotes_fts
    JOIN quotes ON quotes.id = quotes_fts.rowid
    JOIN shares ON shares.article_id = quotes.article_id
    WHERE quotes_fts MATCH ? AND {_IN_SCOPE} GROUP BY quotes.id ORDER BY moment DESC LIMIT 10"""
_MOST_QUOTED = f"""
    SELECT name, count(*) AS many, min(shared_at), max(shared_at) FROM shares
    JOIN quotes ON quotes.article_id = shares.article_id
    JOIN quote_speakers ON quote_id = quotes.id JOIN speakers ON speakers.id = speaker_id
    WHERE {_IN_SCOPE} GROUP BY speaker_id ORDER BY many DESC LIMIT 10"""
_SEARCH = f"""
    SELECT quotes.*, snippet(quotes_fts, 0, '[', ']', '…', 24) FROM quotes_fts
    JOIN quotes ON quotes.id = quotes_fts.rowid
    WHERE quotes_fts MATCH ? AND article_id IN (SELECT article_id FROM shares WHERE {_IN_SCOPE})
    ORDER BY rank LIMIT {HITS_A_PAGE}"""


@dataclass(frozen=True, slots=True)
class Asking:
    """One kind of question: as the archive is asked, and as one would ask by hand."""

    name: str
    asked: Sequence[str]
    ours: Callable[[Archive, str], Awaitable[object]]
    by_hand: Callable[[sqlite3.Connection, str], object]


def askings(connection: sqlite3.Connection, size: Size, chance: Chance) -> list[Asking]:
    """What is asked: speakers as often as they are quoted, words by how common they are."""
    names = [chance.names[number] for number in chance.speakers(1000)]
    words = _words_by_frequency(connection, size)
    return [
        Asking("/quotes speaker", names, _ask_speaker, _speaker_by_hand),
        *(
            Asking(
                f"/quotes speaker about:{kind}",
                [f"{name}|{words[kind][place % 5]}" for place, name in enumerate(names)],
                _ask_speaker,
                _speaker_by_hand,
            )
            for kind in ("middling", "common")
        ),
        *(
            Asking(
                f"/quotes about:{kind}",
                words[kind],
                lambda archive, word: archive.quotes(QuoteQuery(about=word, scope=SCOPE, limit=10)),
                lambda connection, word: connection.execute(
                    _ABOUT, (word, SCOPE.guild_id, _CHANNELS)
                ).fetchall(),
            )
            for kind in ("middling", "common")
        ),
        Asking(
            "/speakers",
            [""],
            lambda archive, _: archive.roster(RosterQuery(scope=SCOPE)),
            lambda connection, _: connection.execute(
                _MOST_QUOTED, (SCOPE.guild_id, _CHANNELS)
            ).fetchall(),
        ),
        Asking("/who", names, lambda archive, name: archive.who(name, SCOPE), _speaker_by_hand),
        *(
            Asking(
                f"autocomplete, {length} letters",
                [name[:length].lower() for name in names],
                lambda archive, typed: archive.speakers(typed, SCOPE),
                lambda connection, typed: connection.execute(
                    _BEGINNING, (typed, typed + "\U0010ffff", SCOPE.guild_id, _CHANNELS)
                ).fetchall(),
            )
            for length in (1, 2, 3)
        ),
        *(
            Asking(f"/search {kind} word", words[kind], _search, _search_by_hand)
            for kind in (_IN_TEN, "rare", "middling", "common")
        ),
    ]


def _words_by_frequency(connection: sqlite3.Connection, size: Size) -> dict[str, list[str]]:
    """Five words of each kind: in a ten-thousandth, in a hundredth, in a tenth of the quotes.

    And such as stand in ten quotes, however many there are: ten times as many quotes hold ten times
    as many hits of a rare word, so that only these have as much to show in both.
    """
    wanted = {_IN_TEN: 10, "rare": size.quotes // 10_000, "middling": size.quotes // 100}
    wanted["common"] = size.quotes // 10
    connection.execute("CREATE VIRTUAL TABLE temp.terms USING fts5vocab (main, quotes_fts, col)")
    return {
        kind: [
            term
            for (term,) in connection.execute(
                "SELECT term FROM temp.terms WHERE col = 'words'"
                " ORDER BY abs(doc - ?), term LIMIT 5",
                (many,),
            )
        ]
        for kind, many in wanted.items()
    }


async def _ask_speaker(archive: Archive, asked: str) -> object:
    name, _, about = asked.partition("|")
    return await archive.quotes(QuoteQuery(name, about or None, scope=SCOPE, limit=10))


def _speaker_by_hand(connection: sqlite3.Connection, asked: str) -> object:
    name, _, about = asked.partition("|")
    question = _SPEAKER_ABOUT if about else _SPEAKER
    values = (about, name) if about else (name,)
    return connection.execute(question, (*values, SCOPE.guild_id, _CHANNELS)).fetchall()


async def _search(archive: Archive, word: str) -> object:
    return await archive.search(word, SCOPE, limit=HITS_A_PAGE)


def _search_by_hand(connection: sqlite3.Connection, word: str) -> object:
    values = (f'"{word}"', SCOPE.guild_id, _CHANNELS)
    return connection.execute(_SEARCH, values).fetchall()
