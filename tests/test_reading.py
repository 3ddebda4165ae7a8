"""The path of a link that was read before: asked after, and read anew only where it has changed."""

from collections.abc import AsyncGenerator, Callable
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

import pytest

from bot.analysis import Model
from bot.archive import Archive, Marks, marks, open_archive
from bot.domain import Page, Report, Share, Validators
from bot.reading import Reading
from tests.archive.samples import said, sighting

URL = "https://news.example/a"
OLD = said(("We will build it.", "Ana Ruiz"))
NEW = said(("We will not build it.", "Ana Ruiz"))


@dataclass(slots=True)
class Site:
    """A page with a version, which it tells as its ETag."""

    version: str = '"one"'
    asked: list[Validators | None] = field(default_factory=list)

    async def fetch(self, url: str, held: Validators | None = None) -> Page:
        self.asked.append(held)
        if held and held.etag == self.version:
            return Page(url, 304, {}, b"")
        return Page(url, 200, {"etag": self.version}, b"")


@dataclass(slots=True)
class ByHeart:
    """An engine whose reading is known beforehand."""

    report: Report = OLD
    readings: int = 0

    async def run(
        self, _: Callable[..., tuple[Report, Marks]], page: Page, model: Model
    ) -> tuple[Report, Marks]:
        self.readings += 1
        return self.report, marks(self.report.article)


@pytest.fixture
async def archive(tmp_path: Path) -> AsyncGenerator[Archive]:
    async with open_archive(tmp_path / "pullquote.db") as archive:
        yield archive


def reading(site: Site, engine: ByHeart, archive: Archive, model: Model | None = None) -> Reading:
    """What is read is never fresh, so that a second share asks again."""
    return Reading(site, engine, archive, model=model or Model(), fresh_for=timedelta(hours=-1))


async def shared(archive: Archive) -> Share:
    [share] = await archive.see([sighting(URL)])
    return share


async def test_a_page_that_has_not_changed_is_not_read_twice(archive: Archive) -> None:
    site, engine = Site(), ByHeart()
    path = reading(site, engine, archive)
    first = await path.take(await shared(archive))
    second = await path.take(await shared(archive))
    assert second == first
    assert engine.readings == 1
    assert site.asked == [None, Validators(URL, etag='"one"')]


async def test_a_page_that_has_changed_is_read_again(archive: Archive) -> None:
    site, engine = Site(), ByHeart()
    path = reading(site, engine, archive)
    await path.take(await shared(archive))
    site.version, engine.report = '"two"', NEW
    assert (await path.take(await shared(archive))).report == NEW
    await path.take(await shared(archive))
    assert site.asked[-1] == Validators(URL, etag='"two"')


async def test_other_rules_read_a_page_again_that_has_not_changed(archive: Archive) -> None:
    site, engine = Site(), ByHeart()
    await reading(site, engine, archive).take(await shared(archive))
    await reading(site, engine, archive, Model(engine="rules")).take(await shared(archive))
    assert engine.readings == 2
    assert site.asked == [None, None]


async def test_a_page_whose_article_is_deleted_while_it_is_asked_after_is_read(
    archive: Archive,
) -> None:
    site, engine = Site(), ByHeart()
    path = reading(site, engine, archive)
    first = await shared(archive)
    await path.take(first)
    fetch = site.fetch

    @dataclass
    class Deleting:
        async def fetch(self, url: str, held: Validators | None = None) -> Page:
            if held:
                await archive.forget_message(first.seen.message_id)
            return await fetch(url, held)

    path = Reading(Deleting(), engine, archive, model=Model(), fresh_for=timedelta(hours=-1))
    second = await path.take(await shared(archive))
    assert second.report == OLD
    assert engine.readings == 2
