"""What can go wrong with the archive, each as one sentence that says what to do."""

from typing import ClassVar

from bot.domain import PullquoteError
from bot.languages import N_

DAMAGED_ARTICLE = N_("This article is damaged in the archive; paste its link again to mend it.")


class ArchiveError(PullquoteError):
    """Any failure of the archive."""

    kind: ClassVar[str] = "archive"


class ArchiveMissing(ArchiveError):
    """There is no archive to read yet."""

    kind: ClassVar[str] = "archive_missing"


class ArchiveReadOnly(ArchiveError):
    """The file or its folder cannot be written."""

    kind: ClassVar[str] = "archive_read_only"


class ArchiveTooNew(ArchiveError):
    """A newer Pullquote has changed the file's tables."""

    kind: ClassVar[str] = "archive_too_new"


class ArchiveTooOld(ArchiveError):
    """The file's tables wait for a migration, but it was opened for reading only."""

    kind: ClassVar[str] = "archive_too_old"


class ArchiveUnreadable(ArchiveError):
    """The file is no archive, or is damaged."""

    kind: ClassVar[str] = "archive_unreadable"


class ArchiveUnavailable(ArchiveError):
    """The archive cannot answer now: busy, slow, or its disk is full."""

    kind: ClassVar[str] = "archive_unavailable"


class BackfillRuns(ArchiveError):
    """The server has a backfill that has not ended."""

    kind: ClassVar[str] = "backfill_runs"


class BackupExists(ArchiveError):
    """Where the copy should go is a file that must stay."""

    kind: ClassVar[str] = "backup_exists"


class BackupFailed(ArchiveError):
    """The copy cannot be written."""

    kind: ClassVar[str] = "backup_failed"


class ExportFailed(ArchiveError):
    """An export cannot be written."""

    kind: ClassVar[str] = "export_failed"


class ExportTooLarge(ArchiveError):
    """Of an export not even a part has the room that there is."""

    kind: ClassVar[str] = "export_too_large"


class ArticleDamaged(ArchiveError):
    """A stored article does not make sense any more."""

    kind: ClassVar[str] = "article_damaged"


class ArticleGone(ArchiveError):
    """The article was deleted in the meantime."""

    kind: ClassVar[str] = "article_gone"


class ShareGone(ArchiveError):
    """The message was deleted in the meantime."""

    kind: ClassVar[str] = "share_gone"


class NotOneName(ArchiveError):
    """What is to be merged, split or renamed is not what can be."""

    kind: ClassVar[str] = "not_one_name"


class NoSuchChange(ArchiveError):
    """No such decision about names can be undone."""

    kind: ClassVar[str] = "no_such_change"


class TooManyChanges(ArchiveError):
    """A server has decided about too many names."""

    kind: ClassVar[str] = "too_many_changes"


class QuoteGone(ArchiveError):
    """The quote that was to be corrected is not there any more."""

    kind = "quote_gone"


class TooManyCorrections(ArchiveError):
    """An article was corrected more often in one server than is kept."""

    kind = "too_many_corrections"
