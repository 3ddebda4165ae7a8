"""Link → page: bounded, polite, never into the private network.

This room has no switch that opens the private network: what may be dialled is said here, in code.
"""

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from importlib.metadata import PackageNotFoundError, version
from typing import Protocol

from bot.domain import Page, Validators
from bot.web.addresses import is_public
from bot.web.errors import WebError
from bot.web.guard import SystemResolver
from bot.web.limits import Limits
from bot.web.reader import open_guarded
from bot.web.status import open_status
from bot.web.tracing import counted_requests
from bot.web.validators import validators_of

__all__ = [
    "PageSource",
    "WebError",
    "counted_requests",
    "open_reader",
    "open_status",
    "validators_of",
]


class PageSource(Protocol):
    """Anywhere that pages come from: the web, or a demo's samples."""

    async def fetch(self, url: str, held: Validators | None = None) -> Page:
        """The page behind a link.

        Parameters:
            held: what the page said of itself when it was read before; if it is still the same, a
                page of status 304 without a body comes back.

        Raises:
            WebError: the link did not become a page; the sentence says what to do.
        """
        ...


@asynccontextmanager
async def open_reader(*, contact: str | None = None) -> AsyncGenerator[PageSource]:
    """The public web as a source of pages, for as long as the context lasts.

    Args:
        contact: where a site's owner can complain, as a URL; it goes into the User-Agent.
    """
    async with open_guarded(
        user_agent(contact), gate=is_public, resolver=SystemResolver(), limits=Limits()
    ) as reader:
        yield reader


def user_agent(contact: str | None) -> str:
    """How we introduce ourselves to a site: ``Pullquote/0.1.0 (+https://…)``."""
    try:
        number = version("pullquote")
    except PackageNotFoundError:  # run from a checkout that is not installed
        number = "dev"
    return f"Pullquote/{number}" + (f" (+{contact})" if contact else "")
