"""The archive: who said what, in which article, shared where; one SQLite file.

``open_archive`` gives an ``Archive``; ``docs/archive.md`` draws its tables. Ask it with a
``QuoteQuery``; what can go wrong is an ``ArchiveError``.
"""

from bot.archive.archive import Archive, open_archive
from bot.archive.asking import QuoteHit, QuotePage, QuoteQuery
from bot.archive.backup import back_up
from bot.archive.errors import (
    ArchiveError,
    ArchiveMissing,
    ArchiveReadOnly,
    ArchiveTooNew,
    ArchiveTooOld,
    ArchiveUnavailable,
    ArchiveUnreadable,
    ArticleDamaged,
    ArticleGone,
    BackupExists,
    BackupFailed,
    ShareGone,
)
from bot.archive.operating import FailedLinks, Operating, Queue
from bot.archive.people import Holding, People, Removal
from bot.archive.retention import Retention
from bot.archive.rounds import daily_rounds
from bot.archive.searching import SearchHit, SearchPage
from bot.archive.speakers import SpeakerCount

__all__ = [
    "Archive",
    "ArchiveError",
    "ArchiveMissing",
    "ArchiveReadOnly",
    "ArchiveTooNew",
    "ArchiveTooOld",
    "ArchiveUnavailable",
    "ArchiveUnreadable",
    "ArticleDamaged",
    "ArticleGone",
    "BackupExists",
    "BackupFailed",
    "FailedLinks",
    "Holding",
    "Operating",
    "People",
    "Queue",
    "QuoteHit",
    "QuotePage",
    "QuoteQuery",
    "Removal",
    "Retention",
    "SearchHit",
    "SearchPage",
    "ShareGone",
    "SpeakerCount",
    "back_up",
    "daily_rounds",
    "open_archive",
]
