"""The archive: who said what, in which article, shared where; one SQLite file.

``open_archive`` gives an ``Archive``; ``docs/archive.md`` draws its tables. Ask it with a
``QuoteQuery``; what can go wrong is an ``ArchiveError``.
"""

from bot.archive.archive import Archive, open_archive
from bot.archive.asking import QuoteHit, QuotePage, QuoteQuery
from bot.archive.backup import back_up
from bot.archive.choosing import Choice
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
    ExportFailed,
    ExportTooLarge,
    ShareGone,
)
from bot.archive.exporting import Exported, export
from bot.archive.forms import Form
from bot.archive.retention import Retention
from bot.archive.rounds import daily_rounds
from bot.archive.searching import SearchHit, SearchPage
from bot.archive.speakers import SpeakerCount
from bot.archive.timeline import KeyQuote, Series, Timeline, Unit

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
    "Choice",
    "ExportFailed",
    "ExportTooLarge",
    "Exported",
    "Form",
    "KeyQuote",
    "QuoteHit",
    "QuotePage",
    "QuoteQuery",
    "Retention",
    "SearchHit",
    "SearchPage",
    "Series",
    "ShareGone",
    "SpeakerCount",
    "Timeline",
    "Unit",
    "back_up",
    "daily_rounds",
    "export",
    "open_archive",
]
