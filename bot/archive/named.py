"""The parts of questions in SQL that know who is who: those named, and people instead of names.

They need the parameters of :func:`bot.archive.parts.scope_values`, and ``:name``, the words of
:func:`bot.archive.names.name_words`. Other than the name as it stands under a quote, what people
are called follows what was decided about them in the asker's server (:mod:`bot.archive.decided`).
"""

from bot.archive.decided import DECIDING

# The speakers one of whose names has all the words typed, whole or as beginnings; or the name that
# the server has given them, in which all are looked for together.
_MATCHED = """
    SELECT name_words.speaker_id FROM json_each(:name) AS typed
    CROSS JOIN name_words ON {word}
    GROUP BY name_words.speaker_id, name_words.name
    HAVING count(DISTINCT typed.key) = json_array_length(:name)
    UNION
    SELECT meant_words.speaker_id FROM json_each(:name) AS typed
    CROSS JOIN meant_words ON guild_id = {deciding} AND {word}
    GROUP BY meant_words.speaker_id
    HAVING count(DISTINCT typed.key) = json_array_length(:name)"""
_WHOLE = _MATCHED.format(word="word = typed.value", deciding=DECIDING)
_BEGINNING = _MATCHED.format(
    word="word >= typed.value AND word < typed.value || char(1114111)", deciding=DECIDING
)
BARELY_BY_BEGINNINGS = f"named (speaker_id) AS ({_BEGINNING})"
# A single word needs no counting of the words that a name has.
_BEGUN = "word >= :word AND word < :word || char(1114111)"
_BARELY_BY_ONE_BEGINNING = """
named (speaker_id) AS (
    SELECT speaker_id FROM name_words WHERE {begun}
    UNION
    SELECT speaker_id FROM meant_words WHERE guild_id = {deciding} AND {begun}
)"""
BARELY_BY_ONE_BEGINNING = _BARELY_BY_ONE_BEGINNING.format(begun=_BEGUN, deciding=DECIDING)
_OFTEN_BEGUN = """
SELECT count(*) AS words FROM (SELECT 1 FROM name_words WHERE {begun} LIMIT :most)"""
OFTEN_BEGUN = _OFTEN_BEGUN.format(begun=_BEGUN)

# Whose name a speaker's is, as the server has it, where ``meant`` is joined.
IDENTITY = "coalesce(meant.identity_id, speakers.identity_id, -speakers.id)"
MEANT = f"LEFT JOIN meant ON meant.guild_id = {DECIDING} AND meant.speaker_id = speakers.id"

_OF_PERSONS = """
    SELECT speakers.id FROM persons
    CROSS JOIN speakers ON speakers.identity_id = persons.identity_id {meant}
    WHERE coalesce(meant.identity_id, persons.identity_id) = persons.identity_id
    UNION
    SELECT meant.speaker_id FROM persons CROSS JOIN meant
        ON meant.guild_id = {deciding} AND meant.identity_id = persons.identity_id"""
_ALL_NAMES = _OF_PERSONS.format(meant=MEANT, deciding=DECIDING)
# … with all other names of the same people.
_WITH_ALL_NAMES = """
matched (speaker_id) AS MATERIALIZED ({matched}),
persons (identity_id) AS MATERIALIZED (
    SELECT DISTINCT {identity} FROM matched
    CROSS JOIN speakers ON speakers.id = matched.speaker_id {meant}
),
named (speaker_id) AS MATERIALIZED (
    SELECT speaker_id FROM matched UNION {all_names}
)"""
WHOLLY = _WITH_ALL_NAMES.format(
    matched=_WHOLE, identity=IDENTITY, meant=MEANT, all_names=_ALL_NAMES
)
BY_BEGINNINGS = _WITH_ALL_NAMES.format(
    matched=_BEGINNING, identity=IDENTITY, meant=MEANT, all_names=_ALL_NAMES
)
_THESE = """
persons (identity_id) AS MATERIALIZED (SELECT value FROM json_each(:people)),
named (speaker_id) AS MATERIALIZED ({all_names})"""
THESE = _THESE.format(all_names=_ALL_NAMES)

