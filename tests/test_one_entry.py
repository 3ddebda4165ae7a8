"""One article, one entry, whatever address led to it."""

from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.analysis import Model
from bot.archive import Archive, Marks, marks, open_archive
from bot.domain import Page, Report, Share, Sighting, StoredReport, Validators
from bot.reading import Reading
from tests.archive.test_stories import ANA, BO, story

PAPER = "https://courier.example/2026/03/ferry"
SHORT = "https://sho.example/f"
AMP = "https://amp.courier.example/ferry"
EVIL = "https://evil.example/x"


def at(address: str, report: Report) -> Report:
    return replace(report, article=replace(report.article, url=address))


@dataclass(slots=True)
class Web:
    """Where each link leads, and what stands there."""

    leads: dict[str, str] = field(default_factory=dict)
    reports: dict[str, Report] = field(default_factory=dict)
    fetched: list[str] = field(default_factory=list)

    async def fetch(self, url: str, held: Validators | None = None) -> Page:
        self.fetched.append(url)
        return Page(self.leads.get(url, url), 200, {}, b"")

    async def run(
        self, _: Callable[..., tuple[Report, Marks]], page: Page, model: Model
    ) -> tuple[Report, Marks]:
        report = self.reports[page.url]
        return report, marks(report.article)


@pytest.fixture
async def archive(tmp_path: Path) -> AsyncIterator[Archive]:
    async with open_archive(tmp_path / "pullquote.db") as archive:
        yield archive


async def read(archive: Archive, web: Web, *links: str) -> list[StoredReport]:
    reading = Reading(web, web, archive, model=Model(), fresh_for=timedelta(hours=1))
    stored: list[StoredReport] = []
    for link in links:
        [share] = await archive.see([sighted(link)])
        stored.append(await reading.take(share))
        assert (await kept(archive, share)).article_id == stored[-1].article_id
    return stored


def sighted(link: str) -> Sighting:
    return Sighting(link, 1, 2, hash(link) % 10**9, 3, datetime.now(UTC))


async def kept(archive: Archive, share: Share) -> Share:
    found = await archive.share(share.id)
    assert found
    return found


async def test_a_short_link_is_the_article_that_it_leads_to(archive: Archive) -> None:
    web = Web({SHORT: PAPER}, {PAPER: at(PAPER, story(ANA))})
    short, direct = await read(archive, web, SHORT, f"{PAPER}?utm_source=x#top")
    assert direct == short
    assert web.fetched == [SHORT]


async def test_the_light_edition_of_a_page_is_that_page(archive: Archive) -> None:
    web = Web(reports={PAPER: at(PAPER, story(ANA, BO)), AMP: at(PAPER, story(ANA))})
    whole, light = await read(archive, web, PAPER, AMP)
    assert light.article_id == whole.article_id
    assert len(light.report.quotes) == 2


async def test_a_page_that_claims_another_address_never_stands_in_for_it(
    archive: Archive,
) -> None:
    web = Web(reports={EVIL: at(PAPER, story(BO, seed=5)), PAPER: at(PAPER, story(ANA))})
    evil, good = await read(archive, web, EVIL, PAPER)
    assert web.fetched == [EVIL, PAPER]
    assert good.article_id != evil.article_id
    assert good.report == web.reports[PAPER]
