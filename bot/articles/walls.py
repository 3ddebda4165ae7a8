"""What stands before an article: walls that ask for money, a login or consent.

The wording is what English-language sites show; a wall's words are never the article's.
"""

import re
from collections.abc import Iterable
from urllib.parse import urlsplit

_LONGEST = 400  # characters of a line of a wall

_QUOTATION = re.compile('[“”"«»„]')
_PAYWALL = re.compile(
    r"""\b(?:
        subscribe\ (?:now\ )?(?:to|for)\ (?:continue|keep|read|unlock|full|unlimited)
      | (?:to|please)\ (?:continue|keep|finish|read)\b.{0,40}\b
            (?:subscribe|log\ ?in|sign\ ?in|register|create\ an?\ (?:free\ )?account)
      | (?:log|sign)\ ?in\ (?:or\ \w+\ )?to\ (?:continue|keep|read|view|unlock)
      | (?:register|create\ an?\ (?:free\ )?account)\ (?:now\ |for\ free\ )?
            to\ (?:continue|keep|read|unlock)
      | already\ (?:a\ )?(?:subscribe(?:r|d)|(?:registered\ )?member|have\ an\ account)\b
      | (?:this|the\ full|the\ rest\ of\ this)\ (?:article|story|content|post)\ is
            \ (?:(?:only\ )?(?:available\ )?(?:exclusively\ )?(?:for|to)\ (?:our\ )?(?:\w+\ )?
               (?:subscribers|members)
              | reserved\ for | for\ subscribers)
      | (?:exclusive(?:ly)?|only)\ (?:content\ )?(?:for|to)\ (?:our\ )?(?:paid\ )?subscribers
      | you(?:['’]ve|\ have)\ (?:reached|read|used)\ (?:your|all|the\ limit)\b.{0,40}\b
            (?:free|limit|articles|stories)
      | (?:unlock|get)\ (?:this\ article|unlimited\ access)\b
      | (?:start|begin)\ your\ (?:free\ )?(?:trial|subscription)\b
      | continue\ reading\ with\ an?\b
    )""",
    re.IGNORECASE | re.VERBOSE,
)
_CONSENT = re.compile(
    r"""\b(?:
        (?:we|our\ partners|and\ our\ (?:\d+\ )?partners)\b.{0,60}\b(?:use|store|set|process)\b
            .{0,60}\b(?:cookies|personal\ data|information\ on\ a\ device)
      | (?:accept|reject|manage|allow)\ (?:all\ )?(?:cookies|consent)\b
      | manage\ (?:your\ )?(?:privacy|cookie|consent)\ (?:settings|preferences|choices)
      | (?:we\ value|we\ care\ about)\ your\ privacy
      | (?:cookie|privacy)\ (?:policy|settings|preferences)\b.{0,80}\b(?:accept|agree|consent)
      | by\ (?:clicking|continuing|using)\b.{0,80}\b(?:agree|accept|consent)\b
    )""",
    re.IGNORECASE | re.VERBOSE,
)
_GATE = re.compile(
    r"^(?:consent|guce|login|signin|auth|accounts?|sso|id|myaccount)\.[^/]+\.[^/]+/"
    r"|^[^/]+/(?:[a-z]{2}/)?(?:consent|collectconsent|cookie-?wall|cmp|login|log-in|signin|sign-in"
    r"|subscribe|paywall|register|registration)(?:/?$|[/?.])",
    re.IGNORECASE,
)


def asks_for_payment(line: str) -> bool:
    """Whether a line asks its reader to pay, register or log in for the rest."""
    return _may_be_a_wall(line) and bool(_PAYWALL.search(line))


def asks_for_consent(line: str) -> bool:
    """Whether a line asks for consent to cookies."""
    return _may_be_a_wall(line) and bool(_CONSENT.search(line))


def without_walls(lines: Iterable[str]) -> tuple[list[str], bool]:
    """The lines that are no wall's, and whether a wall stood among them for which one must pay."""
    kept: list[str] = []
    walled = False
    for line in lines:
        asks = asks_for_payment(line)
        walled = walled or asks
        if not asks and not asks_for_consent(line):
            kept.append(line)
    return kept, walled


def is_gate(url: str) -> bool:
    """Whether an address, after all redirects, is of a page for consent or for logging in."""
    parts = urlsplit(url)
    return bool(_GATE.search(f"{parts.netloc}{parts.path}"))


def _may_be_a_wall(line: str) -> bool:
    """A wall is short, and quotes nobody: an article about cookies does."""
    return len(line) <= _LONGEST and not _QUOTATION.search(line)