# Who has said what was found. People are called as they are most of the time, by ``name``; ``form``
# is what stands under the quote.
_SPOKEN = """
spoken (quote_id, article_id, said, speaker_id, identity_id, name, form, quoted) AS (
    SELECT found.quote_id, found.article_id, coalesce(found.saying, found.quote_id), speakers.id,
        {identity}, coalesce(meant.name, speakers.name), speakers.name, quoted
    FROM found CROSS JOIN quote_speakers ON quote_speakers.quote_id = found.quote_id
    CROSS JOIN speakers ON speakers.id = quote_speakers.speaker_id {meant}
)"""
SPOKEN = _SPOKEN.format(identity=IDENTITY, meant=MEANT)

# In a server that holds much: from the speakers quoted most anywhere to the first of their newest
# quotes that may be seen; of those with few quotes all are counted.
_KNOWN = """
known (speaker_id, identity_id, name, quoted) AS (
    SELECT speakers.id, {identity}, coalesce(meant.name, speakers.name), quoted
    FROM speakers {meant} {those} ORDER BY quoted DESC, speakers.name LIMIT :candidates
)"""
KNOWN_FROM_ALL = _KNOWN.format(identity=IDENTITY, meant=MEANT, those="")
KNOWN_FROM_NAMED = _KNOWN.format(
    identity=IDENTITY,
    meant=MEANT,
    those="WHERE speakers.id IN (SELECT speaker_id FROM named)",
)
# Of the speakers quoted most, those with a word that begins as typed: of a beginning that many
# share, these are soon enough.
_KNOWN_WALKED = """
known (speaker_id, identity_id, name, quoted) AS (
    SELECT speakers.id, {identity}, coalesce(meant.name, speakers.name), quoted
    FROM speakers INDEXED BY speakers_by_quoted {meant}
    WHERE quoted > coalesce((
        SELECT quoted FROM speakers WHERE quoted > 0 ORDER BY quoted DESC LIMIT 1 OFFSET :walk
    ), 0) AND (
        EXISTS (SELECT 1 FROM name_words WHERE speaker_id = speakers.id AND {begun})
        OR EXISTS (
            SELECT 1 FROM meant_words
            WHERE guild_id = {deciding} AND speaker_id = speakers.id AND {begun}
        )
    )
    ORDER BY quoted DESC LIMIT :candidates
)"""
KNOWN_WALKED = _KNOWN_WALKED.format(identity=IDENTITY, meant=MEANT, begun=_BEGUN, deciding=DECIDING)
_SEEN_HERE = """EXISTS (
    SELECT 1 FROM shares INDEXED BY shares_here
    WHERE shares.article_id = said.article_id AND guild_id IS :guild_id
        AND +channel_id IN (SELECT value FROM json_each(:channel_ids))
)"""
# Of the row with the maximum, SQLite gives the other columns too: people are called as they are
# most of the time, by a name that may be seen.
_KNOWN_SPEAKERS = """,
shown AS MATERIALIZED (
    SELECT * FROM known WHERE EXISTS (
        SELECT 1 FROM (
            SELECT article_id FROM quote_speakers WHERE speaker_id = known.speaker_id
            ORDER BY quote_id DESC LIMIT :newest
        ) AS said
        WHERE {seen}
    )
    LIMIT :limit
),
people (identity_id, name, most, quoted) AS MATERIALIZED (
    SELECT identity_id, name, max(quoted), sum(quoted) FROM shown GROUP BY identity_id
)
SELECT identity_id, name, iif(
    quoted > :countable OR (SELECT count(*) FROM people) > :counted, NULL, (
        SELECT count(DISTINCT coalesce(saying, quotes.id))
        FROM shown CROSS JOIN quote_speakers AS said ON said.speaker_id = shown.speaker_id
        CROSS JOIN quotes ON quotes.id = said.quote_id
        WHERE shown.identity_id = people.identity_id AND {seen}
    )
) AS quotes
FROM people ORDER BY most DESC, name"""
KNOWN_SPEAKERS = _KNOWN_SPEAKERS.format(seen=_SEEN_HERE)

_SPEAKERS = """
SELECT identity_id, name, quotes FROM (
    SELECT {identity} AS identity_id, coalesce(meant.name, speakers.name) AS name,
        count(DISTINCT said) AS quotes, max(quoted)
    FROM visible CROSS JOIN speakers ON speakers.id = visible.speaker_id {meant}
    GROUP BY {identity}
)
ORDER BY quotes DESC, name LIMIT :limit"""
SPEAKERS = _SPEAKERS.format(identity=IDENTITY, meant=MEANT)
