"""What a reading found in an article: its quotes, who speaks in them, and the names."""

import sqlite3
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from bot.archive.identities import identify
from bot.archive.names import kept_words
from bot.archive.quotes import keep_quotes
from bot.archive.rows import as_json, entity_values, quote_columns
from bot.archive.stories import number_sayings
from bot.archive.tags import retag, tags
from bot.domain import Report

_SPEAKERS = "SELECT name, id FROM speakers WHERE name IN ({marks})"
_ENTITIES = "SELECT name, type, id FROM entities WHERE name IN ({marks})"


@dataclass(frozen=True, slots=True)
class Names:
    """Who and what a report names, as the archive knows them.

    Parameters:
        speakers: the ids of those who are quoted, by name.
        entities: the ids of the entities, by name and type.
        news: whether any of them, or a word by which one is found, was not known before.
    """

    speakers: Mapping[str, int]
    entities: Mapping[tuple[str, str], int]
    news: bool

    def tags(self, guild_id: int | None) -> str:
        """The tags of an article in which they speak."""
        return tags(self.speakers.values(), guild_id)


def keep_names(connection: sqlite3.Connection, report: Report) -> Names:
    """Keep the names in a report; those that are known stay as they are."""
    named = list(dict.fromkeys((it.name, it.type) for it in report.entities))
    said = list(dict.fromkeys(who for quote in report.quotes for who in quote.speakers))
    entities = _rows_named(connection, _ENTITIES, [name for name, _ in named])
    known = {(name, type_): id_ for name, type_, id_ in entities}
    speakers = dict[str, int](_rows_named(connection, _SPEAKERS, said))
    new_names = [name for name in said if name not in speakers]
    new = [one for one in named if one not in known]
    known |= {one: _insert_entity(connection, *one) for one in new}
    speakers |= {name: _insert_speaker(connection, name) for name in new_names}
    learned = _keep_words(connection, report, speakers, new_names)
    return Names(speakers, known, bool(new or new_names or learned))


def insert_findings(
    connection: sqlite3.Connection,
    article_id: int,
    report: Report,
    names: Names,
    guild_id: int | None = None,
) -> None:
    """Put what was found into an article that holds nothing yet, or whose quotes are to go.

    Parameters:
        guild_id: the server, if any, in which the article is being shared.
    """
    _insert_entities(connection, article_id, report, names)
    _keep_quotes(connection, article_id, report, names, guild_id)
    if names.news:
        identify(connection, names.speakers.values())


def replace_findings(connection: sqlite3.Connection, article_id: int, report: Report) -> None:
    """Put what a reading found in the place of what an earlier one did.

    A quote of the same words in the same place is the same quote: it keeps its id, and so all that
    others hold of it.
    """
    article = as_json([article_id])
    speakers, entities = speakers_in(connection, article), entities_in(connection, article)
    connection.execute("DELETE FROM article_entities WHERE article_id = ?", (article_id,))
    insert_findings(connection, article_id, report, keep_names(connection, report))
    number_sayings(connection, article_id)
    retag(connection, article_id)
    drop_unused_names(connection, speakers, entities)


def speakers_in(connection: sqlite3.Connection, articles: str) -> list[int]:
    """The ids of those who speak in articles, whose ids are a JSON list."""
    rows = connection.execute(
        "SELECT DISTINCT speaker_id FROM quote_speakers JOIN quotes ON quotes.id = quote_id"
        " WHERE quotes.article_id IN (SELECT value FROM json_each(?))",
        (articles,),
    )
    return [row["speaker_id"] for row in rows]


def entities_in(connection: sqlite3.Connection, articles: str) -> list[int]:
    """The ids of what is named in articles, whose ids are a JSON list."""
    rows = connection.execute(
        "SELECT DISTINCT entity_id FROM article_entities"
        " WHERE article_id IN (SELECT value FROM json_each(?))",
        (articles,),
    )
    return [row["entity_id"] for row in rows]


def drop_unused_names(
    connection: sqlite3.Connection, speakers: Iterable[int], entities: Iterable[int]
) -> None:
    """Delete those of the speakers and entities that no article holds any more."""
    connection.execute(
        "DELETE FROM speakers WHERE id IN (SELECT value FROM json_each(?)) AND NOT EXISTS"
        " (SELECT 1 FROM quote_speakers WHERE speaker_id = speakers.id)",
        (as_json(speakers),),
    )
    connection.execute(
        "DELETE FROM entities WHERE id IN (SELECT value FROM json_each(?)) AND NOT EXISTS"
        " (SELECT 1 FROM article_entities WHERE entity_id = entities.id)",
        (as_json(entities),),
    )


def _rows_named(
    connection: sqlite3.Connection, question: str, names: Collection[str]
) -> sqlite3.Cursor:
    return connection.execute(question.format(marks=", ".join("?" * len(names))), tuple(names))


def _insert_speaker(connection: sqlite3.Connection, name: str) -> int:
    return connection.execute(
        "INSERT INTO speakers (name) VALUES (?) RETURNING id", (name,)
    ).fetchone()["id"]


def _insert_entity(connection: sqlite3.Connection, name: str, type_: str) -> int:
    return connection.execute(
        "INSERT INTO entities (name, type) VALUES (?, ?) RETURNING id", (name, type_)
    ).fetchone()["id"]


def _keep_words(
    connection: sqlite3.Connection, report: Report, ids: Mapping[str, int], new: Collection[str]
) -> int:
    """Keep the words by which speakers are found; return how many are new.

    Somebody who is known is found by the own name already, though perhaps not by an alias.
    """
    aliases = {entity.name: entity.aliases for entity in report.entities}
    called = [(name, name) for name in new]
    called += [(name, alias) for name in ids for alias in aliases.get(name, ())]
    rows = [
        (word, ids[name], " ".join(words))
        for name, form in called
        for words in (kept_words(form),)
        for word in words
    ]
    return connection.executemany(
        "INSERT INTO name_words (word, speaker_id, name) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
        rows,
    ).rowcount


def _keep_quotes(
    connection: sqlite3.Connection,
    article_id: int,
    report: Report,
    names: Names,
    guild_id: int | None,
) -> None:
    said_by = [[names.speakers[who] for who in it.speakers] for it in report.quotes]
    rows = [
        quote_columns(report, quote)
        | {"article_id": article_id, "place": place, "tags": tags(said_by[place], guild_id)}
        for place, quote in enumerate(report.quotes)
    ]
    ids = keep_quotes(connection, article_id, rows)
    connection.executemany(
        "INSERT INTO quote_speakers (quote_id, place, speaker_id, article_id) VALUES (?, ?, ?, ?)",
        [
            (id_, place, speaker, article_id)
            for id_, speakers in zip(ids, said_by, strict=True)
            for place, speaker in enumerate(speakers)
        ],
    )


def _insert_entities(
    connection: sqlite3.Connection, article_id: int, report: Report, names: Names
) -> None:
    connection.executemany(
        "INSERT INTO article_entities (article_id, place, entity_id, salience, aliases,"
        " mentions, role) VALUES (?, ?, ?, ?, ?, ?, ?)",
        [
            (
                article_id,
                place,
                names.entities[entity.name, entity.type],
                *entity_values(entity),
            )
            for place, entity in enumerate(report.entities)
        ],
    )
