"""How good a hit of full-text search is: by the words found, its length, and its rank.

BM25 (Robertson and Zaragoza 2009) with each word counted once, as it mostly stands once in a quote;
with how rare a word is counted among the hits themselves, where SQLite's own goes through all that
hold it in the archive; and times what the quote is worth in its article.
"""

import sqlite3
from collections.abc import Sequence
from math import log
from statistics import fmean

_GAIN = 2.2  # BM25's k₁ + 1
_LENGTH = 0.75  # BM25's b
_RANK = 0.25  # the tenth quote of an article is worth half of the first

IN_QUOTES = """
SELECT rowid FROM quotes_fts
WHERE quotes_fts.words MATCH :term AND rowid BETWEEN :first AND :last"""
IN_TITLES = """
SELECT rowid FROM articles_fts
WHERE articles_fts.title MATCH :term AND rowid BETWEEN :first AND :last"""
IN_OTHER_TITLES = """
SELECT rowid FROM other_titles_fts
WHERE other_titles_fts MATCH :term AND rowid BETWEEN :first AND :last"""


def weights(
    connection: sqlite3.Connection, question: str, rowids: Sequence[int], either: Sequence[str]
) -> Sequence[float]:
    """What each hit weighs by the words found in it; all the same where all have all the words.

    Parameters:
        question: IN_QUOTES, IN_TITLES or IN_OTHER_TITLES.
        rowids: those of the hits.
        either: the terms of which one is enough.
    """
    weighed = dict.fromkeys(rowids, 1.0)
    if not either or not weighed:
        return [*weighed.values()]
    between = {"first": min(rowids), "last": max(rowids)}
    for term in either:
        rows = connection.execute(question, {**between, "term": term})
        having = [rowid for (rowid,) in rows if rowid in weighed]
        for rowid in having:
            weighed[rowid] += log(1 + len(weighed) / len(having))
    return [*weighed.values()]


def score(
    weighed: Sequence[float], lengths: Sequence[int], ranks: Sequence[int]
) -> Sequence[float]:
    """The points of hits, the more the better.

    Parameters:
        weighed: what :func:`weights` gives.
        lengths: in characters.
        ranks: the quotes' ranks in their articles, from 1; 1 for a title.
    """
    average = fmean(lengths) if lengths else 0
    return [
        weight
        * _GAIN
        / (1 + (_GAIN - 1) * (1 - _LENGTH + _LENGTH * length / max(1.0, average)))
        / max(1, rank) ** _RANK
        for weight, length, rank in zip(weighed, lengths, ranks, strict=True)
    ]
