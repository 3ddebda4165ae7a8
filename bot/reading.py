"""The one path of a link: known? reuse it : fetch → extract → analyse in a worker → record.

What is known for long is asked after: where the site says that it is unchanged, it is reused.
"""

import asyncio
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from weakref import WeakValueDictionary

from bot.analysis import Model, analyse
from bot.archive import Archive, ArchiveError, ArticleDamaged, ArticleGone
from bot.articles import extract
from bot.domain import Page, PullquoteError, Report, Share, StoredReport
from bot.engine import Engine
from bot.links import link_key
from bot.metrics import LINKS, stage
from bot.web import PageSource, validators_of


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
            return await self._read(share, key)

    async def _read(self, share: Share, key: str) -> StoredReport:
        """The report on a link that is not known, or was known long ago and may have changed."""
        url, version = share.seen.url, self._model.version
        held = await self._archive.validators(key, version)
        with stage("fetch"):
            page = await self._pages.fetch(url, held) if held else await self._pages.fetch(url)
        if page.status == 304:
            with suppress(ArticleGone, ArticleDamaged):
                confirmed = await self._archive.confirm(share.id, key)
                LINKS.labels("unchanged").inc()
                return confirmed
            with stage("fetch"):
                page = await self._pages.fetch(url)
        with stage("analyse"):
            report = await self._engine.run(report_on, page, self._model)
        with stage("record"):
            stored = await self._archive.record(
                share.id,
                key,
                report,
                version,
                validators_of(page),
                final=link_key(page.url),
                canonical=link_key(report.article.url or page.url),
            )
        LINKS.labels("read").inc()
        return stored


async def read_link(pages: PageSource, engine: Engine, url: str, model: Model) -> Report:
    """A link's report, from the web to the quotes, without the archive."""
    page = await pages.fetch(url)
    return await engine.run(report_on, page, model)


def report_on(page: Page, model: Model) -> Report:
    """A page's report; runs in a worker."""
    return analyse(extract(page), model)
