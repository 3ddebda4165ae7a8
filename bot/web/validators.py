"""How a second read asks whether a page has changed (RFC 9110, section 13.1)."""

import re
from collections.abc import Mapping

from bot.domain import Page, Validators

_ETAG = re.compile(r'(W/)?"[!#-~]{0,200}"')
_DATE = re.compile(r"[ -~]{1,64}")


def validators_of(page: Page) -> Validators | None:
    """What a page's server gave us to ask again with; None if nothing that makes sense."""
    etag = page.headers.get("etag", "").strip()
    modified = page.headers.get("last-modified", "").strip()
    held = Validators(
        page.url,
        etag if _ETAG.fullmatch(etag) else None,
        modified if _DATE.fullmatch(modified) else None,
    )
    return held if held.etag or held.last_modified else None


def conditions(held: Validators | None, url: str) -> Mapping[str, str]:
    """Headers that ask for a page only if it has changed.

    They go to the address that gave us the validators, and to no other on the way.
    """
    if held is None or held.url != url:
        return {}
    asked = {"If-None-Match": held.etag, "If-Modified-Since": held.last_modified}
    return {name: value for name, value in asked.items() if value}
