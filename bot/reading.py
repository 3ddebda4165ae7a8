"""The one path of a link: known? reuse it : fetch → extract → analyse in a worker → record.

What is known for long is asked after: where the site says that it is unchanged, it is reused.
"""

import asyncio
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from weakref import WeakValueDictionary

from bot.analysis import Model, analyse
from bot.archive import (
    Archive,
    ArchiveError,
    ArticleDamaged,
    ArticleGone,
    Marks,
    OldReading,
    marks,
)
from bot.articles import extract
from bot.domain import Page, PullquoteError, Report, Share, StoredReport
from bot.engine import Engine
from bot.languages import N_
from bot.links import link_key
from bot.metrics import LINKS, stage
from bot.web import PageSource, validators_of


class NoAddress(PullquoteError):
    """The text of an article was given up, and nobody knows where it came from."""

    kind = "no_address"


class Reading:
    """Turns what the inbox holds into reports in the archive."""

    def __init__(
        self,
        pages: PageSource,
        engine: Engine,
        archive: Archive,
        *,
        model: Model,
        fresh_for: timedelta,
    ) -> None:
        self._pages = pages
        self._engine = engine
        self._archive = archive
        self._model = model
        self._fresh_for = fresh_for
        self._under_way: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()

    async def take(self, share: Share) -> StoredReport:
        """The report on a share's link, recorded and tied to the share.

        Raises:
            PullquoteError: the page, the article or its reading failed. The reason is in the inbox,
                unless it was the archive that failed: then the share goes on waiting.
        """
        try:
            return await self._take(share)
        except ArchiveError as error:
            LINKS.labels(error.kind).inc()
            raise
        except PullquoteError as error:
            LINKS.labels(error.kind).inc()
            await self._archive.fail(share.id, error.kind, str(error))
            raise

    async def keep(self, url: str) -> tuple[StoredReport, bool]:
        """The report on a link, kept in the archive without a share, and whether it was known.

        What is known, however old, isn't fetched again.

        Raises:
            PullquoteError: the page, the article, its reading or the archive failed.
        """
        key = link_key(url)
        async with self._under_way.setdefault(key, asyncio.Lock()):
            if known := await self._archive.keep(key):
                return known, True
            return await self._read(url, key), False

    async def look(self, url: str) -> Report:
        """The report on a link for one reader, of which and of whom nothing is kept.

        Raises:
            PullquoteError: the page, the article or its reading failed.
        """
        fresh = datetime.now(UTC) - self._fresh_for
        if known := await self._archive.known(link_key(url), fresh):
            return known.report
        return await read_link(self._pages, self._engine, url, self._model)

    async def _take(self, share: Share) -> StoredReport:
        key = link_key(share.seen.url)
        # The same link pasted in ten places at once is fetched once.
        async with self._under_way.setdefault(key, asyncio.Lock()):
            known = await self._archive.known(key, datetime.now(UTC) - self._fresh_for)
            # Its last other share may be deleted this very moment: then it is read anew.
            with suppress(ArticleGone):
                if known:
                    await self._archive.attach(share.id, known.article_id, key)
                    LINKS.labels("known").inc()
                    return known
            return await self._read(share.seen.url, key, share.id)

    async def _read(self, url: str, key: str, share_id: int | None = None) -> StoredReport:
        """The report on a link that is not known, or was known long ago and may have changed."""
        version = self._model.version
        held = await self._archive.validators(key, version) if share_id else None
        with stage("fetch"):
            page = await self._pages.fetch(url, held) if held else await self._pages.fetch(url)
        if page.status == 304 and share_id:
            with suppress(ArticleGone, ArticleDamaged):
                confirmed = await self._archive.confirm(share_id, key)
                LINKS.labels("unchanged").inc()
                return confirmed
            with stage("fetch"):
                page = await self._pages.fetch(url)
        with stage("analyse"):
            report, marked = await self._engine.run(marked_report_on, page, self._model)
        with stage("record"):
            stored = await self._archive.record(
                share_id,
                key,
                report,
                version,
                validators_of(page),
                final=link_key(page.url),
                canonical=link_key(report.article.url or page.url),
                marked=marked,
            )
        LINKS.labels("read").inc()
        return stored


async def read_again(
    old: OldReading, *, archive: Archive, engine: Engine, pages: PageSource, model: Model
) -> None:
    """Bring an article that other rules have read up to date; its page is fetched if it must be.

    What was deleted or read anew meanwhile is left as it is.

    Raises:
        NoAddress: its text was given up, and there is nowhere to fetch it.
        PullquoteError: the page, the reading or the archive failed.
    """
    with suppress(ArticleGone):
        if old.textless:
            await _fetch_again(old, archive, engine, pages, model)
        elif stored := await archive.report(old.article_id):
            report = await engine.run(analyse, stored.report.article, model)
            await archive.rereading.read_again(old.article_id, report, model.version)


async def _fetch_again(
    old: OldReading, archive: Archive, engine: Engine, pages: PageSource, model: Model
) -> None:
    if old.url is None:
        raise NoAddress(N_("Its text was given up, and it has no address; paste its link again."))
    report = await read_link(pages, engine, old.url, model)
    await archive.rereading.fetched_again(old.article_id, report, model.version)


async def read_link(pages: PageSource, engine: Engine, url: str, model: Model) -> Report:
    """A link's report, from the web to the quotes, without the archive."""
    page = await pages.fetch(url)
    return await engine.run(report_on, page, model)


def marked_report_on(page: Page, model: Model) -> tuple[Report, Marks]:
    """A page's report, and what its article is compared by; runs in a worker."""
    report = report_on(page, model)
    return report, marks(report.article)


def report_on(page: Page, model: Model) -> Report:
    """A page's report; runs in a worker."""
    return analyse(extract(page), model)
