"""The sample articles: news pages of our own making, served under the names of no real host."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.resources import files
from urllib.parse import urlsplit

from pydantic import TypeAdapter

from bot.domain import Page, Validators
from bot.web import PageSource

PAGES = files("bot.demo") / "pages"


@dataclass(frozen=True, slots=True)
class Sample:
    """A sample article: its link, its file, and who pastes it with which words, if anyone does."""

    url: str
    file: str
    pasted: bool = False
    member: str = ""
    message: str = "{url}"

    @property
    def address(self) -> tuple[str | None, str]:
        """Host and path: what tells one sample link from another, whatever is tacked on to it."""
        parts = urlsplit(self.url)
        return parts.hostname, parts.path

    @property
    def pasted_text(self) -> str:
        return self.message.format(url=self.url)


def load_samples() -> tuple[Sample, ...]:
    """The samples in the order in which they are shown."""
    index = (PAGES / "index.json").read_bytes()
    return TypeAdapter(tuple[Sample, ...]).validate_json(index)


class SamplePages:
    """A page source that has the samples at hand and fetches every other link from the web."""

    def __init__(self, samples: Sequence[Sample], web: PageSource) -> None:
        self._samples = {sample.address: sample for sample in samples}
        self._web = web

    async def fetch(self, url: str, held: Validators | None = None) -> Page:
        """The page at a link.

        Raises:
            PullquoteError: the link is no sample's, and the web has no page for it.
        """
        parts = urlsplit(url)
        sample = self._samples.get((parts.hostname, parts.path))
        if sample is None:
            return await self._web.fetch(url, held)
        body = await asyncio.to_thread((PAGES / sample.file).read_bytes)
        return Page(sample.url, 200, {"content-type": "text/html; charset=utf-8"}, body)
