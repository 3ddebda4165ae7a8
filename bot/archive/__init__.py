"""The archive: who said what, in which article, shared where; one SQLite file.

``open_archive`` gives an ``Archive``; ``docs/archive.md`` draws its tables. Ask it with a
``QuoteQuery``; what can go wrong is an ``ArchiveError``.
"""

from bot.archive.archive import Archive
from bot.archive.asking import QuoteHit, QuotePage, QuoteQuery
from bot.archive.backfills import Backfill, BackfillState
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
    BackfillRuns,
    BackupExists,
    BackupFailed,
    ExportFailed,
    ExportTooLarge,
    NoSuchChange,
    NotOneName,
    QuoteGone,
    ShareGone,
    TooManyChanges,
    TooManyCorrections,
)
from bot.archive.excerpts import SearchHit
from bot.archive.exporting import Exported, export
from bot.archive.feedback import Feedback
from bot.archive.formats import Form
from bot.archive.likeness import Marks, marks
from bot.archive.name_changes import Action, NameChange
from bot.archive.names import called
from bot.archive.opening import open_archive
from bot.archive.operating import FailedLinks, Operating, Queue
from bot.archive.people import Candidate
from bot.archive.persons import Holding, People, Removal
from bot.archive.rereading import OldReading
from bot.archive.retention import Retention
from bot.archive.roster import Roster, RosterLine, RosterQuery
from bot.archive.rounds import daily_rounds
from bot.archive.searching import SearchPage
from bot.archive.servers import Change, Trouble
from bot.archive.sites import SiteCount
from bot.archive.speakers import SpeakerCount
from bot.archive.timeline import KeyQuote, Series, Timeline, Unit
from bot.archive.visible import Order
from bot.archive.who import Who, WhoFound

__all__ = [
    "Action",
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
    "Backfill",
    "BackfillRuns",
    "BackfillState",
    "BackupExists",
    "BackupFailed",
    "Candidate",
    "Change",
    "Choice",
    "ExportFailed",
    "ExportTooLarge",
    "Exported",
    "FailedLinks",
    "Feedback",
    "Form",
    "Holding",
    "KeyQuote",
    "Marks",
    "NameChange",
    "NoSuchChange",
    "NotOneName",
    "OldReading",
    "Operating",
    "Order",
    "People",
    "Queue",
    "QuoteGone",
    "QuoteHit",
    "QuotePage",
    "QuoteQuery",
    "Removal",
    "Retention",
    "Roster",
    "RosterLine",
    "RosterQuery",
    "SearchHit",
    "SearchPage",
    "Series",
    "ShareGone",
    "SiteCount",
    "SpeakerCount",
    "Timeline",
    "TooManyChanges",
    "TooManyCorrections",
    "Trouble",
    "Unit",
    "Who",
    "WhoFound",
    "back_up",
    "called",
    "daily_rounds",
    "export",
    "marks",
    "open_archive",
]
